"""Each key of Tiled's format has its kind of value, and what no table knows is told (SPEC R16)."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.worlds.drawn import (
    BENCH,
    FLOOR,
    LOOSE,
    Json,
    base,
    object_layer,
    properties,
    saved,
    sound_map,
    tileset,
    told,
)

from madang_worlds import check_plan

# Key of the map -> (what is written, how that is called)
OF_MAP: dict[str, tuple[Any, str]] = {
    "class": (5, "a string"),
    "version": ([], "a version like 1.10"),
    "tiledversion": (1, "a string"),
    "nextobjectid": ("x", "a whole number from 0"),
    "nextlayerid": (-1, "a whole number from 0"),
    "compressionlevel": ("x", "a whole number from -1 to 22"),
    "type": ("world", "one of map"),
    "infinite": ("yes", "a bool"),
    "editorsettings": (3, "an object"),
    "hexsidelength": ("x", "a whole number from 0"),
    "parallaxoriginx": ("x", "a number"),
    "skewy": (0.5, "a whole number"),
    "staggeraxis": ("z", "one of x, y"),
    "staggerindex": (1, "one of even, odd"),
    "properties": ("x", "a list"),
}


@pytest.mark.parametrize("key", OF_MAP)
def test_R16_each_key_of_a_map_has_its_kind(tmp_path: Path, key: str) -> None:
    value, kind = OF_MAP[key]
    assert told(tmp_path, sound_map() | {key: value}) == [(False, "", "", f"the map's {key!r} is {value!r}, not {kind}")]


SKY = base("sky", "imagelayer") | {"image": ""}
# Key of a layer -> (the layer, what is written, how that is called)
OF_LAYER: dict[str, tuple[Json, Any, str]] = {
    "class": (FLOOR, 5, "a string"),
    "id": (FLOOR, "x", "a whole number from 0"),
    "locked": (FLOOR, "x", "a bool"),
    "startx": (FLOOR, "x", "a whole number"),
    "type": (FLOOR, "tiles", "one of group, imagelayer, objectgroup, tilelayer"),
    "encoding": (FLOOR, "base32", "one of base64, csv"),
    "compression": (FLOOR, 5, "a string"),
    "data": (FLOOR, 5, "a list or a string"),
    "draworder": (object_layer("floor"), "weird", "one of index, topdown"),
    "color": (object_layer("floor"), 3, "a colour like #ff8000"),
    "image": (SKY, None, "a string"),
    "imagewidth": (SKY, "x", "a whole number from 0"),
    "repeatx": (SKY, "x", "a bool"),
    "transparentcolor": (SKY, "pink", "a colour like #ff8000"),
}


@pytest.mark.parametrize("key", OF_LAYER)
def test_R16_each_key_of_a_layer_has_its_kind(tmp_path: Path, key: str) -> None:
    layer, value, kind = OF_LAYER[key]
    faults = told(tmp_path, sound_map(layers=(layer | {key: value},)))
    assert (False, "floor" if layer is not SKY else "sky", "", f"{key!r} is {value!r}, not {kind}") in faults


# What an object says -> what is told
OF_OBJECT: dict[str, tuple[Json, str]] = {
    "no points": ({"polygon": []}, "'polygon' is [], not a list of points"),
    "a point of words": ({"polyline": [{"x": "a", "y": 0}]}, "a point's 'x' is 'a', not a number"),
    "no point": ({"polygon": [4]}, "a point's it is 4, not an object"),
    "a text without words": ({"text": {}}, "its text's 'text' is missing"),
    "a text of no colour": ({"text": {"text": "a", "color": 3}}, "its text's 'color' is 3, not a colour like #ff8000"),
    "a text of a word": ({"text": {"text": "a", "wrap": "yes"}}, "its text's 'wrap' is 'yes', not a bool"),
    "template": ({"template": 5}, "the template '5' is missing"),
    "two shapes": ({"point": True, "ellipse": True}, "it is of several shapes: ellipse, point"),
    "a tile that is a point": ({"point": True, "gid": 1, "width": 0, "height": 0}, "it is of several shapes: point, gid"),
}  # fmt: skip


@pytest.mark.parametrize("case", OF_OBJECT)
def test_R16_each_key_of_an_object_has_its_kind(tmp_path: Path, case: str) -> None:
    said, words = OF_OBJECT[case]
    assert (False, "things", "loose", words) in told(tmp_path, sound_map(LOOSE | said))


# Tileset, or what is in it -> what is told
OF_TILESET: dict[str, tuple[Json, str]] = {
    "class": ({"class": 5}, "'class' is 5, not a string"),
    "type": ({"type": "map"}, "'type' is 'map', not one of tileset"),
    "version": ({"version": {}}, "'version' is {}, not a version like 1.10"),
    "ground": ({"backgroundcolor": "red"}, "'backgroundcolor' is 'red', not a colour like #ff8000"),
    "fill": ({"fillmode": 5}, "'fillmode' is 5, not a string"),
    "size": ({"tilerendersize": 5}, "'tilerendersize' is 5, not a string"),
    "offset": ({"tileoffset": {"x": "a"}}, "its offset's 'x' is 'a', not a number"),
    "grid": ({"grid": {"orientation": "round"}}, "its grid's 'orientation' is 'round', not one of isometric, orthogonal"),
    "turns": ({"transformations": {"hflip": 1}}, "its transformations's 'hflip' is 1, not a bool"),
    "wang sets": ({"wangsets": {}}, "'wangsets' is {}, not a list"),
    "terrains": ({"terrains": 1}, "'terrains' is 1, not a list"),
    "frames": ({"tiles": [{"id": 0, "animation": [{"tileid": "0", "duration": 9}]}]},
               "a frame's 'tileid' is '0', not a whole number from 0"),
    "chance": ({"tiles": [{"id": 0, "probability": "x"}]}, "'probability' is 'x', not a number"),
    "shapes": ({"tiles": [{"id": 0, "objectgroup": []}]}, "'objectgroup' is [], not an object"),
    "two tiles": ({"tiles": [{"id": 1}, {"id": 1}]}, "there are two of it"),
    "a slip": ({"spacin": 1}, "the tileset says 'spacin', which is not known here"),
    "a slip of a tile": ({"tiles": [{"id": 1, "anmation": []}]}, "the tile says 'anmation', which is not known here"),
    "a class of ours": ({"tiles": [{"id": 1, "type": "counter"}]}, "its class 'counter' is not read"),
    "two classes": ({"tiles": [{"id": 1, "type": "a", "class": "b"}]}, "its class is 'b', and its type 'a'"),
}  # fmt: skip


@pytest.mark.parametrize("case", OF_TILESET)
def test_R16_each_key_of_a_tileset_has_its_kind(tmp_path: Path, case: str) -> None:
    change, words = OF_TILESET[case]
    faults = told(tmp_path, sound_map() | {"tilesets": [tileset(**change) | {"firstgid": 1}]})
    assert [words] == [what for _, layer, _, what in faults if layer == "tileset tiles"]


XML = """<tileset name="room" tilewidth="32" tileheight="32" tilecount="4" columns="4" {0}>
<image source="tiles.png" width="128" height="32"/><tile id="1"{1}>{2}</tile>{3}</tileset>"""
BOOL = '<properties><property name="collides" type="bool" value="{}"/></properties>'
OF_XML: dict[str, tuple[tuple[str, ...], str]] = {
    "attribute": (('spacng="1"', "", "", ""), "the tileset says 'spacng', which is not known here"),
    "number": (('margin="x"', "", "", ""), "'margin' is 'x', not a whole number from 0"),
    "element": (("", "", "", "<glow/>"), "the tileset says 'glow', which is not known here"),
    "flag": (("", "", "", '<transformations hflip="yes"/>'), "its transformations's 'hflip' is 'yes', not a bool"),
    "offset": (("", "", "", '<tileoffset x="a" y="0"/>'), "its offset's 'x' is 'a', not a number"),
    "property": (("", "", BOOL.format("yes"), ""), "property 'collides' is 'yes', not a bool"),
    "of a tile": (("", ' prob="1"', "", ""), "the tile says 'prob', which is not known here"),
    "shapes": (
        ("", "", '<objectgroup><object id="1" x="0" y="0"/></objectgroup>', ""), "collision shapes of its tiles are not read",
    ),
    "frame": (("", "", '<animation><frame tileid="x" duration="1"/></animation>', ""),
              "a frame's 'tileid' is 'x', not a whole number from 0"),
}  # fmt: skip


@pytest.mark.parametrize("case", OF_XML)
def test_R16_a_tileset_of_xml_has_the_same_kinds_and_keys(tmp_path: Path, case: str) -> None:
    parts, words = OF_XML[case]
    (tmp_path / "room.tsx").write_text(XML.format(*parts), "utf-8")
    document = sound_map() | {"tilesets": [{"firstgid": 1, "source": "room.tsx"}]}
    assert [words] == [what for _, layer, _, what in told(tmp_path, document) if layer == "tileset room"]


MARK = '<template><object name="mark" type="seat" {}>{}</object></template>'
OF_TEMPLATE: dict[str, tuple[str, str]] = {
    "attribute": (MARK.format('opacty="1"', ""), "the object says 'opacty', which is not known here"),
    "element": (MARK.format("", "<star/>"), "the object says 'star', which is not known here"),
    "flag": (MARK.format('visible="no"', ""), "'visible' is 'no', not a bool"),
    "capsule": (MARK.format("", "<capsule/>"), "the seat is an ellipse, polygon, line or text, which is not read"),
    "property": (MARK.format("", BOOL.format("1")), "property 'collides' is '1', not a bool"),
    "hidden": (MARK.format('visible="0"', ""), "the seat is hidden, and counts all the same"),
}


@pytest.mark.parametrize("case", OF_TEMPLATE)
def test_R16_a_template_of_xml_has_the_same_kinds_and_keys(tmp_path: Path, case: str) -> None:
    written, words = OF_TEMPLATE[case]
    (tmp_path / "mark.tx").write_text(written, "utf-8")
    faults = told(tmp_path, sound_map({"id": 9, "x": 80, "y": 84, "template": "mark.tx"}))
    assert [(layer, object_, what) for _, layer, object_, what in faults] == [("things", "mark", words)]


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ({"type": "map", "object": {}}, "the template 'a.tj': 'type' is 'map', not one of template"),
        ({"object": {}, "tilset": {}}, "the template 'a.tj': the template says 'tilset', which is not known here"),
    ],
)
def test_R16_the_file_of_a_template_has_its_keys(tmp_path: Path, written: Json, words: str) -> None:
    (tmp_path / "a.tj").write_text(json.dumps(written), "utf-8")
    faults = told(tmp_path, sound_map({"id": 9, "name": "t", "x": 80, "y": 84, "template": "a.tj"}))
    assert faults == [(False, "things", "t", words)]


# Whatever has a slip in its key -> (layer, object, what was written, what was meant)
SLIPS: dict[str, tuple[Json, str, str, str, str]] = {
    "map": (sound_map() | {"backgroundcolour": "#102030"}, "", "", "backgroundcolour", "backgroundcolor"),
    "layer": (sound_map(layers=(FLOOR | {"offsetX": 32},)), "floor", "", "offsetX", "offsetx"),
    "chunk": (
        sound_map(layers=(FLOOR | {"chunk": []},)), "floor", "", "chunk", "chunks",
    ),
    "object": (sound_map(BENCH | {"opacty": 0.5}), "things", "bench", "opacty", "opacity"),
    "text": (sound_map(LOOSE | {"text": {"text": "a", "colour": "#102030"}}), "things", "loose", "colour", "color"),
}  # fmt: skip


@pytest.mark.parametrize("case", SLIPS)
def test_R16_a_key_that_is_nearly_one_of_tiled_is_a_fault(tmp_path: Path, case: str) -> None:
    document, layer, object_, written, meant = SLIPS[case]
    [fault] = [fault for fault in check_plan(saved(tmp_path, document)) if not fault.warning]
    assert (fault.layer, fault.object) == (layer, object_)
    assert f"says {written!r}, which is not known here" in fault.what
    assert fault.mend.startswith(f"Did you mean {meant!r}?")


PROPERTIES: dict[str, tuple[Json, str]] = {
    "bool": ({"name": "a", "type": "bool", "value": "true"}, "property 'a' is 'true', not a bool"),
    "string": ({"name": "a", "type": "string", "value": True}, "property 'a' is True, not a string"),
    "half": ({"name": "a", "type": "int", "value": 1.5}, "property 'a' is 1.5, not a whole number"),
    "colour": ({"name": "a", "type": "color", "value": "red"}, "property 'a' is 'red', not a colour like #ff8000"),
    "class": ({"name": "a", "type": "class", "value": 1}, "property 'a' is 1, not an object"),
    "type": ({"name": "a", "type": "number", "value": 1}, "property 'a' is of type 'number', which Tiled does not have"),
    "key": ({"name": "a", "type": "int", "value": 1, "vlue": 2}, "property 'a' says 'vlue', which no property has"),
}


@pytest.mark.parametrize("case", PROPERTIES)
def test_R16_a_property_is_of_its_type(tmp_path: Path, case: str) -> None:
    said, words = PROPERTIES[case]
    assert told(tmp_path, sound_map(BENCH | {"properties": [*BENCH["properties"], said]})) == [(False, "things", "bench", words)]


def test_R16_a_property_that_is_there_twice_is_a_fault(tmp_path: Path) -> None:
    twice = BENCH | {"properties": BENCH["properties"] * 2}
    assert told(tmp_path, sound_map(twice)) == [(False, "things", "bench", "property 'art' is there twice")]


def test_R16_properties_of_every_type_of_tiled_are_passed_over(tmp_path: Path) -> None:
    said = [
        {"name": "a", "type": "color", "value": "#102030"},
        {"name": "b", "type": "class", "propertytype": "Npc", "value": {"hp": 3}},
        {"name": "c", "type": "object", "value": 0}, {"name": "d", "type": "float", "value": 1},
        {"name": "e", "type": "int", "value": -4}, {"name": "f", "type": "file", "value": "a.png"},
        *properties({"g": True, "h": "x"}),
    ]  # fmt: skip
    assert told(tmp_path, sound_map(LOOSE | {"properties": said})) == []
