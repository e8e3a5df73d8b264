"""The ticket's table, its limits, and its period rows."""

from dataclasses import replace
from itertools import product
from typing import get_args

import pytest
from tests.office import samples
from tests.office.expected_tables import TICKETS
from tests.office.samples import EVERYTHING, NOON, changed, ticket, ticket_in

from madang_office import Rejected, periods, tickets
from madang_office.tickets import TRANSITIONS, Facts, Placement, TicketEvent, TicketState, Undo
from madang_protocol import Rejection, fields

LEADS_ON = [(state, event, after) for state, row in TICKETS.items() for event, after in row.items()]
MISSING = [(state, event) for state, event in product(TicketState, TicketEvent) if event.value not in TICKETS[state.value]]


def test_the_states_are_those_of_the_wire():
    assert tuple(TicketState) == get_args(fields.TicketState) == tuple(samples.PATHS)


def in_state(state, event):
    """A ticket in this state, to which the event can happen: what is undone was done just before."""
    done = {TicketEvent.UNDO_LEAVE: TicketEvent.LEAVE, TicketEvent.UNDO_MISS: TicketEvent.MISS}.get(event)
    undo = done and Undo(event=done, until=NOON + 100, counter="one", rank=NOON, due=None, favoured=False)
    return replace(ticket_in(state), misses=0, undo=undo)


@pytest.mark.parametrize(("state", "event", "after"), LEADS_ON)
def test_T3_an_event_leads_where_the_table_says(state, event, after):
    before = in_state(TicketState(state), TicketEvent(event))
    assert changed(before, TicketEvent(event), NOON + 99, EVERYTHING).state.value == after


@pytest.mark.parametrize(("state", "event"), MISSING, ids=str)
def test_T3_an_event_that_is_not_in_the_table_is_rejected(state, event):
    assert tickets.apply(replace(ticket_in(state), misses=0), event, NOON + 99, EVERYTHING) == Rejected(Rejection.WRONG_STATE)


def test_T1_a_second_ticket_at_the_same_service_is_rejected():
    assert tickets.may_take([ticket()], "tax") == Rejected(Rejection.ALREADY_WAITING)


def test_T1_a_ticket_elsewhere_or_over_does_not_count():
    assert tickets.may_take([ticket(service="home"), ticket_in(TicketState.LEFT)], "tax") is None


def test_T1_a_transfer_to_a_service_where_the_visitor_already_waits_is_rejected():
    facts = Facts(service="home", taken=frozenset({"home"}))
    rejected = tickets.apply(ticket_in(TicketState.SERVING), TicketEvent.TRANSFER, NOON, facts)
    assert rejected == Rejected(Rejection.ALREADY_WAITING)


def test_live_tickets_of_one_visitor_have_a_limit():
    held = [ticket(str(count), service=f"s{count}") for count in range(tickets.LIVE_TICKETS_MAX)]
    assert tickets.may_take(held, "tax") == Rejected(Rejection.LIMIT)


@pytest.mark.parametrize(("state", "event"), TRANSITIONS, ids=str)
def test_T4_a_change_of_state_ends_one_period_and_begins_the_next_at_the_same_instant(state, event):
    before = in_state(state, event)
    result = tickets.apply(before, event, NOON + 99, EVERYTHING)
    kept = [row for row in (result.closed, result.opened) if row is not None]
    first = samples.period(state, before.since, None, service=before.service)
    rows = [*([] if result.closed else [first]), *kept]
    assert periods.period_faults(rows) == []
    assert (result.closed is None) == (result.ticket.state is state)
    assert (result.opened is None) == (result.ticket.state is state or not result.ticket.live)


def test_T4_a_clock_that_went_back_makes_no_period_end_before_it_began():
    result = tickets.apply(ticket(), TicketEvent.LEAVE, NOON - 500)
    assert (result.closed.began, result.closed.ended) == (NOON, NOON)


def test_T5_recalls_have_a_limit():
    called = ticket_in(TicketState.CALLED)
    for _ in range(tickets.RECALLS_MAX):
        called = changed(called, TicketEvent.RECALL, called.until)
    assert called.calls == 1 + tickets.RECALLS_MAX
    assert tickets.apply(called, TicketEvent.RECALL, NOON) == Rejected(Rejection.LIMIT)


def test_T5_a_recall_gives_the_holder_time_again():
    called = ticket_in(TicketState.CALLED)
    again = changed(called, TicketEvent.RECALL, called.until)
    assert not again.overdue(called.until)
    assert again.overdue(called.until + tickets.COME_WITHIN_S)


def test_T5_an_answer_gives_time_to_come_once():
    answered = changed(ticket_in(TicketState.CALLED), TicketEvent.ANSWER, NOON + 30)
    assert answered.until == NOON + 30 + tickets.ANSWERED_WITHIN_S
    assert changed(answered, TicketEvent.ANSWER, NOON + 200) == answered


def test_T6_a_missed_ticket_goes_back_into_the_line_once_then_ends():
    missed = changed(ticket_in(TicketState.CALLED), TicketEvent.MISS, NOON + 100)
    assert (missed.state, missed.in_line, missed.rank, missed.misses) == (TicketState.MISSED, True, NOON + 100, 1)
    over = changed(changed(missed, TicketEvent.CALL, NOON + 200), TicketEvent.MISS, NOON + 300)
    assert (over.state, over.ending, over.misses) == (TicketState.LEFT, tickets.Ending.MISSED, 2)


def test_T6_only_a_called_ticket_is_overdue():
    called = ticket_in(TicketState.CALLED)
    assert called.overdue(called.until)
    assert not called.overdue(called.until - 1)
    assert not changed(called, TicketEvent.SERVE).overdue(called.until)


def test_T13_leaving_ends_the_ticket():
    left = changed(ticket(), TicketEvent.LEAVE)
    assert (left.live, left.ending) == (False, tickets.Ending.LEFT)


def test_T37_what_was_given_back_is_as_it_was_within_ten_seconds():
    before = replace(ticket(ground="age_80"), due=NOON + 5, tie="other")
    left = changed(before, TicketEvent.LEAVE, NOON + 20)
    back = tickets.apply(left, TicketEvent.UNDO_LEAVE, NOON + 29.9)
    assert back.ticket == replace(before, since=NOON + 29.9)
    assert (back.closed.state, back.closed.began, back.closed.ended) == (TicketState.LEFT, NOON + 20, NOON + 29.9)
    assert tickets.apply(left, TicketEvent.UNDO_LEAVE, NOON + 30) == Rejected(Rejection.TOO_LATE)


def test_T37_who_was_called_waits_again_at_their_place():
    left = changed(ticket_in(TicketState.CALLED), TicketEvent.LEAVE, NOON + 20)
    back = changed(left, TicketEvent.UNDO_LEAVE, NOON + 21)
    assert (back.state, back.rank, back.counter, back.booth, back.ending) == (TicketState.WAITING, NOON, None, None, None)


def test_T37_what_ends_a_talk_is_not_undone():
    left = changed(ticket_in(TicketState.SERVING), TicketEvent.LEAVE, NOON + 20)
    assert tickets.apply(left, TicketEvent.UNDO_LEAVE, NOON + 21) == Rejected(Rejection.WRONG_STATE)
    ended = changed(ticket_in(TicketState.HELD), TicketEvent.LEAVE, NOON + 20, Facts(for_good=True))
    assert tickets.apply(ended, TicketEvent.UNDO_LEAVE, NOON + 21) == Rejected(Rejection.WRONG_STATE)


def test_T37_who_took_another_number_meanwhile_or_whose_day_is_over_keeps_what_is():
    left = changed(replace(ticket(), ends=NOON + 25), TicketEvent.LEAVE, NOON + 20)
    taken = Facts(taken=frozenset({"tax"}))
    assert tickets.apply(left, TicketEvent.UNDO_LEAVE, NOON + 21, taken) == Rejected(Rejection.ALREADY_WAITING)
    assert tickets.apply(left, TicketEvent.UNDO_LEAVE, NOON + 26) == Rejected(Rejection.TOO_LATE)


def test_T39_who_comes_later_keeps_number_rank_and_right():
    before = replace(ticket(ground="age_80"), due=NOON + 5, tie="other")
    later = changed(before, TicketEvent.LATER, NOON + 20, Facts(not_before=NOON + 320))
    asked = replace(before, state=TicketState.DEFERRED, since=NOON + 20, not_before=NOON + 320, laters=1)
    assert (later, later.is_later(NOON + 319), later.is_later(NOON + 320)) == (asked, True, False)
    assert changed(later, TicketEvent.LATER, NOON + 30, Facts()) == replace(later, not_before=None)  # now after all
    assert tickets.apply(before, TicketEvent.LATER, NOON + 20, Facts()) == Rejected(Rejection.WRONG_STATE)


def test_T39_it_can_be_asked_for_some_times_and_within_the_day():
    asked = replace(ticket(), ends=NOON + 900)
    for number in range(tickets.LATERS_MAX):
        asked = changed(asked, TicketEvent.LATER, NOON + number, Facts(not_before=NOON + 300 + number))
    assert tickets.apply(asked, TicketEvent.LATER, NOON + 9, Facts(not_before=NOON + 400)) == Rejected(Rejection.LIMIT)
    beyond = tickets.apply(replace(asked, laters=0), TicketEvent.LATER, NOON + 9, Facts(not_before=NOON + 900))
    assert beyond == Rejected(Rejection.TOO_LATE)


def test_T39_a_call_and_a_transfer_forget_it():
    later = changed(ticket(), TicketEvent.LATER, NOON + 20, Facts(not_before=NOON + 320))
    called = changed(later, TicketEvent.CALL, NOON + 330)
    assert (called.not_before, called.laters) == (None, 1)


@pytest.mark.parametrize("misses", [0, tickets.RETURNS_MAX])
def test_T38_a_missed_call_is_undone_at_its_desk_as_if_it_had_not_been_missed(misses):
    called = replace(ticket_in(TicketState.CALLED), misses=misses, favoured=True, due=NOON - 5)
    missed = changed(called, TicketEvent.MISS, NOON + 20)
    again = changed(missed, TicketEvent.UNDO_MISS, NOON + 29)
    assert again == replace(called, since=NOON + 29, until=NOON + 29 + tickets.COME_WITHIN_S, called=NOON + 29)
    assert tickets.apply(missed, TicketEvent.UNDO_MISS, NOON + 30, samples.SEAT) == Rejected(Rejection.TOO_LATE)
    other = Facts(counter="two", officer="lee")
    assert tickets.apply(missed, TicketEvent.UNDO_MISS, NOON + 21, other) == Rejected(Rejection.WRONG_STATE)


def test_T38_a_missed_ticket_that_is_called_again_is_not_undone():
    called = changed(changed(ticket_in(TicketState.CALLED), TicketEvent.MISS), TicketEvent.CALL)
    assert called.undo is None


def test_a_call_needs_counter_and_officer():
    rejected = tickets.apply(ticket(), TicketEvent.CALL, NOON)
    assert rejected == Rejected(Rejection.FORM_INVALID, {"counter": "required", "officer": "required"})


def test_a_return_keeps_the_age_and_leaves_the_desk():
    returned = changed(ticket_in(TicketState.HELD), TicketEvent.RETURN)
    assert (returned.rank, returned.counter, returned.booth, returned.until) == (NOON, None, None, None)


@pytest.mark.parametrize(
    ("state", "warned"), [(TicketState.SERVING, None), (TicketState.HELD, "abuse"), (TicketState.CALLED, "abuse")]
)
def test_T44_a_return_ends_the_warning_of_a_talk_that_goes_on_and_keeps_it_over_a_hold(state, warned):
    before = replace(ticket_in(state), warned="abuse")
    assert changed(before, TicketEvent.RETURN).warned == warned


@pytest.mark.parametrize(("to", "rank"), [(Placement.FRONT, NOON + 50 - 1e9), (Placement.BACK, NOON + 50), (Placement.AGE, NOON)])
def test_a_transfer_places_by_front_back_or_age(to, rank):
    moved = changed(ticket_in(TicketState.SERVING), TicketEvent.TRANSFER, NOON + 50, Facts(service="home", to=to))
    assert (moved.service, moved.rank, moved.counter, moved.first_counter) == ("home", rank, None, "one")


def test_T32_who_is_called_before_their_time_and_does_not_come_keeps_it():
    early = replace(ticket(), due=NOON + 900, rank=NOON + 900)
    missed = changed(changed(early, TicketEvent.CALL, NOON + 10), TicketEvent.MISS, NOON + 100)
    late = changed(changed(early, TicketEvent.CALL, NOON + 910), TicketEvent.MISS, NOON + 1_000)
    assert (missed.due, missed.rank, missed.misses) == (NOON + 900, NOON + 900, 1)
    assert (late.due, late.rank) == (None, NOON + 1_000)


def test_a_transfer_to_the_first_leads_back_to_the_first_counter():
    away = changed(ticket_in(TicketState.SERVING), TicketEvent.TRANSFER, NOON + 50, Facts(service="home"))
    there = changed(away, TicketEvent.CALL, NOON + 60, Facts(counter="two", officer="lee"))
    back = changed(there, TicketEvent.TRANSFER, NOON + 70, Facts(to=Placement.FIRST))
    assert (back.service, back.wanted_counter, back.first_service, back.rank) == ("tax", "one", None, NOON + 70 - 1e9)


def test_a_transfer_to_the_first_without_one_is_rejected():
    rejected = tickets.apply(ticket_in(TicketState.SERVING), TicketEvent.TRANSFER, NOON, Facts(to=Placement.FIRST))
    assert rejected == Rejected(Rejection.WRONG_STATE)


def test_a_transfer_needs_a_service():
    rejected = tickets.apply(ticket_in(TicketState.SERVING), TicketEvent.TRANSFER, NOON)
    assert rejected == Rejected(Rejection.FORM_INVALID, {"service": "required"})


def test_T32_T39_who_comes_to_an_appointment_can_be_called_for_it():
    later = replace(ticket(), not_before=NOON + 600)
    there = tickets.with_appointment(later, NOON + 60, NOON + 60)
    assert (there.not_before, there.is_later(NOON + 61)) == (None, False)
