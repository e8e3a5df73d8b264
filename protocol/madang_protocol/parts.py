"""Pieces of the server's messages: people, services, tickets, cases as those concerned may see them. Knows no message."""

from typing import Any, Literal

from msgspec import Struct

from madang_protocol import fields as f


class Part(Struct, forbid_unknown_fields=True, frozen=True, omit_defaults=True):
    """A piece of a message."""


class Words(Part, frozen=True):
    """The same sentence in both languages of the office. Data, never markup."""

    ko: str
    en: str


class Person(Part, frozen=True):
    """How one avatar is seen."""

    a: f.Slot
    id: f.Key
    name: str
    look: f.Ident
    role: f.Role = "citizen"
    counter: f.Ident | None = None  # an officer's desk


class ServiceLine(Part, frozen=True):
    """A service as the visitor sees it: words, desks, line, and the honest range."""

    id: f.Ident
    title: Words
    waiting: f.Count
    desks: f.Count  # open desks now
    kind: Literal["talk", "form"] = "talk"  # begins with a ticket, or with a form
    hint: Words | None = None
    low_s: f.Count | None = None  # range for one who takes a ticket now; none: no desk is open, or nothing is known
    high_s: f.Count | None = None
    broken: bool = False  # the backend is out of order
    open: bool = True  # by its hours
    opens: f.UnixSeconds | None = None  # when it opens next, while it is closed, or its line is; none: nobody knows
    closes: f.UnixSeconds | None = None  # when it closes, while it is open; none: it does not
    serves_until: f.UnixSeconds | None = None  # it has closed, and until then those who wait are served (SPEC T22)
    line_closed: bool = False  # it gives no new numbers for now; those who wait are served (SPEC T26)
    appointments: bool = False  # it gives appointments (SPEC T29)
    bell: bool = False  # nobody is at its counters, though its hours say that it is open, and officers can be told (SPEC O12)
    inquiries: bool = False  # nobody is at its counters: one may leave a message (SPEC O14)


class Announcement(Part, frozen=True):
    """What the office announces (SPEC T24). One of the two texts may be missing: the other one is then shown to everybody."""

    id: f.Key
    kind: f.AnnouncementKind
    since: f.UnixSeconds
    until: f.UnixSeconds
    ko: str = ""
    en: str = ""
    service: f.Ident | None = None  # none: the whole office


class CounterView(Part, frozen=True):
    """A counter of a place."""

    id: f.Ident
    place: f.Ident
    title: Words
    services: list[f.Ident]
    state: f.DeskState
    officer: str | None = None
    calling: str | None = None  # the number being called
    gone: bool = False  # its officer is gone: a colleague may take it over (SPEC T11)


class TicketView(Part, frozen=True):
    """My ticket."""

    id: f.Key
    number: str  # what people say: "상담 12", never an id
    service: f.Ident
    state: f.TicketState
    place: f.Count = 0  # 1: next; 0: not in the line
    low_s: f.Count | None = None
    high_s: f.Count | None = None
    counter: f.Ident | None = None
    booth: f.Ident | None = None
    officer: str | None = None
    case: f.Key | None = None
    calls: f.Count = 0
    until: f.UnixSeconds | None = None  # come before this instant
    left_s: f.Count | None = None  # until then, when this was sent (SPEC T18)
    answered: bool = False  # the called person has said that they come
    ends: f.UnixSeconds | None = None  # until then the number is good (SPEC T22)
    appointment: f.UnixSeconds | None = None  # the time for which I have an appointment (SPEC T32)
    not_before: f.UnixSeconds | None = None  # until then I am not called, as I asked for (SPEC T39)
    people: f.People = 1  # how many come with it (SPEC T41)
    preferred: str | None = None  # the officer for whom I wait (SPEC T42)
    laters: f.Count = 0  # how often I can ask for that yet
    counts_from: f.UnixSeconds | None = None  # of a further service of the same visit: as if taken then (SPEC T40)


class Undoable(Part, frozen=True):
    """A ticket with which something was done just now that can still be undone (SPEC T37, T38)."""

    id: f.Key
    number: str
    service: f.Ident
    left_s: f.Count  # in how many seconds it can no longer be undone, when this was sent


class AppointmentView(Part, frozen=True):
    """My appointment that is booked."""

    id: f.Key
    number: str  # what people say: R-00123
    key: str  # what opens it beside its number, on any device (SPEC T35)
    service: f.Ident
    at: f.UnixSeconds
    until: f.UnixSeconds
    check_in: f.UnixSeconds  # from then on I may check in
    kept_until: f.UnixSeconds  # until then my place is kept


class QueueAppointment(Part, frozen=True):
    """An appointment of today as an officer sees it: its holder has not checked in."""

    id: f.Key
    number: str
    service: f.Ident
    name: str
    at: f.UnixSeconds


class DocumentView(Part, frozen=True):
    """A document that was issued."""

    number: str
    title: Words
    url: str
    issued: f.UnixSeconds
    revoked: f.UnixSeconds | None = None  # since when it is valid no longer


class AttachmentView(Part, frozen=True):
    """A file that was uploaded to a case (SPEC C24). An answer names it by its id; `url` gives its content (C28)."""

    id: f.Key
    field: f.Ident  # the question that it answers
    name: str  # as it was called, with the ending of its kind
    kind: f.FileKind
    size: f.ByteCount
    url: str
    at: f.UnixSeconds
    until: f.UnixSeconds | None = None  # when it is removed unless it is submitted before; none: it was (SPEC C27)


class Entry(Part, frozen=True):
    """One line of a case's transcript."""

    n: f.Count
    at: f.UnixSeconds
    by: Literal["citizen", "officer", "office"]
    name: str
    text: str = ""
    code: f.Ident | None = None  # an event of the case instead of text; the words live in the client
    party: f.PartyRole | None = None  # who helps the citizen as that, or what it was about (SPEC C48)


class Act(Part, frozen=True):
    """Something that an officer may do with a case now."""

    id: f.Ident
    title: Words
    form: dict[str, Any] | None = None  # JSON Schema of what must be said with it


class ObjectionView(Part, frozen=True):
    """An objection to a decision: since when, and by when it is decided (SPEC C41). Its words are in the lines."""

    state: f.ObjectionState
    at: f.UnixSeconds
    due: f.UnixSeconds


class Note(Part, frozen=True):
    """What an officer noted on a case for colleagues (SPEC C45)."""

    n: f.Count
    at: f.UnixSeconds
    name: str
    text: str


class PartyView(Part, frozen=True):
    """Somebody who is invited to a request, for its citizen and officers: who sees what, until when (SPEC C50)."""

    id: f.Key
    role: f.PartyRole
    state: f.PartyState
    fields: list[f.Ident]  # the answers that they see
    writes: bool
    invited: f.UnixSeconds
    name: str = ""  # empty until they came
    until: f.UnixSeconds | None = None  # when it ends by itself; none: with the request, or it has ended
    looked: f.UnixSeconds | None = None  # when they looked last
    looks: f.Count = 0
    ended: f.UnixSeconds | None = None


class Helping(Part, frozen=True):
    """I help somebody with this request: as what, and what I may (SPEC C48)."""

    party: f.Key
    role: f.PartyRole
    name: str  # of whom I help
    writes: bool
    hidden: f.Count = 0  # how many answers are not shown to me
    until: f.UnixSeconds | None = None
    opened: bool = False  # none of the content is here before I look (`case.look`)


class CaseView(Part, frozen=True):
    """One request and its record, as its two sides may see it."""

    id: f.Key
    number: str
    service: f.Ident
    state: f.CaseState
    rev: f.Count = 0
    form: dict[str, Any] | None = None  # JSON Schema; titles and hints in both languages under `x-ko`, `x-en`
    fields: dict[str, f.FieldValue] = {}
    entries: list[Entry] = []
    documents: list[DocumentView] = []
    attachments: list[AttachmentView] = []
    acts: list[Act] = []  # for officers
    due: f.UnixSeconds | None = None
    outcome: f.Ident | None = None
    outcome_title: Words | None = None  # where the backend declares that outcome
    reason: str | None = None
    citizen: str | None = None  # the name, for officers
    ticket: f.Key | None = None
    object_until: f.UnixSeconds | None = None  # until when its citizen may object; none: they may not, or did
    objection: ObjectionView | None = None
    notes: list[Note] = []  # for officers: the newest, no citizen gets any (SPEC C45)
    colleagues: list[str] = []  # for officers: to whom it can be handed over (SPEC C44)
    parties: list[PartyView] = []  # for its citizen and officers (SPEC C50)
    helping: Helping | None = None  # for who helps the citizen


class Outcome(Part, frozen=True):
    """A way in which a talk may end; the service's backend declares them."""

    id: f.Ident
    title: Words


class QueueTicket(Part, frozen=True):
    """A waiting ticket as an officer sees it."""

    id: f.Key
    number: str
    service: f.Ident
    name: str
    state: f.TicketState
    since: f.UnixSeconds
    ground: f.Ident | None = None
    here: bool = True  # the person is connected
    busy_at: f.Ident | None = None  # the counter at which they are called or served now, with another ticket
    appointment: f.UnixSeconds | None = None  # the time of their appointment (SPEC T32)
    people: f.People = 1  # how many come with it (SPEC T41)
    preferred: str | None = None  # the officer for whom they wait (SPEC T42)
    not_before: f.UnixSeconds | None = None  # they asked not to be called until then (SPEC T39)


class QueueCase(Part, frozen=True):
    """A case that waits for an officer."""

    id: f.Key
    number: str
    service: f.Ident
    name: str
    state: f.CaseState
    since: f.UnixSeconds
    due: f.UnixSeconds | None = None
    officer: str | None = None  # who has taken it on: for others it opens with a reason (SPEC C13)
    objection: bool = False  # an objection waits; `since` and `due` are its own (SPEC C42)


class Unprintable(Part, frozen=True):
    """Letters that the office cannot print in its documents (SPEC C11), and where: a field of a form, or a part of a document."""

    where: Words
    letters: str  # with a space between
    field: f.Ident | None = None  # of the form that was handed in
