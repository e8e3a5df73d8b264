"""What people saw and heard of rooms: each kind of fault is seen, and none where there is none."""

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from tests.chaos.history import Answer, Kind
from tests.chaos.rooms_seen import Eyes, RoomsSeen, Saying

DONE, REJECTED = Answer(done=True), Answer(done=False)
HALL = 2  # people fit into it


@dataclass
class People:
    """Mina and Juno, who hear each other in the hall at node `b`, and Sora, who is at `a`."""

    now: float = 0.0
    seen: RoomsSeen = field(init=False)

    def __post_init__(self) -> None:
        self.seen = RoomsSeen(lambda: self.now)
        self.mina, self.juno, self.sora = (Eyes(self.seen, name) for name in ("mina", "juno", "sora"))
        for eyes, node in ((self.mina, "b"), (self.juno, "b"), (self.sora, "a")):
            eyes.welcomed(node, resumed=False, on_purpose=True)
            eyes.in_room("hall", HALL)
        for eyes in (self.mina, self.juno):
            eyes.sees("hall", whole=True, leave=[], join=[(1, "mina"), (2, "juno")])
        for number in range(3):
            self.talk(self.mina, f"words {number}", self.mina, self.juno)

    def talk(self, speaker: Eyes, text: str, *hearers: Eyes) -> None:
        """Say something; these hear it."""
        asked = self.ask(speaker, text)
        for eyes in hearers:
            eyes.hears(text, to_all=True)
        speaker.answered(text, DONE, asked)

    def ask(self, speaker: Eyes, text: str) -> Saying:
        self.now += 2.0
        return speaker.says(text)

    def moved(self, eyes: Eyes, node: str, room: str = "hall", *, resumed: bool = True) -> None:
        eyes.welcomed(node, resumed=resumed, on_purpose=False)
        eyes.in_room(room, HALL)

    @property
    def kinds(self) -> set[Kind]:
        return {fault.kind for fault in self.seen.faults()}


def nothing(_people: People) -> None: ...


def one_came_later_and_left_sooner(people: People) -> None:
    people.moved(people.sora, "b")
    people.talk(people.mina, "words 3", people.mina, people.juno, people.sora)
    people.moved(people.juno, "a")
    people.talk(people.mina, "words 4", people.mina, people.sora)


def one_missed_words_in_another_room(people: People) -> None:
    people.moved(people.juno, "b", "plaza")
    people.talk(people.mina, "words 3", people.mina)
    people.moved(people.juno, "b")
    people.talk(people.mina, "words 4", people.mina, people.juno)


def one_moved_to_another_node(people: People) -> None:
    people.moved(people.juno, "a")
    people.mina.sees("hall", whole=False, leave=[2], join=[])
    people.sora.sees("hall", whole=True, leave=[], join=[(1, "sora"), (2, "juno")])
    for number in range(3, 6):
        people.talk(people.mina, f"words {number}", people.mina)
        people.talk(people.sora, f"words of sora {number}", people.sora, people.juno)


def one_is_told_late_that_another_left(people: People) -> None:
    """The host of Mina and Juno is stopped; Juno is at the owner; Mina's question is answered when the host goes on."""
    asked = people.ask(people.mina, "words 3")
    people.moved(people.juno, "a")
    people.sora.sees("hall", whole=True, leave=[], join=[(1, "sora"), (2, "juno")])
    for number in range(3):
        people.talk(people.sora, f"words of sora {number}", people.sora, people.juno)
    people.mina.hears("words 3", to_all=True)
    people.mina.answered("words 3", DONE, asked)


def words_are_said_anew_at_a_server_that_knows_nothing(people: People) -> None:
    people.ask(people.mina, "words 3")
    people.juno.hears("words 3", to_all=True)
    people.moved(people.mina, "a", resumed=False)
    people.moved(people.juno, "a")
    people.talk(people.mina, "words 3", people.mina, people.juno)


def words_in_a_booth_are_heard_by_two(people: People) -> None:
    people.talk(people.mina, "words 3", people.mina, people.juno)
    asked = people.ask(people.juno, "between us")
    people.juno.hears("between us", to_all=False)
    people.juno.answered("between us", DONE, asked)
    people.talk(people.mina, "words 4", people.mina, people.juno)


def rejected_after_it_was_heard_elsewhere(people: People) -> None:
    people.ask(people.mina, "words 3")
    people.juno.hears("words 3", to_all=True)
    people.moved(people.mina, "a")
    people.mina.answered("words 3", REJECTED, people.ask(people.mina, "words 3"))


@pytest.mark.parametrize(
    "change",
    [
        nothing,
        one_came_later_and_left_sooner,
        one_missed_words_in_another_room,
        one_moved_to_another_node,
        one_is_told_late_that_another_left,
        words_are_said_anew_at_a_server_that_knows_nothing,
        words_in_a_booth_are_heard_by_two,
        rejected_after_it_was_heard_elsewhere,
    ],
)
def test_nothing_is_found_where_nothing_is_wrong(change: Callable[[People], None]) -> None:
    people = People()
    change(people)
    assert people.seen.faults() == []


def one_missed_words(people: People) -> None:
    people.talk(people.mina, "words 3", people.mina)
    people.talk(people.mina, "words 4", people.mina, people.juno)


def two_heard_words_in_another_order(people: People) -> None:
    people.talk(people.mina, "words 3", people.mina)
    people.talk(people.juno, "words of juno", people.juno, people.mina)
    people.juno.hears("words 3", to_all=True)


def one_heard_words_again(people: People) -> None:
    people.moved(people.juno, "a")
    people.juno.hears("words 1", to_all=True)


def one_did_not_hear_themselves(people: People) -> None:
    people.talk(people.mina, "words 3", people.juno)


def one_was_told_that_words_were_not_said(people: People) -> None:
    asked = people.ask(people.mina, "words 3")
    people.juno.hears("words 3", to_all=True)
    people.mina.answered("words 3", REJECTED, asked)


def one_spoke_in_another_order(people: People) -> None:
    first, second = people.ask(people.mina, "words 3"), people.ask(people.mina, "words 4")
    for text in ("words 4", "words 3"):
        for eyes in (people.mina, people.juno):
            eyes.hears(text, to_all=True)
    people.mina.answered("words 3", DONE, first)
    people.mina.answered("words 4", DONE, second)


def a_number_is_wanting(people: People) -> None:
    people.mina.skipped([(4, 6)])


def a_third_comes_into_the_hall(people: People) -> None:
    people.mina.sees("hall", whole=False, leave=[], join=[(3, "sora")])


def one_is_seen_at_two_nodes(people: People) -> None:
    people.moved(people.juno, "a")
    people.sora.sees("hall", whole=True, leave=[], join=[(1, "sora"), (2, "juno")])
    for number in range(3, 6):
        people.talk(people.mina, f"words {number}", people.mina)
        people.talk(people.sora, f"words of sora {number}", people.sora, people.juno)


def one_is_seen_in_two_rooms(people: People) -> None:
    people.moved(people.sora, "b", "plaza")
    people.sora.sees("plaza", whole=True, leave=[], join=[(1, "sora"), (2, "juno")])
    for number in range(3, 6):
        people.talk(people.mina, f"words {number}", people.mina, people.juno)
        people.talk(people.sora, f"words of sora {number}", people.sora)


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        (one_missed_words, Kind.UNHEARD),
        (two_heard_words_in_another_order, Kind.UNHEARD),
        (one_heard_words_again, Kind.HEARD_TWICE),
        (one_did_not_hear_themselves, Kind.LOST),
        (one_was_told_that_words_were_not_said, Kind.DOUBLED),
        (one_spoke_in_another_order, Kind.REORDERED),
        (a_number_is_wanting, Kind.SKIPPED),
        (a_third_comes_into_the_hall, Kind.OVERFULL),
        (one_is_seen_at_two_nodes, Kind.TWO_PLACES),
        (one_is_seen_in_two_rooms, Kind.TWO_PLACES),
    ],
)
def test_each_fault_of_a_room_is_seen(change: Callable[[People], None], kind: Kind) -> None:
    people = People()
    change(people)
    assert people.kinds == {kind}
