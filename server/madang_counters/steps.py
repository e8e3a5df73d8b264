"""What a handler may want to happen next. The office does it in one transaction with the event (SPEC K2). Plain data."""

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
    """One thing that happens next. The kinds below are all there are; each field has its bounds (`is_well_formed`)."""


class AskForm(Step, frozen=True, tag="ask_form", kw_only=True):
    """Give the citizen the service's form: the case is a draft. The answers come as `Submitted`."""


class WaitForOfficer(Step, frozen=True, tag="wait_for_officer", kw_only=True):
    """The case is received and waits in the tray of officers with these skills, who may do these declared acts.

    A service of kind `form` names at least one act. An act comes as `OfficerActed`, the end of a talk as `Finished`.
    """

    acts: list[f.Ident] = []
    skills: list[f.Ident] = []


class AskSupplement(Step, frozen=True, tag="ask_supplement", kw_only=True):
    """Give the form back to the citizen and say what is missing; the office allows it twice.

    The answers come as `Submitted`. The legal term stands still meanwhile.
    """

    missing: f.Text


class Extend(Step, frozen=True, tag="extend", kw_only=True):
    """Make the legal term longer by these working hours. The office allows it once, and only in answer to `OfficerActed`."""

    reason: f.Text
    hours: TermHours


class SetTimer(Step, frozen=True, tag="set_timer", kw_only=True):
    """Hand `TimerFired(name)` in after `after_s` seconds, unless the case is over by then. The same name again replaces it."""

    name: f.Ident
    after_s: TimerSeconds


class Remember(Step, frozen=True, tag="remember", kw_only=True):
    """Merge these values into the case's `memory`; a later event's snapshot has them."""

    values: Memory


class Say(Step, frozen=True, tag="say", kw_only=True):
    """Write this into the case, in the citizen's language. Both languages are needed."""

    words: Words


class Row(Struct, frozen=True, forbid_unknown_fields=True):
    """One row of a document's table."""

    label: Words
    value: f.FieldText


class IssueDocument(Step, frozen=True, tag="issue_document", kw_only=True):
    """Issue a document with the case. The office adds number, date, seal, and the address where it is verified (SPEC C7).

    Title, statement and labels are needed in both languages; `lang` is the document's own. `valid_days` None: no expiry.
    """

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
    """Refuse the request and end the case. The citizen is told the reason and the remedy; neither may be blank."""

    reason: f.Text
    remedy: f.Text


class Close(Step, frozen=True, tag="close", kw_only=True):
    """End the case. `granted`, `granted_in_part`: the request was; otherwise one of the declared outcomes.

    The citizen may object to a grant in part as to a refusal: the office's own officers decide on that (SPEC C41).
    """

    outcome: f.Ident


AnyStep = (
    AskForm | WaitForOfficer | AskSupplement | Extend | SetTimer | Remember | Say | IssueDocument | Refuse | Close
)  # fmt: skip
FINAL = (Refuse, Close)
NEXT = (AskForm, WaitForOfficer, AskSupplement)  # they say whose turn it is; an answer has at most one of them


def is_well_formed(step: object) -> str:
    """Return what is wrong with a step; empty when it is of a known kind and within all bounds."""
    try:
        msgspec.convert(msgspec.to_builtins(step), AnyStep)
    except (msgspec.ValidationError, TypeError, NotImplementedError) as fault:
        return str(fault)
    return ""
