# Who is here and what is said. In Korean. Plain words first: what a person of eighty would say.
people-none = 아직 아무도 보이지 않아요. 곧 다른 분들이 나타나요.
people-more = 외 { $count }명
group-officer = 직원
group-companion = 함께 온 분
group-citizen = 시민
chat-log = 나눈 대화
chat-none = 아직 나눈 대화가 없어요. 먼저 인사를 건네 보세요.
chat-audience = 누구에게 말할까요
chat-near = 가까이 있는 분께
chat-room = 모두에게
chat-write-near = 가까이 있는 분께 할 말
chat-write-room = 모두에게 할 말
scope-near = 가까이에서
scope-room = 모두에게
scope-booth = 상담실에서
write-empty = 먼저 내용을 적어 주세요.
write-going = 연결되면 저절로 보내 드려요.
