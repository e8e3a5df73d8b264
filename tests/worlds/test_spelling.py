"""A name of ours with a slip of the pen in it is told; the names of others are passed over."""

from pathlib import Path
from typing import Any

import pytest
from tests.worlds.drawn import (
    NOTHING,
    area,
    properties,
    saved,
    seat,
    sound_map,
    thing,
    tile_layer,
    tileset,
)

from madang_worlds import check_plan
from madang_worlds.spelling import LAYER, MAP, OF_CLASS, TILE

CONVENTIONS = Path(__file__).parents[2] / "docs" / "reference" / "map-conventions.md"
# Thing with a slip of the pen -> (what was written, what was meant)
SLIPS: dict[str, tuple[dict[str, Any], str, str]] = {
    "area silent": (area("quiet", slient=True), "slient", "silent"),
    "area exit": (area("out", exitURL="a.tmj"), "exitURL", "exitUrl"),
    "area start": (area("gate", strat=True), "strat", "start"),
    "area title": (area("hall", titel_ko="홀"), "titel_ko", "title_ko"),
    "seat": (seat("s", countr="consult-1"), "countr", "counter"),
    "furniture": (thing(60, "furniture", "door", (9, 9, 0, 0), art="bench", artclosed="e"), "artclosed", "art_closed"),
    "sign": (thing(60, "sign", "wing", (9, 9, 0, 0), art="bench", text_kr="글"), "text_kr", "text_ko"),
}


@pytest.mark.parametrize("case", SLIPS)
def test_R16_a_property_that_is_nearly_one_of_ours_is_told_with_what_was_meant(tmp_path: Path, case):
    slip, written, meant = SLIPS[case]
    [fault] = check_plan(saved(tmp_path, sound_map(slip)))
    assert (fault.layer, fault.object, fault.what) == ("things", slip["name"], f"property {written!r} is unknown")
    assert fault.mend.startswith(f"Did you mean {meant!r}?")


def test_R16_a_slip_in_a_property_of_the_map_a_layer_or_a_tile_is_told(tmp_path: Path):
    tiles = [{"id": 1, "properties": properties({"colides": True})}]
    document = sound_map(layers=(tile_layer("north", NOTHING, startlayer=True),), capasity=3)
    document["tilesets"] = [tileset(tiles=tiles) | {"firstgid": 1}]
    faults = check_plan(saved(tmp_path, document))
    assert [(fault.layer, fault.object, fault.mend.partition("?")[0]) for fault in faults] == [
        ("", "", "Did you mean 'capacity'"),
        ("tileset tiles", "tile 1", "Did you mean 'collides'"),
        ("north", "", "Did you mean 'startLayer'"),
    ]


def test_R16_properties_of_others_are_passed_over(tmp_path: Path):
    others = area("meeting", jitsiRoom="a", openWebsite="b", zone="c", playAudio="d", exitInstance="e", focusable=True, title="f")
    languages = area("hall", title_ko="홀", title_en="Hall", title_es="Sala", title_fr="Salle")
    loose = thing(60, "", "loose", (1, 2, 3, 4), slient=True)
    layer = tile_layer("zone", NOTHING, jitsiTrigger="onaction", zoomLevel=2, startTag="x")
    document = sound_map(others, languages, loose, layers=(layer,), mapLink="a", mapDescription="b", script="c.js")
    assert check_plan(saved(tmp_path, document)) == []


def test_R16_the_names_are_those_of_the_conventions():
    page = CONVENTIONS.read_text("utf-8")
    names = {name for group in (MAP, TILE, LAYER, *OF_CLASS.values()) for name in group}
    assert [name for name in sorted(names) if f"`{name}`" not in page] == []
