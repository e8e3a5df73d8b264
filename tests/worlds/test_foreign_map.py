"""A map as people of WorkAdventure draw them, with what such maps carry: it loads, is whole for the browser, and is walked.

It is our own, `maps/foreign`: tilesets beside it, XML and JSON, one of single pictures; meeting rooms, websites, scripts, texts,
a tile object; ways out to maps that are not here.
"""

from pathlib import Path

import pytest

from madang_worlds import Plan, PlanFault, check_places, load_places

FOREIGN = Path(__file__).parent / "maps" / "foreign"
OFFICE = FOREIGN / "office" / "place.tmj"


@pytest.fixture(scope="module")
def plan() -> Plan:
    return load_places(FOREIGN)["office"]


def test_R22_a_foreign_map_has_warnings_alone_for_its_ways_out_and_for_what_is_drawn_otherwise() -> None:
    faults = check_places([OFFICE])
    assert [(fault.warning, fault.layer, fault.what.partition(",")[0]) for fault in faults] == [
        (True, "tileset room", "its animated tiles stand still"),
        (True, "floorLayer", "its text is not drawn"),
        (True, "floorLayer", "the exit leads to 'conference'"),
        (True, "to the roof", "the exit leads to 'map'"),
    ]
    told: list[PlanFault] = []
    load_places(FOREIGN, warn=told.append)
    assert told == faults


def test_R16_walls_of_tiles_a_layer_of_them_and_a_tile_with_a_picture_of_its_own_stand_where_they_were_drawn(plan: Plan) -> None:
    rows = ["".join("#" if blocked else "." for blocked in row) for row in plan.blocked.tolist()]
    assert rows == [
        "############",
        "#..........#",
        "#........#.#",
        "#.......#..#",
        "...........#",
        "#..........#",
        "#..........#",
        "#..........#",
        "############",
    ]


def test_R16_entries_ways_out_and_quiet_areas_are_those_of_the_map(plan: Plan) -> None:
    assert plan.title == {"ko": "Our office", "en": "Our office"}
    assert set(plan.entries) == {"", "from-conference"}
    assert {door.name: (door.target_place, door.target_entry, door.closed) for door in plan.doors.values()} == {
        "to-conference": ("conference", "from-office", True),
        "to the roof": ("map", "start", True),
    }
    assert [area.name for area in plan.silent] == ["quiet"]


def test_R5_everybody_can_walk_from_the_start_to_each_way_out(plan: Plan) -> None:
    start = plan.entry()
    spots = [plan.spot("door", name) for name in plan.doors]
    assert [plan.path_finder.reachable(start, spot) for spot in spots if spot is not None] == [True, True]
