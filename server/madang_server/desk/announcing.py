"""What is said after a commit, and to whom: nothing is broadcast before it. Knows views and the outbox, no SQL."""

from madang_office.tickets import Ticket
from madang_protocol.messages import TicketView
from madang_server.desk.bureau import Bureau
from madang_server.desk.deed import Deed
from madang_server.desk.outbox import Outbox

RANGE_EVERY_S = 20.0  # a range that only drifts is not told more often than this


class Announcer:
    """Carries the consequences of a deed to people. `mark` before the floor is changed, `announce` after."""

    def __init__(self, bureau: Bureau, outbox: Outbox) -> None:
        self._bureau = bureau
        self._outbox = outbox
        self._told: dict[str, tuple[TicketView, float]] = {}  # ticket id -> what its holder saw last, and when
        self._moved: set[str] = set()  # services whose line has changed

    def announce(self, deed: Deed, sat_there: set[str]) -> None:
        """Say everything that follows from a deed that is committed. `sat_there`: officers who were at its desks before."""
        for visitor, message in deed.said:
            self._outbox.tell(visitor, message)
        for visitor in sorted(deed.ticket_holders):
            self.tell_tickets(visitor)
        for ticket_id, again in deed.called.items():
            ticket = deed.tickets[ticket_id]
            self._outbox.tell(ticket.visitor, self._bureau.views.called(ticket, again=again))
        self._tell_desks(deed, sat_there)
        for seating in deed.seatings:
            self._outbox.seat(list(seating.visitors), seating.booth, seating.counter)
        self._mark_lines(deed)

    def _tell_desks(self, deed: Deed, sat_there: set[str]) -> None:
        floor = self._bureau.floor
        officers = sat_there | {desk.officer for desk in deed.desks.values() if desk.officer}
        officers |= {ticket.officer for ticket in deed.tickets.values() if ticket.officer}
        for officer in sorted(officers):
            self._outbox.tell(floor.staff_visitors.get(officer, ""), self._bureau.views.desk(floor.desk_of(officer)))

    def _mark_lines(self, deed: Deed) -> None:
        if deed.tickets or deed.desks:
            self._moved |= {ticket.service for ticket in deed.tickets.values()}
            self._moved |= {service for desk in deed.desks.values() for service in desk.services}
            self._outbox.office_changed()
        if deed.tickets or deed.desks or deed.cases or deed.profiles:
            self._outbox.queue_changed()

    def tell_tickets(self, visitor: str) -> None:
        """Give a visitor all their tickets as they stand."""
        message = self._bureau.views.tickets(visitor)
        now = self._bureau.surroundings.now()
        self._told.update({view.id: (view, now) for view in message.tickets})
        self._outbox.tell(visitor, message)

    def follow_lines(self) -> None:
        """Tell everybody in a line that moved where they stand now (SPEC T2). Called every second, not with every wish."""
        moved, self._moved = self._moved, set()
        services = moved | {ticket.service for ticket in self._bureau.floor.tickets.values() if ticket.in_line}
        changed: set[str] = set()
        for service in services & set(self._bureau.catalogue.offers):
            changed |= self._whose_place_changed(service)
        for visitor in sorted(changed):
            self.tell_tickets(visitor)
        self._told = {ticket: told for ticket, told in self._told.items() if ticket in self._bureau.floor.tickets}

    def _whose_place_changed(self, service: str) -> set[str]:
        standings = self._bureau.waits.standings(service)
        tickets = [self._bureau.floor.tickets[ticket] for ticket in standings]
        views = {ticket.id: self._bureau.views.ticket(ticket, standings[ticket.id]) for ticket in tickets}
        return {ticket.visitor for ticket in tickets if self._worth_telling(ticket, views[ticket.id])}

    def _worth_telling(self, ticket: Ticket, view: TicketView) -> bool:
        if ticket.visitor not in self._bureau.floor.visitors:
            return False
        told = self._told.get(ticket.id)
        if told is None or told[0].place != view.place or (told[0].low_s is None) != (view.low_s is None):
            return True
        drifted = (told[0].low_s, told[0].high_s) != (view.low_s, view.high_s)
        return drifted and self._bureau.surroundings.now() - told[1] >= RANGE_EVERY_S
