"""What people saw and heard in rooms, held against each other (SPEC N23 to N27, R13, S5, W9, W12). Knows no server and no wire.

Each person tells what comes to them, in its order. Nobody knows what a room was like: but what two people heard in it agrees, and
so does who they saw in it.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import NamedTuple

from tests.chaos.history import Answer, Fault, Kind

SYNC_EVERY_S = 1.0  # a room tells who is in it more often than that
KEPT_S = 180.0  # what ended longer ago meets nothing new


@dataclass
class Stay:
    """Somebody in a room without a break: the words to all of it that they heard, in order."""

    hearer: str
    room: str
    began: float
    ended: float = float("inf")
    words: list[str] = field(default_factory=list)


@dataclass
class Presence:
    """Somebody was in a room from `since` to `until` for certain: somebody else who was there saw them all that time."""

    visitor: str
    node: str | None  # None: nobody knows at which
    room: str
    since: float
    until: float

    def excludes(self, other: "Presence") -> bool:
        """Whether both cannot be true."""
        if max(self.since, other.since) >= min(self.until, other.until):
            return False
        return self.room != other.room or (None not in {self.node, other.node} and self.node != other.node)


@dataclass
class Words:
    """Something that a person says once. `asked_in`: the pasts of the speaker in which they asked for it (`Eyes.past`)."""

    speaker: str
    asked_in: set[int] = field(default_factory=set)
    connections: set[int] = field(default_factory=set)
    answer: Answer | None = None
    in_booth: bool = False

    @property
    def may_be_said_anew(self) -> bool:
        """Whether a server was asked for it that may know nothing of what was before (SPEC S22, S23).

        What is said in a booth is heard before it is answered, when the office has it (C10). Who was not answered asks again.
        """
        return len(self.asked_in) > 1 or (self.in_booth and len(self.connections) > 1)


class Saying(NamedTuple):
    """By which of their connections, and when, somebody asked for words."""

    connection: int
    at: float


class RoomsSeen:
    """By all people. `clock`: seconds."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self.clock = clock
        self.found: list[Fault] = []
        self.words: dict[str, Words] = {}
        self.stays: list[Stay] = []
        self.presences: list[Presence] = []
        self.heard = 0
        self.seen_for_s = 0.0  # of all presences together
        self.begun_anew = 0  # how often somebody came back to a server that knew nothing of them

    def faults(self) -> list[Fault]:
        """Return everything that is wrong. What is long over is forgotten then."""
        found = [*self.found, *(Fault(kind, about) for kind, look in CHECKS for about in look(self))]
        since = self.clock() - KEPT_S
        self.stays = [stay for stay in self.stays if stay.ended > since]
        self.presences = [presence for presence in self.presences if presence.until > since]
        return found

    def broken(self, kind: Kind, about: str) -> None:
        self.found.append(Fault(kind, about))


class Eyes:
    """One person's. Their `past` is counted up when a server knows of nothing that was told to them before."""

    def __init__(self, seen: RoomsSeen, name: str) -> None:
        self.past = 0
        self._seen = seen
        self._name = name
        self._heard: set[str] = set()
        self._stay: Stay | None = None
        self._node: str | None = None
        self._connection = 0
        self._capacities: dict[str, int] = {}
        self._room = ""
        self._people: dict[int, tuple[str, Presence]] = {}  # those in the room that is told of, by slot
        self._synced_at = float("-inf")

    # connections -------------------------------------------------------------------------------------------------------

    def welcomed(self, node: str | None, *, resumed: bool, on_purpose: bool) -> None:
        """They are connected to this node. `on_purpose`: if they begin anew, it is because they had left."""
        self._connection += 1
        self._node = node
        self._people, self._room, self._synced_at = {}, "", float("-inf")
        if not resumed:
            self._end_stay()
        if not resumed and not on_purpose:
            self.past += 1
            self._seen.begun_anew += 1
            self._heard = set()

    def skipped(self, gaps: Sequence[tuple[int, int]]) -> None:
        """Numbers did not follow each other: (expected, got)."""
        for expected, got in gaps:
            self._seen.broken(Kind.SKIPPED, f"{self._name} was told number {got} where {expected} follows")

    # what they are told ------------------------------------------------------------------------------------------------

    def in_room(self, room: str, capacity: int) -> None:
        """They are in this room now."""
        self._end_stay()
        self._capacities[room] = capacity
        self._stay = Stay(self._name, room, self._seen.clock())
        self._seen.stays.append(self._stay)

    def _end_stay(self) -> None:
        if self._stay is not None:
            self._stay.ended = self._seen.clock()
            self._stay = None

    def sees(self, room: str, *, whole: bool, leave: Sequence[int], join: Sequence[tuple[int, str]]) -> None:
        """These are in the room, by slot."""
        if whole:
            self._people, self._room = {}, room
        if room != self._room:
            return
        for slot in leave:
            self._people.pop(slot, None)
        now = self._seen.clock()
        for slot, visitor in join:
            if slot not in self._people or self._people[slot][0] != visitor:
                self._people[slot] = visitor, Presence(visitor, self._node, room, now, now)
        if len(self._people) > self._capacities.get(room, len(self._people)):
            self._seen.broken(Kind.OVERFULL, f"{self._name} sees {len(self._people)} people in {room} of {self._node}")

    def hears(self, text: str, *, to_all: bool) -> None:
        """Somebody says it. `to_all`: all of the room hear it."""
        words = self._seen.words.get(text)
        if words is None:
            return
        self._seen.heard += 1
        words.in_booth |= not to_all
        if text in self._heard and not words.may_be_said_anew:
            self._seen.broken(Kind.HEARD_TWICE, f"{self._name} heard {text!r} again")
        self._heard.add(text)
        if to_all and self._stay is not None:
            self._stay.words.append(text)

    # what they say -----------------------------------------------------------------------------------------------------

    def says(self, text: str) -> Saying:
        """They ask for it. Returns what `answered` is told then."""
        words = self._seen.words.setdefault(text, Words(self._name))
        words.asked_in.add(self.past)
        words.connections.add(self._connection)
        return Saying(self._connection, self._seen.clock())

    def answered(self, text: str, answer: Answer, asked: Saying) -> None:
        """The room has answered what was asked for."""
        words = self._seen.words[text]
        words.answer = answer
        if answer.done and words.asked_in == {self.past} and text not in self._heard:
            self._seen.broken(Kind.LOST, f"{self._name} said {text!r}, and did not hear it")
        if answer.done and asked.connection == self._connection and asked.at - self._synced_at >= SYNC_EVERY_S:
            self._sync(asked.at)

    def _sync(self, at: float) -> None:
        """What was told up to now was true at that time; so was what is told still at the time of the last look."""
        before, self._synced_at = self._synced_at, at
        for _, presence in self._people.values():
            if presence.since < before:
                if presence.until == presence.since:
                    self._seen.presences.append(presence)
                self._seen.seen_for_s += before - presence.until
                presence.until = before


def _order(seen: RoomsSeen) -> Iterator[str]:
    """Two who were in one room heard the same between two things that both heard."""
    by_word: dict[str, list[Stay]] = defaultdict(list)
    for stay in seen.stays:
        for word in stay.words:
            by_word[word].append(stay)
    met = {(id(one), id(other)): (one, other) for stays in by_word.values() for one, other in combinations(stays, 2)}
    for one, other in met.values():
        mine, theirs = _between(seen, one, other), _between(seen, other, one)
        if mine != theirs:
            yield f"in {one.room} {one.hearer} heard {mine}, {other.hearer} {theirs}"


def _between(seen: RoomsSeen, one: Stay, other: Stay) -> list[str]:
    """What one heard from the first to the last of what both heard, but for what may be said twice."""
    words = [word for word in one.words if not seen.words[word].may_be_said_anew]
    known = set(other.words)
    both = [number for number, word in enumerate(words) if word in known]
    return words[both[0] : both[-1] + 1] if both else []


def _two_places(seen: RoomsSeen) -> Iterator[str]:
    """Nobody is in two rooms, or at two nodes."""
    by_visitor: dict[str, list[Presence]] = defaultdict(list)
    for presence in seen.presences:
        by_visitor[presence.visitor].append(presence)
    for presences in by_visitor.values():
        presences.sort(key=lambda presence: presence.since)
        yield from (f"{one}, and {other}" for one, other in combinations(presences, 2) if one.excludes(other))


def _rejected(seen: RoomsSeen) -> Iterator[str]:
    """What was rejected by the only server that was asked was heard by nobody."""
    heard = {word for stay in seen.stays for word in stay.words}
    for text, words in seen.words.items():
        rejected = words.answer is not None and not words.answer.done and len(words.connections) == 1
        if rejected and text in heard:
            yield f"{words.speaker} was told that {text!r} cannot be said"


def _said_in_order(seen: RoomsSeen) -> Iterator[str]:
    """Who asks for one thing after another is heard so."""
    order = {text: number for number, text in enumerate(seen.words)}
    for stay in seen.stays:
        last: dict[str, str] = {}
        for text in stay.words:
            words = seen.words[text]
            before = last.get(words.speaker)
            if before is not None and order[before] > order[text] and not words.may_be_said_anew:
                yield f"{stay.hearer} heard {before!r} of {words.speaker} before {text!r}"
            last[words.speaker] = text


CHECKS: tuple[tuple[Kind, Callable[[RoomsSeen], Iterator[str]]], ...] = (
    (Kind.UNHEARD, _order),
    (Kind.TWO_PLACES, _two_places),
    (Kind.DOUBLED, _rejected),
    (Kind.REORDERED, _said_in_order),
)
