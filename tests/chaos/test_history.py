"""The checker sees each kind of fault, and none where there is none."""

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from tests.chaos.history import Answer, Asked, Fault, History, Kept, Kind, Row, What, faults


@dataclass
class Told:
    """A small history and rows that agree with it: Mina took two tickets, left with the first, and wrote two lines."""

    history: History = field(default_factory=History)
    kept: Kept = field(default_factory=lambda: Kept([], [], []))

    def __post_init__(self) -> None:
        self.ask("take-1", What.TAKE, ref="t1")
        self.ask("say-1", What.SAY, "one")
        self.ask("leave-1", What.LEAVE, "t1")
        self.ask("take-2", What.TAKE, ref="t2")
        self.ask("say-2", What.SAY, "two")
        self.kept.tickets[:] = [a_ticket("t1", "A-1", 1.0, "left"), a_ticket("t2", "A-2", 5.0, "waiting")]
        self.kept.periods[:] = [
            a_stay(1, "t1", 1.0, 2.0), a_stay(2, "t1", 2.0, 3.0), a_stay(3, "t2", 5.0, None),
        ]  # fmt: skip
        self.kept.entries[:] = [a_line(1, "one"), a_line(2, "two")]

    def ask(self, request: str, what: What, about: str = "", *, ref: str | None = None) -> None:
        self.history.ask(Asked("mina", request, what, about))
        self.history.answer(request, Answer(done=True, ref=ref))

    @property
    def found(self) -> list[Fault]:
        return faults(self.history, self.kept)


def a_ticket(ticket: str, number: str, created: float, state: str) -> Row:
    return {"id": ticket, "number": number, "created": created, "state": state, "visitor": "mina"}


def a_stay(n: int, ticket: str, began: float, ended: float | None) -> Row:
    return {"n": n, "ticket": ticket, "began": began, "ended": ended}


def a_line(n: int, text: str) -> Row:
    return {"case": "c1", "n": n, "text": text}


def nothing(_told: Told) -> None: ...


def unanswered(told: Told) -> None:
    told.history.ask(Asked("mina", "take-3", What.TAKE))


def unanswered_and_done(told: Told) -> None:
    told.history.ask(Asked("mina", "take-3", What.TAKE))
    told.kept.tickets.append(a_ticket("t3", "A-3", 6.0, "waiting"))
    told.kept.periods.append(a_stay(4, "t3", 6.0, None))


def rejected_then_done(told: Told) -> None:
    told.history.answers["say-2"].insert(0, Answer(done=False))


def rejected_and_asked_anew(told: Told) -> None:
    told.history = History()
    told.history.ask(Asked("mina", "say-2", What.SAY, "two"))
    told.history.answer("say-2", Answer(done=False))
    Told.__post_init__(told)


def rejected_and_not_answered_anew(told: Told) -> None:
    told.history.ask(Asked("mina", "take-3", What.TAKE))
    told.history.answer("take-3", Answer(done=False))
    unanswered_and_done(told)


def greeted_twice(told: Told) -> None:
    told.kept.entries.extend((a_line(3, "Good morning."), a_line(4, "Good morning.")))


def number_of_one_that_is_over(told: Told) -> None:
    told.kept.tickets[1]["number"] = "A-1"


@pytest.mark.parametrize(
    "change",
    [
        nothing,
        unanswered,
        unanswered_and_done,
        rejected_then_done,
        rejected_and_asked_anew,
        rejected_and_not_answered_anew,
        greeted_twice,
        number_of_one_that_is_over,
    ],
)
def test_the_checker_finds_nothing_where_nothing_is_wrong(change: Callable[[Told], None]) -> None:
    told = Told()
    change(told)
    assert told.found == []


def ticket_lost(told: Told) -> None:
    del told.kept.tickets[1], told.kept.periods[2]


def ticket_of_another(told: Told) -> None:
    told.kept.tickets[1]["visitor"] = "jun"
    told.history.ask(Asked("jun", "take-9", What.TAKE))


def leaving_lost(told: Told) -> None:
    told.kept.tickets[0]["state"] = "waiting"
    told.kept.periods[1]["ended"] = None


def line_lost(told: Told) -> None:
    del told.kept.entries[0]


def line_twice(told: Told) -> None:
    told.kept.entries.append(a_line(3, "two"))


def ticket_twice(told: Told) -> None:
    told.kept.tickets.append(a_ticket("t3", "A-3", 6.0, "waiting"))
    told.kept.periods.append(a_stay(4, "t3", 6.0, None))


def one_ticket_told_twice(told: Told) -> None:
    told.history.ask(Asked("jun", "take-9", What.TAKE))
    told.history.answer("take-9", Answer(done=True, ref="t2"))


def rejected_and_there(told: Told) -> None:
    told.history.ask(Asked("mina", "take-3", What.TAKE))
    told.history.answer("take-3", Answer(done=False))
    ticket_twice(told)


def tickets_in_another_order(told: Told) -> None:
    told.kept.tickets[0]["created"] = 9.0


def lines_in_another_order(told: Told) -> None:
    told.kept.entries[:] = [a_line(1, "two"), a_line(2, "one")]


def answered_with_another_ticket(told: Told) -> None:
    told.history.answer("take-2", Answer(done=True, ref="t7"))


def done_and_then_rejected(told: Told) -> None:
    told.history.answer("say-1", Answer(done=False))


def number_twice(told: Told) -> None:
    unanswered_and_done(told)
    told.kept.tickets[2]["number"] = "A-2"


def stays_apart(told: Told) -> None:
    told.kept.periods[1]["began"] = 2.5


def stay_without_end(told: Told) -> None:
    told.kept.periods[1]["ended"] = None


def stay_that_ended_too_soon(told: Told) -> None:
    told.kept.periods[2]["ended"] = 6.0


def no_stay(told: Told) -> None:
    del told.kept.periods[2]


def stay_of_nothing(told: Told) -> None:
    told.kept.periods.append(a_stay(4, "t9", 5.0, None))


@pytest.mark.parametrize(
    ("change", "kinds"),
    [
        (ticket_lost, {Kind.LOST}),
        (ticket_of_another, {Kind.LOST}),
        (leaving_lost, {Kind.LOST}),
        (line_lost, {Kind.LOST}),
        (line_twice, {Kind.DOUBLED}),
        (ticket_twice, {Kind.DOUBLED}),
        (one_ticket_told_twice, {Kind.DOUBLED, Kind.LOST}),
        (rejected_and_there, {Kind.DOUBLED}),
        (tickets_in_another_order, {Kind.REORDERED}),
        (lines_in_another_order, {Kind.REORDERED}),
        (answered_with_another_ticket, {Kind.ANSWERED_TWICE}),
        (done_and_then_rejected, {Kind.ANSWERED_TWICE}),
        (number_twice, {Kind.NUMBER_TWICE}),
        (stays_apart, {Kind.GAP}),
        (stay_without_end, {Kind.GAP}),
        (stay_that_ended_too_soon, {Kind.GAP}),
        (no_stay, {Kind.GAP}),
        (stay_of_nothing, {Kind.GAP}),
    ],
)
def test_the_checker_turns_red(change: Callable[[Told], None], kinds: set[Kind]) -> None:
    told = Told()
    change(told)
    assert {fault.kind for fault in told.found} == kinds


def test_a_fault_says_what_it_is_about() -> None:
    told = Told()
    line_lost(told)
    assert [str(fault) for fault in told.found] == ["lost: mina wrote 'one'"]
