# Who is here and what is said. In Korean. Plain words first: what a person of eighty would say.
people-none = 아직 아무도 보이지 않습니다. 곧 다른 분들이 나타납니다.
people-more = 그리고 { $count }명 더
group-officer = 직원
group-companion = 함께 온 분
group-citizen = 시민
chat-log = 나눈 말
chat-none = 아직 아무 말이 없습니다. 먼저 인사를 건네 보세요.
chat-audience = 누구에게 말할까요
chat-near = 곁에 있는 분께
chat-room = 모두에게
chat-write-near = 곁에 있는 분께 할 말
chat-write-room = 모두에게 할 말
scope-near = 곁에서
scope-room = 모두에게
scope-booth = 상담실에서
