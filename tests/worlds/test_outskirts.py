"""What a map says of its outskirts is told when the page could not draw it as it is written (R16)."""

from pathlib import Path

import pytest
from tests.worlds.drawn import saved, sound_map

from madang_worlds import check_plan, load_places

PLACES = Path(__file__).parents[2] / "worlds" / "madang_worlds" / "places"
SLIPS = {
    "no target": "0,0,1,1",
    "no size": "0,0>1,1",
    "an empty piece": "0,0,0,1>1,1",
    "half a tile": "0,0,1,1>1.5,1",
    "a target of three numbers": "0,0,1,1>1,1,2",
    "words": "grass all around",
    "an end without a piece": "0,0,1,1>-1,-1;",
}


@pytest.mark.parametrize("written", ["0,0,1,1>-1,-1", "0,0,2,2 > -28,-28,9,9 5,5;1,1,1,1>-4,0"])
def test_R16_outskirts_that_the_page_draws_are_sound(tmp_path: Path, written):
    assert check_plan(saved(tmp_path, sound_map(outskirts=written))) == []


@pytest.mark.parametrize("case", SLIPS)
def test_R16_a_slip_in_the_outskirts_is_told(tmp_path: Path, case):
    [fault] = check_plan(saved(tmp_path, sound_map(outskirts=SLIPS[case])))
    assert fault.what.startswith("outskirts has the piece")


def test_R16_a_piece_from_outside_of_the_map_is_told(tmp_path: Path):
    [fault] = check_plan(saved(tmp_path, sound_map(outskirts="250,0,9,1>-1,-1")))
    assert fault.what == "outskirts takes the piece '250,0,9,1>-1,-1' from outside of the map"


def test_R16_more_pieces_than_the_page_lays_are_told(tmp_path: Path):
    [fault] = check_plan(saved(tmp_path, sound_map(outskirts="0,0,1,1>" + " -1,-1" * 201)))
    assert fault.what == "outskirts lays 201 pieces"


@pytest.mark.parametrize("name", sorted(load_places(PLACES)))
def test_no_shipped_place_ends_at_its_edge(name):
    assert '"outskirts"' in (PLACES / name / "place.tmj").read_text("utf-8")
