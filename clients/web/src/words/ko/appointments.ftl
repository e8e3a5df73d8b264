# Appointments: choosing a time, changing it, arriving. In Korean. Plain words first: what a person of eighty would say.
appointments-mine = 내 예약
appointment-offer = 시간 예약하기
appointment-offer-label = { $service } 시간 예약하기
appointment-see = 예약 보기
appointment-see-label = { $service } 예약 보기
appointment-booked = 예약: { $time }
appointment-choose = 언제 오시겠어요?
appointment-choose-hint = 예약은 업무 시간이 아닐 때도 할 수 있어요. 오실 때 이 화면에서 도착을 알려 주세요.
appointment-day = 날짜
appointment-time = 시간
appointment-times-coming = 예약할 수 있는 시간을 찾고 있어요.
appointment-times-none = 지금은 예약할 수 있는 시간이 없어요. 번호표를 뽑아 기다리실 수 있어요.
appointment-times-failed = 예약할 수 있는 시간을 불러오지 못했어요.
appointment-again = 다시 불러오기
appointment-time-missing = 시간을 먼저 골라 주세요.
appointment-book = 이 시간으로 예약하기
appointment-move = 시간 바꾸기
appointment-move-to = 이 시간으로 바꾸기
appointment-move-hint = 새 시간이 정해질 때까지 지금 예약은 그대로예요.
appointment-move-not = 그대로 두기
appointment-done = 예약했어요
appointment-moved = 예약 시간을 바꿨어요. 달력에 넣으셨으면 달력도 다시 넣어 주세요.
appointment-cancelled = 예약을 취소했어요
appointment-when = 예약 시간
appointment-number = 예약 번호
appointment-key = 확인 문자
appointment-key-hint = 다른 기기에서는 { $address }에서 예약 번호와 확인 문자로 예약을 보고, 바꾸고, 취소할 수 있어요. 확인 문자는 다른 사람에게 알려 주지 마세요.
appointment-check-in = 도착했어요
appointment-check-in-hint = { $from }부터 { $until } 전까지 이 화면에서 ‘도착했어요’를 눌러 주세요. 번호표를 드리고, 예약 시간부터 먼저 불러 드려요. 그 뒤에는 예약이 끝나요.
appointment-calendar = 달력에 넣기
appointment-cancel = 예약 취소하기
appointment-cancel-sure = 예약을 취소할까요? 이 시간은 다른 분께 돌아가요.
appointment-cancel-yes = 네, 취소할게요
appointment-cancel-no = 아니요, 그대로 둘게요
appointment-take = 번호표 뽑기

## The office tells it
notice-appointment_tomorrow = 예약이 있어요: { $service }, { $time }.
notice-appointment_soon = 곧 예약 시간이에요: { $service }, { $time }. 지금부터 ‘도착했어요’를 누르실 수 있어요.
notice-appointment_missed = { $time } 예약 시간이 지나 예약이 끝났어요: { $service }. 번호표를 뽑아 기다리실 수 있어요.

## Why it was not done
rejected-slot_gone = 그 시간은 이제 예약할 수 없어요. 다른 시간을 골라 주세요.
rejected-already_booked = 이 일의 예약이 이미 있어요. 그 예약의 시간을 바꿀 수 있어요.
rejected-unknown_appointment = 그 예약은 이미 끝났어요. 필요하면 새로 예약해 주세요.
