# An officer warns a citizen, or ends the talk. In Korean. To citizens: 해요체, calm.

notice-talk_warned = 담당자가 경고했어요. 이유: { $reason ->
    [abuse] 폭언·욕설
    [threat] 협박
    [sexual] 성희롱
   *[other] 상담을 이어 가기 어려운 말이나 행동
}. 계속되면 담당자가 상담을 끝낼 수 있어요. 이 경고는 상담 기록에 남아요.
notice-talk_ended = 담당자가 { $number } 상담을 끝냈어요. 이유: { $reason ->
    [abuse] 폭언·욕설
    [threat] 협박
    [sexual] 성희롱
   *[other] 상담을 이어 가기 어려운 말이나 행동
}. 작성한 신청과 상담 기록은 그대로 남아 있고, 번호표를 다시 뽑아 상담할 수 있어요. 이 조치에 동의하지 않으면 시청에 이의를 제기할 수 있어요. 이유는 상담 기록에 있어요.
