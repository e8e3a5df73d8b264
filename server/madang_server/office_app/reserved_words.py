"""The words that make a name look like the office's, by how they do it; and words of people that are near to one. Data alone."""

# Nobody is called so: a name that begins or ends with one of these looks like the office (`상담사김`, `OfficerKim`).
TITLES = (
    "관리자", "관리인", "관리원", "관리팀", "운영자", "운영팀", "운영진", "담당자", "담당관", "책임자", "시스템", "주무관",
    "사무관", "공무원", "공무직", "상담원", "상담사", "상담관", "안내원", "안내소", "민원실", "민원과", "민원팀", "민원담당",
    "어드민", "오피서", "슈퍼바이저", "고객센터", "민원센터", "접수처", "접수창구", "민원창구", "상담창구", "통합창구",
    "구청장", "도지사", "경찰", "officer", "supervisor", "administrator", "moderator", "policeman", "cityhall", "helpdesk",
    "администратор", "модератор", "сотрудник", "оператор", "receptionist", "registrar", "webmaster", "sysop", "civilservant",
    "콜센터", "주민센터", "행정복지센터", "동사무소", "고객지원", "공식계정", "공지사항", "행정관", "매니저", "스태프",
    "hostmaster", "postmaster", "civilservice", "cityoffice", "sysadm", "superadmin", "rootadmin", "rootuser", "developer",
    "어드미니스트레이터", "애드민", "어드민이스트레이터", "슈퍼유저", "모더레이터", "오퍼레이터", "개발자", "행정원",
    "행정사무원",
    "cánbộ", "nhânviên", "côngchức", "quảntrịviên", "مديرالنظام", "modteam", "systemmessage",
)  # fmt: skip
# The same in Chinese characters, in the simplified form of each (below).
HAN_TITLES = (
    "管理者", "管理员", "管理人", "公务员", "官员", "官吏", "担当者", "负责人", "职员", "警察", "警官", "市长", "区长", "县长",
    "局长", "课长", "科长", "处长", "厅长", "部长", "系长", "客服", "系统", "相谈员", "咨询员", "窗口", "市厅", "市役所",
    "区役所", "政府", "事务官", "主务官", "民愿室", "案内员", "道知事", "郡守",
    "工作人员", "受付", "系员", "运营",
)  # fmt: skip
# Other forms of these characters, by the simplified one: traditional, Japanese, and such as are taken for them.
FORMS_OF_HAN = {
    "员": "員", "务": "務", "当": "當", "担": "擔", "长": "長镸", "职": "職", "区": "區", "县": "縣県", "课": "課", "处": "處処",
    "厅": "廳庁", "负": "負", "责": "責", "统": "統", "谈": "談", "咨": "諮", "询": "詢", "窗": "窓窻", "官": "宫宮",
    "系": "係", "运": "運", "营": "營営", "愿": "願", "事": "亊", "管": "菅",
}  # fmt: skip
# How the characters of Korean titles are read, for words that mix them with Hangul: `관리員`.
READINGS = dict(zip(
    "管理者员公务官吏担当负责人职警察市长区县局课科处厅部系统相谈窗口政府事主民愿室案内道知郡守",
    "관리자원공무관리담당부책인직경찰시장구현국과과처청부계통상담창구정부사주민원실안내도지군수", strict=True,
))  # fmt: skip
# Short ones are also the beginning of other words (`시장미`, `시청자`, `직원들`, `Stafford`): these end a Korean name, or are
# the whole word, letters of another script and digits beside.
SHORT_TITLES = ("시장", "군수", "직원", "시청", "구청", "군청", "도청", "과장", "팀장", "국장", "동장", "창구")
NOT_ENDING = ("군수", "동장", "창구")  # also given names: only as a word of their own
WHOLE_TITLES = (
    "admin", "staff", "police", "mayor", "official", "counsellor", "counselor", "clerk", "operator", "sysadmin",
    "админ", "полиция", "담당", "운영", "서기관", "일번창구",
)  # fmt: skip
OFFICE = (  # as the whole name alone
    "마당", "Madang", "system", "office", "안내", "창구", "민원", "공지", "알림", "counter", "desk", "window", "support",
    "root", "superuser", "sudo", "host", "owner", "sysop", "gm", "루트", "서버", "방장",
)  # fmt: skip
BESIDE_NAMES = ("ii", "iii", "jr", "sr", "mr", "ms", "mrs")
# What may stand beside a name without making it another's (`김서연 (민원)`, `Madang Desk`, `Han Jr`).
ADDITIONS = (
    *SHORT_TITLES, *WHOLE_TITLES, *BESIDE_NAMES, "the", "bot", "desk", "counter", "team", "support", "service", "help", "hall",
    "real", "공식", "본인", "진짜", "상담", "서류", "접수", "사무소", "사무실", "센터", "선생", "관리", "봇", "데스크", "지원",
)  # fmt: skip
# What governs, in words of several pieces alone: `마당시정` is one, `장시정` is a person.
GOVERNING = ("시정", "도정", "구정", "군정", "행정", "복지", "공무", "사무", "업무", "시스템")
FORMS_OF_ADDRESS = ("님", "씨", "선생", "쌤", "샘")
# What a sentence has about a name that is glued to it: `나는김서연`, `김서연입니다`.
BEGINNINGS = ("나는", "저는", "난", "전", "내가", "제가", "나", "저", "우리", "진짜", "여기는", "여기")
ENDINGS = (
    "입니다", "이다", "다", "예요", "이에요", "이예요", "에요", "이야", "야", "임", "라고", "이라고", "합니다",
    "해요", "함", "이", "은", "는", "가", "을", "를", "의", "와", "과", "도", "만",
    "께서", "에게", "한테", "님", "씨", "샘", "쌤", "선생", "군", "양", "이가", "이는", "아",
    "이네", "네", "이랑", "랑", "하고", "본인", "맞음", "맞아요", "맞습니다",
)  # fmt: skip
# Words and given names that are one alike jamo from a reserved word of two syllables.
WORDS_OF_PEOPLE = frozenset({
    "사장", "서장", "시정", "시창", "도창", "근수", "균수", "과정", "고장", "가장", "극장", "경철", "안나", "안네", "인내",
    "마담", "과잠", "칭구", "창고", "청구", "만원", "공자", "알람",
})  # fmt: skip
# A name of three syllables that begins with one of these is a person's, though a title differs in that syllable alone:
# `윤영자`, `문영진` for `운영자`, `운영진`.
SURNAMES = frozenset(
    "김이박최정강조윤장임한오서신권황안송류유전홍고문양손배백허남심노하곽성차주우구민진나지엄원채천방공현함변염여추도소석선설마길"
    "연위표명기반왕금옥육인맹제모탁국어은편용예경봉사부빈온음두탄동복"
)
# Rarer ones, and as they are written in the north.
RARE_SURNAMES = frozenset(
    "감갈견경계교국군궁궉근뇌단돈라란랑량려련렴로뢰룡류리림묘묵미범봉비빙삼상석섭수순승시십야어영예완용운은이임자장저점정종좌준"
    "즙증지창초총최축춘탄태팽평포표풍피필학형호화환후흥담시"
)
LONG_SURNAMES = frozenset(
    {"남궁", "황보", "제갈", "사공", "선우", "서문", "독고", "동방", "망절", "어금", "장곡", "강전", "소봉"}
)
# Surnames that are words of their own before others: `이 지은 집` is this house, `한 지민 씨` is a person.
SURNAMES_AND_WORDS = frozenset("이한안온전")
# What some titles have behind their first syllable, and people are called: `윤영자`, `박리원`.
GIVEN_IN_TITLES = frozenset({"영자", "영진", "무관", "정관", "리원", "내원"})
