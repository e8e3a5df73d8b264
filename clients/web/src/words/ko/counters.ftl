# Services, counters, waits, tickets and the call. In Korean. Plain words first: what a person of eighty would say.

## Services and counters
counters-none = 아직 열린 창구가 없어요. 창구가 열리면 여기에 자동으로 나타나요.
counters-other = 그 밖의 창구
door-closed = 닫힌 문
places-other = 다른 곳으로 가기
counter-open = 열림
counter-serving = 상담 중
counter-paused = 잠시 멈춤
counter-closed = 닫힘
counter-officer = 담당 { $name }
counter-calling = 호출 번호 { $number }
service-broken = 지금은 이용할 수 없는 창구예요. 번호표와 적은 글은 그대로 있어요.
service-form-any-time = 지금 바로 신청서를 쓸 수 있어요. 쓰는 동안 자동으로 저장돼요.
service-open-until = { $time }까지 열어요
service-closed-until = 지금은 업무 시간이 아니에요. { $time }에 열어요
service-closed = 지금은 업무 시간이 아니에요
take-ticket = 번호표 뽑기
take-ticket-before = 이 화면을 { $away }보다 오래 떠나 계시면 번호표가 반납돼요.
take-ticket-label = { $service } 번호표 뽑기
fill-form = 신청서 쓰기
fill-form-label = { $service } 신청서 쓰기
take-me = 그곳으로 이동
take-me-label = { $where }: 그곳으로 이동
take-me-counter = 창구로 이동
wait-seated = 창구 앞 의자에서 기다리기
go-there = 옆으로 이동
go-there-label = { $name } 님 옆으로 이동
waiting-count = { $count ->
    [0] 기다리는 사람이 없어요
   *[other] { $count }명이 기다려요
}

## Waits
wait-unknown = 대기 시간은 아직 알 수 없어요
wait-no-desk = 지금은 열린 창구가 없어요. 번호표를 뽑아 두시면 창구가 열릴 때 불러 드려요
wait-under = { $high } 이내
wait-about = { $high }쯤
wait-range = { $low }~{ $high }쯤
wait-minutes = { $minutes }분
wait-hours = { $hours }시간
wait-hours-minutes = { $hours }시간 { $minutes }분
ago-now = 방금
ago-minutes = { $minutes }분 전부터

## Tickets
ticket-none = 아직 번호표가 없어요. ‘창구’에서 필요한 일을 골라 번호표를 뽑아 주세요.
ticket-title = 번호표 { $number }
ticket-see = 내 번호표 { $number } 보기
tickets = 내 번호표
ticket-next = 다음이 내 차례예요
ticket-ahead = { $count ->
    [1] 한 분 다음이 내 차례예요
    [2] 두 분 다음이 내 차례예요
   *[other] 앞에 { $count }명
}
ticket-appointment = { $time } 예약이에요. 그때부터 먼저 불러 드리고, 기다리는 분이 없으면 더 일찍 불러 드려요
ticket-no-desk = 창구가 열리면 불러 드려요
ticket-waiting = 기다리는 중
ticket-waiting-hint = 차례가 되면 이 화면에 크게 나오고, 소리를 켜 두셨다면 소리도 나요. 화면을 닫으시면 와 계신 분을 먼저 불러요.
ticket-good = { $time }까지 쓸 수 있는 번호표예요
ticket-closed = ‘{ $service }’ 업무 시간이 끝났어요. 번호표가 있는 분은 { $time }까지 모셔요
ticket-away = 이 화면을 { $away }보다 오래 떠나 계시면 번호표가 반납돼요. 그 전에 돌아오시면 순서는 그대로예요.
ticket-meanwhile = { $numbers }번도 기다리고 있어요. 순서를 그대로 두었다가, 지금 상담이 끝나면 불러 드려요.
ticket-after-talk = 지금은 다른 창구에 계세요. 이 번호는 순서를 그대로 두었다가, 그 일이 끝나면 불러 드려요.
ticket-called = 지금 부르고 있어요
ticket-answered = 곧 시작해요. 담당자가 기다려요
ticket-serving = 상담 중
ticket-held = 잠시 뒤에 다시 부를게요
ticket-deferred = 순서를 양보했어요
ticket-transferred = 다른 창구로 옮겨졌어요
ticket-missed = 부를 때 자리에 안 계셨어요. 다시 줄에 세워 드렸어요.
ticket-done = 끝났어요
ticket-left = 기다리기를 그만두셨어요
ticket-counts-from = 같은 방문의 추가 번호예요. 첫 번호표를 뽑으신 { $time }부터 기다린 것으로 쳐 드려요.
ticket-preferred = { $name } 담당자를 기다려요. 다른 분을 먼저 부를 수 있고, 얼마나 걸릴지는 알 수 없어요. 더 오래 걸릴 수도 있어요.
ticket-people = 본인을 포함해 { $count }명
ticket-later = { $time }까지는 부르지 않아요. 지금 줄로는 { $ahead }
ticket-later-hint = 번호는 그대로예요. 그 시간이 지나면 원래 순서대로 줄에 서요.
ticket-defer = 한 사람 먼저 보내기
ticket-leave = 그만 기다리기
ticket-leave-sure = 번호표를 반납할까요? 10초 안에만 되돌릴 수 있고, 그 뒤에는 지금 순서가 사라져요.
ticket-leave-yes = 네, 반납할게요
ticket-leave-no = 아니요, 기다릴게요
ticket-give-up = 그만 기다리기
ticket-give-up-sure = 번호표를 반납할까요? 반납하시면 되돌릴 수 없어요.
ticket-give-up-yes = 네, 반납할게요
ticket-give-up-no = 아니요, 기다릴게요
ticket-undo-told = { $number }번 번호표를 반납했어요. { $seconds }초 안에 ‘내 번호표’의 ‘되돌리기’로 되돌릴 수 있어요.

## Called
called-title = { $number }번, 부르고 있어요!
called-again = { $number }번, 한 번 더 부르고 있어요!
called-where = { $where }에서 기다리고 있어요
called-left = { $minutes ->
    [0] { $seconds }초 남았어요
   *[other] { $minutes }분 { $seconds }초 남았어요
}
called-within = { $seconds }초 안에 와 주세요
called-minute = 1분 남았어요.
called-coming = 가고 있어요
called-not-now = 한 사람 먼저 보내기
called-page-title = ({ $number }) 부르고 있어요

## Who may go first
ground-first = 80세 이상, 장애, 임신, 어린아이 동반: 조금 먼저 모셔요
ground-question = 해당하는 것이 있나요?
ground-hint = 해당하는 것을 고르고 번호표를 뽑으시면 조금 먼저 모셔요.
ground-none = 해당 없어요
ground-age_80 = 만 80세 이상이에요
ground-disability = 장애가 있어요
ground-pregnancy = 임신 중이에요
ground-small_child = 어린아이와 함께 왔어요
