"""Turns and gaps are read from period rows."""

from tests.office.samples import period

from madang_office.tickets import TicketState
from madang_office.turns import PAUSE_S, History, Turn, history_of, turns_of

W, C, SV, H = TicketState.WAITING, TicketState.CALLED, TicketState.SERVING, TicketState.HELD
TAX = frozenset({"tax"})


def visit(ticket: str, joined: float, called: float, ended: float, *, counter: str = "one", service: str = "tax") -> list:
    seat = {"ticket": ticket, "service": service}
    return [
        period(W, joined, called, **seat),
        period(C, called, called + 10, counter=counter, **seat),
        period(SV, called + 10, ended, counter=counter, **seat),
    ]


def test_a_turn_lasts_from_the_call_until_the_desk_is_free():
    assert turns_of(visit("a", 0, 100, 400)) == [Turn("a", "tax", "one", 100, 400)]


def test_a_ticket_held_and_called_again_had_two_turns():
    rows = [*visit("a", 0, 100, 400), period(H, 400, 900), period(C, 900, 950, counter="two")]
    assert [(turn.counter, turn.ended - turn.began) for turn in turns_of(rows)] == [("one", 300), ("two", 50)]


def test_a_turn_that_still_lasts_is_no_turn_yet():
    assert turns_of([period(C, 0, None, counter="one")]) == []


def test_a_gap_begins_when_the_desk_is_free_and_somebody_waits():
    waited_before = [*visit("a", 0, 100, 400), *visit("b", 50, 420, 700)]
    came_later = visit("c", 900, 930, 1000)
    assert history_of([*waited_before, *came_later], TAX, newest=9) == History((70, 280, 300), (30, 20))


def test_a_break_or_a_night_is_no_gap():
    rows = [*visit("a", 0, 100, 400), *visit("b", 50, 401 + PAUSE_S, 9_000)]
    assert history_of(rows, TAX, newest=9).gaps_s == ()


def test_the_turn_of_another_service_at_the_counter_is_no_gap_of_this_one():
    rows = [*visit("a", 0, 100, 400), *visit("b", 0, 405, 700, service="home"), *visit("c", 0, 712, 800)]
    assert history_of(rows, TAX, newest=9) == History((88, 300), (12, 5))


def test_only_the_newest_count():
    rows = [row for number in range(9) for row in visit(str(number), 0, 1_000 * number, 1_000 * number + 500 + number)]
    assert history_of(rows, TAX, newest=2).turns_s == (508, 507)
