"""Any number of people and officers doing anything in any order: the laws of the office hold after each step."""

from dataclasses import replace

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from tests.office.samples import NOON, SERVICES

from madang_office import Rejected, desks, line, periods, routing, tickets
from madang_office.desks import Desk, DeskEvent, DeskState
from madang_office.tickets import Facts, Placement, Ticket, TicketEvent, TicketState

COUNTERS = ("one", "two")
VISITORS = st.sampled_from("abcde")
SERVICE_IDS = st.sampled_from(sorted(SERVICES))
COUNTER_IDS = st.sampled_from(COUNTERS)
GROUNDS = st.sampled_from([None, None, "disability", "age_80"])
OFFICERS = {
    "one": desks.Officer(id="kim", services=frozenset({"tax", "home"})),
    "two": desks.Officer(id="lee", services=frozenset({"tax"})),
}
RELEASING = (TicketEvent.MISS, TicketEvent.HOLD, TicketEvent.TRANSFER, TicketEvent.FINISH, TicketEvent.RETURN)
TICKET_AT_DESK = {
    DeskState.CALLING: TicketState.CALLED,
    DeskState.SERVING: TicketState.SERVING,
    DeskState.AWAY: TicketState.SERVING,
}
NO_TICKET = Ticket(id="-", number="-", service="-", visitor="-", state=TicketState.LEFT, since=0, created=0, rank=0)


class OfficeMachine(RuleBasedStateMachine):
    """Keeps the rows that a server would keep, by the office's answers alone."""

    @initialize()
    def opens(self):
        self.now = NOON
        self.tickets: dict[str, Ticket] = {}
        self.rows: dict[str, list[periods.Period]] = {}
        self.desks = {counter: Desk(counter=counter) for counter in COUNTERS}
        self.favoured_calls = dict.fromkeys(SERVICES, 0)
        self.calls: dict[str, list[tuple[bool, bool]]] = {service: [] for service in SERVICES}

    @rule(seconds=st.integers(-5, 400))
    def time_passes(self, seconds):
        self.now += seconds

    @rule(visitor=VISITORS, service=SERVICE_IDS, ground=GROUNDS)
    def take(self, visitor, service, ground):
        mine = self.held_by(visitor)
        rejected = tickets.may_take(mine, service)
        assert (rejected is not None) == any(ticket.service == service for ticket in mine)
        name = f"{visitor}{len(self.tickets)}"
        taken = tickets.take(id=name, number=name, service=service, visitor=visitor, now=self.now, ground=ground)
        if rejected is None:
            self.keep(taken)

    @rule(counter=COUNTER_IDS)
    def sit_down(self, counter):
        opened = desks.open_desk(self.desks[counter], OFFICERS[counter], frozenset(SERVICES), self.now)
        self.keep_desk(counter, opened)

    @rule(counter=COUNTER_IDS, event=st.sampled_from([DeskEvent.PAUSE, DeskEvent.RESUME, DeskEvent.CLOSE, DeskEvent.LOST]))
    def desk_changes(self, counter, event):
        changed = desks.apply(self.desks[counter], event, self.now)
        self.keep_desk(counter, changed)
        if isinstance(changed, desks.DeskChanged) and changed.freed is not None:
            self.keep(tickets.apply(self.tickets[changed.freed], TicketEvent.RETURN, self.now))

    @rule(counter=COUNTER_IDS)
    def call_next(self, counter):
        busy = routing.at_desks(self.tickets.values())
        fits = routing.fits(self.desks[counter], SERVICES, list(self.desks.values()), busy)
        self.call(counter, line.next_for(self.lines(), fits) or NO_TICKET)

    @rule(counter=COUNTER_IDS, choice=st.randoms(use_true_random=False))
    def call_held(self, counter, choice):
        held = [ticket for ticket in self.tickets.values() if ticket.state is TicketState.HELD]
        ticket = choice.choice([*held, NO_TICKET])
        rejected = routing.may_call(self.desks[counter], ticket, SERVICES, routing.at_desks(self.tickets.values()), self.now)
        self.call(counter, NO_TICKET if rejected else ticket)

    def call(self, counter, ticket):
        changed = desks.apply(self.desks[counter], DeskEvent.CALL, self.now, ticket=ticket.id)
        if isinstance(changed, desks.DeskChanged) and ticket is not NO_TICKET:
            self.record_call(counter, ticket)
            self.keep(tickets.apply(ticket, TicketEvent.CALL, self.now, Facts(counter=counter, officer=OFFICERS[counter].id)))
            self.keep_desk(counter, changed)

    def record_call(self, counter, called):
        """For T8: whether a favoured ticket was called from the line, and whether an ordinary one waited meanwhile."""
        fits = routing.fits(self.desks[counter], SERVICES, list(self.desks.values()))
        ordinary_waits = any(fits(other) and not other.favoured for other in self.line(called.service).present())
        self.calls[called.service].append((called.favoured and called.in_line, ordinary_waits))
        self.favoured_calls[called.service] = line.favoured_calls_after(self.favoured_calls[called.service], called)

    @rule(counter=COUNTER_IDS, event=st.sampled_from([TicketEvent.RECALL, TicketEvent.ANSWER]))
    def again(self, counter, event):
        self.keep(tickets.apply(self.at(counter), event, self.now))

    @rule(counter=COUNTER_IDS)
    def serve(self, counter):
        changed = desks.apply(self.desks[counter], DeskEvent.SERVE, self.now)
        served = tickets.apply(self.at(counter), TicketEvent.SERVE, self.now)
        assert isinstance(changed, Rejected) == isinstance(served, Rejected)
        self.keep(served)
        self.keep_desk(counter, changed)

    @rule(counter=COUNTER_IDS, event=st.sampled_from(RELEASING), service=SERVICE_IDS, to=st.sampled_from(Placement))
    def let_go(self, counter, event, service, to):
        ticket = self.at(counter)
        taken = frozenset(other.service for other in self.held_by(ticket.visitor) if other.id != ticket.id)
        changed = tickets.apply(ticket, event, self.now, Facts(service=service, to=to, taken=taken))
        self.keep(changed)
        self.release(changed, counter)

    @rule(visitor=VISITORS, event=st.sampled_from([TicketEvent.LEAVE, TicketEvent.RETURN]))
    def visitor_does(self, visitor, event):
        held = self.held_by(visitor)
        if held:
            changed = tickets.apply(held[0], event, self.now)
            self.keep(changed)
            self.release(changed, held[0].counter)

    @rule(visitor=VISITORS)
    def visitor_defers(self, visitor):
        held = self.held_by(visitor)
        if held:
            self.defer(held[0])

    def defer(self, ticket):
        before = self.line(ticket.service)
        expected = [other.id for other in before.order()]
        deferred = line.defer(before, ticket, self.now)
        if isinstance(deferred, line.Deferred):
            waiting = replace(ticket, state=TicketState.WAITING)  # one who is called stands in the line again for it
            rest = tuple(other for other in before.tickets if other.id != ticket.id)
            expected = [other.id for other in replace(before, tickets=(*rest, waiting)).order()]
            self.keep(deferred.mine)
            self.release(deferred.mine, ticket.counter)
            self.tickets[deferred.other.id] = deferred.other
            place = expected.index(ticket.id)
            expected[place : place + 2] = expected[place + 1], expected[place]
        assert [other.id for other in self.line(ticket.service).order()] == expected  # T13: nobody else moves

    @rule(visitor=VISITORS, minutes=st.integers(0, 30))
    def visitor_comes_later(self, visitor, minutes):
        held = self.held_by(visitor)
        if held:
            until = self.now + minutes * 60 if minutes else None
            changed = tickets.apply(held[0], TicketEvent.LATER, self.now, Facts(not_before=until))
            self.keep(changed)
            self.release(changed, held[0].counter)
            if isinstance(changed, tickets.Changed):  # T39: it keeps its rank, and nobody calls it before
                assert changed.ticket.turn == held[0].turn
                assert changed.ticket not in self.line(held[0].service).present() or not changed.ticket.is_later(self.now)

    @rule(visitor=VISITORS)
    def visitor_takes_back(self, visitor):
        left = [ticket for ticket in self.tickets.values() if ticket.visitor == visitor and not ticket.live]
        if left:
            taken = frozenset(ticket.service for ticket in self.held_by(visitor))
            back = tickets.apply(left[-1], TicketEvent.UNDO_LEAVE, self.now, Facts(taken=taken))
            self.keep(back)
            if isinstance(back, tickets.Changed):  # T37: as if it had never left
                assert (back.ticket.turn, back.ticket.favoured) == (left[-1].turn, left[-1].favoured)
                assert self.line(back.ticket.service).place_of(back.ticket.id) > 0

    @rule(counter=COUNTER_IDS)
    def officer_calls_back(self, counter):
        missed = [ticket for ticket in self.tickets.values() if ticket.undo and ticket.undo.counter == counter]
        for ticket in missed[-1:]:
            others = [other for other in self.held_by(ticket.visitor) if other.id != ticket.id]
            taken = frozenset(other.service for other in others)
            seat = Facts(counter=counter, officer=OFFICERS[counter].id, taken=taken)
            called = tickets.apply(ticket, TicketEvent.UNDO_MISS, self.now, seat)
            sat = desks.apply(self.desks[counter], DeskEvent.CALL, self.now, ticket=ticket.id)
            busy = any(other.at_desk for other in others)
            if not busy and isinstance(called, tickets.Changed) and isinstance(sat, desks.DeskChanged):
                self.keep(called)
                self.keep_desk(counter, sat)

    # rows ----------------------------------------------------------------------------------------------------------

    def held_by(self, visitor):
        return [ticket for ticket in self.tickets.values() if ticket.visitor == visitor and ticket.live]

    def at(self, counter):
        return self.tickets.get(self.desks[counter].ticket or "-", NO_TICKET)

    def line(self, service):
        return line.Line(service, tuple(self.tickets.values()), self.favoured_calls[service], now=self.now)

    def lines(self):
        return [self.line(service) for service in SERVICES]

    def keep(self, changed):
        if isinstance(changed, tickets.Changed):
            self.tickets[changed.ticket.id] = changed.ticket
            self.keep_periods(self.rows.setdefault(changed.ticket.id, []), changed)

    def keep_periods(self, rows, changed):
        if changed.closed is not None:
            was_over = changed.closed.state in tickets.ENDED_STATES  # T37: it had no open stay
            rows[len(rows) - (not was_over) :] = [changed.closed]
        if changed.opened is not None:
            rows.append(changed.opened)

    def keep_desk(self, counter, changed):
        if isinstance(changed, desks.DeskChanged):
            self.desks[counter] = changed.desk

    def release(self, changed, counter):
        if isinstance(changed, tickets.Changed) and changed.closed and changed.closed.state in tickets.AT_DESK_STATES:
            self.keep_desk(counter, desks.apply(self.desks[counter], DeskEvent.RELEASE, self.now))

    # laws ----------------------------------------------------------------------------------------------------------

    @invariant()
    def T1_no_visitor_has_two_live_tickets_at_a_service(self):
        held = [(ticket.visitor, ticket.service) for ticket in self.tickets.values() if ticket.live]
        assert len(held) == len(set(held))

    @invariant()
    def T19_nobody_is_at_two_desks(self):
        there = [ticket.visitor for ticket in self.tickets.values() if ticket.at_desk]
        assert len(there) == len(set(there))

    @invariant()
    def T2_places_are_one_to_n(self):
        for each in self.lines():
            waiting = [ticket.id for ticket in self.tickets.values() if ticket.in_line and ticket.service == each.service]
            assert sorted(each.places().values()) == list(range(1, len(waiting) + 1))
            assert set(each.places()) == set(waiting)

    @invariant()
    def T4_periods_tell_each_ticket_without_gap_or_overlap(self):
        for name, rows in self.rows.items():
            ticket = self.tickets[name]
            assert periods.period_faults(rows) == []
            assert (rows[0].began, rows[-1].ended is None) == (ticket.created, ticket.live)
            assert rows[-1].state is ticket.state or not ticket.live

    @invariant()
    def T5_T6_recalls_and_returns_have_limits(self):
        for ticket in self.tickets.values():
            assert ticket.calls <= 1 + tickets.RECALLS_MAX
            assert ticket.misses <= tickets.RETURNS_MAX + (not ticket.live)

    @invariant()
    def T8_the_line_never_skips_an_ordinary_one_after_two_favoured(self):
        for called in self.calls.values():
            for three in zip(called, called[1:], called[2:], strict=False):
                assert not all(favoured for favoured, _ in three) or not three[-1][1]

    @invariant()
    def T11_each_desk_and_its_ticket_agree(self):
        for desk in self.desks.values():
            ticket = self.at(desk.counter)
            assert ticket.state is TICKET_AT_DESK.get(desk.state, NO_TICKET.state)
            assert (desk.ticket is not None) == (desk.state in desks.WITH_TICKET)
        at_desks = {desk.ticket for desk in self.desks.values() if desk.ticket}
        assert at_desks == {ticket.id for ticket in self.tickets.values() if ticket.at_desk}


MANY = settings(max_examples=150, stateful_step_count=60)


def test_T4_the_laws_of_tickets_desks_and_lines_hold_whatever_happens():
    """T1, T2, T4, T5, T6, T8, T11 and T13 are the invariants of the machine."""
    run_state_machine_as_test(OfficeMachine, settings=MANY)
