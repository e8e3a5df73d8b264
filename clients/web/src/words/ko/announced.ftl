# What the office announces, and a line that is closed. In Korean. Plain words first: what a person of eighty would say.
announced = 공지
announced-holiday = 휴무 안내
announced-outage = 장애 안내
announced-line_closed = 접수 마감
announced-other = 안내
announced-until = { $time }까지
announced-news = { $text }
service-line-closed = 지금은 새 번호표를 드리지 않아요. 번호표가 있는 분은 차례대로 모셔요.
service-line-closed-until = 지금은 새 번호표를 드리지 않아요. { $time }부터 드려요. 번호표가 있는 분은 차례대로 모셔요.
