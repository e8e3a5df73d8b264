"""Order, places, deferral, and who is next at a desk."""

from dataclasses import replace

import pytest
from tests.office import samples
from tests.office.samples import NOON, SERVICES, names, ticket, waiting_line

from madang_office import Rejected, grounds, line, routing
from madang_office.grounds import FAVOURED_CALLS_MAX
from madang_protocol import Rejection


@pytest.mark.parametrize(
    ("line_of", "favoured", "calls", "order"),
    [
        ("abc", "", 0, "abc"),
        ("abc", "c", 0, "cab"),
        ("abpqrs", "pqrs", 0, "pqarsb"),
        ("abpqrs", "pqrs", 1, "paqrbs"),
        ("abpqrs", "pqrs", 2, "apqbrs"),
        ("pqrs", "pqrs", 2, "pqrs"),
        ("", "", 0, ""),
    ],
)
def test_T8_the_order_is_by_priority_then_age_with_an_ordinary_one_after_two(line_of, favoured, calls, order):
    assert names(waiting_line(*line_of, favoured=favoured, calls=calls).order()) == order


def test_T8_a_called_line_goes_on_as_its_order_said():
    whole = waiting_line(*"abpqrs", favoured="pqrs", calls=1)
    first, *rest = whole.order()
    assert whole.called(first).order() == rest


def test_T8_no_stream_of_favoured_people_starves_an_ordinary_one():
    standing, calls = waiting_line("a"), 0
    while standing.place_of("a"):
        calls += 1
        favoured = [ticket(f"p{calls}-{each}", ground="pregnancy") for each in range(5)]
        standing = replace(standing, tickets=(*standing.tickets, *favoured))
        standing = standing.called(standing.order()[0])
    assert calls == FAVOURED_CALLS_MAX + 1


def test_T8_priority_needs_a_named_ground():
    assert grounds.read_ground(None) is None
    assert grounds.read_ground("age_80") is grounds.Ground.AGE_80
    assert grounds.read_ground("important") == Rejected(Rejection.FORM_INVALID, {"ground": "unknown"})
    assert isinstance(grounds.read_ground("age_80", frozenset()), Rejected)


def test_T2_places_count_from_one_and_follow_the_line():
    standing = waiting_line(*"abc")
    assert standing.places() == {"a": 1, "b": 2, "c": 3}
    assert standing.called(standing.order()[0]).places() == {"b": 1, "c": 2}
    assert standing.place_of("nobody") == 0


@pytest.mark.parametrize(("who", "order"), [("a", "bac"), ("b", "acb")])
def test_T13_who_defers_changes_places_with_the_next(who, order):
    assert names(deferred(waiting_line(*"abc"), who).order()) == order


@pytest.mark.parametrize("calls", [0, 1, 2])
@pytest.mark.parametrize("place", range(5))
def test_T13_deferring_moves_nobody_else_whatever_the_standing(place, calls):
    standing = waiting_line(*"abcpqr", favoured="pqr", calls=calls)
    before = list(names(standing.order()))
    who = before[place]
    before[place : place + 2] = before[place + 1], before[place]
    assert names(deferred(standing, who).order()) == "".join(before)


def test_T13_changing_places_works_among_tickets_of_the_same_instant():
    standing = line.Line("tax", tuple(ticket(name) for name in "abcd"))
    assert names(deferred(standing, "b").order()) == "acbd"
    assert names(deferred(deferred(standing, "b"), "b").order()) == "acdb"


def test_T13_nobody_gets_the_appointment_of_who_is_early():
    early = replace(ticket("e", at=NOON + 1), due=NOON + 900, rank=NOON + 900)
    standing = line.Line("tax", (ticket("a"), early, ticket("b", at=NOON + 2)), now=NOON + 60)
    assert names(deferred(standing, "a").order()) == "bae"
    alone = line.Line("tax", (ticket("a"), early), now=NOON + 60)
    assert line.defer(alone, alone.tickets[0], NOON + 60) == Rejected(Rejection.NOBODY_WAITING)


def test_T39_who_comes_later_is_called_after_all_others_until_then_and_told_the_place_they_will_have():
    later = replace(ticket("a"), not_before=NOON + 300)
    standing = line.Line("tax", (later, ticket("b", at=NOON + 1), ticket("c", at=NOON + 2)), now=NOON + 299)
    assert (names(standing.order()), names(standing.present()), standing.place_of("a")) == ("bca", "bc", 1)
    assert names(replace(standing, now=NOON + 300).order()) == "abc"
    assert line.next_for([replace(standing, tickets=(later,))], fits_all) is None
    assert line.defer(standing, later, NOON + 10) == Rejected(Rejection.NOBODY_WAITING)


def test_T39_nobody_calls_who_comes_later_by_choice():
    later = replace(ticket("a"), not_before=NOON + 300)
    assert routing.may_call(samples.desk(), later, SERVICES, now=NOON + 299) == Rejected(Rejection.TOO_EARLY)
    assert routing.may_call(samples.desk(), later, SERVICES, now=NOON + 300) is None


def test_T13_the_last_one_cannot_defer():
    standing = waiting_line(*"ab")
    assert line.defer(standing, standing.tickets[1], NOON) == Rejected(Rejection.NOBODY_WAITING)


def test_T13_who_does_not_wait_here_cannot_defer():
    assert line.defer(waiting_line(*"ab"), ticket("z"), NOON) == Rejected(Rejection.WRONG_STATE)


def deferred(standing: line.Line, who: str) -> line.Line:
    mine = next(each for each in standing.tickets if each.id == who)
    result = line.defer(standing, mine, NOON + 60)
    moved = {result.mine.ticket.id: result.mine.ticket, result.other.id: result.other}
    return replace(standing, tickets=tuple(moved.get(each.id, each) for each in standing.tickets))


def fits_all(_: object) -> bool:
    return True


def test_a_desk_of_two_lines_calls_the_favoured_then_the_oldest():
    tax = waiting_line(*"abp", favoured="p")
    home = line.Line("home", (ticket("h", at=NOON + 0.5, service="home"),))
    assert names(line.call_order([tax, home], fits_all)) == "pahb"
    assert line.next_for([], fits_all) is None


def test_T8_who_does_not_fit_the_desk_holds_nobody_up():
    signing = replace(ticket("s"), skills=frozenset({"sign"}))
    standing = line.Line("tax", (signing, ticket("z", at=NOON + 5)))
    fits = routing.fits(samples.desk(), SERVICES, [])
    assert line.next_for([standing], fits).id == "z"
