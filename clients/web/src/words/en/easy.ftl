# The easy view. In English. Plain words first.
easy-title = How can we help you?
easy-back = Back to the start
easy-number = My number
easy-ahead = { $count ->
    [0] You are next
    [1] One person, then it is your turn
    [2] Two people, then it is your turn
   *[other] { $count } people are ahead of you
}
easy-wait = Wait here. When it is your turn you see it here in large letters.
easy-change = Change my ticket
easy-cases = See my requests
easy-chat = Talk to others
