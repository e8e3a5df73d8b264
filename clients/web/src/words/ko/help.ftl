# Help and settings. In Korean. Plain words first: what a person of eighty would say.

## Help
help-lead = 천천히 하셔도 돼요. 쓰신 글은 저장되고, 번호표나 신청을 포기하기 전에는 먼저 여쭤봐요.
help-guide = 안내 창구로 이동
help-easy = 쉬운 화면으로 바꾸기
help-ticket-title = 상담을 받고 싶어요
help-ticket = ‘창구’를 눌러 필요한 일을 고르고 ‘번호표 뽑기’를 누르세요. 차례가 되면 이 화면에 크게 나오고, 소리를 켜 두셨다면 소리도 나요. 화면을 닫으시면 와 계신 분을 먼저 불러요. 언제까지 쓸 수 있는지, 얼마나 자리를 비워도 되는지는 번호표에 적혀 있어요.
help-form-title = 서류를 발급받고 싶어요
help-form = ‘창구’에서 ‘신청서 쓰기’를 누르세요. 쓰는 동안 자동으로 저장돼요. 다 쓰고 ‘제출하기’를 누르면 담당자가 확인하고, 문서가 나오면 ‘내 신청’에서 내려받을 수 있어요.
help-walk-title = 어떻게 걷나요?
help-walk = 걷지 않아도 돼요. ‘그곳으로 이동’을 누르면 자동으로 가요. 걷고 싶으면 바닥을 누르거나, 그림을 한 번 누른 뒤 화살표 키를 쓰세요.
help-talk-title = 다른 사람과 이야기하고 싶어요
help-talk = ‘대화’에서 글을 쓰세요. 가까이 있는 분께만 하거나 모두에게 할 수 있어요.
help-keys-title = 키보드로만 쓰고 싶어요
help-keys = Tab 키로 다음 버튼, Shift와 Tab을 함께 눌러 앞 버튼으로 가요. Enter로 누르고 Esc로 닫아요.
help-private-title = 내가 쓴 글은 누가 보나요?
help-private = 상담 글과 신청은 나와 그 업무의 담당자가 볼 수 있어요. 다른 담당자가 열면 그 사유가 기록에 남아요. 내가 함께할 분을 초대하면 그분도 내가 허락한 만큼 봐요. 대화에 쓴 글은 곁에 있는 분이나 방 안의 분들이 봐요. 그 글을 들은 분이 10분 안에 신고하면 민원실 관리자도 봐요.

## Settings
settings-text = 글자 크기
settings-text-normal = 보통
settings-text-large = 크게
settings-text-largest = 아주 크게
settings-theme = 화면 밝기
settings-theme-system = 기기 설정대로
settings-theme-light = 밝게
settings-theme-dark = 어둡게
settings-view = 보기와 소리
settings-easy = 쉬운 화면
settings-easy-hint = 한 번에 한 가지씩, 큰 글씨와 쉬운 말로 보여 드려요
settings-contrast = 고대비
settings-contrast-hint = 어두운 바탕에 밝은 글씨로 또렷하게 보여 드려요
settings-stillness = 움직임 줄이기
settings-stillness-hint = 꼭 필요한 움직임만 남겨요
settings-sound = 소리
settings-sound-hint = 내 번호를 부를 때와 새 소식이 있을 때 짧은 소리가 나요
settings-plain = 그림 없이 보기
settings-plain-hint = 마당을 제목과 목록으로 보여 드려요
settings-lowData = 데이터 아끼기
settings-lowData-hint = 그림과 글꼴을 받지 않아요
settings-me = 내 이름과 모습
settings-licences = 소프트웨어와 글꼴의 라이선스(새 창)
settings-keep = 바꾸기
leave = 나가기
leave-sure = 이 기기에서 나가시면 번호표와 신청을 이 기기에서 다시 찾을 수 없어요. 다시 찾기 번호를 받아 두셨으면 그 번호로 다시 찾으실 수 있어요.
leave-yes = 네, 나갈게요
leave-no = 아니요, 있을게요
own-data = 민원실에 있는 내 정보
own-data-lead = 이름, 번호표, 신청, 예약, 남긴 글, 신고와 그 시각을 모두 파일로 받으실 수 있어요.
own-data-save = 파일로 받기
own-data-saved = 파일을 이 기기에 받았어요.
own-data-forget = 내 정보 지우기
own-data-forget-sure = 이름, 메일 주소, 쓰던 신청, 남긴 글, 다시 찾기 번호를 지워요. 지운 뒤에는 문서도 받을 수 없으니 필요한 문서를 먼저 받아 두세요.
own-data-forget-yes = 네, 지울게요
own-data-forget-no = 아니요, 그대로 둘게요
own-data-stays = 이 신청은 민원실이 보관해야 해요.
own-data-stays-until = { $number }, { $time }까지
own-data-under-way = 아직 끝나지 않은 일이 있어서 지우지 않았어요({ $list }). 먼저 취소하시거나 끝난 뒤에 다시 해 주세요.
own-data-tickets = 번호표 { $count }장
own-data-requests = 신청 { $count }건
own-data-appointments = 예약 { $count }건
own-data-messages = 남긴 글 { $count }개
own-data-failed = 지금은 할 수 없어요. 잠시 뒤에 다시 해 주세요.

## Live figures
lab = 실시간 계측
lab-tick = 서버 틱
lab-delay = 왕복 지연
lab-offset = 시계 차이
lab-buffer = 남을 그리는 지연
lab-publish = 발행 간격 (틱)
lab-in = 받은 양
lab-out = 보낸 양
lab-corrections = 내 위치 고침 (횟수; 마지막, 최대)
lab-view = 보이는 사람
lab-rejoined = 다시 이은 횟수
lab-pictures = 그림 장수
