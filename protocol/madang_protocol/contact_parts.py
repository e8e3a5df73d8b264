"""Pieces of the server's messages about rings, alarms, and what citizens leave. Knows no message."""

from typing import Literal

from madang_protocol import fields as f
from madang_protocol.parts import Part


class BellView(Part, frozen=True):
    """My ring at a service: who was told of it, and whether somebody comes."""

    id: f.Key
    service: f.Ident
    state: Literal["ringing", "coming"]
    rung: f.UnixSeconds
    ends: f.UnixSeconds  # until then it is waited for somebody
    again: f.UnixSeconds | None = None  # from then on I may ring again; none: no more
    here: f.Count = 0  # officers who were told on the page of the office
    mails: f.Count = 0  # officers to whom a mail goes; of these ...
    mails_sent: f.Count = 0  # ... so many the mail server has taken
    mails_failed: f.Count = 0
    hooks: f.Count = 0  # whether the office's own receiver is told
    hooks_sent: f.Count = 0
    hooks_failed: f.Count = 0
    officer: str | None = None  # who comes
    left_s: f.Count | None = None  # until `again`, when this was sent


class InquiryView(Part, frozen=True):
    """A message that I left for a service, and what became of it."""

    id: f.Key
    number: str  # what people say: M-00123
    key: str  # what opens it beside its number, on any device (SPEC O14)
    service: f.Ident
    state: f.InquiryState
    created: f.UnixSeconds
    since: f.UnixSeconds  # of its state
    kept_until: f.UnixSeconds
    text: str = ""
    phone: str = ""
    answer: str = ""
    calls: f.Count = 0  # how often I was called and not reached
    officer: str | None = None


class QueueInquiry(Part, frozen=True):
    """A message as an officer sees it; its words are told to whoever has taken it on (SPEC O15)."""

    id: f.Key
    number: str
    service: f.Ident
    name: str
    since: f.UnixSeconds
    call: bool = False  # its author wants to be called
    calls: f.Count = 0
    officer: str | None = None  # who has it
    mine: bool = False
    text: str = ""
    phone: str = ""


class QueueAlarm(Part, frozen=True):
    """An officer calls for help, as every officer sees it (SPEC O23); who was told is there for the one who calls."""

    id: f.Key
    counter: f.Ident
    officer: str
    raised: f.UnixSeconds
    state: f.AlarmState
    mine: bool = False
    helper: str | None = None  # who comes
    coming: bool = False  # it is me who comes
    here: f.Count = 0  # colleagues who read it on the page of the office
    outside: bool = False  # those who supervise were told outside, as far as there is a way (SPEC O25)
    mails: f.Count = 0  # of them a mail goes to so many; of these ...
    mails_sent: f.Count = 0  # ... so many the mail server has taken
    mails_failed: f.Count = 0
    hooks: f.Count = 0  # whether the office's own receiver is told
    hooks_sent: f.Count = 0
    hooks_failed: f.Count = 0


class QueueBell(Part, frozen=True):
    """A ring as an officer sees it."""

    id: f.Key
    service: f.Ident
    name: str
    rung: f.UnixSeconds
    rings: f.Count = 1
    here: bool = True  # whoever rang is connected
    officer: str | None = None  # who comes
