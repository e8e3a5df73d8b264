# Words of the page in Korean. Plain words first: what a person of eighty would say.
brand = 마당
language = 언어
menu = 메뉴
close = 닫기
yes = 예
no = 아니요
you = 나
send = 보내기
skip-to-content = 본문으로 바로가기
skip-to-form = 들어가기로 바로가기

## Arrival
arrival-title = 어서 오세요, 마당입니다
arrival-lead = 집에서 들어오는 열린 민원실입니다. 회원가입도, 본인 확인도 없이 바로 들어오세요.
arrival-name = 부를 이름
arrival-name-hint = 진짜 이름이 아니어도 괜찮습니다. 나중에 바꿀 수 있어요.
arrival-another = 다른 이름
arrival-look = 내 모습
arrival-easy = 쉬운 화면으로 보기 (큰 글씨, 한 번에 한 가지)
arrival-privacy = 이 기기에는 내 번호표와 신청을 다시 찾는 데 필요한 것만 남습니다.
arrival-verify = 문서 진위 확인
enter = 들어가기

## Hall
world = 마당 그림
world-label = 마당. 화살표 키로 걷습니다
world-how = 화살표 키나 W A S D로 걷고, 바닥이나 창구를 누르면 그곳으로 갑니다. 걷지 않아도 모든 일을 메뉴에서 할 수 있어요.
world-coming = 마당을 그리는 중입니다. 기다리지 않고 메뉴를 쓰셔도 됩니다.
world-none = 지금은 그림 없이 보여 드립니다. 모든 일은 메뉴에서 할 수 있어요.
hall-ask = 무엇을 도와드릴까요?
world-show = 마당 보기
people-count = { $count }명이 함께 있어요
counters = 창구
people = 사람들
chat = 대화
cases = 내 신청
case = 상담과 신청
ticket = 내 번호표
queue = 기다리는 줄
help = 도움말
settings = 설정
notices = 알림
rejoining = 다시 잇는 중입니다. 적은 글과 번호표는 그대로 있습니다.

## Line closed for good
ended-4000 = 안녕히 가세요.
ended-4403 = 로그인이 끝났습니다. 다시 로그인해 주세요.
ended-4409 = 다른 창이나 기기에서 이어서 보고 계십니다.
ended-4426 = 화면이 오래되었습니다. 새로 고침 해 주세요.
ended-4429 = 너무 많은 요청이 있어 잠시 닫았습니다.
ended-other = 연결이 끝났습니다.
ended-back = 여기서 계속하기

## Services and counters
counters-none = 아직 열린 창구가 없습니다. 조금 뒤에 저절로 나타납니다.
counters-other = 그 밖의 창구
counter-open = 열림
counter-serving = 상담 중
counter-paused = 잠시 멈춤
counter-closed = 닫힘
counter-officer = 담당 { $name }
counter-calling = 부르는 번호 { $number }
service-broken = 이 창구는 잠시 고장입니다. 번호표와 적은 글은 그대로 있습니다.
service-form-any-time = 지금 바로 신청서를 쓸 수 있습니다. 쓰는 동안 저절로 저장됩니다.
take-ticket = 번호표 뽑기
take-ticket-label = { $service } 번호표 뽑기
fill-form = 신청서 쓰기
fill-form-label = { $service } 신청서 쓰기
take-me = 데려다 주기
take-me-label = { $where } 데려다 주기
take-me-counter = 창구로 데려다 주기
go-there = 곁으로 가기
go-there-label = { $name } 곁으로 가기
waiting-count = { $count ->
    [0] 기다리는 사람이 없어요
   *[other] { $count }명이 기다려요
}

## Waits
wait-unknown = 시간은 아직 몰라요
wait-no-desk = 지금은 열린 창구가 없어요. 번호표를 뽑아 두면 열릴 때 불러 드려요
wait-under = { $high }분 안쪽
wait-about = { $high }분쯤
wait-range = { $low }–{ $high }분쯤
ago-now = 방금
ago-minutes = { $minutes }분 전부터

## Tickets
ticket-none = 아직 번호표가 없습니다. ‘창구’에서 필요한 일을 골라 번호표를 뽑아 보세요.
ticket-title = 번호표 { $number }
ticket-see = 내 번호표 { $number } 보기
ticket-see-label = 내 번호표 { $number } 보기
tickets = 내 번호표
ticket-next = 다음 차례예요
ticket-ahead = 앞에 { $count }명
ticket-no-desk = 창구가 열리면 불러 드려요
ticket-waiting = 기다리는 중
ticket-called = 지금 부르고 있어요
ticket-serving = 상담 중
ticket-held = 잠시 맡아 두었어요
ticket-deferred = 순서를 양보했어요
ticket-transferred = 다른 창구로 옮겼어요
ticket-missed = 부를 때 자리에 안 계셨어요. 줄에 다시 세워 드렸습니다.
ticket-done = 끝났어요
ticket-left = 그만두었어요
ticket-defer = 한 사람 먼저 보내기
ticket-leave = 그만 기다리기
ticket-leave-sure = 번호표를 돌려주시겠어요? 지금 순서는 사라집니다.
ticket-leave-yes = 네, 돌려줄게요
ticket-leave-no = 아니요, 기다릴게요

## Called
called-title = { $number }번, 부르고 있어요!
called-again = { $number }번, 한 번 더 부릅니다!
called-where = { $where }에서 기다립니다
called-until = { $time }까지 오시면 됩니다
called-coming = 가고 있어요
called-not-now = 한 사람 먼저 보내기
called-page-title = ({ $number }) 부르고 있어요 · 마당

## People and chat
people-none = 아직 아무도 보이지 않습니다. 곧 다른 분들이 나타납니다.
people-more = 그리고 { $count }명 더
group-officer = 직원
group-companion = 함께 온 분
group-citizen = 시민
chat-log = 나눈 말
chat-none = 아직 아무 말이 없습니다. 먼저 인사를 건네 보세요.
chat-audience = 누구에게 말할까요
chat-near = 곁에 있는 분께
chat-room = 모두에게
chat-write-near = 곁에 있는 분께 할 말
chat-write-room = 모두에게 할 말
scope-near = 곁에서
scope-room = 모두에게
scope-booth = 상담실에서

## Cases
cases-none = 아직 신청한 것이 없습니다.
cases-none-next = 창구 둘러보기
case-gone = 이 신청을 찾을 수 없습니다. ‘내 신청’에서 다시 골라 주세요.
case-due = { $day }까지
case-documents = 문서 { $count }개
case-open-talk = 상담 글 보기
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
case-next-talking = 지금 담당자와 이야기하고 있습니다. 천천히 쓰셔도 됩니다.
case-next-other = 아래 내용을 확인해 주세요.
case-withdraw = 신청 취소하기
case-withdraw-sure = 이 신청을 취소할까요?
case-withdraw-yes = 네, 취소합니다
case-withdraw-no = 아니요, 그대로 둡니다

## Transcript
transcript = 상담 글
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

## Forms
form-required = 꼭 필요
form-optional = 선택
form-example = 예: { $example }
form-choose = 골라 주세요
form-submit = 내기
form-submit-again = 고쳐서 다시 내기
form-back = 이전
form-next = 다음
form-step = { $count }개 중 { $at }번째
form-faults = 고칠 곳이 { $count }군데 있습니다
draft-saved = 저장됨
draft-here = 이 기기에 저장됨
draft-saving = 저장하는 중
draft-clash = 다른 기기의 글과 달라요
draft-clash-title = 다른 기기에서도 이 신청서를 고치셨습니다
draft-clash-what = 어느 쪽을 쓸까요? 고르실 때까지 두 글 모두 남아 있습니다.
draft-clash-mine = 지금 화면의 글 쓰기
draft-clash-theirs = 다른 기기의 글 쓰기
fault-missing = 꼭 필요한 칸입니다
fault-unknown_field = 이 신청서에 없는 칸입니다
fault-too_long = { $max }자까지 쓸 수 있습니다
fault-too_short = { $min }자 이상 써 주세요
fault-bad_format = 적는 방식이 맞지 않습니다. { $example }
fault-out_of_range = { $least }에서 { $most } 사이로 써 주세요
fault-day_out_of_range = 날짜를 다시 확인해 주세요
fault-bad_type = 숫자로 써 주세요
fault-unknown_choice = 목록에서 골라 주세요
fault-other = 다시 확인해 주세요

## Documents
documents = 받은 문서
document-about = { $number } · { $day } 발급
document-download = 내려받기
document-download-label = { $title } 내려받기
document-failed = 지금은 받지 못했습니다. 조금 뒤에 다시 눌러 주세요.

## Why a wish was not granted
refused-lost = 연결이 끊겨 보내지 못했습니다. 글은 그대로 있으니 다시 눌러 주세요.
refused-other = 지금은 할 수 없습니다.
refused-not_allowed = 이 일은 할 수 없습니다.
refused-too_fast = 조금 빠릅니다. { $seconds }초 뒤에 다시 해 주세요.
refused-unknown_place = 그런 곳이 없습니다.
refused-unknown_counter = 그런 창구가 없습니다.
refused-unknown_service = 그런 일은 여기서 하지 않습니다.
refused-unknown_ticket = 그 번호표는 이미 끝났습니다.
refused-unknown_case = 그 신청을 찾을 수 없습니다.
refused-unknown_target = 지금은 그곳을 찾을 수 없습니다.
refused-unreachable = 그곳으로 가는 길이 없습니다.
refused-room_full = 방이 가득 찼습니다. 조금 뒤에 다시 와 주세요.
refused-not_yours = 다른 분의 것입니다.
refused-wrong_state = 지금은 이 일을 할 차례가 아닙니다. 화면을 다시 확인해 주세요.
refused-already_waiting = 이미 이 일의 번호표를 가지고 계십니다.
refused-nobody_waiting = 기다리는 분이 없습니다.
refused-desk_taken = 다른 직원이 앉아 있습니다.
refused-no_desk = 먼저 창구를 열어 주세요.
refused-silent_area = 이곳은 조용히 쉬는 곳입니다. 다른 곳에서 이야기해 주세요.
refused-form_invalid = 표시된 곳을 고쳐 주세요.
refused-form_stale = 다른 기기에서 더 새로 쓴 글이 있습니다.
refused-counter_closed = 이 창구는 지금 고장입니다. 번호표와 적은 글은 그대로 있습니다.
refused-taken_name = 그 이름은 민원실에서 쓰는 이름입니다. 다른 이름을 골라 주세요.
refused-limit = 한 번에 가질 수 있는 만큼 이미 가지고 계십니다.
refused-storage = 저장하지 못했습니다. 적은 글은 이 기기에 있으니 조금 뒤에 다시 해 주세요.

## Notices
notice-room_full = 그곳은 지금 가득 찼습니다. 조금 뒤에 다시 가 보세요.
notice-no_booth = 상담실이 모두 쓰이고 있어 창구에서 상담합니다.
notice-other = 민원실에서 알립니다.

## Help
help-lead = 천천히 하셔도 됩니다. 여기서는 무엇을 눌러도 잃는 것이 없습니다.
help-guide = 안내 창구로 데려다 주기
help-easy = 쉬운 화면으로 바꾸기
help-ticket-title = 상담을 받고 싶어요
help-ticket = ‘창구’를 눌러 필요한 일을 고르고 ‘번호표 뽑기’를 누르세요. 차례가 되면 소리와 글로 크게 알려 드립니다. 창을 닫았다가 다시 와도 순서는 그대로입니다.
help-form-title = 서류를 떼고 싶어요
help-form = ‘창구’에서 ‘신청서 쓰기’를 누르세요. 쓰는 동안 저절로 저장됩니다. 다 쓰고 ‘내기’를 누르면 담당자가 보고, 문서가 나오면 ‘내 신청’에서 내려받습니다.
help-walk-title = 어떻게 걸어요?
help-walk = 걷지 않아도 됩니다. ‘데려다 주기’를 누르면 저절로 갑니다. 걷고 싶으면 바닥을 누르거나, 그림을 한 번 누른 뒤 화살표 키를 쓰세요.
help-talk-title = 다른 사람과 이야기하고 싶어요
help-talk = ‘대화’에서 글을 쓰세요. 곁에 있는 분께만 하거나 모두에게 할 수 있습니다.
help-keys-title = 글쇠로만 쓰고 싶어요
help-keys = Tab 키로 다음 단추, Shift와 Tab으로 앞 단추로 갑니다. Enter로 누르고 Esc로 닫습니다.
help-private-title = 내가 쓴 글은 누가 보나요?
help-private = 상담 글은 나와 담당자만 봅니다. 대화에 쓴 글은 곁에 있는 분이나 방 안의 분들이 봅니다.

## Settings
settings-text = 글자 크기
settings-text-normal = 보통
settings-text-large = 크게
settings-text-largest = 아주 크게
settings-view = 보기와 소리
settings-easy = 쉬운 화면
settings-easy-hint = 한 번에 한 가지씩, 큰 글씨와 쉬운 말로
settings-contrast = 진한 대비
settings-contrast-hint = 어두운 바탕에 밝은 글씨로 또렷하게
settings-stillness = 움직임 줄이기
settings-stillness-hint = 꼭 필요한 움직임만 남깁니다
settings-sound = 부를 때 소리
settings-sound-hint = 내 번호를 부를 때 짧은 소리가 납니다
settings-plain = 그림 없이 보기
settings-plain-hint = 마당을 제목과 목록으로 보여 줍니다
settings-lowData = 데이터 아끼기
settings-lowData-hint = 그림과 글꼴을 받지 않습니다
settings-me = 내 이름과 모습
settings-keep = 바꾸기
leave = 나가기
leave-title = 나가기
leave-sure = 이 기기에서 나가면 번호표와 신청을 이 기기에서 다시 찾을 수 없습니다.
leave-yes = 네, 나갈게요
leave-no = 아니요, 있을게요

## Easy mode
easy-title = 무엇을 도와드릴까요?
easy-back = 처음으로
easy-number = 내 번호
easy-ahead = { $count ->
    [0] 다음이 내 차례예요
   *[other] 앞에 { $count }명 있어요
}
easy-wait = 여기서 기다리시면 크게 알려 드립니다.
easy-change = 번호표 바꾸기
easy-cases = 내 신청 보기
easy-chat = 다른 분과 이야기하기

## Officers
sign-in = 로그인
sign-in-title = 직원 로그인
sign-in-lead = 창구를 여는 직원을 위한 문입니다.
sign-in-name = 이름
sign-in-password = 비밀번호
sign-in-one-time = 받은 일회용 비밀번호
sign-in-new = 새 비밀번호
sign-in-new-hint = { $min }자 이상으로 정해 주세요
sign-in-set = 새 비밀번호로 로그인
sign-in-must_change = 처음 오셨네요. 새 비밀번호를 정해 주세요.
sign-in-wrong_sign_in = 이름이나 비밀번호가 맞지 않습니다.
sign-in-weak_password = 새 비밀번호가 너무 짧거나 예전 것과 같습니다.
sign-in-too_fast = 여러 번 틀렸습니다. 조금 뒤에 다시 해 주세요.
sign-in-unreachable = 민원실에 닿지 못했습니다. 조금 뒤에 다시 해 주세요.
sign-in-failed = 로그인하지 못했습니다.
sign-in-citizen = 시민 입구로 가기
desk = 창구 자리
desk-show = 자리로 돌아가기
desk-mine = 내 자리
desk-line = 기다리는 줄
desk-tray = 볼 신청
desk-case = 신청과 상담
desk-case-none = 왼쪽에서 신청을 고르거나 다음 분을 불러 주세요.
desk-none-free = 지금 비어 있는 창구가 없습니다.
desk-choose = 어느 창구를 열까요?
desk-open-label = { $counter } 열기
desk-call-next = 다음 분 부르기
desk-recall = 다시 부르기
desk-serve = 상담 시작
desk-missed = 안 오셨음
desk-hold = 잠시 맡아 두기
desk-transfer = 다른 창구로
desk-transfer-where = 어디로 옮길까요? 기다린 시간은 그대로 이어집니다.
desk-finish = 마치기
desk-finish-now = 마치고 기록하기
desk-pause = 잠시 멈추기
desk-resume = 다시 열기
desk-close = 창구 닫기
desk-outcome = 어떻게 끝났나요?
desk-note = 남길 말 (시민도 봅니다)
desk-calls = { $count }번 부름
desk-called-hint = 오시면 ‘상담 시작’을 눌러 주세요.
pause-break = 쉬는 시간
pause-meeting = 회의
pause-paperwork = 서류 일
line-none = 기다리는 분이 없습니다.
line-call = 부르기
line-call-label = { $number } 부르기
line-away = 지금 접속 안 함
tray-none = 볼 신청이 없습니다.
ground-age_80 = 여든 넘으신 분
ground-disability = 장애가 있는 분
ground-pregnancy = 임신부
ground-small_child = 어린아이와 함께
ground-other = 먼저 모시는 분
acts = 할 수 있는 일
act-do = { $act } 하기
act-not = 그만두기
case-look = 신청 열기
