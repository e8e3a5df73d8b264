"""When moves take effect in a room, and how rooms are replayed (SPEC R4, R6)."""

from hypothesis import given
from hypothesis import strategies as st
from tests.worlds.sketches import WALLED, YARD, drawings, execute, histories, room_of, stand, walker

from madang_worlds import Room


def headings(room: Room, slot: int, ticks: int) -> list[int]:
    """The heading of each of the next ticks."""
    seen = []
    for _ in range(ticks):
        room.advance(room.tick + 1)
        seen.append(room.position(slot)[2])
    return seen


def test_R4_a_move_holds_from_the_tick_after_its_arrival():
    room = room_of(YARD)
    slot = walker(room)
    room.move(slot, 1)
    assert headings(room, slot, 2) == [1, 1]
    room.move(slot, 3)
    assert headings(room, slot, 2) == [3, 3]


def test_R4_an_early_move_waits_until_the_heading_before_has_lasted():
    room = room_of(YARD)
    slot = walker(room)
    room.move(slot, 1)
    room.move(slot, 3, lasted=2)
    assert headings(room, slot, 3) == [1, 1, 3]


def test_R4_it_waits_for_ten_ticks_at_most():
    room = room_of(YARD)
    slot = walker(room)
    room.move(slot, 1)
    room.move(slot, 3, lasted=200)
    assert headings(room, slot, 12) == [1] * 10 + [3, 3]


def test_R4_a_way_that_began_late_is_as_long_as_it_was_walked():
    """A start that was held up half a second and a stop that was not."""
    room = room_of(YARD)
    slot = walker(room)
    headings(room, slot, 9)
    room.move(slot, 1)
    headings(room, slot, 1)
    room.move(slot, 0, lasted=9)
    assert headings(room, slot, 10) == [1] * 8 + [0, 0]


def test_R4_a_late_move_does_not_wait():
    room = room_of(YARD)
    slot = walker(room)
    room.move(slot, 1)
    headings(room, slot, 3)
    room.move(slot, 3, lasted=2)
    assert headings(room, slot, 1) == [3]


def test_R4_a_move_that_does_not_say_how_long_does_not_wait():
    room = room_of(YARD)
    slot = walker(room)
    room.move(slot, 1)
    room.move(slot, 3, lasted=255)
    assert headings(room, slot, 1) == [3]


def test_R4_moves_that_wait_keep_their_order():
    room = room_of(YARD)
    slot = walker(room)
    room.move(slot, 1)
    room.move(slot, 2, lasted=1)
    room.move(slot, 3, lasted=1)
    room.move(slot, 4, lasted=255)
    assert headings(room, slot, 4) == [1, 2, 4, 4]


def test_R4_a_bunch_that_arrives_late_plays_as_it_was_walked():
    """Two moves delayed together on the way come out with the client's own timing."""
    room = room_of(YARD)
    slot = walker(room)
    room.move(slot, 1)
    headings(room, slot, 4)
    room.move(slot, 3, lasted=4)
    room.move(slot, 0, lasted=2)
    assert headings(room, slot, 4) == [3, 3, 0, 0]


def test_R4_who_is_put_somewhere_forgets_the_moves_that_wait():
    room = room_of(YARD)
    slot = walker(room)
    room.move(slot, 1)
    room.move(slot, 3, lasted=2)
    room.place(slot, *stand(5, 5))
    assert headings(room, slot, 4) == [0, 0, 0, 0]
    assert room.position(slot) == (*stand(5, 5), 0)


@given(drawings(), histories)
def test_R6_the_same_commands_at_the_same_ticks_give_the_same_room(rows, history):
    assert replayed(rows, history) == replayed(rows, history)


def replayed(rows: list[str], history: list[list[tuple]]) -> list[str]:
    room, hashes = room_of(rows, capacity=6), []
    for commands in history:
        for command in commands:
            execute(room, command)
        room.advance(room.tick + 1)
        hashes.append(room.state_hash())
    return hashes


def test_R6_different_histories_have_different_hashes():
    assert (
        len(
            {
                hash_
                for heading in range(9)
                for hash_ in replayed(YARD, [[("join", 1_000, 1_000)], [("move", 0, heading, 0, 255)]])
            }
        )
        == 10
    )


@given(histories, st.integers(1, 5))
def test_R6_it_does_not_matter_how_many_ticks_are_advanced_at_once(history, stride):
    """After the tick in which the commands took effect, one long advance equals many short ones."""
    short, long = room_of(WALLED, capacity=6), room_of(WALLED, capacity=6)
    for commands in history:
        for command in commands:
            execute(short, command)
            execute(long, command)
        for tick in range(short.tick + 1, short.tick + 2 + stride):
            short.advance(tick)
        long.advance(long.tick + 1)
        long.advance(long.tick + stride)
        assert short.state_hash() == long.state_hash()
