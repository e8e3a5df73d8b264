# What one may choose of a visit: to come later, with how many, to which officer. In Korean. Plain words first: what a person of eighty would say.
later = 조금 뒤에 갈게요
later-again = 시간이 더 필요해요
later-hint = 번호는 그대로이고, 그때까지는 부르지 않아요. 그 뒤에는 원래 순서대로 줄에 서요. 그사이 다른 분을 먼저 부를 수 있어요.
later-left = 앞으로 { $count }번 쓸 수 있어요.
later-minutes = { $minutes }분 뒤
later-too-late = 그때는 이 번호표를 쓸 수 있는 시간이 지나요. 더 짧은 시간을 골라 주세요.
later-now = 지금 갈 수 있어요
people-question = 모두 몇 분이 오시나요?
people-choice = { $count ->
    [1] 저 혼자예요
   *[other] 모두 { $count }명
}
prefer = 담당자를 고를게요
prefer-hint = 고르신 담당자만 불러 드려서 더 오래 걸릴 수 있어요. 언제든지 바꾸실 수 있고, 그 담당자가 창구를 닫으면 누구나 다시 불러 드려요.
prefer-anybody = 누구든지 괜찮아요
ticket-given-back = { $number }번({ $service }) 번호표를 반납했어요. 잘못 누르셨다면 지금 되돌려 주세요. 순서는 그대로예요.
ticket-undo = 되돌리기
