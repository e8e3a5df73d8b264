"""The office as messages: my ticket, the office, an officer's queue and desk. From records to the wire; decides nothing."""

from collections.abc import Callable, Collection, Iterable
from itertools import chain, islice

from madang_office import case_terms, objections, routing
from madang_office.announcements import line_closed_until
from madang_office.desks import Desk
from madang_office.inquiries import Inquiry
from madang_office.outbox import Way
from madang_office.reports import Report
from madang_office.services import Kind
from madang_office.tickets import LATERS_MAX, Ticket
from madang_protocol import messages as m
from madang_server.catalogue import Catalogue, Offer
from madang_server.office_app.counter_directory import Counter, CounterDirectory
from madang_server.office_app.queries import (
    alarm_views,
    announcement_views,
    appointment_views,
    bell_views,
    inquiry_views,
    report_views,
    talk_views,
    undo_views,
)
from madang_server.office_app.state import OfficeState
from madang_server.office_app.waits import Standing, Waits
from madang_server.office_clock import OfficeClock
from madang_server.store.case_rows import StoredCase

TRAY_TOLD_MAX = 10  # cases that are sent whole; the others are in the queue and come when they are opened
QUEUE_MAX = 200  # tickets and cases shown to an officer; the rest is behind them in the line


class Views:
    """Draws messages from the state. Cheap enough to be asked again after every change."""

    def __init__(
        self,
        state: OfficeState,
        counter_directory: CounterDirectory,
        catalogue: Catalogue,
        waits: Waits,
        broken: Callable[[str], bool],
        clock: OfficeClock,
        ways: Collection[Way],
    ) -> None:
        self._state = state
        self._counter_directory = counter_directory
        self._catalogue = catalogue
        self._waits = waits
        self._broken = broken
        self._ways = ways
        self._shown = clock.shown
        self._now = clock.now

    def office(self) -> m.Office:
        """Return all services and counters as they stand (SPEC T12)."""
        bells = set(self.bells_can_ring())
        services = [self._service(name, offer, bell=name in bells) for name, offer in self._catalogue.offers.items()]
        counters = [self._counter(counter) for counter in self._counter_directory.counters.values()]
        return m.Office(
            services,
            counters,
            str(self._catalogue.calendar.zone),
            round(self._catalogue.away_s / 60),
            announcement_views.public(self._state.announcements.values(), self._shown(self._now())),
        )

    def _service(self, name: str, offer: Offer, *, bell: bool) -> m.ServiceLine:
        service = offer.service
        newcomer = self._waits.newcomer(name)
        days, wall = self._catalogue.days_of(name), self._shown(self._now())
        hours, today = days.open_state(wall), days.at(wall)
        opens, closed_until = hours.opens, line_closed_until(self._state.announcements.values(), name, wall)
        if closed_until is not None:
            after = days.open_state(closed_until)
            opens = closed_until if after.open else after.opens
        return m.ServiceLine(
            id=name,
            title=m.Words(service.title["ko"], service.title["en"]),
            hint=m.Words(service.hint["ko"], service.hint["en"]) if service.hint else None,
            kind=service.kind.value,
            waiting=self._state.line(name, self._now()).present_count,
            desks=len(self._waits.open_desks(name)),
            low_s=newcomer.low_s if newcomer else None,
            high_s=newcomer.high_s if newcomer else None,
            broken=self._broken(name),
            open=hours.open,
            opens=_whole(opens),
            closes=_whole(hours.closes),
            serves_until=_whole(today.ends if today.closes is not None and today.closes <= wall else None),
            line_closed=closed_until is not None,
            appointments=service.appointments is not None,
            bell=hours.open and bell,
            inquiries=service.kind is Kind.TALK and not self._waits.open_desks(name),
        )

    def _counter(self, counter: Counter) -> m.CounterView:
        desk = self._state.desk(counter.id)
        ticket = self._state.tickets.get(desk.ticket or "")
        return m.CounterView(
            id=counter.id,
            place=counter.place,
            title=counter.title,
            services=sorted(counter.services),
            state=desk.state.shown,
            officer=self._state.officer_name(desk.officer),
            calling=ticket.number if ticket is not None and ticket.state == "called" else None,
            gone=desk.lost is not None,
        )

    def tickets(self, visitor: str) -> m.Tickets:
        """Return all my tickets that are not over."""
        views = [self.ticket(ticket, self._waits.standing(ticket)) for ticket in self._state.tickets_of(visitor)]
        return m.Tickets(views, undo=undo_views.given_back(self._state, visitor, self._now()))

    def appointments(self, visitor: str) -> m.Appointments:
        """Return all my appointments that are booked."""
        return appointment_views.mine(self._state, self._catalogue, visitor)

    def bells(self, visitor: str) -> m.Bells:
        """Return all my rings that somebody may still answer."""
        return bell_views.mine(self._state, visitor, self._shown, self._now())

    def inquiry(self, inquiry: Inquiry) -> m.LeftInquiry:
        """Return a message that I left, as it stands."""
        return m.LeftInquiry(inquiry_views.view_of(self._state, inquiry, self._shown))

    def reports(self, visitor: str, made: Iterable[Report] = ()) -> m.Reports:
        """Return these reports of a visitor, and whether they may be in the rooms."""
        return report_views.mine(self._state, visitor, made, self._shown)

    def bells_can_ring(self) -> list[str]:
        """Return the services at whose counters nobody is, and of whose officers somebody can be told."""
        talks = [name for name, offer in self._catalogue.offers.items() if offer.service.kind is Kind.TALK]
        empty = [name for name in talks if not self._waits.open_desks(name)]
        told = bell_views.can_ring(self._state, empty, self._ways) if empty else set()
        return [name for name in empty if name in told]

    def ticket(self, ticket: Ticket, standing: Standing | None = None) -> m.TicketView:
        """Return one ticket; `standing` while it is in the line."""
        told = standing.range if standing else None
        return m.TicketView(
            id=ticket.id,
            number=ticket.number,
            service=ticket.service,
            state=ticket.state.value,
            place=standing.place if standing else 0,
            low_s=told.low_s if told else None,
            high_s=told.high_s if told else None,
            counter=ticket.counter,
            booth=ticket.booth,
            officer=self._state.officer_name(ticket.officer),
            case=ticket.case,
            calls=ticket.calls,
            until=int(self._shown(ticket.until)) if ticket.until is not None else None,
            left_s=max(0, round(ticket.until - self._now())) if ticket.until is not None else None,
            answered=ticket.answered is not None,
            ends=int(self._shown(ticket.ends)) if ticket.ends is not None else None,
            appointment=_whole(ticket.appointment),
            not_before=self._not_before(ticket),
            people=ticket.people or 1,
            preferred=self._state.officer_name(ticket.preferred_officer),
            laters=max(0, LATERS_MAX - (ticket.laters or 0)),
            counts_from=None if ticket.came is None else round(self._shown(ticket.came)),
        )

    def _not_before(self, ticket: Ticket) -> int | None:
        """Return until when the holder asked not to be called, on the wall; None: they can be called (SPEC T39)."""
        until = ticket.not_before if ticket.is_later(self._now()) else None
        return None if until is None else round(self._shown(until))

    def called(self, ticket: Ticket, *, again: bool) -> m.Called:
        offer = self._catalogue.offers.get(ticket.service)  # none: the service was taken away; its name is all that is known
        title = (
            m.Words(offer.service.title["ko"], offer.service.title["en"]) if offer else m.Words(ticket.service, ticket.service)
        )
        return m.Called(self.ticket(ticket), title, again=again)

    def desk(self, desk: Desk | None) -> m.Desk:
        """Return an officer's own desk; none: they sit nowhere."""
        if desk is None or desk.officer is None:
            return m.Desk(counter=None, state="closed")
        ticket = self._state.tickets.get(desk.ticket or "")
        view = m.Desk(
            counter=desk.counter,
            state=desk.state.shown,
            ticket=self.ticket(ticket) if ticket else None,
            citizen=self._state.names.get(ticket.visitor) if ticket else None,
            reason=desk.reason,
            outcomes=self._outcomes(ticket.service) if ticket else [],
            first=ticket.first_counter if ticket else None,
            undo=undo_views.missed_at(self._state, desk, self._now()),
        )
        alarm = self._state.contact.alarm_of(desk.officer)
        return talk_views.guarded(view, ticket, alarm, self._catalogue.talk_times, self._now())

    def _outcomes(self, service: str) -> list[m.Outcome]:
        offer = self._catalogue.offers.get(service)
        declared = offer.backend.manifest.outcomes if offer else ()
        return [m.Outcome(id=outcome.id, title=m.Words(ko=outcome.title.ko, en=outcome.title.en)) for outcome in declared]

    def queue(self, officer: str) -> m.Queue:
        """Return the line and the tray of an officer's desk, or of all their services while they sit nowhere."""
        row = self._state.staff.get(officer)
        desk = self._state.desk_of(officer)
        services = desk.services if desk is not None else frozenset(row.services if row else ())
        skills = frozenset(row.skills if row else ())
        return m.Queue(
            self._queue_tickets(services, skills)[:QUEUE_MAX],
            self._queue_cases(services, skills, officer)[:QUEUE_MAX],
            announcement_views.planned(self._state.announcements.values(), self._shown(self._now())),
            self._overdue() if row is not None and row.supervisor else [],
            appointment_views.of_today(self._state, self._catalogue, services, self._shown(self._now())),
            bell_views.at_services(self._state, row.services if row else (), self._shown, self._now()),
            inquiry_views.at_services(self._state, row.services if row else (), officer, self._shown),
            alarm_views.told_to(self._state, officer, self._shown),
            len(self._state.contact.open_reports()) if row is not None and row.supervisor else 0,
        )

    def _queue_tickets(self, services: frozenset[str], skills: frozenset[str]) -> list[m.QueueTicket]:
        """Return those who are at a desk or on hold, and of those who wait the first, as many as there is room for."""
        known, busy = self._catalogue.services, self._state.at_desks()
        lines = [self._state.line(name, self._now()) for name in known if name in services]
        apart = sorted((ticket for line in lines for ticket in self._state.aside(line.service)), key=lambda ticket: ticket.since)
        aside = [ticket for ticket in apart if routing.skills_needed(ticket, known) <= skills]
        fitting = (ticket for ticket in chain(*lines) if routing.skills_needed(ticket, known) <= skills)
        waiting = islice(fitting, max(0, QUEUE_MAX - len(aside)))
        return [self._queue_ticket(ticket, None if ticket.at_desk else busy.get(ticket.visitor)) for ticket in (*waiting, *aside)]

    def _queue_ticket(self, ticket: Ticket, busy_at: str | None) -> m.QueueTicket:
        return m.QueueTicket(
            id=ticket.id,
            number=ticket.number,
            service=ticket.service,
            name=self._state.names.get(ticket.visitor, ""),
            state=ticket.state.value,
            since=int(self._shown(ticket.arrived if ticket.in_line else ticket.since)),  # a wait goes on over a transfer
            ground=ticket.ground,
            here=not self._state.is_away(ticket.visitor, self._now()),
            busy_at=busy_at,
            appointment=_whole(ticket.appointment),
            not_before=self._not_before(ticket),
            people=ticket.people or 1,
            preferred=self._state.officer_name(ticket.preferred_officer),
        )

    def _queue_cases(self, services: frozenset[str], skills: frozenset[str], officer: str) -> list[m.QueueCase]:
        cases = [case for case in self._state.tray.values() if self.in_tray_of(case, services, skills)]
        mine = [case for case in cases if not objections.bars(case.record, officer)]  # C42: another one decides
        return [
            self.queue_case(case)
            for case in sorted(mine, key=lambda case: (case_terms.due_of(case.record) or 1e12, case.record.since))
        ]

    def _overdue(self) -> list[m.QueueCase]:
        """Return what is past its term in the whole office, the longest first (SPEC C43)."""
        wall = self._shown(self._now())
        late = [(due, case) for case in self._state.tray.values() if (due := case_terms.due_of(case.record)) and due <= wall]
        return [self.queue_case(case) for _, case in sorted(late, key=lambda one: one[0])[:QUEUE_MAX]]

    @staticmethod
    def in_tray_of(case: StoredCase, services: frozenset[str], skills: frozenset[str]) -> bool:
        """Say whether officers with these services and skills should act on the case; a talk waits in no tray."""
        return case.record.service in services and bool(case.data.acts) and case.data.skills <= skills

    def tray(self, desk: Desk) -> list[StoredCase]:
        """Return the cases that are sent whole to the officer at this desk: those that they took on (SPEC C13), longest first."""
        waiting = [case for case in self._state.tray.values() if self.in_tray_of(case, desk.services, desk.skills)]
        cases = [case for case in waiting if desk.officer is not None and case.data.officer == desk.officer]
        return sorted(cases, key=lambda case: case.record.since)[:TRAY_TOLD_MAX]

    def queue_case(self, case: StoredCase, name: str | None = None) -> m.QueueCase:
        """Return a row of the tray; `name`: of its citizen, where that is not known here."""
        record, is_objection = case.record, objections.is_open(case.record)
        return m.QueueCase(
            id=record.id,
            number=record.number,
            service=record.service,
            name=name if name is not None else self._state.names.get(record.citizen, ""),
            state=record.state.value,
            since=int(record.objected if is_objection and record.objected is not None else record.since),
            due=_whole(case_terms.due_of(record)),
            officer=self._state.officer_name(case.data.officer),
            objection=is_objection,
        )


def _whole(instant: float | None) -> int | None:
    return None if instant is None else int(instant)
