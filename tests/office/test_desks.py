"""The desk's table, who may act, and which ticket fits where."""

from dataclasses import replace
from itertools import product
from typing import get_args

import pytest
from tests.office.expected_tables import DESKS
from tests.office.samples import NOON, OFFICER, SERVICE, SERVICES, desk, ticket, ticket_in

from madang_office import Rejected, desks, routing
from madang_office.desks import Desk, DeskEvent, DeskState
from madang_office.tickets import TicketState
from madang_protocol import Rejection, fields

OFFERED = frozenset({"tax"})
STRANGER = desks.Officer(id="lee", services=OFFERED)
UNSKILLED = desks.Officer(id="park", services=frozenset({"parks"}))
LEADS_ON = [(state, event, after) for state, row in DESKS.items() for event, after in row.items()]
MISSING = [(state, event) for state, event in product(DeskState, DeskEvent) if event.value not in DESKS[state.value]]


def desk_in(state: DeskState) -> Desk:
    closed = Desk(counter="one")
    seated = replace(desk(), state=state, ticket="a" if state in desks.WITH_TICKET else None)
    return closed if state is DeskState.CLOSED else seated


def happen(before: Desk, event: DeskEvent) -> desks.DeskChanged | Rejected:
    opening = event is DeskEvent.OPEN
    return desks.open_desk(before, OFFICER, OFFERED, NOON) if opening else desks.apply(before, event, NOON + 5, ticket="a")


def test_the_shown_states_are_those_of_the_wire():
    assert {state.shown for state in DeskState} == set(get_args(fields.DeskState))


@pytest.mark.parametrize(("state", "event", "following"), LEADS_ON)
def test_T11_an_event_leads_where_the_table_says(state, event, following):
    after = happen(desk_in(DeskState(state)), DeskEvent(event)).desk
    assert after.state.value == following
    assert (after.ticket is not None) == (following in {"calling", "serving", "away"})
    assert (after.officer is not None) == (following != "closed")


@pytest.mark.parametrize(("state", "event"), MISSING, ids=str)
def test_T11_an_event_that_is_not_in_the_table_is_rejected(state, event):
    assert happen(desk_in(state), event) == Rejected(Rejection.WRONG_STATE)


def test_T11_an_officer_lost_while_serving_leaves_a_paused_desk_and_the_ticket_stays():
    lost = happen(desk_in(DeskState.SERVING), DeskEvent.LOST)
    assert (lost.desk.state.shown, lost.desk.ticket, lost.freed, lost.desk.reason) == ("paused", "a", None, "lost")
    back = happen(lost.desk, DeskEvent.RESUME).desk
    assert (back.state, back.ticket, back.reason) == (DeskState.SERVING, "a", None)


def test_T11_an_officer_lost_while_calling_frees_the_ticket():
    lost = happen(desk_in(DeskState.CALLING), DeskEvent.LOST)
    assert (lost.desk.state, lost.desk.ticket, lost.freed) == (DeskState.PAUSED, None, "a")


def test_T11_a_desk_closed_while_its_officer_is_away_frees_the_ticket():
    assert happen(desk_in(DeskState.AWAY), DeskEvent.CLOSE).freed == "a"


def test_T11_a_pause_has_a_reason_until_it_ends():
    paused = desks.apply(desk(), DeskEvent.PAUSE, NOON, reason="meeting").desk
    assert paused.reason == "meeting"
    lost = desks.apply(paused, DeskEvent.LOST, NOON + 60).desk
    assert (lost.reason, lost.lost) == ("meeting", NOON + 60)
    assert desks.apply(paused, DeskEvent.RESUME, NOON).desk.reason is None


def test_T11_a_change_that_is_none_does_not_begin_anew():
    assert desks.apply(desk_in(DeskState.AWAY), DeskEvent.LOST, NOON + 99).desk.since == NOON
    assert desks.apply(desk_in(DeskState.SERVING), DeskEvent.LOST, NOON + 99).desk.since == NOON + 99


def test_T11_a_desk_knows_since_when_its_officer_is_gone():
    lost = desks.apply(desk_in(DeskState.SERVING), DeskEvent.LOST, NOON).desk
    again = desks.apply(lost, DeskEvent.LOST, NOON + 99).desk
    released = desks.apply(again, DeskEvent.RELEASE, NOON + 100).desk
    assert [found.lost for found in (lost, again, released)] == [NOON] * 3
    for event in (DeskEvent.BACK, DeskEvent.RESUME, DeskEvent.CLOSE):
        assert desks.apply(released, event, NOON + 101).desk.lost is None


def test_T10_a_desk_whose_officer_is_gone_may_be_taken_over():
    lost = desks.apply(desk_in(DeskState.PAUSED), DeskEvent.LOST, NOON).desk
    assert desks.may_open(lost, STRANGER, OFFERED) is None
    assert desks.may_open(lost, UNSKILLED, OFFERED) == Rejected(Rejection.NOT_ALLOWED)


def test_a_call_needs_a_ticket():
    assert desks.apply(desk(), DeskEvent.CALL, NOON) == Rejected(Rejection.FORM_INVALID, {"ticket": "required"})


def test_T10_only_an_officer_of_the_service_opens_a_desk():
    free = Desk(counter="one")
    assert desks.open_desk(free, None, OFFERED, NOON) == Rejected(Rejection.NOT_ALLOWED)
    assert desks.open_desk(free, UNSKILLED, OFFERED, NOON) == Rejected(Rejection.NOT_ALLOWED)
    assert desks.open_desk(free, STRANGER, OFFERED, NOON).desk.services == OFFERED


def test_T10_a_counter_where_somebody_sits_is_taken():
    assert desks.open_desk(desk(), STRANGER, OFFERED, NOON) == Rejected(Rejection.DESK_TAKEN)


@pytest.mark.parametrize(
    ("at", "who", "rejection"),
    [
        (desk(), None, Rejection.NOT_ALLOWED),
        (desk(), STRANGER, Rejection.NOT_ALLOWED),
        (None, OFFICER, Rejection.NO_DESK),
        (Desk(counter="one"), OFFICER, Rejection.NO_DESK),
    ],
)
def test_T10_nobody_else_acts_at_a_desk(at, who, rejection):
    assert desks.may_act(at, who) == Rejected(rejection)


def test_T10_the_officer_acts_at_their_own_desk():
    assert desks.may_act(desk(), OFFICER) is None


def test_T10_a_chosen_ticket_must_be_of_the_desk_and_callable():
    assert routing.may_call(desk(), ticket(), SERVICES) is None
    assert routing.may_call(desk(), ticket_in(TicketState.HELD), SERVICES) is None
    assert routing.may_call(desk(), ticket_in(TicketState.SERVING), SERVICES) == Rejected(Rejection.WRONG_STATE)
    assert routing.may_call(desk(), ticket(service="parks"), SERVICES) == Rejected(Rejection.NOT_ALLOWED)


def test_T19_who_is_at_a_desk_is_called_to_no_other():
    busy = routing.at_desks([replace(ticket_in(TicketState.SERVING), counter="two"), ticket("b")])
    mine = ticket()
    assert busy == {mine.visitor: "two"}
    assert not routing.fits(desk(), SERVICES, [], busy)(mine)
    assert routing.may_call(desk(), mine, SERVICES, busy) == Rejected(Rejection.IN_TALK)
    assert routing.may_call(desk(), ticket_in(TicketState.HELD), SERVICES, busy) == Rejected(Rejection.IN_TALK)


def test_a_ticket_sent_back_waits_for_its_counter_only_while_somebody_sits_there():
    sent_back = replace(ticket(), wanted_counter="two")
    attended, empty = replace(desk(), counter="two"), Desk(counter="two")
    assert not routing.fits(desk(), SERVICES, [desk(), attended])(sent_back)
    assert routing.fits(attended, SERVICES, [desk(), attended])(sent_back)
    assert routing.fits(desk(), SERVICES, [desk(), empty])(sent_back)


def test_skills_of_service_and_ticket_are_both_needed():
    services = {"tax": replace(SERVICE, skills=frozenset({"tax_law"}))}
    english = replace(ticket(), skills=frozenset({"english"}))
    able = replace(desk(), skills=frozenset({"tax_law", "english"}))
    assert routing.serves(able, english, services)
    assert not routing.serves(replace(able, skills=frozenset({"tax_law"})), english, services)
    assert not routing.serves(replace(able, skills=frozenset({"english"})), english, services)


def test_desks_that_count_for_the_wait_take_people_of_the_service():
    seats = [replace(desk(), counter=state.value, state=state) for state in DeskState]
    assert [seat.counter for seat in routing.open_desks(SERVICE, seats)] == ["open", "calling", "serving"]
