"""The sheets for the first picture of a place: they hold what its map shows, where the whole sheets hold it."""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageChops

from madang_worlds.art import trimming
from madang_worlds.art.place_sheets import KINDS, Used, used_by
from madang_worlds.art.trimming import PLACES, SHEETS, stale

NAMES = ("city_hall", "plaza")


def plain_map(**values: Any) -> dict[str, Any]:
    """A map of two tiles and one thing, drawn with our sheet alone."""
    said = [{"name": "art", "type": "string", "value": "bench"}]
    layers = [
        {"type": "tilelayer", "data": [0, 3, 0x8000_0004]},
        {"type": "objectgroup", "objects": [{"properties": said}, {"properties": []}]},
    ]
    return {"tilesets": [{"firstgid": 1, "image": "../../art/sheets/tiles/tiles.png"}], "layers": layers} | values


def test_a_map_uses_the_tiles_it_shows_turned_or_not_and_the_things_it_names() -> None:
    assert used_by(plain_map()) == Used(frozenset({2, 3}), frozenset({"bench"}))


def test_a_tile_that_stands_free_on_an_object_layer_is_used() -> None:
    layers = [{"type": "objectgroup", "objects": [{"gid": 0x4000_0007}]}]
    assert used_by(plain_map(layers=layers)) == Used(frozenset({6}), frozenset())


@pytest.mark.parametrize(
    "unusual",
    [
        {"tilesets": [{"firstgid": 1, "image": "tiles.png"}, {"firstgid": 99, "image": "more.png"}]},
        {"tilesets": [{"firstgid": 1, "source": "tiles.tsj"}]},
        {"layers": [{"type": "tilelayer", "data": "eJw="}]},
        {"layers": [{"type": "group", "layers": []}]},
    ],
)
def test_a_map_that_is_not_plainly_ours_has_no_sheets_of_its_own(unusual: dict[str, Any]) -> None:
    assert used_by(plain_map(**unusual)) is None


@pytest.mark.parametrize("name", NAMES)
def test_the_committed_sheets_are_those_of_the_committed_maps(name: str) -> None:
    assert not stale(SHEETS, PLACES, name)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("kind", KINDS)
def test_what_a_place_shows_is_in_its_sheet_as_it_is_in_the_whole_one(name: str, kind: str) -> None:
    used = used_by(json.loads((PLACES / name / "place.tmj").read_text("utf-8")))
    assert used is not None
    boxes = {"tiles": trimming.tile_boxes, "objects": trimming.object_boxes}[kind](SHEETS, used)
    first = Image.open(SHEETS / "places" / name / f"{kind}@1x.webp").convert("RGBA")
    whole = Image.open(SHEETS / kind / f"{kind}@1x.webp").convert("RGBA")
    assert first.size == whole.size
    assert len(boxes) > 20
    assert [box for box in boxes if ImageChops.difference(first.crop(box), whole.crop(box)).getbbox()] == []


def test_a_map_that_shows_something_new_makes_its_sheets_stale(tmp_path: Path) -> None:
    shutil.copytree(PLACES / "plaza", tmp_path / "plaza")
    changed = json.loads((PLACES / "plaza" / "place.tmj").read_text("utf-8"))
    changed["layers"][0]["data"][0] = 2
    (tmp_path / "plaza" / "place.tmj").write_text(json.dumps(changed), "utf-8")
    assert stale(SHEETS, tmp_path, "plaza")


def test_the_office_reads_what_sheets_hold_without_the_tools_that_draw_them() -> None:
    loaded = "import sys, madang_worlds.art.place_sheets; print({'PIL', 'madang_worlds.art.raster'} & sys.modules.keys())"
    assert subprocess.run([sys.executable, "-c", loaded], capture_output=True, check=True).stdout == b"set()\n"
