"""What a map says twice, each time otherwise, and what it says of ours that nobody is shown, is told (SPEC R16)."""

import json
from pathlib import Path

import pytest
from tests.worlds.drawn import (
    BENCH,
    FLOOR,
    LOOSE,
    START,
    WALLS,
    Json,
    area,
    booth,
    counter,
    group,
    map_of,
    object_layer,
    seat,
    sound_map,
    tile_layer,
    tileset,
    told,
)

CHUNK = {"x": 0, "y": 0, "width": 8, "height": 6, "data": FLOOR["data"]}
CHUNKED = {key: value for key, value in FLOOR.items() if key != "data"} | {"chunks": [CHUNK]}
BOTH = "it has data and chunks, and Tiled reads the first alone"
# Tile layer -> what is told of it in a map that is not infinite
DATA: dict[str, tuple[Json, str]] = {
    "data and chunks": (FLOOR | {"chunks": [CHUNK]}, BOTH),
    "data and no chunks": (FLOOR | {"chunks": []}, BOTH),
    "chunks": (CHUNKED, "it has no data, and the map is not infinite"),
    "no chunks": (CHUNKED | {"chunks": []}, "it has no data, and the map is not infinite"),
    "height": (FLOOR | {"height": 3}, "its size is 8 x 3 tiles, not that of the map"),
    "a bool": (FLOOR | {"data": [True, *FLOOR["data"][1:]]}, "its tiles are not whole numbers alone"),
    "words": (FLOOR | {"data": "AAAA"}, "its data is packed, and its encoding is not base64"),
    "things": (FLOOR | {"objects": []}, "'objects' is of an object layer, and this is a tile layer"),
    "layers": (FLOOR | {"layers": []}, "'layers' is of a group, and this is a tile layer"),
}


@pytest.mark.parametrize("case", DATA)
def test_R16_tiles_are_written_in_one_way_that_fits_the_map(tmp_path: Path, case: str) -> None:
    layer, words = DATA[case]
    assert told(tmp_path, sound_map(layers=(layer,))) == [(False, "floor", "", words)]


def test_R16_an_infinite_map_has_chunks(tmp_path: Path) -> None:
    words = "it has no chunks, and the map is infinite"
    document = map_of(FLOOR, CHUNKED | {"name": "walls"}) | {"infinite": True}
    assert told(tmp_path, document) == [(False, "floor", "", words)]


@pytest.mark.parametrize("encoding", ["csv", None])
def test_R16_a_list_of_numbers_may_say_that_it_is_one(tmp_path: Path, encoding: str | None) -> None:
    said = {} if encoding is None else {"encoding": encoding}
    assert told(tmp_path, sound_map(layers=(FLOOR | said,))) == []


OURS = {"furniture": BENCH, "counter": counter(), "booth": booth(), "area": area("a", silent=True), "seat": seat("s")}


@pytest.mark.parametrize("kind", OURS)
def test_R16_a_point_of_ours_with_a_size_is_a_fault(tmp_path: Path, kind: str) -> None:
    ours = OURS[kind] | {"point": True, "width": 64, "height": 32}
    words = "it is a point, and its size is 64 x 32"
    assert told(tmp_path, sound_map(ours)) == [(False, "things", ours["name"], words)]


def test_R16_a_point_of_others_with_a_size_is_a_warning(tmp_path: Path) -> None:
    words = "it is a point, and its size is 32 x 32"
    assert told(tmp_path, sound_map(LOOSE | {"point": True})) == [(True, "things", "loose", words)]


@pytest.mark.parametrize(
    ("one", "other", "warning"), [("furniture", "seat", False), ("", "area", False), ("sign", "", False), ("npc", "pc", True)]
)
def test_R16_a_class_beside_another_type_is_told(tmp_path: Path, one: str, other: str, *, warning: bool) -> None:
    both = LOOSE | {"class": one, "type": other}
    assert told(tmp_path, sound_map(both)) == [(warning, "things", "loose", f"its class is {one!r}, and its type {other!r}")]


def test_R16_a_class_may_be_written_twice_in_the_same_words(tmp_path: Path) -> None:
    assert told(tmp_path, sound_map(BENCH | {"type": "furniture"})) == []


HIDDEN = {
    "furniture": "the furniture is hidden, and nobody sees it",
    "counter": "the counter is hidden, and counts all the same",
    "booth": "the booth is hidden, and counts all the same",
    "area": "the area is hidden, and counts all the same",
    "seat": "the seat is hidden, and counts all the same",
}


@pytest.mark.parametrize("kind", HIDDEN)
def test_R16_an_object_of_ours_that_is_hidden_is_a_warning(tmp_path: Path, kind: str) -> None:
    ours = OURS[kind] | {"visible": False}
    assert told(tmp_path, sound_map(ours)) == [(True, "things", ours["name"], HIDDEN[kind])]


@pytest.mark.parametrize("hides", ["layer", "group"])
def test_R16_a_hidden_layer_with_objects_of_ours_is_a_warning(tmp_path: Path, hides: str) -> None:
    layer = object_layer("o", area("a", silent=True), seat("s")) | {"visible": hides != "layer"}
    around = group("g", layer) | {"visible": hides != "group"}
    words = "it is hidden, and its objects count all the same: area, seat"
    assert told(tmp_path, sound_map(layers=(around,))) == [(True, "g/o", "", words)]


def test_R16_hidden_objects_of_others_are_passed_over(tmp_path: Path) -> None:
    layer = object_layer("o", LOOSE | {"visible": False}) | {"visible": False}
    assert told(tmp_path, sound_map(layers=(layer,))) == []


CLEAR = "its opacity and tint are not read for furniture and signs"


@pytest.mark.parametrize("look", [{"opacity": 0.5}, {"tintcolor": "#102030"}])
def test_R16_a_look_that_furniture_does_not_take_is_a_warning(tmp_path: Path, look: Json) -> None:
    assert told(tmp_path, sound_map(layers=(object_layer("o", BENCH) | look,))) == [(True, "o", "", CLEAR)]


THINGS: dict[str, tuple[Json, str]] = {
    "clear": (BENCH | {"opacity": 0.5}, "its opacity is not read: the furniture is drawn whole"),
    "large": (BENCH | {"width": 32}, "its size is not read: the furniture stands on its upper left corner"),
}


@pytest.mark.parametrize("case", THINGS)
def test_R16_what_furniture_says_of_its_look_in_vain_is_a_warning(tmp_path: Path, case: str) -> None:
    said, words = THINGS[case]
    assert told(tmp_path, sound_map(said)) == [(True, "things", "bench", words)]


def test_R16_two_objects_or_layers_of_one_id_are_a_warning(tmp_path: Path) -> None:
    things = object_layer("things", BENCH, BENCH | {"name": "other"}) | {"id": 7}
    walls = tile_layer("walls", WALLS) | {"id": 7}
    assert told(tmp_path, map_of(walls, tile_layer("start", START), things)) == [
        (True, "things", "", "its id 7 is that of 'walls' too"),
        (True, "things", "other", "its id 50 is that of 'bench' too"),
    ]


def test_R16_two_tilesets_of_one_first_number_are_a_fault(tmp_path: Path) -> None:
    sets = [tileset() | {"firstgid": 1}, tileset(name="other") | {"firstgid": 1}]
    words = "tileset 2: its first number 1 is that of another"
    assert told(tmp_path, sound_map() | {"tilesets": sets}) == [(False, "", "", words)]


def test_R16_what_a_map_says_of_a_tileset_elsewhere_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.tsj").write_text(json.dumps(tileset()), "utf-8")
    sets = [{"firstgid": 1, "source": "a.tsj", "tilewidth": 16}]
    words = "tileset 1: the tileset says 'tilewidth', which is not known here"
    assert told(tmp_path, sound_map() | {"tilesets": sets}) == [(True, "", "", words)]


def test_R16_a_class_of_ours_on_a_layer_is_a_warning(tmp_path: Path) -> None:
    assert told(tmp_path, sound_map(layers=(FLOOR | {"class": "area"},))) == [(True, "floor", "", "its class 'area' is not read")]


OLD = "has its properties as a Tiled before 1.2 wrote them"


def test_R16_old_properties_of_a_group_are_told(tmp_path: Path) -> None:
    old = group("g", FLOOR) | {"properties": {"silent": True}}
    assert told(tmp_path, sound_map(layers=(old,))) == [(False, "g", "", f"the layer {OLD}")]


def test_R16_old_properties_of_a_tile_are_told(tmp_path: Path) -> None:
    sets = [tileset(tiles=[{"id": 1, "properties": {"collides": True}}]) | {"firstgid": 1}]
    assert (False, "", "", f"a tile of the tileset 'tiles' {OLD}") in told(tmp_path, sound_map() | {"tilesets": sets})


def test_R16_columns_that_the_picture_does_not_have_are_a_warning(tmp_path: Path) -> None:
    sets = [tileset(columns=1) | {"firstgid": 1}]
    words = "its columns are 1, and its picture holds 4"
    assert told(tmp_path, sound_map() | {"tilesets": sets}) == [(True, "tileset tiles", "", words)]


def test_R16_a_group_moved_by_tiles_is_a_warning(tmp_path: Path) -> None:
    words = "its x, y are 1,0, which is not read"
    assert told(tmp_path, sound_map(layers=(group("g", FLOOR) | {"x": 1},))) == [(True, "g", "", words)]
