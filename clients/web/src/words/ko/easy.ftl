# The easy view. In Korean. Plain words first: what a person of eighty would say.
easy-title = 무엇을 도와드릴까요?
easy-back = 처음으로
easy-number = 내 번호
easy-ahead = { $count ->
    [0] 다음이 내 차례예요
    [1] 한 분 다음이 내 차례예요
    [2] 두 분 다음이 내 차례예요
   *[other] 앞에 { $count }명 있어요
}
easy-wait = 여기서 기다려 주세요. 차례가 되면 이 화면에 크게 나와요.
easy-change = 번호표 바꾸기
easy-cases = 내 신청 보기
easy-chat = 다른 분과 이야기하기
