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
entry-object = 이의신청을 했습니다
entry-objection-uphold = 이의신청을 받아들여 처음 결정을 취소했습니다
entry-objection-dismiss = 이의신청을 받아들이지 않았습니다
entry-reopen = 결정을 취소하고 다시 처리합니다
entry-timer-failed = 자동으로 처리될 일이 처리되지 못했습니다
entry-other = 처리 기록이 추가되었습니다

## Documents
documents = 받은 문서
document-about = { $number } · { $day } 발급
document-revoked = 결정이 취소되어 { $day }부터 효력이 없는 문서예요.
document-download = 내려받기
document-download-label = { $title } 내려받기
document-failed = 지금은 내려받지 못했어요. 조금 뒤에 다시 눌러 주세요.

## The page of one request
case-gone = 이 신청을 찾을 수 없어요. ‘내 신청’에서 다시 골라 주세요.
case-outcome = 결과: { $outcome }
case-reason = 사유와 다음에 하실 수 있는 일
case-answers = 내가 작성한 내용
case-next-objected = 이의신청을 접수했어요. 처음 결정한 담당자가 아닌 다른 담당자가 살펴봐요. 화면을 닫으셔도 괜찮아요.
case-next-granted_in_part = 일부만 승인되었어요. 아래에서 승인된 내용과 다음에 하실 수 있는 일을 확인해 주세요.
case-next-draft = 신청서를 다 쓰신 뒤 ‘제출하기’를 눌러 주세요.
case-next-submitted = 제출하셨어요. 화면을 닫으셔도 괜찮아요.
case-next-received = 접수되었어요. 담당자가 근무 시간에 확인해요. 화면을 닫으셔도 괜찮아요.
case-next-supplement_asked = 보완을 요청받았어요. 내용을 고쳐서 다시 제출해 주세요.
case-next-extended = 처리에 시간이 조금 더 필요해요. 새 처리 기한을 확인해 주세요.
case-next-granted = 승인되었어요. 아래에서 문서를 받으세요.
case-next-granted-bare = 승인되었어요.
case-next-refused = 이번 신청은 승인되지 않았어요. 아래에서 사유와 다음에 하실 수 있는 일을 확인해 주세요.
case-next-delivered = 문서를 받으셨어요. 아래에서 다시 받으실 수 있어요.
case-next-withdrawn = 신청을 취소하셨어요.
case-next-closed = 상담이 끝났어요. 나눈 글은 여기 남아 있어요.
case-next-transferred = 상담은 다른 창구에서 이어져요. 아래 번호표로 불러 드려요. 나눈 글은 여기 남아 있어요.
case-next-talking = 상담 중이에요. 아래에 편하게 적어 주세요. 천천히 쓰셔도 돼요.
case-next-talking-form = 상담 중이에요. 담당자에게 하실 말씀은 아래 칸에 적어 주세요. 그 아래에서 신청서도 함께 쓰실 수 있어요.
case-next-talk-waiting = 담당자가 다시 부르면 이어서 상담해요. 먼저 적어 두셔도 돼요.
case-next-other = 아래 내용을 확인해 주세요.
case-withdraw = 신청 취소하기
case-withdraw-sure = 이 신청을 취소할까요?
case-withdraw-yes = 네, 취소할게요
case-withdraw-no = 아니요, 그대로 둘게요

## Objections
objection = 이의신청
objection-lead = 이 결정에 이의가 있으면 { $day }까지 이의신청을 하실 수 있어요. 처음 결정한 담당자가 아닌 다른 담당자가 살펴봐요.
objection-begin = 이의신청하기
objection-label = 이의신청 내용
objection-hint = 어떤 점이 왜 잘못되었다고 생각하시는지 편하게 적어 주세요. 제출하시기 전까지 쓰신 글은 이 기기에 저장돼요. 이의신청은 한 번 하실 수 있어요.
objection-submit = 이의신청 제출하기
objection-later = 나중에 쓰기
objection-filed = 이의신청을 접수했어요. 결정 기한: { $due }. 결정하면 알려 드려요.
objection-upheld = 이의신청이 받아들여져 처음 결정이 취소되었어요. 신청을 다시 처리해요.
objection-dismissed = 이의신청이 받아들여지지 않았어요. 처음 결정은 그대로예요. 사유와 다음에 하실 수 있는 일은 위에 있어요.
objection-officer-filed = 이의신청 결정 기한: { $due }. 처음 결정한 담당자는 결정할 수 없습니다.
objection-officer-upheld = 이의신청이 인용되어 처음 결정이 취소되었습니다. 신청을 다시 처리해 주세요.
objection-officer-dismissed = 이의신청이 기각되었습니다. 처음 결정은 그대로입니다.

## The list of requests, and their states
cases-none = 아직 신청한 것이 없어요.
cases-none-next = 창구 둘러보기
case-due = 처리 기한: { $day }
case-documents = 문서 { $count }개
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
talk-received = 상담 중
talk-submitted = 상담 중
talk-closed = 상담 종료

## Rejected in a request
rejected-unknown_file = 지금은 없는 파일이에요.
rejected-unprintable = 문서에 넣을 수 없는 글자가 있어 발급하지 않았어요: { $letters } 다른 글자로 고친 뒤 다시 해 주세요.
rejected-form_stale = 다른 기기에서 더 나중에 쓴 내용이 있어요. 어느 쪽을 쓸지 골라 주세요.
rejected-document_failed = 지금은 문서를 만들지 못했어요. 바뀐 것은 없으니 조금 뒤에 다시 눌러 주세요.
rejected-record_full = 기록이 가득 차서 방금 쓴 글은 기록되지 않았어요. 여기서 마무리해 주세요. 지금까지의 기록은 남고, 남은 이야기는 새로 이어 가실 수 있어요.
rejected-term_over = 이의신청 기한이 지났어요.
