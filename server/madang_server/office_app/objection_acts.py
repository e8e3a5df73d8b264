"""What an officer may do about an objection, with its forms: acts of the office itself, beside those of plug-ins. Data."""

from typing import Annotated

from madang_counters import Act, Form, acts, answers
from madang_protocol.messages import Words


class Upheld(Form):
    """Why the decision is taken back: the citizen reads it as it is."""

    reason: Annotated[
        str,
        answers.text(
            Words("인용 사유", "Reason"),
            Words(
                "시민이 그대로 읽습니다. 처음 결정은 취소되고 신청을 다시 처리하게 됩니다",
                "The citizen reads this as it is. The decision is taken back, and the request is decided anew",
            ),
            length_max=1000,
            lines=True,
        ),
    ]


UPHOLD = Act(id="objection-uphold", title=Words("이의신청 인용", "Uphold the objection"), form=Upheld)
DISMISS = Act(id="objection-dismiss", title=Words("이의신청 기각", "Dismiss the objection"), form=acts.Refusal)
OBJECTION_ACTS = {act.id: act for act in (UPHOLD, DISMISS)}
