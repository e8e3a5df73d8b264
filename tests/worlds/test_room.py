"""One room: commands take effect at ticks, in order; areas and doors; the same history gives the same room."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from tests.worlds.sketches import WALLED, YARD, drawings, execute, histories, plan_of, room_of, stand, walker

from madang_protocol.limits import STEP_UNITS
from madang_worlds import TILE_UNITS, Area, Booth, Door, Plan, Rect, Room, RoomFull


def tiles(column: int, row: int, width: int, height: int) -> Rect:
    return Rect(column * TILE_UNITS, row * TILE_UNITS, width * TILE_UNITS, height * TILE_UNITS)


def furnished() -> Plan:
    """A yard: a door at the right edge, two booths side by side in the middle, a silent corner."""
    booths = {
        name: Booth(name, {"ko": name, "en": name}, 2, (stand(column, 5),), Area(name, tiles(column, 4, 2, 2)))
        for name, column in (("booth-1", 4), ("booth-2", 6))
    }
    doors = {"gate": Door("gate", "plaza", "north", Area("gate", tiles(11, 0, 1, 4)))}
    return plan_of(YARD, booths=booths, doors=doors, silent=(Area("quiet", tiles(0, 8, 2, 2)),))


# R1 -------------------------------------------------------------------------------------------------------------------


def test_R1_a_step_takes_effect_at_the_next_tick():
    room = room_of(YARD)
    slot = walker(room)
    x, y, _ = room.position(slot)
    room.move(slot, 1)
    assert room.position(slot) == (x, y, 0)
    room.advance(room.tick + 1)
    assert room.position(slot) == (x + STEP_UNITS, y, 1)


def test_R1_commands_take_effect_in_order_of_arrival():
    room = room_of(YARD)
    slot = walker(room)
    x, y, _ = room.position(slot)
    for heading in (1, 3, 5):
        room.move(slot, heading)
    room.advance(room.tick + 1)
    assert room.position(slot) == (x - STEP_UNITS, y, 5)


def test_R1_a_newcomer_is_there_from_the_next_tick():
    room = room_of(YARD)
    slot = room.join(*stand(2, 2))
    assert room.slots() == []
    room.advance(1)
    assert room.slots() == [slot]


def test_R1_one_who_leaves_is_gone_at_the_next_tick():
    room = room_of(YARD)
    slot = walker(room)
    room.move(slot, 1)
    room.leave(slot)
    assert room.slots() == [slot]
    room.advance(room.tick + 1)
    assert (room.slots(), room.count, room.idle) == ([], 0, False)


def test_R1_commands_about_one_who_has_left_change_nothing():
    room = room_of(YARD)
    slot = walker(room)
    room.leave(slot)
    room.leave(slot)
    room.move(slot, 1)
    room.place(slot, *stand(5, 5))
    room.go(slot, 0, *stand(5, 5))
    room.advance(room.tick + 1)
    assert (room.slots(), room.count) == ([], 0)


def test_R1_a_room_at_rest_jumps_and_its_commands_take_effect_in_the_last_tick():
    room = room_of(YARD)
    slot = walker(room)
    x, y, _ = room.position(slot)
    room.move(slot, 1)
    room.advance(room.tick + 1_000_000_000)
    assert room.position(slot) == (x + STEP_UNITS, y, 1)


def test_R1_missed_ticks_are_stepped_one_by_one():
    room = room_of(YARD)
    slot = walker(room)
    x, y, _ = room.position(slot)
    room.move(slot, 1)
    room.advance(room.tick + 1)
    room.advance(room.tick + 4)
    assert room.position(slot) == (x + 5 * STEP_UNITS, y, 1)


# R3 -------------------------------------------------------------------------------------------------------------------


@given(drawings(), histories)
def test_R3_nobody_is_ever_in_a_wall_whatever_is_sent(rows, history):
    room = room_of(rows, capacity=6)
    for commands in history:
        for command in commands:
            execute(room, command)
        room.advance(room.tick + 1)
        assert all(room.plan.is_free(*room.position(slot)[:2]) for slot in room.slots())


@given(drawings(), histories)
def test_R2_nobody_is_ever_faster_than_walking_but_those_who_are_put_somewhere(rows, history):
    room = room_of(rows, capacity=6)
    for commands in history:
        for command in commands:
            execute(room, command)
        put = {effect.__name__ for effect, _ in room._commands} & {"_place", "_enter", "_exit"}
        before = {slot: room.position(slot) for slot in room.slots()}
        room.advance(room.tick + 1)
        farthest = max((squared(before[slot], room.position(slot)) for slot in before), default=0)
        assert put or farthest <= STEP_UNITS**2


def squared(a: tuple[int, int, int], b: tuple[int, int, int]) -> int:
    return (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2


@pytest.mark.parametrize("spot", [(-1_000, -1_000), (10**6, 10**6), stand(2, 1), (300, 300)])
def test_R3_who_comes_into_a_wall_is_put_beside_it(spot):
    room = room_of(WALLED)
    slot = room.join(*spot)
    room.advance(1)
    assert room.plan.is_free(*room.position(slot)[:2])


# R4 -------------------------------------------------------------------------------------------------------------------


# R6 -------------------------------------------------------------------------------------------------------------------


# R12 - R14, areas -----------------------------------------------------------------------------------------------------


def test_R12_near_are_those_within_the_radius():
    room = room_of(YARD)
    me, near, edge, far = (room.join(x, 1_184) for x in (1_000, 1_500, 1_000 + 2_560 - 2_000, 2_600))
    room.advance(1)
    assert room.near(me, 560) == [me, near, edge]
    assert room.near(me, 559) == [me, near]
    assert room.near(me, 10_000) == [me, near, edge, far]


def test_R12_a_silent_area_is_known_by_standing_in_it():
    room = Room(furnished())
    quiet, loud = room.join(*stand(1, 9)), room.join(*stand(2, 9))
    room.advance(1)
    assert [room.in_silent(quiet), room.in_silent(loud)] == [True, False]


def test_R12_entering_and_leaving_a_booth_are_outcomes():
    room = Room(furnished())
    slot = walker(room, 2, 4)
    room.move(slot, 1)
    booths = [seen for tick in range(room.tick + 1, room.tick + 40) for seen in room.advance(tick).booths]
    assert booths == [(slot, "booth-1"), (slot, "booth-2"), (slot, None)]


def test_R12_who_is_put_into_a_booth_is_in_it():
    room = Room(furnished())
    slot = walker(room, 2, 4)
    room.place(slot, *room.plan.spot("booth", "booth-2"))
    assert room.advance(room.tick + 1).booths == [(slot, "booth-2")]
    assert room.booth_of(slot) == "booth-2"
    assert (room.in_booth("booth-2"), room.in_booth("booth-1"), room.in_booth("none")) == ([slot], [], [])


def test_R12_who_comes_into_the_room_inside_a_booth_is_in_it():
    room = Room(furnished())
    slot = room.join(*room.plan.spot("booth", "booth-1"))
    assert room.advance(1).booths == [(slot, "booth-1")]


def test_R13_a_full_room_takes_nobody_until_somebody_has_left():
    room = room_of(YARD, capacity=2)
    first, _ = room.join(*stand(1, 1)), room.join(*stand(2, 2))
    with pytest.raises(RoomFull):
        room.join(*stand(3, 3))
    room.leave(first)
    room.advance(1)
    room.advance(2)
    assert room.join(*stand(3, 3)) == first


def test_R13_a_slot_that_is_free_for_longest_is_used_first():
    room = room_of(YARD, capacity=4)
    first = walker(room)
    room.leave(first)
    room.advance(room.tick + 1)
    assert [room.join(*stand(1, 1)) for _ in range(4)] == [1, 2, 3, 0]


def test_R14_walking_into_a_door_is_an_outcome_once():
    room = Room(furnished())
    slot = walker(room, 9, 1)
    room.move(slot, 1)
    assert doors_within(room, 30) == [(slot, "gate")]
    assert room.plan.doors["gate"].target_place == "plaza"


def test_R14_who_arrives_in_a_doorway_is_not_sent_on():
    room = Room(furnished())
    slot = room.join(*stand(11, 1))
    assert room.advance(1).doors == []
    room.move(slot, 3)
    assert doors_within(room, 4) == []


def doors_within(room: Room, ticks: int) -> list[tuple[int, str]]:
    return [door for tick in range(room.tick + 1, room.tick + 1 + ticks) for door in room.advance(tick).doors]


def test_R14_stepping_out_and_in_again_is_another_time():
    room = Room(furnished())
    slot = walker(room, 11, 1)
    room.go(slot, 1, *stand(9, 1))
    assert doors_within(room, 20) == []
    room.go(slot, 1, *stand(11, 1))
    assert doors_within(room, 20) == [(slot, "gate")]


def test_R14_go_to_a_door_leads_into_it():
    room = Room(furnished())
    slot = walker(room, 2, 7)
    assert room.go(slot, 1, *room.plan.spot("door", "gate"))
    assert doors_within(room, 100) == [(slot, "gate")]


@pytest.mark.parametrize("kind", ["counter", "door", "booth", "seat", "person"])
def test_an_unknown_target_has_no_spot(kind):
    assert furnished().spot(kind, "nowhere") is None


def test_entries_are_given_in_turn():
    plan = plan_of(YARD, entries={"": [(1, 1), (2, 2)], "gate": [(3, 3)]})
    assert [plan.entry(turn=turn) for turn in range(3)] == [(1, 1), (2, 2), (1, 1)]
    assert plan.entry("gate", 5) == (3, 3)
    assert plan.entry("nowhere", 1) == (2, 2)


def test_who_come_one_after_another_are_spread_over_the_whole_entry():
    points = [(column, 1) for column in range(20)]
    plan = plan_of(YARD, entries={"": points})
    given = [plan.entry(turn=turn) for turn in range(20)]
    assert sorted(given) == points
    assert min(abs(one[0] - other[0]) for one, other in pairwise(given)) > 5


def test_a_room_is_idle_until_a_command_comes_or_somebody_walks():
    room = room_of(YARD)
    assert room.idle
    slot = room.join(*stand(1, 1))
    assert not room.idle
    room.advance(1)
    assert not room.idle, "the newcomer is to be published"
    room.publish()
    assert room.idle
    room.move(slot, 1)
    room.advance(2)
    room.publish()
    assert (room.idle, room.walks(slot)) == (False, True)
    room.move(slot, 0)
    room.advance(3)
    room.publish()
    assert (room.idle, room.walks(slot)) == (True, False)


def test_positions_are_plain_numbers():
    room = room_of(YARD)
    slot = walker(room)
    answers = [*room.position(slot), room.view_cell(slot), slot, room.count, *room.slots(), *room.near(slot, 10)]
    assert {type(answer) for answer in answers} == {int}
    assert not isinstance(room.in_silent(slot), np.bool_)
