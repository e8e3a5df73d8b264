"""The office's state: tickets, desks, cases, who is here. Rebuilt from SQL; what is decided comes here with its commit."""

from collections import Counter, deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from heapq import heappop, heappush
from math import inf
from operator import attrgetter

from madang_office import routing
from madang_office.announcements import Announcement
from madang_office.appointment_book import AppointmentBook
from madang_office.audit import BY_ITSELF, OFFICER, VISITOR, AuditKind
from madang_office.desks import Desk
from madang_office.estimate import Range
from madang_office.kept_line import KeptLine
from madang_office.line import CountedCalls
from madang_office.periods import Period
from madang_office.tickets import Ticket
from madang_protocol.fields import Language, Role
from madang_server.office_app.case_cache import CaseCache, WholeCase
from madang_server.office_app.contact_state import ContactState
from madang_server.office_app.journal import put_or_take
from madang_server.store.case_rows import StoredCase
from madang_server.store.people import OfficerRow

PERIODS_MAX = 1_500  # the newest finished stays, for the wait
TOO_LATE_TOLD_S = 60.0  # to who wants to undo something (T37, T38)
PROMISES_MAX = 1_000  # the newest ranges that were told, for the calibration
NOTICES = "notice"  # under this name notices are numbered
Index = dict[str, dict[str, Ticket]]  # key -> ticket id -> ticket
_VISITOR, _NUMBER = attrgetter("visitor"), attrgetter("number")
Audited = tuple[AuditKind, str, str]  # kind, actor, subject
Settled = Callable[[str, Range, float], None]  # service, range that was told, seconds waited


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """A connected person as the office knows them. `new_token` is there once, for a new citizen: hand it out (SPEC S2)."""

    id: str
    name: str
    look: str
    lang: Language
    role: Role = "citizen"
    officer_id: str | None = None
    new_token: str | None = None
    place: str | None = None
    barred: bool = False  # may not be in the rooms (SPEC R24); true of who is seen now, by `seen`


@dataclass(slots=True)
class OfficeState:
    """What decisions are made on and views are drawn from. The database is the authority: this is what it said last.

    Tickets, desks and cases are changed through `put_...` alone, which keep the indexes beside them.
    """

    tickets: dict[str, Ticket] = field(default_factory=dict)
    undoable: dict[str, Ticket] = field(default_factory=dict)  # also those that are over: it can be undone for seconds (T37)
    desks: dict[str, Desk] = field(default_factory=dict)
    cases: CaseCache = field(default_factory=CaseCache)
    counts: dict[str, int] = field(default_factory=dict)  # by name, of those that were asked for
    counted_calls: dict[str, CountedCalls] = field(default_factory=dict)  # by service
    appointments: AppointmentBook = field(default_factory=AppointmentBook)
    contact: ContactState = field(default_factory=ContactState)  # how people outside are reached
    announcements: dict[str, Announcement] = field(default_factory=dict)  # those that hold, those to come, some that are over
    staff: dict[str, OfficerRow] = field(default_factory=dict)
    staff_visitors: dict[str, str] = field(default_factory=dict)  # officer id -> visitor id
    visitors: dict[str, Visitor] = field(default_factory=dict)  # who is here, as they want to be seen now
    names: dict[str, str] = field(default_factory=dict)  # visitor id -> name, of those whom an officer may see
    tray: dict[str, StoredCase] = field(default_factory=dict)
    tray_changes: int = 0  # counted
    sign_ins: dict[str, str] = field(default_factory=dict)  # visitor id -> hash of the sign-in by which an officer is here
    sign_ins_noted: float = 0.0  # when it was written down last that they are used (SPEC S27)
    away_at: dict[str, float] = field(default_factory=dict)  # visitor id -> from when on they are away (SPEC T15)
    passed_over: set[str] = field(default_factory=set)  # tickets whose holders were told so since they are away
    first_end: float = inf  # no ticket in a line, or set aside, ends with its day before
    lost_at: dict[str, float] = field(default_factory=dict)  # officer id -> since when nobody knows where they are
    periods: deque[Period] = field(default_factory=lambda: deque(maxlen=PERIODS_MAX))

    closing: set[str] = field(default_factory=set)  # cases to which no line is added while what ends them is prepared
    told_ranges: dict[str, Range] = field(default_factory=dict)  # ticket id -> what was said when it was taken
    served: Counter[str] = field(default_factory=Counter)  # by service, since the start
    documents_issued: int = 0  # since the start
    audited: dict[Audited, float] = field(default_factory=dict)  # until when the same is not told to the audit log again

    _of_visitor: Index = field(default_factory=dict)
    _lines: dict[str, KeptLine] = field(default_factory=dict)
    _aside: Index = field(default_factory=dict)  # service -> its live tickets that do not wait in its line
    _gone: set[str] = field(default_factory=set)  # visitors who are away, to the knowledge of the lines
    _going: list[tuple[float, str]] = field(default_factory=list)  # a heap: when who will be away
    _numbered: Index = field(default_factory=dict)
    _desk_of: dict[str, str] = field(default_factory=dict)  # officer id -> counter

    def desk(self, counter: str) -> Desk:
        """Return the desk at this counter; one that was never opened is closed."""
        return self.desks.get(counter) or Desk(counter=counter)

    def desk_of(self, officer: str | None) -> Desk | None:
        return self.desks.get(self._desk_of.get(officer or "", ""))

    def at_desks(self) -> dict[str, str]:
        """Return who is called or served now: visitor -> counter (SPEC T19)."""
        return routing.at_desks(ticket for desk in self.desks.values() if (ticket := self.tickets.get(desk.ticket or "")))

    def tickets_of(self, visitor: str) -> list[Ticket]:
        """Return a visitor's live tickets, the oldest first."""
        return sorted(self._of_visitor.get(visitor, {}).values(), key=lambda ticket: ticket.created)

    def aside(self, service: str) -> Iterable[Ticket]:
        """Return the live tickets of a service that do not wait in its line: those at desks, and those on hold."""
        return self._aside.get(service, {}).values()

    def has_number(self, number: str) -> bool:
        """Return whether a ticket that is live, or can be live again, has this number."""
        return number in self._numbered or any(ticket.number == number for ticket in self.undoable.values())

    def known_ticket(self, ticket_id: str) -> Ticket | None:
        """Return a ticket that is live, or can be live again (SPEC T37)."""
        return self.tickets.get(ticket_id) or self.undoable.get(ticket_id)

    def line(self, service: str, now: float) -> KeptLine:
        """Return the line of a service as it stands at `now`. It goes on changing: copy it to keep it."""
        self._let_go_away(now)
        line = self._line(service)
        line.favoured_calls, line.due_called = self.counted_calls.get(service, CountedCalls())
        line.advance(now)
        return line

    def set_away(self, visitor: str, at: float) -> None:
        """Let somebody be away from that instant on, unless they come back before."""
        self.away_at[visitor] = at
        heappush(self._going, (at, visitor))

    def set_here(self, visitor: str) -> bool:
        """Let somebody be here. False: they were not away, nor expected to be."""
        if self.away_at.pop(visitor, None) is None:
            return False
        self._gone.discard(visitor)
        self.passed_over -= self._of_visitor.get(visitor, {}).keys()
        self._move(visitor, away=False)
        return True

    def _move(self, visitor: str, *, away: bool) -> None:
        for ticket in self._of_visitor.get(visitor, {}).values():
            self._line(ticket.service).set_away(ticket.id, away=away)

    def _let_go_away(self, now: float) -> None:
        while self._going and self._going[0][0] <= now:
            _, visitor = heappop(self._going)
            if self.is_away(visitor, now):
                self._gone.add(visitor)
                self._move(visitor, away=True)

    def is_away(self, visitor: str, now: float) -> bool:
        """Whether somebody is neither here nor expected back: their session is over (SPEC S6, T15)."""
        since = self.away_at.get(visitor)
        return since is not None and now >= since

    def officer_of(self, visitor: str) -> str | None:
        """Return whose person in the rooms this is; None: no officer's."""
        return next((officer for officer, person in self.staff_visitors.items() if person == visitor), None)

    def officer_name(self, officer: str | None) -> str | None:
        row = self.staff.get(officer) if officer is not None else None
        return row.name if row else None

    def put_ticket(self, ticket_id: str, ticket: Ticket | None) -> None:
        """Take a ticket as it is now; None, or one that is over, is let go."""
        before = self.tickets.get(ticket_id)
        after = ticket if ticket is not None and ticket.live else None
        if after is not None and after.ends is not None and not after.at_desk:
            self.first_end = min(self.first_end, after.ends)
        put_or_take(self.tickets, ticket_id, after)
        put_or_take(self.undoable, ticket_id, ticket if ticket is not None and ticket.undo is not None else None)
        for index, key_of in ((self._of_visitor, _VISITOR), (self._numbered, _NUMBER)):
            _index(index, key_of, before, after)
        self._put_in_line(before, after)

    def _put_in_line(self, before: Ticket | None, after: Ticket | None) -> None:
        waits = after is not None and after.in_line
        if before is not None and (not waits or after is None or after.service != before.service):
            self._line(before.service).take_out(before.id)
        aside = self._aside.setdefault(after.service, {}) if after is not None else {}
        if before is not None:
            self._aside.get(before.service, {}).pop(before.id, None)
        if after is not None and waits:
            self._line(after.service).put(after, away=after.visitor in self._gone)
        elif after is not None:
            aside[after.id] = after

    def _line(self, service: str) -> KeptLine:
        return self._lines.setdefault(service, KeptLine(service))

    def put_desk(self, counter: str, desk: Desk | None) -> None:
        """Take a desk as it is now; None: it was never opened."""
        before = self.desks.get(counter)
        if before is not None and before.officer is not None and self._desk_of.get(before.officer) == counter:
            del self._desk_of[before.officer]
        put_or_take(self.desks, counter, desk)
        if desk is not None and desk.officer is not None:
            self._desk_of[desk.officer] = counter

    def put_case(self, case_id: str, whole: WholeCase | None) -> None:
        """Take a case as it is now, into the tray or out of it; None: there is no such case."""
        self.cases.put(case_id, whole)
        self._put_in_tray(case_id, whole.case if whole is not None else None)

    def _put_in_tray(self, case_id: str, case: StoredCase | None) -> None:
        self.tray_changes += 1
        if case is not None and case.owed:
            self.tray[case_id] = case
        else:
            self.tray.pop(case_id, None)

    def citizens(self) -> set[str]:
        """Return whom an officer sees though they may be gone: those with a ticket, an appointment, or a case in the tray."""
        having = {ticket.visitor for ticket in self.tickets.values()} | self.appointments.visitors() | self.contact.visitors()
        return having | {case.record.citizen for case in self.tray.values()}

    def reference_of(self, actor: str) -> str:
        """Return who this is in the audit log: an officer by the account, others by the visitor's id."""
        visitor = self.visitors.get(actor)
        officer = visitor.officer_id if visitor else next((o for o, v in self.staff_visitors.items() if v == actor), None)
        if officer is not None:
            return f"{OFFICER}{officer}"
        return actor if actor == BY_ITSELF else f"{VISITOR}{actor}"

    def forget_undoable(self, now: float) -> None:
        """Let go of what can no longer be undone, a while after that: until then its holder is told that it is too late."""
        for ticket in [one for one in self.undoable.values() if one.undo and now >= one.undo.until + TOO_LATE_TOLD_S]:
            del self.undoable[ticket.id]

    def forget_gone(self, now: float, wall: float) -> None:
        """Let go of what is kept of people who are neither here, nor in a line, nor in the tray, and of what is over.

        `now`: by the office's own clock; `wall`: unix seconds.
        """
        # In place: what is being committed meanwhile is put into the same dictionary again.
        self.appointments.forget_over(wall)
        for over in [key for key, one in self.announcements.items() if one.is_over(wall)]:
            del self.announcements[over]
        self.audited = {what: until for what, until in self.audited.items() if until > now}
        needed = self.citizens() | self.visitors.keys()
        self.away_at = {visitor: at for visitor, at in self.away_at.items() if visitor in needed}
        self._gone &= self.away_at.keys()
        self.names = {visitor: name for visitor, name in self.names.items() if visitor in needed}
        self.passed_over &= self.tickets.keys()
        self.told_ranges = {ticket: told for ticket, told in self.told_ranges.items() if ticket in self.tickets}

    def put_staff(self, asked: Iterable[str], found: Mapping[str, OfficerRow]) -> None:
        """Take the accounts of these ids as they were read; who is not among `found` has no post here any more."""
        for officer in asked:
            put_or_take(self.staff, officer, found.get(officer))

    def follow_staff(self, rows: Iterable[OfficerRow], before: dict[str, OfficerRow]) -> None:
        """Take all accounts as they were read; what changed here since `before`, the staff when the reading began, is newer."""
        read = {row.id: row for row in rows if row.id in self.staff or row.id not in before}
        self.staff = read | {key: row for key, row in self.staff.items() if before.get(key) is not row}


def _index(index: Index, key_of: Callable[[Ticket], str], before: Ticket | None, after: Ticket | None) -> None:
    """Let the index find the ticket under its key of now, and no longer under that of before."""
    if before is not None and (after is None or key_of(before) != key_of(after)):
        of_key = index[key_of(before)]
        del of_key[before.id]
        if not of_key:
            del index[key_of(before)]
    if after is not None:
        index.setdefault(key_of(after), {})[after.id] = after
