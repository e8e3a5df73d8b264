"""What a handler may want to happen next. The office does it, in one transaction with the event (K2). Plain data."""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta, Struct

from madang_counters.events import Line, Memory
from madang_protocol import fields as f
from madang_protocol.messages import Words

TimerSeconds = Annotated[int, Meta(ge=1, le=366 * 24 * 3600)]
Copies = Annotated[int, Meta(ge=1, le=99)]
Days = Annotated[int, Meta(ge=1, le=3660)]
TermHours = Annotated[int, Meta(ge=1, le=24 * 60)]
TemplateName = Literal["certificate", "record"]


class Step(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, tag_field="t"):
    """One thing that happens next."""


class AskForm(Step, frozen=True, tag="ask_form", kw_only=True):
    """Give the citizen the service's form: the case is a draft."""


class WaitForOfficer(Step, frozen=True, tag="wait_for_officer", kw_only=True):
    """The case is received and waits in the tray of officers with these skills, who may do these acts."""

    acts: list[f.Ident] = []
    skills: list[f.Ident] = []


class AskSupplement(Step, frozen=True, tag="ask_supplement", kw_only=True):
    """Give the form back to the citizen and say what is missing (the office allows it twice)."""

    missing: f.Text


class Extend(Step, frozen=True, tag="extend", kw_only=True):
    """The term becomes longer by these working hours (the office allows it once)."""

    reason: f.Text
    hours: TermHours


class SetTimer(Step, frozen=True, tag="set_timer", kw_only=True):
    """Hand `TimerFired(name)` in after this time, unless the case is over by then. The same name again replaces it."""

    name: f.Ident
    after_s: TimerSeconds


class Remember(Step, frozen=True, tag="remember", kw_only=True):
    """Merge these values into the case's `memory`."""

    values: Memory


class Say(Step, frozen=True, tag="say", kw_only=True):
    """The office writes this into the case, in the citizen's language."""

    words: Words


class Row(Struct, frozen=True, forbid_unknown_fields=True):
    """One row of a document's table."""

    label: Words
    value: f.FieldText


class IssueDocument(Step, frozen=True, tag="issue_document", kw_only=True):
    """Issue a document. The office adds number, date, seal and the address where it is verified."""

    template: TemplateName
    title: Words
    holder: f.FieldText
    rows: Annotated[list[Row], Meta(max_length=64)]
    statement: Words
    lang: f.Language = "ko"
    lines: list[Line] = []
    copies: Copies = 1
    valid_days: Days | None = None


class Refuse(Step, frozen=True, tag="refuse", kw_only=True):
    """The request is refused; the citizen is told why and what can be done about it. Ends the case."""

    reason: f.Text
    remedy: f.Text


class Close(Step, frozen=True, tag="close", kw_only=True):
    """The case is over. `granted`: the request was granted; otherwise one of the declared outcomes."""

    outcome: f.Ident


AnyStep = (
    AskForm | WaitForOfficer | AskSupplement | Extend | SetTimer | Remember | Say | IssueDocument | Refuse | Close
)  # fmt: skip
FINAL = (Refuse, Close)
NEXT = (AskForm, WaitForOfficer, AskSupplement)  # whose turn it is; an answer says at most one of them


def is_well_formed(step: object) -> str:
    """Empty when the step is one of the closed list and within all bounds; otherwise what is wrong."""
    try:
        msgspec.convert(msgspec.to_builtins(step), AnyStep)
    except (msgspec.ValidationError, TypeError, NotImplementedError) as fault:
        return str(fault)
    return ""
