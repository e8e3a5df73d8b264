"""The office's state: tickets, desks, tray, who is here. Rebuilt from SQL; what is decided comes here after its commit."""

from collections import Counter, deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from madang_office import routing
from madang_office.desks import Desk
from madang_office.estimate import Range
from madang_office.line import Line
from madang_office.periods import Period
from madang_office.tickets import Ticket
from madang_protocol.fields import Language, Role
from madang_protocol.limits import RESUME_SECONDS
from madang_server.office_app.record_size import RecordSize
from madang_server.office_clock import OfficeClock
from madang_server.store import Store, case_rows, office_rows, people
from madang_server.store.case_rows import OVER_STATES, TRAY_STATES, StoredCase
from madang_server.store.people import OfficerRow

PERIODS_MAX = 1_500  # the newest finished stays, for the wait
PROMISES_MAX = 1_000  # the newest ranges that were told, for the calibration
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


@dataclass(slots=True)
class OfficeState:
    """What the views are drawn from. The database is the authority: this is what it said last."""

    tickets: dict[str, Ticket] = field(default_factory=dict)
    desks: dict[str, Desk] = field(default_factory=dict)
    favoured_calls: dict[str, int] = field(default_factory=dict)
    staff: dict[str, OfficerRow] = field(default_factory=dict)
    staff_visitors: dict[str, str] = field(default_factory=dict)  # officer id -> visitor id
    visitors: dict[str, Visitor] = field(default_factory=dict)  # who is here, as they want to be seen now
    names: dict[str, str] = field(default_factory=dict)  # visitor id -> name, of those whom an officer may see
    tray: dict[str, StoredCase] = field(default_factory=dict)
    sign_ins: dict[str, str] = field(default_factory=dict)  # visitor id -> hash of the sign-in by which an officer is here
    away_at: dict[str, float] = field(default_factory=dict)  # visitor id -> from when on they are away (SPEC T15)
    lost_at: dict[str, float] = field(default_factory=dict)  # officer id -> since when nobody knows where they are
    periods: deque[Period] = field(default_factory=lambda: deque(maxlen=PERIODS_MAX))

    closing: set[str] = field(default_factory=set)  # cases to which no line is added while what ends them is prepared
    record_sizes: dict[str, RecordSize] = field(default_factory=dict)  # case id -> what is written in it, while it is written in
    told_ranges: dict[str, Range] = field(default_factory=dict)  # ticket id -> what was said when it was taken
    served: Counter[str] = field(default_factory=Counter)  # by service, since the start
    documents_issued: int = 0  # since the start

    def desk(self, counter: str) -> Desk:
        """Return the desk at this counter; one that was never opened is closed."""
        return self.desks.get(counter) or Desk(counter=counter)

    def desk_of(self, officer: str | None) -> Desk | None:
        return next((desk for desk in self.desks.values() if officer is not None and desk.officer == officer), None)

    def at_desks(self) -> dict[str, str]:
        """Return who is called or served now: visitor -> counter (SPEC T19)."""
        return routing.at_desks(ticket for desk in self.desks.values() if (ticket := self.tickets.get(desk.ticket or "")))

    def tickets_of(self, visitor: str) -> list[Ticket]:
        """Return a visitor's live tickets, the oldest first."""
        return sorted(
            (ticket for ticket in self.tickets.values() if ticket.visitor == visitor), key=lambda ticket: ticket.created
        )

    def line(self, service: str, now: float) -> Line:
        """Return the line of a service as it stands at `now`, and who of it is away then."""
        waiting = tuple(ticket for ticket in self.tickets.values() if ticket.service == service and ticket.in_line)
        away = frozenset(ticket.id for ticket in waiting if self.is_away(ticket.visitor, now))
        return Line(service, waiting, self.favoured_calls.get(service, 0), away)

    def is_away(self, visitor: str, now: float) -> bool:
        """Whether somebody is neither here nor expected back: their session is over (SPEC S6, T15)."""
        since = self.away_at.get(visitor)
        return since is not None and now >= since

    def officer_name(self, officer: str | None) -> str | None:
        row = self.staff.get(officer) if officer is not None else None
        return row.name if row else None

    def put_ticket(self, ticket: Ticket) -> None:
        """Take a ticket as it is now; one that is over is let go."""
        if ticket.live:
            self.tickets[ticket.id] = ticket
        else:
            self.tickets.pop(ticket.id, None)

    def put_case(self, case: StoredCase) -> None:
        """Take a case as it is now into the tray, or out of it."""
        if case.record.state in TRAY_STATES:
            self.tray[case.record.id] = case
        else:
            self.tray.pop(case.record.id, None)

    def put_record_sizes(self, sizes: Mapping[str, RecordSize], changed: Iterable[StoredCase]) -> None:
        """Take how much is written in these cases; nothing more is written into one that is over."""
        self.record_sizes.update(sizes)
        for case in changed:
            if case.record.state in OVER_STATES:
                self.record_sizes.pop(case.record.id, None)

    def citizens(self) -> set[str]:
        """Return the visitors whom an officer sees though they may be gone: those with a ticket, or with a case in the tray."""
        return {ticket.visitor for ticket in self.tickets.values()} | {case.record.citizen for case in self.tray.values()}

    def forget_gone(self) -> None:
        """Let go of what is kept of people who are neither here, nor in a line, nor in the tray."""
        needed = self.citizens() | self.visitors.keys()
        self.away_at = {visitor: at for visitor, at in self.away_at.items() if visitor in needed}
        self.names = {visitor: name for visitor, name in self.names.items() if visitor in needed}
        self.told_ranges = {ticket: told for ticket, told in self.told_ranges.items() if ticket in self.tickets}

    def put_staff(self, rows: Iterable[OfficerRow]) -> None:
        self.staff.update({row.id: row for row in rows})


async def load_state(store: Store, state: OfficeState, settled: Settled, clock: OfficeClock) -> None:
    """Fill an empty state from the database (SPEC T9). `settled` gets each range that was told and what the wait became.

    The clock goes on after what was kept (SPEC T14). Officers at their desks count as lost from now on: they have as long to come
    back as anybody. Who waits is away after that.
    """
    async with store.read() as sql:
        clock.go_on_after(await office_rows.last_instant(sql))
        state.put_staff(await people.all_officers(sql))
        state.staff_visitors.update(await people.visitors_of_officers(sql))
        state.tickets.update({ticket.id: ticket for ticket in await office_rows.live_tickets(sql)})
        state.desks.update({desk.counter: desk for desk in await office_rows.all_desks(sql)})
        state.favoured_calls.update(await office_rows.favoured_calls(sql))
        state.tray.update({case.record.id: case for case in await case_rows.tray_cases(sql)})
        state.periods.extend(await office_rows.ended_periods(sql, limit=PERIODS_MAX))
        state.names.update(await people.names_of(sql, state.citizens()))
        told = await office_rows.wait_ranges(sql, limit=PROMISES_MAX)
    now = clock.now()
    state.away_at.update({ticket.visitor: now + RESUME_SECONDS for ticket in state.tickets.values()})
    state.lost_at.update({desk.officer: now for desk in state.desks.values() if desk.officer is not None})
    for row in told:
        said = Range(int(row.low_s), int(row.high_s), int(row.plain_low_s), int(row.plain_high_s))
        if row.waited_s is not None:
            settled(row.service, said, row.waited_s)
        elif row.ticket in state.tickets:
            state.told_ranges[row.ticket] = said
