"""Ways: shortest, walkable, and walked at walking speed."""

from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.worlds.sketches import WALLED, YARD, drawings, free_points, grid, plan_of, room_of, stand, walker

from madang_protocol.motion import sections
from madang_worlds import Plan, find_way, is_free, step
from madang_worlds.geometry import tile_of
from madang_worlds.path_finding import NEAR_UNITS, PathFinder, regions

MAZE = ["....#....", ".##.#.##.", ".#..#..#.", ".#.###.#.", ".#.....#.", ".#######.", "........."]


def walked(plan: Plan, start: tuple[int, int], runs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    points = [start]
    for heading, ticks in runs:
        for _ in range(ticks):
            points.append(step(plan.blocked, *points[-1], heading))
    return points


def ticks_of(runs: list[tuple[int, int]]) -> int:
    return sum(ticks for _, ticks in runs)


@given(drawings(), st.data())
def test_R5_a_way_leads_there_over_free_tiles_only(rows, data):
    plan = plan_of(rows)
    start, goal = data.draw(free_points(plan)), data.draw(free_points(plan))
    runs = find_way(plan, start, goal)
    assume(runs is not None)
    points = walked(plan, start, runs)
    assert all(is_free(plan.blocked, *point) for point in points)
    assert tile_of(*points[-1]) == tile_of(*goal) or max(abs(points[-1][0] - goal[0]), abs(points[-1][1] - goal[1])) <= NEAR_UNITS


@given(drawings(), st.data())
def test_R5_every_tick_of_a_way_gets_on(rows, data):
    plan = plan_of(rows)
    start, goal = data.draw(free_points(plan)), data.draw(free_points(plan))
    points = walked(plan, start, find_way(plan, start, goal) or [])
    assert all(before != after for before, after in pairwise(points))


@given(drawings(), st.data())
def test_R5_there_is_a_way_exactly_when_tiles_are_connected_side_by_side(rows, data):
    plan = plan_of(rows)
    start, goal = data.draw(free_points(plan)), data.draw(free_points(plan))
    (c0, r0), (c1, r1) = tile_of(*start), tile_of(*goal)
    connected = regions(plan.blocked)[r0, c0] == regions(plan.blocked)[r1, c1]
    assert (find_way(plan, start, goal) is not None) == connected


@given(drawings(side_max=8), st.data())
def test_R5_no_walkable_way_is_much_shorter(rows, data):
    """Breadth-first over tiles, with the same costs, finds nothing shorter; the walk adds at most the ends' own tiles."""
    plan = plan_of(rows)
    tiles = st.sampled_from([(c, r) for r, row in enumerate(plan.blocked) for c, wall in enumerate(row) if not wall])
    start, goal = data.draw(tiles), data.draw(tiles)
    runs = find_way(plan, stand(*start), stand(*goal))
    cost = least_cost(plan, start, goal)
    assert (runs is None) == (cost is None)
    assert runs is None or ticks_of(runs) * 45 * 64 <= cost * 256 + 4 * 45 * 64 * (len(runs) + 1)


def least_cost(plan: Plan, start: tuple[int, int], goal: tuple[int, int]) -> int | None:
    """Bellman-Ford: as plain as can be."""
    cost = {start: 0}
    while True:
        better = dict(cost)
        for (column, row), so_far in cost.items():
            for dx, dy in [(1, 0), (0, 1), (-1, 0), (0, -1), (1, 1), (-1, 1), (-1, -1), (1, -1)]:
                there = column + dx, row + dy
                total = so_far + (64 if dx and dy else 45)
                beside = [(column + dx, row), (column, row + dy), there]
                if all(free(plan, tile) for tile in beside) and total < better.get(there, total + 1):
                    better[there] = total
        if better == cost:
            return cost.get(goal)
        cost = better


def free(plan: Plan, tile: tuple[int, int]) -> bool:
    column, row = tile
    return 0 <= column < plan.width_tiles and 0 <= row < plan.height_tiles and not plan.blocked[row, column]


def test_R5_a_straight_way_is_one_heading():
    assert find_way(plan_of(YARD), stand(1, 1), stand(6, 1)) == [(1, 20)]


def test_R5_no_way_cuts_a_corner():
    plan = plan_of(["..", "#."])
    assert find_way(plan, stand(0, 0), stand(1, 1)) == [(1, 4), (3, 4)]


def test_R5_a_way_leads_through_a_maze():
    plan = plan_of(MAZE)
    points = walked(plan, stand(3, 2), find_way(plan, stand(3, 2), stand(5, 2)))
    assert tile_of(*points[-1]) == (5, 2)


@pytest.mark.parametrize("goal", [stand(4, 0), (-1_000, 50), (50_000, 50)])
def test_R5_no_way_leads_into_a_wall_or_out_of_the_place(goal):
    assert find_way(plan_of(MAZE), stand(3, 2), goal) is None


def test_R5_go_is_rejected_where_no_way_leads():
    room = room_of(["..#..", "..#.."])
    slot = walker(room, 0, 0)
    assert not room.go(slot, 1, *stand(4, 0))
    assert room.advance(room.tick + 50).arrived == []
    assert room.position(slot) == (*stand(0, 0), 0)


def test_R5_go_leads_there_at_walking_speed_and_says_so():
    room = room_of(YARD)
    slot = walker(room)
    began = room.tick
    assert room.go(slot, 7, *stand(6, 1))
    arrivals = [tick for tick in range(began + 1, began + 40) if slot in room.advance(tick).arrived]
    assert arrivals == [began + 21]
    assert room.position(slot) == (*stand(6, 1), 0)


def test_R5_an_avatar_on_its_way_is_marked_as_guided_until_it_arrives():
    room = room_of(YARD)
    slot = walker(room)
    room.go(slot, 7, *stand(6, 1))
    room.advance(room.tick + 1)
    [record] = [r for section in sections(room.whole(room.view_cell(slot))) for r in section.records]
    assert (record.guided, record.heading, record.input) == (True, 1, 7)
    room.advance(room.tick + 40)
    [record] = [r for section in sections(room.whole(room.view_cell(slot))) for r in section.records]
    assert (record.guided, record.heading) == (False, 0)


def test_R5_any_move_ends_the_way():
    room = room_of(WALLED)
    slot = walker(room, 0, 0)
    room.go(slot, 1, *stand(7, 6))
    room.advance(room.tick + 3)
    room.move(slot, 0, 2)
    room.advance(room.tick + 1)
    stopped = room.position(slot)
    assert room.advance(room.tick + 200).arrived == []
    assert room.position(slot) == stopped


def test_R5_a_second_go_replaces_the_first():
    room = room_of(YARD)
    slot = walker(room)
    room.go(slot, 1, *stand(9, 8))
    room.advance(room.tick + 5)
    room.go(slot, 2, *stand(1, 1))
    outcomes = room.advance(room.tick + 300)
    assert outcomes.arrived == [slot]
    assert tile_of(*room.position(slot)[:2]) == (1, 1)


def test_R5_go_to_where_one_is_arrives_at_once():
    room = room_of(YARD)
    slot = walker(room)
    assert room.go(slot, 1, *stand(1, 1))
    assert room.advance(room.tick + 1).arrived == [slot]


def test_the_ways_that_are_remembered_stay_few():
    finder = PathFinder(grid(YARD), known_max=3)
    found = [finder.find(stand(0, 0), stand(column, 5)) for column in range(10)]
    assert [finder.find(stand(0, 0), stand(column, 5)) for column in range(10)] == found
    assert len(finder._known) == 3
