"""The line whose order is kept answers as the line that computes it, whatever happens to it (SPEC T2, T8, T13, T15, T33)."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from tests.office.samples import ticket

from madang_office.grounds import FAVOURED_CALLS_MAX
from madang_office.kept_line import KeptLine, merged_order
from madang_office.line import Kind, Line, call_order
from madang_office.tickets import Ticket

NAMES = [f"ticket-{n}" for n in range(12)]
CHANGES = st.lists(
    st.tuples(
        st.sampled_from(["put", "put", "put later", "take_out", "away", "here", "later"]),
        st.sampled_from(NAMES),
        st.sampled_from(list(Kind)),
        st.integers(0, 5),
    )
)
CALLS = st.integers(0, FAVOURED_CALLS_MAX)
LATE = 5.0


def waiting(name: str, service: str, *, kind: Kind, rank: int) -> Ticket:
    due = float(rank) if kind is Kind.DUE else None
    return replace(ticket(name), service=service, favoured=kind is Kind.FAVOURED, rank=float(rank), tie=name, due=due)


def both(changes: list[tuple[str, str, Kind, int]], calls: int, service: str, *, due_called: bool) -> tuple[KeptLine, Line]:
    """Do the same to a line that keeps its order, and to one that computes it."""
    tickets, away, now = dict[str, Ticket](), set[str](), 0.0
    kept = KeptLine(service, favoured_calls=calls, due_called=due_called, now=now)
    for what, name, kind, rank in changes:
        if what in {"put", "put later"}:
            not_before = now + 2 if what == "put later" else None  # T39
            tickets[name] = replace(waiting(name, service, kind=kind, rank=rank), not_before=not_before)
            kept.put(tickets[name], away=name in away)
        elif what == "take_out":
            tickets.pop(name, None)
            kept.take_out(name)
        elif what == "later":
            now = max(now, float(rank))
            kept.advance(now)
        else:
            (away.add if what == "away" else away.discard)(name)
            kept.set_away(name, away=what == "away")
    line = Line(service, tuple(tickets.values()), calls, frozenset(away & tickets.keys()), due_called=due_called, now=now)
    return kept, line


@given(CHANGES, CALLS, st.booleans(), st.sets(st.sampled_from(NAMES)))
def test_T8_T15_T33_the_order_is_the_same(changes, calls, due_called, fitting) -> None:
    kept, line = both(changes, calls, "consultation", due_called=due_called)
    assert (kept.order(), kept.present(), len(kept)) == (line.order(), line.present(), len(line.tickets))
    assert (kept.present_count, kept.places()) == (len(line.present()), line.places())
    assert {name: kept.place_of(name) for name in NAMES} == {name: line.place_of(name) for name in NAMES}
    assert kept.first_fitting(lambda one: one.id in fitting) == line.first_fitting(lambda one: one.id in fitting)
    for one in line.present():
        assert list(kept.behind(one)) == list(line.behind(one))
    assert kept.copy().order() == kept.order()


@given(CHANGES, CALLS, st.booleans())
def test_T2_T33_who_comes_now_stands_behind_all_but_those_whose_time_is_to_come(changes, calls, due_called) -> None:
    kept, line = both(changes, calls, "consultation", due_called=due_called)
    waiting_now = [one for one in line.present() if not one.is_early(line.now)]
    assert kept.newcomer_place == len(waiting_now) + 1
    assert kept.later_count == sum(one.is_later(line.now) for one in line.tickets)
    now = replace(line, tickets=tuple(replace(one, not_before=None) for one in line.tickets))
    assert [one.id for one in kept.with_later().present()] == [one.id for one in now.present()]
    assert sorted(kept.coming()) == sorted(one.due for one in line.tickets if one.is_early(line.now))


@given(CHANGES, CALLS)
def test_T15_passed_over_are_those_who_are_away_and_have_waited_longer_with_the_same_right(changes, calls) -> None:
    kept, line = both(changes, calls, "consultation", due_called=False)
    away = [one for one in line.tickets if one.id in line.away and not one.is_later(line.now)]
    for called in line.present():
        passed = {one.id for one in kept.passed_over(called)}
        assert passed == {one.id for one in away if one.turn < called.turn and one.favoured >= called.favoured}


@given(CHANGES, CHANGES, CALLS, CALLS, st.booleans())
def test_T8_T33_of_several_lines_it_is_the_same(changes, others, calls, other_calls, due_called) -> None:
    one, other = (
        both(changes, calls, "consultation", due_called=due_called),
        both([(what, f"{name}b", *rest) for what, name, *rest in others], other_calls, "echo", due_called=not due_called),
    )
    for kept in (one[0], other[0]):
        kept.advance(LATE)
    lines = [replace(line, now=LATE) for line in (one[1], other[1])]
    assert list(merged_order([one[0], other[0]])) == call_order(lines, lambda _ticket: True)
