# A request's record and its documents. In Korean. Plain words first: what a person of eighty would say.
## Transcript
transcript = 상담 내용
transcript-form = 주고받은 글과 처리 기록
transcript-write = 담당자에게 쓸 내용
transcript-write-officer = 시민에게 쓸 내용
transcript-private-officer = 여기 쓴 글은 시민과 담당자가 봅니다. 다른 담당자가 열면 그 사유가 여기에 남습니다. 마치면 기록이 시민에게 갑니다.
transcript-private = 여기 쓴 글은 나와 담당자가 봐요. 다른 담당자가 열면 그 사유가 여기에 남아요.
by-citizen = 시민
by-officer = 담당자
by-office = 민원실
entry-submit = 신청서를 제출했습니다
entry-consent = 개인정보 수집·이용에 동의했습니다
entry-supplement = 보완하여 다시 제출했습니다
entry-receive = 접수되었습니다
entry-ask_supplement = 보완을 요청했습니다
entry-extend = 처리 기한을 연장했습니다
entry-grant = 승인되었습니다
entry-refuse = 승인되지 않았습니다
entry-deliver = 문서를 발급했습니다
entry-withdraw = 신청을 취소했습니다
entry-opened = 다른 담당자가 열었습니다
entry-close = 종료했습니다
entry-file = 파일을 올렸습니다
entry-document = 문서를 발급했습니다
entry-act-grant = 담당자가 승인했습니다
entry-act-refuse = 담당자가 승인하지 않았습니다
entry-act-supplement = 담당자가 보완을 요청했습니다
entry-act-extend = 담당자가 처리 기한을 연장했습니다
entry-timer-failed = 자동으로 처리될 일이 처리되지 못했습니다
entry-other = 처리 기록이 추가되었습니다

## Documents
documents = 받은 문서
document-about = { $number } · { $day } 발급
document-download = 내려받기
document-download-label = { $title } 내려받기
document-failed = 지금은 내려받지 못했어요. 조금 뒤에 다시 눌러 주세요.
