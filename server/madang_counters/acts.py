"""The acts that most services share, with the forms that an officer fills in. A manifest lists those that it allows."""

from typing import Annotated

from madang_counters.answers import text, whole
from madang_counters.forms import Form
from madang_counters.manifest import Act
from madang_protocol.messages import Words


class Refusal(Form):
    """A refusal in writing: the law asks for a reason and for a remedy."""

    reason: Annotated[
        str,
        text(
            Words("불승인 사유", "Reason"),
            Words("어떤 근거로 받아들일 수 없는지 쉬운 말로 적습니다", "Say in plain words why the request cannot be granted"),
            length_max=1000,
            lines=True,
        ),
    ]
    remedy: Annotated[
        str,
        text(
            Words("구제 방법", "Remedy"),
            Words("이의신청 기한과 기관, 다른 방법을 적습니다", "Name the office and the term for an appeal, or another way"),
            length_max=1000,
            lines=True,
        ),
    ]


class Supplement(Form):
    missing: Annotated[
        str,
        text(
            Words("보완할 내용", "What is missing"),
            Words("무엇을 어떻게 고치면 되는지 적습니다", "Say what to correct, and how"),
            length_max=1000,
            lines=True,
        ),
    ]


class Extension(Form):
    reason: Annotated[
        str,
        text(
            Words("연장 이유", "Reason"),
            Words("시민이 그대로 읽습니다", "The citizen reads this as it is"),
            length_max=1000,
            lines=True,
        ),
    ]
    hours: Annotated[
        int, whole(Words("연장 시간", "Working hours more"), Words("근무 시간 기준, 1~80", "1 to 80"), least=1, most=80)
    ]


GRANT = Act(id="grant", title=Words("승인", "Grant"))
REFUSE = Act(id="refuse", title=Words("불승인", "Refuse"), form=Refusal)
SUPPLEMENT = Act(id="supplement", title=Words("보완 요청", "Ask for more"), form=Supplement)
EXTEND = Act(id="extend", title=Words("처리 기한 연장", "Extend the term"), form=Extension)
