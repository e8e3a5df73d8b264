# Services, counters, waits, tickets and the call. In Korean. Plain words first: what a person of eighty would say.

## Services and counters
counters-none = 아직 열린 창구가 없습니다. 조금 뒤에 저절로 나타납니다.
counters-other = 그 밖의 창구
places-other = 다른 곳으로 가기
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
wait-range = { $low }분에서 { $high }분쯤
wait-hours = { $low }분에서 { $hours }시간쯤
wait-hours-both = { $hours_low }시간에서 { $hours }시간쯤
ago-now = 방금
ago-minutes = { $minutes }분 전부터

## Tickets
ticket-none = 아직 번호표가 없습니다. ‘창구’에서 필요한 일을 골라 번호표를 뽑아 보세요.
ticket-title = 번호표 { $number }
ticket-see = 내 번호표 { $number } 보기
tickets = 내 번호표
ticket-next = 다음 차례예요
ticket-ahead = 앞에 { $count }명
ticket-no-desk = 창구가 열리면 불러 드려요
ticket-waiting = 기다리는 중
ticket-waiting-hint = 차례가 되면 소리와 글로 크게 알려 드립니다. 창을 닫았다 와도 순서는 그대로입니다.
ticket-called = 지금 부르고 있어요
ticket-answered = 곧 시작해요. 담당자가 기다려요
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
called-page-title = ({ $number }) 부르고 있어요
ground-first = 여든 이상, 장애, 임신, 어린아이: 먼저 모십니다
ground-question = 해당되시나요?
ground-hint = 해당되는 것을 고르고 번호표를 뽑으시면 조금 먼저 모십니다.
ground-none = 해당 없어요
ground-age_80 = 여든 살이 넘었어요
ground-disability = 장애가 있어요
ground-pregnancy = 임신 중이에요
ground-small_child = 어린아이와 함께 왔어요
