"""The line whose order is kept answers as the line that computes it, whatever happens to it (SPEC T2, T8, T13, T15)."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from tests.office.test_line import ticket

from madang_office.grounds import FAVOURED_CALLS_MAX
from madang_office.kept_line import KeptLine, merged_order
from madang_office.line import Line, call_order
from madang_office.tickets import Ticket

NAMES = [f"ticket-{n}" for n in range(12)]
CHANGES = st.lists(
    st.tuples(st.sampled_from(["put", "take_out", "away", "here"]), st.sampled_from(NAMES), st.booleans(), st.integers(0, 5))
)
CALLS = st.integers(0, FAVOURED_CALLS_MAX)


def waiting(name: str, service: str, *, favoured: bool, rank: int) -> Ticket:
    return replace(ticket(name), service=service, favoured=favoured, rank=float(rank), tie=name)


def both(changes: list[tuple[str, str, bool, int]], calls: int, service: str) -> tuple[KeptLine, Line]:
    """Do the same to a line that keeps its order, and to one that computes it."""
    kept, tickets, away = KeptLine(service, favoured_calls=calls), dict[str, Ticket](), set[str]()
    for what, name, favoured, rank in changes:
        if what == "put":
            tickets[name] = waiting(name, service, favoured=favoured, rank=rank)
            kept.put(tickets[name], away=name in away)
        elif what == "take_out":
            tickets.pop(name, None)
            kept.take_out(name)
        else:
            (away.add if what == "away" else away.discard)(name)
            kept.set_away(name, away=what == "away")
    return kept, Line(service, tuple(tickets.values()), calls, frozenset(away & tickets.keys()))


@given(CHANGES, CALLS, st.sets(st.sampled_from(NAMES)))
def test_T8_T15_the_order_is_the_same(changes, calls, fitting) -> None:
    kept, line = both(changes, calls, "consultation")
    assert (kept.order(), kept.present(), len(kept)) == (line.order(), line.present(), len(line.tickets))
    assert (kept.present_count, kept.places()) == (len(line.present()), line.places())
    assert {name: kept.place_of(name) for name in NAMES} == {name: line.place_of(name) for name in NAMES}
    assert kept.first_fitting(lambda one: one.id in fitting) == line.first_fitting(lambda one: one.id in fitting)
    for one in line.present():
        assert list(kept.behind(one)) == list(line.behind(one))
    assert kept.copy().order() == kept.order()


@given(CHANGES, CALLS)
def test_T15_passed_over_are_those_who_are_away_and_have_waited_longer_with_the_same_right(changes, calls) -> None:
    kept, line = both(changes, calls, "consultation")
    away = [one for one in line.tickets if one.id in line.away]
    for called in line.present():
        passed = {one.id for one in kept.passed_over(called)}
        assert passed == {one.id for one in away if one.turn < called.turn and one.favoured >= called.favoured}


@given(CHANGES, CHANGES, CALLS, CALLS)
def test_T8_of_several_lines_it_is_the_same(changes, others, calls, other_calls) -> None:
    one, other = (
        both(changes, calls, "consultation"),
        both([(what, f"{name}b", *rest) for what, name, *rest in others], other_calls, "echo"),
    )
    assert list(merged_order([one[0], other[0]])) == call_order([one[1], other[1]], lambda _ticket: True)
