"""What can happen to a case, and the case as a handler sees it. Plain data: no clock, no database, no socket."""

from typing import Annotated

from msgspec import Meta, Struct

from madang_protocol import fields as f
from madang_protocol.messages import Words

Memory = Annotated[dict[f.Ident, f.FieldValue], Meta(max_length=64)]


def say_in(words: Words, language: f.Language) -> str:
    """The sentence in one language."""
    return words.ko if language == "ko" else words.en


class Line(Struct, frozen=True, forbid_unknown_fields=True):
    """One line of what was said in a case. `at`: unix seconds, UTC."""

    at: f.UnixSeconds
    name: str
    text: str


class CaseSnapshot(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The persisted case when the event came. `memory` is what the backend asked to remember (step `Remember`)."""

    id: f.Key
    number: str
    service: f.Ident
    state: f.CaseState
    lang: f.Language
    citizen: str
    opened: f.UnixSeconds
    officer: str | None = None
    fields: f.Fields = {}
    memory: Memory = {}
    lines: list[Line] = []


class Event(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, tag_field="t"):
    """Something happened at `at` (unix seconds, UTC). `key` is the same when the same event is handed in again."""

    at: f.UnixSeconds
    key: f.RequestId


class Opened(Event, frozen=True, tag="opened", kw_only=True):
    """The case begins: a citizen chose the service, or (kind talk) the ticket is being served."""


class Submitted(Event, frozen=True, tag="submitted", kw_only=True):
    """The citizen handed the form in; the fields have passed `check_form`."""

    fields: f.Fields


class OfficerActed(Event, frozen=True, tag="officer_acted", kw_only=True):
    """An officer did one of the declared acts; the fields have passed the act's form."""

    act: f.Ident
    officer: str
    fields: f.Fields = {}


class Finished(Event, frozen=True, tag="finished", kw_only=True):
    """The officer ended the talk with one of the declared outcomes."""

    outcome: f.Ident
    officer: str
    note: f.Note = ""


class TimerFired(Event, frozen=True, tag="timer_fired", kw_only=True):
    """A timer that this backend set has run down."""

    name: f.Ident


class Answered(Event, frozen=True, tag="answered", kw_only=True):
    """Somebody outside (a register, a payment) answered."""

    data: f.Fields


AnyEvent = Opened | Submitted | OfficerActed | Finished | TimerFired | Answered
