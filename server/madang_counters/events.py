"""What can happen to a case, and the case as a handler sees it. Plain data: no clock, no database, no socket."""

from typing import Annotated

from msgspec import Meta, Struct

from madang_protocol import fields as f
from madang_protocol.messages import Words

Memory = Annotated[dict[f.Ident, f.FieldValue], Meta(max_length=64)]


def say_in(words: Words, language: f.Language) -> str:
    """Return the sentence in the language `ko` or `en`, such as `case.lang`."""
    return words.ko if language == "ko" else words.en


class Line(Struct, frozen=True, forbid_unknown_fields=True):
    """One line of what was said in a case. `at`: unix seconds, UTC."""

    at: f.UnixSeconds
    name: str
    text: str


class Attachment(Struct, frozen=True, forbid_unknown_fields=True):
    """A file that was submitted with the case, or lies in its draft. `id` is what an answer names it by; `size` in bytes."""

    id: f.Key
    name: str
    kind: f.FileKind
    size: int


class CaseSnapshot(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The stored case as it was when the event came; a handler may not change it. `opened`: unix seconds, UTC.

    `fields`: the answers as they were last kept, of a draft perhaps incomplete; type them by `Form.read`. `memory`: what the
    backend asked to keep (`Remember`). `lines`: what people and the office wrote. `attachments`: the files, of all
    questions. `citizen` and `officer` are names; `lang` is the citizen's language.
    """

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
    attachments: list[Attachment] = []


class Event(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, tag_field="t"):
    """Something happened at `at` (unix seconds, UTC). `key` is the same when the same event is handed in again."""

    at: f.UnixSeconds
    key: f.RequestId


class Opened(Event, frozen=True, tag="opened", kw_only=True):
    """The case begins: a citizen chose the service, or (kind talk) the ticket is being served.

    A service of kind `form` answers with `AskForm`, one of kind `talk` with what the citizen is told first.
    """


class Submitted(Event, frozen=True, tag="submitted", kw_only=True):
    """The citizen handed the form in, or handed it in again after `AskSupplement`; `fields` has passed `check_form` (SPEC C4).

    Answer with what happens next, at least one step, or raise `FormInvalid` for what only the case can tell.
    """

    fields: f.Fields


class OfficerActed(Event, frozen=True, tag="officer_acted", kw_only=True):
    """An officer, named `officer`, did the declared act `act`; `fields` has passed the act's own form (SPEC C4).

    Answer with what happens next, at least one step, or raise `FormInvalid` for answers that do not fit the case.
    """

    act: f.Ident
    officer: str
    fields: f.Fields = {}


class Finished(Event, frozen=True, tag="finished", kw_only=True):
    """The officer, named `officer`, ended the talk with one of the declared outcomes. `note` may be empty.

    Answer with `Close` and the same outcome.
    """

    outcome: f.Ident
    officer: str
    note: f.Note = ""


class TimerFired(Event, frozen=True, tag="timer_fired", kw_only=True):
    """A timer that this backend set (`SetTimer`) has run down. Answer an unknown name with an empty list."""

    name: f.Ident


class Answered(Event, frozen=True, tag="answered", kw_only=True):
    """Somebody outside (a register, a payment) answered. Declared and tried by the suite; the server does not hand it in yet."""

    data: f.Fields


AnyEvent = Opened | Submitted | OfficerActed | Finished | TimerFired | Answered
