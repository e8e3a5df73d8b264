"""The office's state: live tickets, desks, the case tray, who is here. Rebuilt from SQL; changed only after a commit."""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field

from madang_office.desks import Desk
from madang_office.estimate import Range
from madang_office.line import Line
from madang_office.periods import Period
from madang_office.tickets import Ticket
from madang_server.desk.visitor import Visitor
from madang_server.store.case_rows import TRAY_STATES, StoredCase
from madang_server.store.people import OfficerRow

PERIODS_MAX = 1_500  # the newest finished stays, for the wait


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
    lost_at: dict[str, float] = field(default_factory=dict)  # officer id -> since when nobody knows where they are
    periods: deque[Period] = field(default_factory=lambda: deque(maxlen=PERIODS_MAX))

    told_ranges: dict[str, Range] = field(default_factory=dict)  # ticket id -> what was said when it was taken

    def desk(self, counter: str) -> Desk:
        """Return the desk at this counter; one that was never opened is closed."""
        return self.desks.get(counter) or Desk(counter=counter)

    def desk_of(self, officer: str | None) -> Desk | None:
        """Return where an officer sits."""
        return next((desk for desk in self.desks.values() if officer is not None and desk.officer == officer), None)

    def tickets_of(self, visitor: str) -> list[Ticket]:
        """Return a visitor's live tickets, the oldest first."""
        return sorted(
            (ticket for ticket in self.tickets.values() if ticket.visitor == visitor), key=lambda ticket: ticket.created
        )

    def line(self, service: str) -> Line:
        """Return the line of a service as it stands."""
        waiting = tuple(ticket for ticket in self.tickets.values() if ticket.service == service and ticket.in_line)
        return Line(service, waiting, self.favoured_calls.get(service, 0))

    def officer_name(self, officer: str | None) -> str | None:
        """Return the name that an officer is known by."""
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

    def put_staff(self, rows: Iterable[OfficerRow]) -> None:
        """Take what is known of officers."""
        self.staff.update({row.id: row for row in rows})
