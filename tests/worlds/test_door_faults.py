"""What is wrong with the doors of a map, and what cannot be reached in it (SPEC R16, R22)."""

from pathlib import Path

import pytest
from tests.worlds.drawn import (
    NOTHING,
    area,
    booth,
    counter,
    map_of,
    object_layer,
    saved,
    seat,
    sound_map,
    thing,
    tile_layer,
)

from madang_worlds import PlanFault, PlanFaults, check_places, check_plan, floor_of, load_places


def test_R16_classes_of_other_software_are_passed_over(tmp_path: Path):
    others = [
        thing(60 + number, kind, kind, (32, 32, 64, 64)) | {"rotation": 30}
        for number, kind in enumerate(("website", "computer", "fountain"))
    ]
    assert check_plan(saved(tmp_path, sound_map(*others))) == []


def test_R16_a_door_to_no_entry_is_told_by_the_check_as_by_the_office(tmp_path: Path):
    saved(tmp_path, sound_map(), "yard/place.tmj")
    path = saved(tmp_path, sound_map(area("out", exitUrl="../yard/place.tmj#attic")), "hall/place.tmj")
    [fault] = check_places([path])
    what = "the exit leads to entry 'attic', which 'yard' does not have"
    assert (fault.file, fault.layer, fault.object, fault.what, fault.warning) == (str(path), "things", "out", what, False)
    with pytest.raises(PlanFaults) as raised:
        load_places(tmp_path)
    assert raised.value.faults == [fault]


ABROAD = {
    "../nope/place.tmj": "nope",
    "https://example.org/x.tmj": "x",
    "../../../etc/passwd": "passwd",
    "../../@/org/world/map.json#start": "map",
    "/_/global/example.org/maps/floor0.json#from-stairs": "floor0",
}


@pytest.mark.parametrize("url", ABROAD)
def test_R22_a_door_to_a_place_that_is_not_here_is_a_warning_and_closed(tmp_path: Path, url):
    saved(tmp_path, sound_map(), "yard/place.tmj")
    path = saved(
        tmp_path, sound_map(area("out", exitUrl=url), area("over", (96, 32, 32, 32), exitUrl="../yard")), "hall/place.tmj"
    )
    [warning] = check_places([path])
    assert (warning.what, warning.warning) == (
        f"the exit leads to {ABROAD[url]!r}, which is no place here: the door is closed",
        True,
    )
    told: list[PlanFault] = []
    plan = load_places(tmp_path, warn=told.append)["hall"]
    assert told == [warning]
    assert {door.name: door.closed for door in plan.doors.values()} == {"out": True, "over": False}
    doors = floor_of(plan, {})["doors"]
    assert [(door["name"], door.get("closed")) for door in doors] == [("out", True), ("over", None)]


def test_R16_a_door_is_held_against_the_places_beside_it_whether_they_were_named_or_not(tmp_path: Path, monkeypatch):
    yard = saved(tmp_path, sound_map(area("gate", start=True)), "yard/place.tmj")
    hall = saved(tmp_path, sound_map(area("out", exitUrl="../yard/place.tmj#gate")), "hall/place.tmj")
    loose = saved(tmp_path, sound_map(area("gate", start=True), area("out", exitUrl="#gate")), "loose/map.json")
    assert check_places([hall]) == check_places([hall, yard, loose]) == []
    monkeypatch.chdir(yard.parent)
    assert check_places([Path("place.tmj"), Path("../hall/place.tmj")]) == []
    yard.write_text("{", "utf-8")
    assert check_places([hall]) == []


CUT_IN_TWO = ["22222222", "2.2....2", "2.2....2", "2.2....2", "2.2....2", "22222222"]


@pytest.mark.parametrize(
    ("broken", "words"),
    [
        (counter(visitor_x=112), "the visitor's point 112,84 cannot be reached from any entry"),
        (booth(), "no seat of the booth can be reached"),
        (seat("s", (112, 116)), "the seat 112,116 cannot be reached from any entry"),
        (area("out", (128, 32, 32, 32), exitUrl="a.tmj"), "the exit cannot be reached from any entry"),
    ],
)
def test_R16_what_cannot_be_reached_is_told(tmp_path: Path, broken, words):
    start = tile_layer("start", [*NOTHING[:4], ".1......", "........"])
    document = map_of(tile_layer("walls", CUT_IN_TWO), start, object_layer("things", broken))
    assert words in [fault.what for fault in check_plan(saved(tmp_path, document))]
