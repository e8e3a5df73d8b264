"""Commands about what follows in a case that was handed in. A part of `commands.py`, which has all of them."""

from madang_protocol import fields as f
from madang_protocol.office_commands import Command


class CaseObject(Command, tag="case.object", frozen=True):
    """I object to what was decided, in my own words (SPEC C41)."""

    id: f.RequestId
    case: f.Key
    text: f.Written
