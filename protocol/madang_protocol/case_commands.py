"""Commands about what follows in a case that was handed in. A part of `commands.py`, which has all of them."""

from madang_protocol import fields as f
from madang_protocol.office_commands import Command


class CaseObject(Command, tag="case.object", frozen=True):
    """I object to what was decided, in my own words (SPEC C41)."""

    id: f.RequestId
    case: f.Key
    text: f.Written


class CaseNote(Command, tag="case.note", frozen=True):
    """An officer notes something on a case for colleagues: its citizen never sees it (SPEC C45)."""

    id: f.RequestId
    case: f.Key
    text: f.Written


class CaseHandOver(Command, tag="case.hand_over", frozen=True):
    """An officer gives a case that they have to a colleague, by name, with a note for them (SPEC C44)."""

    id: f.RequestId
    case: f.Key
    to: f.WrittenName
    note: f.Written = ""
