"""The parts of WorkAdventure's starter maps: they load without a word, and mean what they mean there."""

from pathlib import Path

import pytest
from tests.worlds.starter_maps import OFFICE_START, TABLE_COLUMN, write_starter_maps

from madang_worlds import TILE_UNITS, Plan, check_places, load_places


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_starter_maps(tmp_path_factory.mktemp("starter"))


@pytest.fixture(scope="module")
def plans(folder: Path) -> dict[str, Plan]:
    return load_places(folder)


def test_R16_starter_maps_have_no_fault_and_no_warning(folder: Path) -> None:
    assert [str(fault) for fault in check_places(sorted(folder.glob("*/place.tmj")))] == []


def test_R14_starter_maps_lead_to_each_other(plans: dict[str, Plan]) -> None:
    doors = {(name, door.target_place, door.target_entry) for name, plan in plans.items() for door in plan.doors.values()}
    assert doors == {("office", "conference", "from-office"), ("conference", "office", "from-conference")}
    assert all(door.target_entry in plans[door.target_place].entries for plan in plans.values() for door in plan.doors.values())


def test_R16_people_start_on_the_layer_start_and_the_layer_collisions_blocks(plans: dict[str, Plan]) -> None:
    office = plans["office"]
    column, row = OFFICE_START
    assert office.entry() == (column * TILE_UNITS + 128, row * TILE_UNITS + 160)
    assert office.blocked[row].tolist() == [place in {TABLE_COLUMN, 10} for place in range(15)]


def test_R12_the_silent_zone_is_silent_and_meeting_zones_are_not(plans: dict[str, Plan]) -> None:
    assert [area.name for area in plans["office"].silent] == ["silentZone"]


def test_R5_every_way_out_can_be_walked_to(plans: dict[str, Plan]) -> None:
    for plan in plans.values():
        spots = [plan.spot("door", name) for name in plan.doors]
        assert [plan.path_finder.reachable(plan.entry(), spot) for spot in spots if spot is not None] == [True]
