# The page as a whole: arriving, the hall around everything, what the office tells. In Korean. Plain words first: what a person of eighty would say.
brand = 마당
language = 언어
menu = 메뉴
close = 닫기
yes = 예
no = 아니요
you = 나
send = 보내기
skip-to-content = 본문으로 바로가기
skip-to-form = 입장 양식으로 바로가기

## Arrival
arrival-title = 어서 오세요, 마당입니다
arrival-lead = 집에서 들어오는 열린 민원실입니다. 회원가입도, 본인 확인도 없이 바로 들어오세요.
arrival-name = 어떻게 불러 드릴까요? (이름이나 별명)
arrival-name-hint = 실제 이름이 아니어도 괜찮아요. 나중에 바꿀 수 있어요.
arrival-another = 다른 이름
arrival-look = 내 모습
arrival-look-others = 다른 모습 고르기
arrival-easy = 쉬운 화면으로 보기 (큰 글씨, 한 번에 한 가지)
arrival-privacy = 이 기기에는 화면 설정, 말을 숨긴 사람, 아직 보내지 않은 글, 내 번호표와 신청을 다시 찾는 데 필요한 것만 저장해요.
arrival-verify = 문서 진위 확인
arrival-results = 민원실 운영 결과
arrival-recover = 전에 오셨던 분: 다시 찾기 번호로 이어 보기
recover = 다시 찾기
join = 함께하기
arrival-offices = 다른 민원실
arrival-page-title = 어서 오세요
enter = 들어가기

## What an officer is told before the officers' part is here
sign-in = 로그인
sign-in-title = 직원 로그인
desk = 창구 업무

## Hall
hall-coming = 민원실로 들어가는 중이에요.
world = 마당 그림
world-label = 마당. 화살표 키로 걸을 수 있어요
world-how = 화살표 키나 W A S D로 걷고, 바닥이나 창구를 누르면 그곳으로 가요. 걷지 않아도 모든 일을 메뉴에서 할 수 있어요.
world-coming = 마당을 그리는 중이에요. 기다리지 않고 메뉴를 쓰셔도 돼요.
world-none = 이 기기에서는 그림 없이 보여 드려요. 여기서 모든 일을 하실 수 있어요.
hall-ask = 무엇을 도와드릴까요?
zoom-nearer = 가까이 보기
zoom-farther = 멀리 보기
zoom-all = 전체 보기
people-count = { $count ->
    [1] 지금은 혼자 계세요
   *[other] { $count }명이 함께 있어요
}
counters = 창구
people = 여기 있는 분들
chat = 대화
cases = 내 신청
case = 상담과 신청
ticket = 내 번호표
announcements = 공지
appointment = 예약
help = 도움말
settings = 설정
notices = 알림
rejoining = 다시 연결하는 중이에요. 적은 글과 번호표는 그대로 있어요.
waiting-4430 = 지금 같은 인터넷 회선에서 많은 분이 들어오고 있어요. 잠시 뒤에 자동으로 들어가니 기다려 주세요.
waiting-delayed = 지금 기록을 불러오는 데 시간이 걸리고 있어요. 자동으로 다시 시도하니 기다려 주세요. 적은 글과 번호표는 그대로 있어요.

## Line closed for good
ended-4000 = 안녕히 가세요.
ended-4403 = 로그인이 만료되었어요. 다시 로그인해 주세요.
ended-4409 = 다른 창이나 기기에서 이어서 보고 계세요.
ended-4426 = 화면이 오래되었어요. 새로 고침 해 주세요.
ended-4429 = 요청이 너무 많아 연결을 잠시 닫았어요.
ended-other = 연결이 끝났어요.
ended-back = 여기서 계속하기

## Whose pages these are
site-official = 이 누리집은 대한민국 공식 전자정부 누리집입니다.
site-privacy = 개인정보 처리방침(새 창)
site-accessibility = 웹 접근성 안내(새 창)
site-telephone = 전화 { $number }
