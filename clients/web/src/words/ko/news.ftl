# What has changed for me, told wherever I am. In Korean. Plain words first: what a person of eighty would say.
news-look = 보기
news-close = 확인했어요
news-count = 새 소식 { $count }개

## The office tells it
notice-room_full = 그곳은 지금 가득 찼어요. 조금 뒤에 다시 가 보세요.
notice-not_recorded = 방금 쓰신 글이 기록되지 않았어요. 필요하면 다시 써 주세요.
notice-record_nearly_full = 기록할 수 있는 양이 거의 찼어요. 이제 마무리해 주세요. 남은 이야기는 새 상담에서 이어 가실 수 있어요.
notice-no_booth = 상담실이 모두 사용 중이어서 창구에서 상담해요.
notice-missed = { $number }번을 불렀지만 자리에 안 계셨어요. 다시 줄에 세워 드렸어요. 다음 호출이 마지막이에요.
notice-missed_over = { $number }번을 두 번 불렀지만 자리에 안 계셔서 번호표가 끝났어요. 새 번호표를 뽑으실 수 있어요.
notice-held = 담당자가 { $number }번을 잠시 보류했어요. 곧 다시 불러 드려요.
notice-returned = 담당자가 창구를 비워서 { $number }번이 원래 순서로 다시 줄에 섰어요.
notice-transferred = { $number }번을 ‘{ $service }’ 쪽으로 옮겨 드렸어요. 기다린 시간은 그대로 이어지고, 그곳에서 불러 드려요.
notice-further = ‘{ $service }’ 번호표 { $number }번을 더 드렸어요. { $first }번을 뽑으신 때부터 기다린 것으로 치고, 지금 상담이 끝난 뒤 순서가 되면 불러 드려요.
notice-preferred_left = { $name } 담당자가 창구를 닫았어요. 이제 어느 담당자든 { $number }번을 불러 드려요. 순서는 그대로예요.
notice-finished = { $number }번 상담이 끝났어요. 나눈 글은 ‘내 신청’에 남아 있어요.
notice-citizen_later = { $number }번 시민이 몇 분 뒤에 오기로 했습니다. 시간은 대기 목록에 나옵니다.
notice-citizen_left = { $number }번 시민이 번호표를 돌려주었습니다.
notice-citizen_back = { $number }번 시민이 번호표 반납을 되돌려 원래 순서로 다시 기다립니다.
notice-expired = 번호표를 쓸 수 있는 하루가 지나서 { $number }번 번호표가 끝났어요. 쓰신 글은 ‘내 신청’에 남아 있어요. 새 번호표를 뽑으실 수 있어요.
notice-expired-opens = 오늘 ‘{ $service }’ 업무가 끝나서 { $number }번 번호표도 끝났어요. 쓰신 글은 ‘내 신청’에 남아 있어요. { $opens }에 다시 열어요. 그때 새 번호표를 뽑아 주세요.
notice-abandoned = 자리를 비우신 지 { $away }이 넘어서 { $number }번 번호표를 반납해 드렸어요. 새 번호표를 뽑으실 수 있어요.
notice-passed_over = { $number }번 차례에 자리에 안 계셔서 다음 분을 먼저 모셨어요. 이제 돌아오셨으니 기다리신 시간에 맞는 순서로 줄에 서 계세요.
notice-partner_away = 담당자의 연결이 끊겼어요. 쓰신 글은 남아 있어서, 담당자가 돌아오면 읽을 수 있어요. 몇 분 안에 돌아오지 않으면 원래 순서로 다시 줄에 세워 드려요.
notice-partner_back = 담당자가 돌아왔어요.
notice-partner_walked = 상대방이 상담실 밖으로 나갔어요. 쓰신 글은 그대로 전해져요.
notice-citizen_deferred = { $number }번 시민이 다음 분께 순서를 양보했습니다.
notice-name_changed = 민원실에서 쓰는 이름과 비슷해져서 부르는 이름이 바뀌었어요. ‘설정’에서 다른 이름을 고를 수 있어요.
notice-door_closed = 이 문은 닫혀 있어요. 아직 갈 수 없는 곳이에요: { $place }
notice-case_still_open = { $standing ->
    [due] 신청하신 지 30일이 지났어요: { $service }. 아직 처리하고 있어요. 처리 기한: { $time }
    [late] 신청하신 지 30일이 지났어요: { $service }. 아직 처리하고 있어요. 처리 기한이 지났어요: { $time }
   *[open] 신청하신 지 30일이 지났어요: { $service }. 아직 처리하고 있어요.
}
notice-objection_upheld = 이의신청이 받아들여졌어요: { $service }. 처음 결정을 취소하고 다시 처리해요.
notice-objection_dismissed = 이의신청이 받아들여지지 않았어요: { $service }. 사유와 다음에 하실 수 있는 일을 확인해 주세요.
notice-other = 민원실에서 알려 드려요.

## My requests
news-document = 문서가 발급되었어요: { $service }.
news-message = 담당자가 글을 남겼어요: { $service }.
news-talk = { $number }번 상담이 시작되었어요. 담당자가 기다리고 있어요. 지금 쓰시던 글은 그대로 남아 있어요.
news-case-received = 신청이 접수되었어요: { $service }.
news-case-supplement_asked = 신청에 보완이 필요해요: { $service }.
news-case-extended = 처리 기한이 연장되었어요: { $service }. 새 처리 기한을 확인해 주세요.
news-case-granted = 신청이 승인되었어요: { $service }.
news-case-refused = 신청이 승인되지 않았어요: { $service }. 사유와 다음에 하실 수 있는 일을 확인해 주세요.
news-case-closed = 마무리되었어요: { $service }.

## The officer's line
news-line = { $number }번이 기다립니다: { $service }.
news-tray = 처리할 신청이 새로 들어왔습니다: { $service }, { $number }.
