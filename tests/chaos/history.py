"""What people were told, held against what the database has: every kind of loss is a fault with a name. Knows no server, no SQL.

`History` is written by those who send commands: what they asked, in their order, and what they were answered. `faults` reads it
beside the rows of the database at a moment when nobody serves it. What was asked and never answered may have happened or not.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise
from typing import Any

Row = dict[str, Any]
OVER = {"done", "left"}  # states of a ticket


class Kind(StrEnum):
    """Of a fault."""

    LOST = "lost"  # acknowledged, and not there
    DOUBLED = "doubled"  # there more often than it was asked for
    REORDERED = "reordered"  # of one sender, not in the order in which they asked
    ANSWERED_TWICE = "answered twice"  # the same request, differently
    NUMBER_TWICE = "number twice"  # of tickets that are live
    GAP = "gap"  # between the stays of a ticket
    UNHEARD = "unheard"  # in a room, by one of two who heard what was said before and after it
    HEARD_TWICE = "heard twice"  # by somebody
    SKIPPED = "skipped"  # a number of what is told to somebody
    OVERFULL = "overfull"  # a room
    TWO_PLACES = "two places"  # at which somebody is at once


@dataclass(frozen=True, slots=True)
class Fault:
    kind: Kind
    about: str

    def __str__(self) -> str:
        return f"{self.kind}: {self.about}"


class What(StrEnum):
    """What a command is for, as far as it is checked."""

    TAKE = "take a ticket"
    LEAVE = "leave the line"
    SAY = "write into a case"
    OTHER = "another"


@dataclass(frozen=True, slots=True)
class Asked:
    """A command. `about`: the ticket that is left, or the words that are written; each sender's words are their own."""

    sender: str
    request: str
    what: What
    about: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """The last word on a command. `ref`: what came of one that is done."""

    done: bool
    ref: str | None = None


@dataclass
class History:
    """Commands in the order in which they were sent, and their answers."""

    asked: dict[str, Asked] = field(default_factory=dict)
    answers: dict[str, list[Answer]] = field(default_factory=lambda: defaultdict(list))
    waiting: set[str] = field(default_factory=set)  # those that are sent and not answered

    def ask(self, command: Asked) -> None:
        """Note it before it is sent. One that is sent again is the same command, and keeps its place in the order.

        One that was rejected may be decided anew (SPEC W6): its place is that of the last time.
        """
        if command.request not in self.waiting and not any(answer.done for answer in self.answers.get(command.request, [])):
            self.asked.pop(command.request, None)
        self.asked.setdefault(command.request, command)
        self.waiting.add(command.request)

    def answer(self, request: str, answer: Answer) -> None:
        self.answers[request].append(answer)
        self.waiting.discard(request)

    def copy(self) -> "History":
        """Return it as it is now."""
        answers = defaultdict(list, {request: list(told) for request, told in self.answers.items()})
        return History(dict(self.asked), answers, set(self.waiting))

    @property
    def acknowledged(self) -> int:
        """How many commands were done."""
        return sum(any(answer.done for answer in answers) for answers in self.answers.values())

    def done(self, what: What) -> Iterator[tuple[Asked, Answer]]:
        """What was acknowledged, in the order of asking."""
        for request, command in self.asked.items():
            told = next((answer for answer in self.answers.get(request, []) if answer.done), None)
            if command.what is what and told is not None:
                yield command, told

    def possible(self, what: What) -> Iterator[Asked]:
        """What may have happened: all but what was rejected, and not sent again since."""
        for request, command in self.asked.items():
            done = any(answer.done for answer in self.answers.get(request, []))
            if command.what is what and (done or request in self.waiting):
                yield command


@dataclass(frozen=True, slots=True)
class Kept:
    """The rows of the database: tickets, periods and entries, as dictionaries by column."""

    tickets: list[Row]
    periods: list[Row]
    entries: list[Row]


def faults(history: History, kept: Kept) -> list[Fault]:
    """Return everything that is wrong."""
    return [Fault(kind, about) for kind, look in CHECKS for about in look(history, kept)]


def _lost(history: History, kept: Kept) -> Iterator[str]:
    tickets = {row["id"]: row for row in kept.tickets}
    written = {row["text"] for row in kept.entries}
    for command, told in history.done(What.TAKE):
        if tickets.get(told.ref, {}).get("visitor") != command.sender:
            yield f"{command.sender} took ticket {told.ref}"
    for command, _ in history.done(What.LEAVE):
        if tickets.get(command.about, {}).get("state") != "left":
            yield f"{command.sender} left with ticket {command.about}"
    for command, _ in history.done(What.SAY):
        if command.about not in written:
            yield f"{command.sender} wrote {command.about!r}"


def _doubled(history: History, kept: Kept) -> Iterator[str]:
    words = {command.about for command in history.asked.values() if command.what is What.SAY}  # the office says some things often
    for text, count in Counter(row["text"] for row in kept.entries if row["text"] in words).items():
        if count > 1:
            yield f"{text!r} is written {count} times"
    for ref, count in Counter(told.ref for _, told in history.done(What.TAKE)).items():
        if count > 1:
            yield f"ticket {ref} came of {count} commands"
    asked = Counter(command.sender for command in history.possible(What.TAKE))
    for sender, count in Counter(row["visitor"] for row in kept.tickets).items():
        if count > asked[sender]:
            yield f"{sender} has {count} tickets and asked for {asked[sender]}"


def _reordered(history: History, kept: Kept) -> Iterator[str]:
    taken = {row["id"]: row["created"] for row in kept.tickets}
    order: dict[str, list[tuple[float, str]]] = defaultdict(list)
    for command, told in history.done(What.TAKE):
        if told.ref in taken:
            order[command.sender].append((taken[told.ref], str(told.ref)))
    for sender, tickets in order.items():
        for (earlier, one), (later, other) in pairwise(tickets):
            if later <= earlier:
                yield f"{sender} took ticket {one} before {other}"
    asked = {command.about: number for number, command in enumerate(history.asked.values()) if command.what is What.SAY}
    for case in {row["case"] for row in kept.entries}:
        lines = sorted((row for row in kept.entries if row["case"] == case and row["text"] in asked), key=lambda row: row["n"])
        for one, other in pairwise(lines):
            if asked[one["text"]] > asked[other["text"]]:
                yield f"{other['text']!r} was written before {one['text']!r}"


def _answered_twice(history: History, _kept: Kept) -> Iterator[str]:
    for request, answers in history.answers.items():
        told = next((number for number, answer in enumerate(answers) if answer.done), len(answers))
        for answer in answers[told + 1 :]:
            if answer != answers[told]:
                yield f"{history.asked[request]}: {answers[told]}, then {answer}"


def _number_twice(_history: History, kept: Kept) -> Iterator[str]:
    for number, count in Counter(row["number"] for row in kept.tickets if row["state"] not in OVER).items():
        if count > 1:
            yield f"{count} live tickets have number {number}"


def _gap(_history: History, kept: Kept) -> Iterator[str]:
    stays: dict[str, list[Row]] = defaultdict(list)
    for row in sorted(kept.periods, key=lambda row: row["n"]):
        stays[row["ticket"]].append(row)
    for ticket in kept.tickets:
        mine = stays.pop(ticket["id"], [])
        if not mine:
            yield f"ticket {ticket['id']} has no stay"
        if any(one["ended"] != other["began"] for one, other in pairwise(mine)):
            yield f"the stays of ticket {ticket['id']} do not meet"
        if mine and (mine[-1]["ended"] is not None) is not (ticket["state"] in OVER):
            yield f"ticket {ticket['id']} is {ticket['state']}, and its last stay ended at {mine[-1]['ended']}"
    yield from (f"stays of ticket {ticket}, which is not there" for ticket in stays)


CHECKS: tuple[tuple[Kind, Callable[[History, Kept], Iterator[str]]], ...] = (
    (Kind.LOST, _lost),
    (Kind.DOUBLED, _doubled),
    (Kind.REORDERED, _reordered),
    (Kind.ANSWERED_TWICE, _answered_twice),
    (Kind.NUMBER_TWICE, _number_twice),
    (Kind.GAP, _gap),
)
