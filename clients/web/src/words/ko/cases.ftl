# Requests and talks, their record and their documents. In Korean. Plain words first: what a person of eighty would say.

## Cases
cases-none = 아직 신청한 것이 없습니다.
cases-none-next = 창구 둘러보기
case-gone = 이 신청을 찾을 수 없습니다. ‘내 신청’에서 다시 골라 주세요.
case-due = { $day }까지
case-documents = 문서 { $count }개
case-open-talk = 상담 글 보기
case-outcome = 결과: { $outcome }
case-reason = 이유와 다음 방법
case-draft = 쓰는 중
case-submitted = 냈어요
case-received = 접수됨
case-supplement_asked = 보완 필요
case-extended = 기한 늘림
case-granted = 처리됨
case-refused = 받아들이지 못함
case-delivered = 보내 드림
case-withdrawn = 취소함
case-closed = 마침
case-next-draft = 신청서를 다 쓰면 ‘내기’를 눌러 주세요.
case-next-submitted = 담당자가 곧 확인합니다. 창을 닫아도 괜찮습니다.
case-next-received = 담당자가 보고 있습니다. 창을 닫아도 괜찮습니다.
case-next-supplement_asked = 담당자가 몇 가지를 더 물었습니다. 고쳐서 다시 내 주세요.
case-next-extended = 조금 더 시간이 필요합니다. 새 날짜를 확인해 주세요.
case-next-granted = 처리가 끝났습니다. 아래에서 문서를 받으세요.
case-next-refused = 이번에는 받아들이지 못했습니다. 아래 이유와 다음 방법을 봐 주세요.
case-next-delivered = 문서를 보내 드렸습니다.
case-next-withdrawn = 신청을 취소하셨습니다.
case-next-closed = 상담이 끝났습니다. 나눈 글은 여기 남아 있습니다.
case-next-talking = 상담 중입니다. 아래에 편하게 적어 주세요. 천천히 쓰셔도 됩니다.
case-next-talk-waiting = 담당자가 다시 부르면 이어서 이야기합니다. 먼저 적어 두셔도 됩니다.
case-talk = 상담
case-form = 신청
talk-received = 상담 중
talk-submitted = 상담 중
talk-closed = 상담 끝
case-next-other = 아래 내용을 확인해 주세요.
case-withdraw = 신청 취소하기
case-withdraw-sure = 이 신청을 취소할까요?
case-withdraw-yes = 네, 취소합니다
case-withdraw-no = 아니요, 그대로 둡니다

## Transcript
transcript = 상담 글
transcript-form = 주고받은 글과 기록
transcript-write = 담당자에게 쓸 말
transcript-write-officer = 시민에게 쓸 말
transcript-private-officer = 여기 쓴 글은 시민과 담당 직원만 봅니다. 마치면 시민에게 기록으로 갑니다.
transcript-private = 여기 쓴 글은 나와 담당자만 봅니다.
by-citizen = 신청인
by-officer = 담당자
by-office = 민원실
entry-submit = 신청서를 냈습니다
entry-supplement = 보완해서 다시 냈습니다
entry-receive = 접수되었습니다
entry-ask_supplement = 보완을 부탁드렸습니다
entry-extend = 기한을 늘렸습니다
entry-grant = 처리되었습니다
entry-refuse = 받아들이지 못했습니다
entry-deliver = 문서를 보내 드렸습니다
entry-withdraw = 신청을 취소했습니다
entry-close = 마쳤습니다
entry-document = 문서를 발급했습니다
entry-act-grant = 담당자가 승인했습니다
entry-act-refuse = 담당자가 받아들이지 않았습니다
entry-act-supplement = 담당자가 보완을 요청했습니다
entry-act-extend = 담당자가 기한을 늘렸습니다
entry-other = 기록이 더해졌습니다

## Documents
documents = 받은 문서
document-about = { $number } · { $day } 발급
document-download = 내려받기
document-download-label = { $title } 내려받기
document-failed = 지금은 받지 못했습니다. 조금 뒤에 다시 눌러 주세요.
