# Requests and talks, their record and their documents. In Korean. Plain words first: what a person of eighty would say.

## Cases
cases-none = 아직 신청한 것이 없어요.
cases-none-next = 창구 둘러보기
case-due = 처리 기한: { $day }
case-documents = 문서 { $count }개
case-open-talk = 상담 내용 보기
case-draft = 작성 중
case-submitted = 제출 완료
case-received = 접수 완료
case-supplement_asked = 보완 필요
case-extended = 처리기한 연장
case-granted = 승인됨
case-refused = 승인되지 않음
case-delivered = 발급 완료
case-withdrawn = 취소됨
case-closed = 종료
case-objected = 이의신청 처리 중
case-granted_in_part = 일부 승인됨
case-talk = 상담
case-form = 신청
talk-received = 상담 중
talk-submitted = 상담 중
talk-closed = 상담 종료
