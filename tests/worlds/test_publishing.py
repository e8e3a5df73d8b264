"""What viewers are told: cells, views, sections, vouching, keyframes, and the law that it all adds up (R7 - R11)."""

from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.worlds.sketches import YARD, drawings, execute, histories, plan_of, room_of, stand, walker

from madang_protocol.limits import QUIET_TICKS_MAX
from madang_protocol.motion import CHANGED, CHANGES, ENTERED, LEFT, WHOLE, Record, sections
from madang_worlds import Cells, Publication, Room, publish_ticks_for
from madang_worlds.interest import VIEW_MARGIN_UNITS

FIELD = ["." * 40] * 40
CELL = 1_280  # five tiles
SIDE = 40 * 256
COLUMNS = SIDE // CELL + 1


def field() -> Room:
    return room_of(FIELD, cell_units=CELL)


def frames(room: Room, ticks: int) -> Iterator[Publication]:
    """Let ticks pass and yield what is published in them."""
    for tick in range(room.tick + 1, room.tick + 1 + ticks):
        room.advance(tick)
        if room.publishes_at(tick):
            yield room.publish()


def told(room: Room, view: int) -> dict[tuple[int, int], list[Record]]:
    """Publish now: (cell, kind) -> records that this view is told."""
    data = room.publish().frame_for(view) or b""
    return {(section.cell, section.kind): section.records for section in sections(data)}


# R7 -------------------------------------------------------------------------------------------------------------------


def test_R7_a_view_is_the_cell_and_those_around_it():
    cells = Cells(SIDE, SIDE, CELL)
    assert cells.neighbours[0] == (0, 1, COLUMNS, COLUMNS + 1)
    assert cells.neighbours[COLUMNS + 1] == (
        0,
        1,
        2,
        COLUMNS,
        COLUMNS + 1,
        COLUMNS + 2,
        2 * COLUMNS,
        2 * COLUMNS + 1,
        2 * COLUMNS + 2,
    )


@given(drawings(), st.integers(300, 3_000), st.integers(0, 5_000), st.integers(0, 5_000))
def test_R7_every_point_of_the_place_has_a_cell(rows, side, x, y):
    plan = plan_of(rows, cell_units=side)
    x, y = min(x, plan.width_tiles * 256), min(y, plan.height_tiles * 256)
    assert 0 <= plan.cells.cell_of(x, y) < plan.cells.count


def test_R7_motion_outside_of_the_3_by_3_is_not_told():
    room = field()
    near, far = walker(room, 2, 2), walker(room, 17, 2)
    room.publish()
    room.move(far, 1)
    room.advance(room.tick + 1)
    publication = room.publish()
    assert publication.frame_for(room.view_cell(near)) is None
    assert publication.frame_for(room.view_cell(far)) is not None


def test_R7_the_view_stays_until_the_avatar_is_beyond_the_margin():
    room = field()
    slot = walker(room, 2, 2)
    room.place(slot, CELL + VIEW_MARGIN_UNITS - 1, 600)
    room.advance(room.tick + 1)
    assert (room.publish().view_changed, room.view_cell(slot)) == ([], 0)
    room.place(slot, CELL + VIEW_MARGIN_UNITS, 600)
    room.advance(room.tick + 1)
    assert (room.publish().view_changed, room.view_cell(slot)) == ([(slot, 0, 1)], 1)
    room.place(slot, CELL - VIEW_MARGIN_UNITS, 600)
    room.advance(room.tick + 1)
    assert (room.publish().view_changed, room.view_cell(slot)) == ([], 1)
    room.place(slot, CELL - VIEW_MARGIN_UNITS - 1, 600)
    room.advance(room.tick + 1)
    assert (room.publish().view_changed, room.view_cell(slot)) == ([(slot, 1, 0)], 0)


def test_R7_a_changed_view_gets_changes_of_kept_cells_and_whole_new_ones():
    room = field()
    slot, kept, new = walker(room, 2, 2), walker(room, 7, 2), walker(room, 12, 2)
    room.publish()
    room.move(kept, 3)
    room.place(slot, *stand(8, 2))
    room.advance(room.tick + 1)
    data = room.publish().frame_for_change(0, 1)
    seen = {(section.cell, section.kind): {record.slot for record in section.records} for section in sections(data)}
    assert seen == {(0, CHANGES): {slot}, (1, CHANGES): {slot, kept}, (2, WHOLE): {new}, (COLUMNS + 2, WHOLE): set()}


# R8 -------------------------------------------------------------------------------------------------------------------


def test_R8_a_change_carries_its_tick_and_the_place_where_it_held():
    room = field()
    slot = walker(room, 2, 2)
    room.publish()
    room.move(slot, 1, 9)
    room.advance(room.tick + 1)
    x, y, _ = room.position(slot)
    room.advance(room.tick + 1)
    [record] = told(room, 0)[0, CHANGES]
    assert record == Record(slot, x, y, heading=1, operation=CHANGED, guided=False, input=9, age=1)


def test_R8_the_latest_change_of_a_window_is_told_once():
    room = field()
    slot = walker(room, 2, 2)
    room.publish()
    for heading in (1, 3):
        room.move(slot, heading, heading)
        room.advance(room.tick + 1)
    [record] = told(room, 0)[0, CHANGES]
    assert (record.heading, record.input, record.age) == (3, 3, 0)


def test_R8_who_goes_on_as_before_is_not_told():
    room = field()
    goes_on, turns = walker(room, 1, 1), walker(room, 1, 3)
    room.move(goes_on, 1)
    room.advance(room.tick + 1)
    room.publish()
    room.move(turns, 1)
    room.advance(room.tick + 1)
    assert [record.slot for record in told(room, 0)[0, CHANGES]] == [turns]


def test_R8_crossing_a_border_is_left_in_one_cell_and_entered_in_the_other():
    room = field()
    slot = walker(room, 4, 2)
    room.publish()
    room.move(slot, 1)
    room.advance(room.tick + 3)
    room.advance(room.tick + 3)
    seen = told(room, 0)
    assert {cell: (record.slot, record.operation) for cell, [record] in seen.items()} == {
        (0, CHANGES): (slot, LEFT),
        (1, CHANGES): (slot, ENTERED),
    }


def test_R8_coming_and_going_are_entered_and_left():
    room = field()
    slot = walker(room, 2, 2)
    assert [record.operation for record in told(room, 0)[0, CHANGES]] == [ENTERED]
    room.leave(slot)
    room.advance(room.tick + 1)
    assert [record.operation for record in told(room, 0)[0, CHANGES]] == [LEFT]


def test_R8_a_slot_with_somebody_new_in_the_same_cell_is_entered():
    room = room_of(FIELD, cell_units=CELL, capacity=1)
    slot = walker(room, 2, 2)
    room.publish()
    room.leave(slot)
    room.advance(room.tick + 1)
    assert walker(room, 3, 3) == slot
    [record] = told(room, 0)[0, CHANGES]
    assert (record.operation, record.x, record.y) == (ENTERED, *stand(3, 3))


def test_R8_who_came_and_went_between_two_frames_is_not_told():
    room = field()
    slot = walker(room, 2, 2)
    room.leave(slot)
    room.advance(room.tick + 1)
    assert told(room, 0) == {}


def test_R8_a_change_too_old_for_its_byte_holds_now():
    room = field()
    slot = walker(room, 1, 1)
    room.publish()
    room.move(slot, 3)
    room.advance(room.tick + 1)
    room.advance(room.tick + 300)
    room.place(slot, *stand(2, 2))
    room.advance(room.tick + 1)
    room.move(slot, 0)
    room.advance(room.tick + 1)
    room.advance(room.tick + 300)
    [record] = told(room, 0)[0, CHANGES]
    assert (record.x, record.y, record.age) == (*stand(2, 2), 0)


def test_R8_all_who_share_a_view_share_the_same_bytes():
    room = field()
    slots = [walker(room, 2, 2), walker(room, 3, 3)]
    publication = room.publish()
    first, second = (publication.frame_for(room.view_cell(slot)) for slot in slots)
    assert first is second
    assert room.whole(0) is room.whole(0)


# R9 -------------------------------------------------------------------------------------------------------------------


def test_R9_nothing_is_sent_while_nothing_changes():
    room = field()
    slot = walker(room, 2, 2)
    room.publish()
    assert [frame.frame_for(room.view_cell(slot)) for frame in frames(room, 60)] == [None] * 30


def test_R9_while_anybody_in_view_walks_a_frame_comes_every_ten_ticks():
    room = field()
    slot, watcher = walker(room, 2, 2), walker(room, 7, 2)
    room.move(slot, 5)
    view = room.view_cell(watcher)
    sent = [(frame.tick, frame.frame_for(view)) for frame in frames(room, 100) if frame.frame_for(view) is not None]
    ticks = [tick for tick, _ in sent]
    assert max(later - earlier for earlier, later in pairwise(ticks)) == QUIET_TICKS_MAX
    assert {data for _, data in sent[1:]} == {b""}


def test_R9_who_sees_nobody_walk_is_not_vouched_for():
    room = field()
    slot, watcher = walker(room, 2, 2), walker(room, 20, 20)
    room.publish()
    room.move(slot, 5)
    assert {frame.frame_for(room.view_cell(watcher)) for frame in frames(room, 100)} == {None}


@pytest.mark.parametrize("people", [0, 100, 101, 400, 401, 800, 801, 5_000])
def test_R9_the_rate_of_a_dense_room_still_vouches_in_time(people):
    assert publish_ticks_for(people) in {2, 3, 4, 5}
    assert 2 * publish_ticks_for(people) <= QUIET_TICKS_MAX


def test_R9_frames_are_rarer_in_a_crowd_and_frequent_again_after_it():
    room = room_of(FIELD, cell_units=CELL, capacity=900)
    assert room.publish_ticks == 2
    slots = [room.join(*stand(number % 13, number // 13 % 13)) for number in range(850)]
    list(frames(room, 4))
    assert room.publish_ticks == 5
    for kept, ticks in ((800, 4), (400, 3), (100, 2)):
        for slot in slots[kept:]:
            room.leave(slot)
        del slots[kept:]
        list(frames(room, 8))
        assert room.publish_ticks == ticks


@given(histories, st.integers(0, 3 * QUIET_TICKS_MAX))
def test_R9_no_view_with_a_walker_is_ever_quiet_for_longer(history, rest):
    room = room_of(YARD, cell_units=CELL, capacity=6)
    last = dict.fromkeys(range(room.plan.cells.count), room.tick)
    for commands in [*history, *[[]] * rest]:
        for command in commands:
            execute(room, command)
        for frame in frames(room, 1):
            last |= {view: frame.tick for view in last if frame.frame_for(view) is not None}
        assert all(room.tick - last[view] <= QUIET_TICKS_MAX for view in walked_in(room))
        last |= dict.fromkeys(last.keys() - walked_in(room), room.tick)


def walked_in(room: Room) -> set[int]:
    """The views in which somebody walks."""
    cells = [room.plan.cells.cell_of(*room.position(slot)[:2]) for slot in room.slots() if room.walks(slot)]
    return {view for cell in cells for view in room.plan.cells.neighbours[cell]}


# R10, R11 -------------------------------------------------------------------------------------------------------------
