# An officer warns a citizen, or ends the talk. In English. Calm.

notice-talk_warned = The officer has warned you. The reason: { $reason ->
    [abuse] abusive language
    [threat] threats
    [sexual] sexual harassment
   *[other] words or conduct with which the conversation cannot go on
}. If it goes on, the officer may end the conversation. This warning is in its record.
notice-talk_ended = The officer has ended the conversation with { $number }. The reason: { $reason ->
    [abuse] abusive language
    [threat] threats
    [sexual] sexual harassment
   *[other] words or conduct with which the conversation cannot go on
}. What you have written and the record are kept, and you can take a new number and come again. If you think this was not right, you can complain to the city. The reason is in the record.
