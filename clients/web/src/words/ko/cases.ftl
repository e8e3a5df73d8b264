# What a request and a talk are called where they are only named. In Korean. Plain words first: what a person of eighty would say.
case-open-talk = 상담 내용 보기
case-talk = 상담
case-form = 신청
