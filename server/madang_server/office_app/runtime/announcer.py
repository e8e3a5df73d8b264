"""What is said after a commit, and to whom: nothing is broadcast before it. Knows views and the notifier, no SQL."""

import asyncio
from dataclasses import dataclass

from madang_office.office_days import OfficeDay, OpenState
from madang_office.tickets import Ticket
from madang_server.notifier import Notifier
from madang_server.office_app.context import OfficeContext
from madang_server.office_app.state import Visitor
from madang_server.office_app.ticket_news import notice_of_own_end
from madang_server.office_app.unit_of_work import UnitOfWork

RANGE_EVERY_S = 20.0  # a range that only drifts, and a place far back, are not told more often than this
NEAR_PLACES = 20  # within these every change of the place is told within the second
TOLD_AT_ONCE = 100  # people, in one turn of the loop: some 8 ms
FAR_STEP = 0.1  # farther back a change is told at once when it is this part of the place


@dataclass(frozen=True, slots=True)
class Told:
    """Where somebody was told that they stand, and when."""

    place: int
    low_s: int | None
    high_s: int | None
    at: float
    later: bool = False  # that they are not called yet, as they asked for (SPEC T39)


class Announcer:
    """Carries the consequences of a unit of work to people. Call `announce` after the state was changed."""

    def __init__(self, context: OfficeContext, notifier: Notifier) -> None:
        self._context = context
        self._notifier = notifier
        self._told: dict[str, Told] = {}  # ticket id -> what its holder saw last
        self._moved: set[str] = set()  # services whose line has changed
        self._coming: dict[str, int] = {}  # by service: how many wait for the time of their appointment, or for one of their own
        self._hours_told: tuple[list[tuple[OpenState, OfficeDay]], list[str], list[str]] = [], [], []

    def announce(self, work: UnitOfWork, sat_there: set[str]) -> None:
        """Say everything that follows from a committed unit of work. `sat_there`: officers who were at its desks before."""
        for visitor, message in work.said:
            self._notifier.tell(visitor, message)
        for visitor in sorted(work.ticket_holders):
            self.tell_tickets(visitor)
        for visitor in sorted({one.visitor for one in work.appointments.values()}):
            self._notifier.tell(visitor, self._context.views.appointments(visitor))
        for visitor in sorted(work.contact.visitors):
            self._notifier.tell(visitor, self._context.views.bells(visitor))
        for inquiry in work.contact.inquiries.values():
            self._notifier.tell(inquiry.visitor, self._context.views.inquiry(inquiry))
        self._tell_reports(work)
        self._tell_news(work)
        for ticket_id, again in work.called.items():
            ticket = work.tickets[ticket_id]
            self._notifier.tell(ticket.visitor, self._context.views.called(ticket, again=again))
        self._tell_desks(work, sat_there)
        for seating in work.seatings:
            self._notifier.seat_in_booth(list(seating.visitors), seating.booth, seating.counter)
        self._mark_lines(work)

    def _tell_reports(self, work: UnitOfWork) -> None:
        for one in work.contact.reports.values():
            self._notifier.tell(one.reporter, self._context.views.reports(one.reporter, [one]))
            if one.bar_until is not None:  # whether they may be in the rooms is otherwise now
                self._notifier.tell(one.reported, self._context.views.reports(one.reported))
                self._notifier.profile_changed(one.reported)

    def _tell_news(self, work: UnitOfWork) -> None:
        for visitor, notice in work.notices:
            self._notifier.tell(visitor, notice)
        for changed in work.ticket_changes:
            end = notice_of_own_end(changed)
            if end is not None:
                self._notifier.tell(changed.ticket.visitor, end)

    def _tell_desks(self, work: UnitOfWork, sat_there: set[str]) -> None:
        state = self._context.state
        officers = sat_there | {desk.officer for desk in work.desks.values() if desk.officer}
        officers |= work.contact.alarmed
        officers |= {ticket.officer for ticket in work.tickets.values() if ticket.officer}
        for officer in sorted(officers):
            self._notifier.tell(state.staff_visitors.get(officer, ""), self._context.views.desk(state.desk_of(officer)))

    def _mark_lines(self, work: UnitOfWork) -> None:
        if work.tickets or work.desks:
            self._moved |= {ticket.service for ticket in work.tickets.values()}
            self._moved |= {service for desk in work.desks.values() for service in desk.services}
            self._notifier.office_changed()
        elif work.announcements:
            self._notifier.office_changed()
        if (
            work.tickets
            or work.desks
            or work.whole_cases
            or work.profiles
            or work.announcements
            or work.appointments
            or work.contact.changes_queue
        ):
            self._notifier.queue_changed()

    def presence_changed(self, visitor: str) -> None:
        """Somebody with tickets went away or is back: their lines have another order now (SPEC T15)."""
        moved = {ticket.service for ticket in self._context.state.tickets_of(visitor)}
        if moved:
            self._moved |= moved
            self._notifier.office_changed()
            self._notifier.queue_changed()

    def tell_time_left(self, visitor: Visitor) -> None:
        """Somebody connects: what was kept for their return says how long a call lasted when it was written (SPEC T18)."""
        state = self._context.state
        undoable = any(ticket.visitor == visitor.id for ticket in state.undoable.values())
        if undoable or any(ticket.until is not None for ticket in state.tickets_of(visitor.id)):
            self.tell_tickets(visitor.id)
        desk = state.desk_of(visitor.officer_id)
        ticket = state.tickets.get(desk.ticket or "") if desk is not None else None
        counted = ticket is not None and ticket.until is not None
        if desk is not None and (counted or state.undoable):
            self._notifier.tell(visitor.id, self._context.views.desk(desk))

    def tell_tickets(self, visitor: str) -> None:
        """Give a visitor all their tickets as they stand."""
        message = self._context.views.tickets(visitor)
        now = self._context.environment.office.now()
        for view in message.tickets:
            self._told[view.id] = Told(view.place, view.low_s, view.high_s, now, later=view.not_before is not None)
        self._notifier.tell(visitor, message)

    async def follow_lines(self, renewed: set[str]) -> None:
        """Tell everybody in a line that moved where they stand now (SPEC T2). Called every second, not with every command.

        `renewed`: services whose ranges were computed anew. The first in each line are told first, and others have their turn
        meanwhile: when a desk opens, thousands get a range in the same second.
        """
        now = self._context.environment.office.now()
        due = self._became_due(now)
        moved, self._moved = self._moved | renewed | due, set()
        visitors: dict[str, None] = {}  # in the order of their places
        for service in sorted(moved & set(self._context.catalogue.offers)):
            line = self._context.state.line(service, now)
            for number, ticket in enumerate(line, 1):
                place = line.place_of(ticket.id) if ticket.is_later(now) else number
                if ticket.visitor in self._context.state.visitors and self._worth_telling(ticket, place, now):
                    visitors[ticket.visitor] = None
        for number, visitor in enumerate(visitors, 1):
            self.tell_tickets(visitor)
            if number % TOLD_AT_ONCE == 0:
                await asyncio.sleep(0)
        self._told = {ticket: told for ticket, told in self._told.items() if ticket in self._context.state.tickets}
        if renewed or due:
            self._notifier.office_changed()
        if due:  # an officer with nothing to do may call them from now on (T33, T39)
            self._notifier.queue_changed()

    def _became_due(self, now: float) -> set[str]:
        """Return the services in whose lines an appointment is due since the last look (SPEC T33), or a wait by choice over."""
        before, lines = self._coming, [self._context.state.line(service, now) for service in self._context.catalogue.offers]
        self._coming = {line.service: line.coming_count + line.later_count for line in lines}
        return {service for service, count in self._coming.items() if count < before.get(service, 0)}

    def follow_hours(self) -> None:
        """Tell everybody when a service opens or closes, or an announcement begins or ends (T12, T25). Call it every second."""
        wall, announcements = self._context.environment.now(), self._context.state.announcements.values()
        hours = [(days.open_state(wall), days.at(wall)) for days in self._context.catalogue.days.values()]
        told = hours, [one.id for one in announcements if one.holds(wall)], self._context.views.bells_can_ring()
        if told != self._hours_told:
            self._hours_told = told
            self._notifier.office_changed()
            self._notifier.queue_changed()

    def _worth_telling(self, ticket: Ticket, place: int, now: float) -> bool:
        told = self._told.get(ticket.id)
        if told is None or ticket.is_early(now):
            return told is None
        if told.later is not ticket.is_later(now):
            return True
        lately = now - told.at < RANGE_EVERY_S
        if told.place != place:
            far = place > NEAR_PLACES and abs(told.place - place) < told.place * FAR_STEP
            if not far or not lately:
                return True
            self._moved.add(ticket.service)  # told later
        said = self._context.waits.range_at(ticket, place)
        if (told.low_s is None) != (said is None):
            return True
        return said is not None and (told.low_s, told.high_s) != (said.low_s, said.high_s) and not lately
