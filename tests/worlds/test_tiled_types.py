"""Whatever has the wrong type in a Tiled file is told with its layer and object, before anything reads it (SPEC R16)."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.worlds.drawn import (
    BENCH,
    NOTHING,
    Json,
    area,
    counter,
    group,
    object_layer,
    properties,
    saved,
    sound_map,
    tile_layer,
    tileset,
)

from madang_worlds import check_plan
from madang_worlds.tiled import MAP_BYTES_MAX

ENDLESS = float("inf")
# Field of an object -> (what is written, the whole of what is told)
WRONG_FIELDS: dict[str, tuple[Any, str]] = {
    "x": ("a", "'x' is 'a', not a number"),
    "y": (float("nan"), "'y' is nan, not a number"),
    "width": (ENDLESS, "'width' is inf, not a number from 0"),
    "height": (-4, "'height' is -4, not a number from 0"),
    "rotation": (None, "'rotation' is None, not a number"),
    "id": ("7", "'id' is '7', not a whole number from 0"),
    "visible": ("yes", "'visible' is 'yes', not a bool"),
    "gid": ("3", "'gid' is '3', not the number of a tile"),
    "class": (5, "'class' is 5, not a string"),
    "name": (["bench"], "'name' is ['bench'], not a string"),
    "opacity": (2, "'opacity' is 2, not a number from 0 to 1"),
    "point": (1, "'point' is 1, not a bool"),
    "polygon": ({}, "'polygon' is {}, not a list of points"),
    "text": ("hello", "'text' is 'hello', not an object"),
    "properties": ("art", "'properties' is 'art', not a list"),
}


@pytest.mark.parametrize("field", WRONG_FIELDS)
def test_R16_a_field_of_the_wrong_type_is_told_with_layer_and_object(tmp_path: Path, field: str) -> None:
    value, words = WRONG_FIELDS[field]
    faults = check_plan(saved(tmp_path, sound_map(BENCH | {field: value})))
    called = "#50" if field == "name" else "bench"
    assert [(fault.layer, fault.object, fault.what) for fault in faults] == [("things", called, words)]


@pytest.mark.parametrize("number", [-1e9, 1e308, -ENDLESS, True, "-3"])
@pytest.mark.parametrize("field", ["x", "gid"])
def test_R16_no_number_is_read_that_no_map_can_have(tmp_path: Path, field: str, number: Any) -> None:
    path = saved(tmp_path, sound_map(BENCH | {"x": -2_000_000, "gid": 1, field: number}))
    assert {fault.object for fault in check_plan(path)} == {"bench"}
    assert f"'{field}' is {number!r}" in " ".join(fault.what for fault in check_plan(path))


@pytest.mark.parametrize("field", ["id", "x", "width", "rotation", "visible"])
def test_R16_a_field_that_is_missing_is_told_with_layer_and_object(tmp_path: Path, field: str) -> None:
    broken = {name: value for name, value in BENCH.items() if name != field}
    [fault] = check_plan(saved(tmp_path, sound_map(counter(), broken)))
    assert (fault.layer, fault.object, fault.what) == ("things", "bench", f"'{field}' is missing")


def test_R16_an_object_without_name_and_id_is_told_by_its_place_in_the_list(tmp_path: Path) -> None:
    broken = {name: value for name, value in BENCH.items() if name not in {"id", "name"}}
    [fault] = check_plan(saved(tmp_path, sound_map(counter(), broken, None)))[:1]
    assert (fault.layer, fault.object, fault.what) == ("things", "object 2", "'id' is missing")


@pytest.mark.parametrize("nothing", [None, 3, "bench", []])
def test_R16_what_is_no_object_is_told_by_its_place_in_the_list(tmp_path: Path, nothing: Any) -> None:
    [fault] = check_plan(saved(tmp_path, sound_map(counter(), nothing)))
    assert (fault.layer, fault.object, fault.what) == ("things", "object 2", f"it is {nothing!r}, not an object")


# Layer -> (its name in the sentence, what is told)
WRONG_LAYERS: dict[str, tuple[Any, str, str]] = {
    "null": (None, "layer 4", "it is None, not an object"),
    "group of null": (group("g") | {"layers": None}, "g", "'layers' is None, not a list"),
    "null in a group": (group("g", None), "g/layer 1", "it is None, not an object"),  # type: ignore[arg-type]
    "objects null": (object_layer("o") | {"objects": None}, "o", "'objects' is None, not a list"),
    "width 1.5": (tile_layer("f", NOTHING) | {"width": 1.5}, "f", "'width' is 1.5, not a whole number from 0"),
    "offset without end": (object_layer("o") | {"offsetx": 1e308, "offsety": 0}, "o", "'offsetx' is 1e+308, not a number"),
    "opacity a word": (object_layer("o") | {"opacity": "half"}, "o", "'opacity' is 'half', not a number from 0 to 1"),
    "tint a word": (object_layer("o") | {"tintcolor": "red"}, "o", "'tintcolor' is 'red', not a colour like #ff8000"),
    "parallax a word": (object_layer("o") | {"parallaxx": "far"}, "o", "'parallaxx' is 'far', not a number"),
    "a property without end": (
        object_layer("o") | {"properties": properties({"depth": ENDLESS})},
        "o",
        "property 'depth' is inf, not a number",
    ),
    "chunk a word": (
        tile_layer("f", NOTHING) | {"chunks": [{"x": "a", "y": 0, "width": 8, "height": 6, "data": []}]},
        "f",
        "a chunk's 'x' is 'a', not a whole number",
    ),
}


@pytest.mark.parametrize("case", WRONG_LAYERS)
def test_R16_a_layer_of_the_wrong_type_is_told_by_its_name(tmp_path: Path, case: str) -> None:
    layer, called, words = WRONG_LAYERS[case]
    [fault] = check_plan(saved(tmp_path, sound_map(layers=(layer,))))
    assert (fault.layer, fault.what) == (called, words)


@pytest.mark.parametrize("said", [{"name": "silent"}, {"value": True}, "silent", None, {"name": 3, "value": 1}])
def test_R16_a_property_without_name_or_value_is_told_with_its_object(tmp_path: Path, said: Any) -> None:
    [fault] = check_plan(saved(tmp_path, sound_map(area("quiet") | {"properties": [said]})))
    assert (fault.layer, fault.object, fault.what) == ("things", "quiet", f"property {said!r} has no name or no value")


WRONG_MAPS: dict[str, tuple[Json, str]] = {
    "half a tile": ({"width": 8.5}, "the map's 'width' is 8.5, not a whole number from 0"),
    "infinite a word": ({"infinite": "no"}, "the map's 'infinite' is 'no', not a bool"),
    "no first number": ({"tilesets": [tileset()]}, "tileset 1: 'firstgid' is missing"),
    "first number 0": ({"tilesets": [tileset() | {"firstgid": 0}]}, "tileset 1: 'firstgid' is 0, not the number of a tile"),
    "no tileset": ({"tilesets": [None]}, "tileset 1: it is None, not an object"),
    "columns a word": ({"tilesets": [tileset(columns="4") | {"firstgid": 1}]}, "'columns' is '4', not a whole number from 0"),
    "picture of no size": (
        {"tilesets": [tileset(imagewidth=0) | {"firstgid": 1}]}, "'imagewidth' is 0, not a whole number from 1",
    ),
    "ground a word": ({"backgroundcolor": ""}, "the map's 'backgroundcolor' is '', not a colour like #ff8000"),
    "no such order": ({"renderorder": "down"}, "the map's 'renderorder' is 'down', not one of Tiled's render orders"),
    "a picture of a tile without a size": (
        {"tilesets": [tileset(tiles=[{"id": 0, "image": "tiles.png"}]) | {"firstgid": 1}]}, "'imagewidth' is missing",
    ),
    "tile a number": ({"tilesets": [tileset(tiles=[5]) | {"firstgid": 1}]}, "it is 5, not an object"),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG_MAPS)
def test_R16_a_map_or_tileset_of_the_wrong_type_is_told(tmp_path: Path, case: str) -> None:
    change, words = WRONG_MAPS[case]
    assert words in [fault.what for fault in check_plan(saved(tmp_path, sound_map() | change))]


def test_R16_a_long_value_is_cut_in_the_sentence(tmp_path: Path) -> None:
    [fault] = check_plan(saved(tmp_path, sound_map(BENCH | {"x": "a" * 9_000})))
    assert len(fault.what) < 100


def test_R16_what_a_template_says_is_held_to_the_same(tmp_path: Path) -> None:
    (tmp_path / "bench.tj").write_text(json.dumps({"type": "template", "object": BENCH | {"rotation": "left"}}), "utf-8")
    path = saved(tmp_path, sound_map({"id": 9, "x": 64, "y": 64, "template": "bench.tj"}))
    assert [(fault.object, fault.what) for fault in check_plan(path)] == [("bench", "'rotation' is 'left', not a number")]


@pytest.mark.parametrize(
    ("depth", "told"), [(64, []), (65, ["it lies in more than 64 groups"]), (300, ["it lies in more than 64 groups"])]
)
def test_R16_groups_lie_in_a_bounded_number_of_groups(tmp_path: Path, depth: int, told: list[str]) -> None:
    inner = tile_layer("f", NOTHING)
    for _ in range(depth):
        inner = group("g", inner)
    assert [fault.what for fault in check_plan(saved(tmp_path, sound_map(layers=(inner,))))] == told


@pytest.mark.parametrize(
    "where",
    [{"editorsettings": {"zoom": ENDLESS}}, {"properties": [{"name": "a", "type": "class", "value": {"b": float("nan")}}]}],
)
def test_R16_no_number_stands_anywhere_that_browsers_do_not_read(tmp_path: Path, where: Json) -> None:
    [fault] = check_plan(saved(tmp_path, sound_map() | where))
    assert fault.what in {"the file says Infinity, which is no number of JSON", "the file says NaN, which is no number of JSON"}


def test_R16_a_tileset_or_template_with_such_a_number_is_told_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "room.tsj").write_text(json.dumps(tileset() | {"editor": ENDLESS}), "utf-8")
    (tmp_path / "bench.tj").write_text(json.dumps({"object": BENCH, "editor": ENDLESS}), "utf-8")
    document = sound_map({"id": 9, "x": 64, "y": 64, "template": "bench.tj"}) | {
        "tilesets": [{"firstgid": 1, "source": "room.tsj"}]
    }
    assert [fault.what for fault in check_plan(saved(tmp_path, document))] == [
        "the template 'bench.tj' cannot be read",
        "the tileset 'room.tsj' is no tileset of Tiled",
    ]


def test_R16_a_map_of_too_many_bytes_is_not_read(tmp_path: Path) -> None:
    path = saved(tmp_path, sound_map())
    with path.open("a") as file:
        file.truncate(MAP_BYTES_MAX + 1)
    assert [fault.what for fault in check_plan(path)] == ["the file has more than 32 MB"]
