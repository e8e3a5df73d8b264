# What the office announces, and a line that is closed. In English. Plain words first: what a person of eighty would say.
announced = Announcements
announced-holiday = Closed day
announced-outage = Disruption
announced-line_closed = No new numbers
announced-other = Notice
announced-until = until { $time }
announced-news = { $text }
service-line-closed = No new numbers now. If you have a number, you will be served as before.
service-line-closed-until = No new numbers now. You can take one again from { $time }. If you have a number, you will be served as before.
