"""Commands about what follows in a case that was handed in. A part of `commands.py`, which has all of them."""

from madang_protocol import fields as f
from madang_protocol.office_commands import Command


class CaseOpen(Command, tag="case.open", frozen=True):
    """Begin a request at this service; the answer is a draft with its form."""

    id: f.RequestId
    service: f.Ident


class CaseDraft(Command, tag="case.draft", frozen=True):
    """Keep what I have typed so far. `rev` is the draft's revision that I built on (SPEC C3)."""

    id: f.RequestId
    case: f.Key
    fields: f.Fields
    rev: f.Count


class CaseSubmit(Command, tag="case.submit", frozen=True):
    """Hand the form in."""

    id: f.RequestId
    case: f.Key
    fields: f.Fields


class CaseSay(Command, tag="case.say", frozen=True):
    """Write into the case: heard by its two sides alone, and kept."""

    id: f.RequestId
    case: f.Key
    text: f.Written


class CaseWithdraw(Command, tag="case.withdraw", frozen=True):
    """I take my request back."""

    id: f.RequestId
    case: f.Key


class CaseAct(Command, tag="case.act", frozen=True):
    """An officer acts on a case: one of the acts that its backend named."""

    id: f.RequestId
    case: f.Key
    act: f.Ident
    fields: f.Fields = {}


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


class CaseLook(Command, tag="case.look", frozen=True):
    """Show me a request with which I help somebody; the record says that I looked (SPEC C48)."""

    id: f.RequestId
    case: f.Key


class PartyEnd(Command, tag="party.end", frozen=True):
    """I let somebody see my request no longer, or I help with one no longer (SPEC C49)."""

    id: f.RequestId
    case: f.Key
    party: f.Key
