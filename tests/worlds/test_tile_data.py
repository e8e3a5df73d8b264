"""Tile data that passes the check is what browsers read; the client reads the same file (SPEC R16)."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.worlds.drawn import NOTHING, START, saved, sound_map, tile_layer

from madang_worlds import check_plan
from madang_worlds.faults import FaultList
from madang_worlds.tiled import read_drawing
from madang_worlds.tiled_raw import NUMBER_MASK
from madang_worlds.vectors import FILE

GOLDEN = json.loads(FILE.with_name("tile_data.json").read_text("utf-8"))


def map_with(data: dict[str, Any]) -> dict[str, Any]:
    return sound_map(layers=(_bare() | data,))


def endless(data: dict[str, Any]) -> dict[str, Any]:
    """The same as the one chunk of an infinite map."""
    layers = [_in_a_chunk(tile_layer("start", START)), _in_a_chunk(_bare() | data)]
    return sound_map() | {"infinite": True, "layers": layers}


def _in_a_chunk(layer: dict[str, Any]) -> dict[str, Any]:
    chunk = {"x": 0, "y": 0} | {key: layer[key] for key in ("width", "height", "data")}
    return {key: value for key, value in layer.items() if key != "data"} | {"chunks": [chunk], "startx": 0, "starty": 0}


def _bare() -> dict[str, Any]:
    return {key: value for key, value in tile_layer("cut", NOTHING).items() if key != "data"}


@pytest.mark.parametrize("written", [map_with, endless])
@pytest.mark.parametrize("name", GOLDEN["read"])
def test_R16_tile_data_is_read_in_each_spelling_that_browsers_read(tmp_path: Path, name: str, written):
    faults = FaultList("place.tmj")
    drawing = read_drawing(saved(tmp_path, written(GOLDEN["read"][name])), faults)
    assert drawing is not None
    cut = next(layer for layer in drawing.tile_layers if layer.name == "cut")
    assert cut.numbers.flatten().tolist() == [number & NUMBER_MASK for number in GOLDEN["tiles"]]


@pytest.mark.parametrize("written", [map_with, endless])
@pytest.mark.parametrize("name", GOLDEN["broken"])
def test_R16_tile_data_that_browsers_do_not_read_is_told_with_its_layer_and_remedy(tmp_path: Path, name: str, written):
    told = [fault for fault in check_plan(saved(tmp_path, written(GOLDEN["broken"][name]))) if not fault.warning]
    assert {(fault.layer, fault.mend) for fault in told} == {("cut", "Open the map in Tiled and save it again")}
    assert not any("cannot be read" in fault.what for fault in told)
