# Requests and talks, their record and their documents. In Korean. Plain words first: what a person of eighty would say.

## Cases
case-open-talk = 상담 내용 보기
case-talk = 상담
case-form = 신청
