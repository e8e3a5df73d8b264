"""Broken maps: each fault is told with file, layer, object, what is wrong and how to mend it, and none becomes a plan (R16)."""

import base64
import gzip
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.worlds.drawn import (
    FLOOR,
    NOTHING,
    area,
    booth,
    counter,
    map_of,
    picture,
    properties,
    saved,
    seat,
    sound_map,
    thing,
    tile_layer,
    tileset,
)

from madang_worlds import PlanFault, PlanFaults, check_plan, load_plan

PACK = {"zlib": zlib.compress, "gzip": gzip.compress}


def packed(name: str, data: bytes, *, kind: str = "zlib") -> dict[str, Any]:
    """A tile layer with these bytes, compressed."""
    words = base64.b64encode(PACK[kind](data)).decode()
    return tile_layer(name, NOTHING) | {"data": words, "encoding": "base64", "compression": kind}


# Object -> the whole of what is told: (object, words of what is wrong)
BROKEN_THINGS: dict[str, tuple[dict[str, Any], str]] = {
    "visitor in a wall": (counter(visitor_x=16), "the visitor's point 16,84 is in a wall or outside"),
    "visitor outside": (counter(visitor_x=9_000), "the visitor's point 9000,84 is in a wall or outside"),
    "half a visitor": (counter(visitor_x=None), "property 'visitor_x' is None, not a string"),
    "desk in a wall": (counter(desk_y=10), "the desk's point is in a wall"),
    "no services": (counter(services=" , "), "the counter offers nothing"),
    "service no id": (counter(services="consultation, Tax Office"), "the service 'Tax Office' is no id"),
    "services a number": (counter(services=5), "property 'services' is 5, not a string"),
    "no title": (counter(title_en=""), "title_en is missing"),
    "counter no id": (counter("Consult 1"), "the counter's name 'Consult 1' is no id"),
    "counter no name": (counter(""), "the counter's name '' is no id"),
    "booth no capacity": (booth(capacity="two"), "property 'capacity' is 'two', not an int"),
    "booth of none": (booth(capacity=0), "the booth's capacity is 0"),
    "booth of many": (booth(capacity=1_000), "the booth's capacity is 1000"),
    "booth true": (booth(capacity=True), "property 'capacity' is True, not an int"),
    "booth without seats": (booth(seats=""), "no seat of the booth can be reached"),
    "booth with words for seats": (booth(seats="left,right"), "seats is 'left,right'"),
    "booth with half a seat": (booth(seats="144"), "seats is '144'"),
    "booth with a seat elsewhere": (booth(seats="144,116;48,84"), "seat 48,84 is outside of the booth"),
    "booth with endless seats": (booth(seats="inf,1"), "seats is 'inf,1'"),
    "seat in a wall": (seat("s", (10, 10)), "the seat 10,10 is in a wall or outside"),
    "seat of no counter": (seat("s", counter="none"), "the seat is of counter 'none', which is not here"),
    "unknown class": (thing(50, "countr", "f", (0, 0, 0, 0)), "class 'countr' is unknown"),
    "flat a word": (thing(50, "furniture", "f", (64, 64, 0, 0), art="bench", flat="yes"), "property 'flat' is 'yes', not a bool"),
    "art a number": (thing(50, "furniture", "f", (64, 64, 0, 0), art=5), "property 'art' is 5, not a string"),
    "words a number": (thing(50, "sign", "f", (64, 64, 0, 0), art="bench", text_ko=5), "property 'text_ko' is 5, not a string"),
    "a tile of no tileset": (thing(50, "", "t", (64, 64, 32, 32)) | {"gid": 0x8000_0063}, "tile number 99 is of no tileset"),
    "turned area": (area("quiet", silent=True) | {"rotation": 90}, "the area is turned, which is not read"),
    "round area": (area("quiet", silent=True) | {"ellipse": True}, "the area is an ellipse, polygon, line or text"),
    "tile for an area": (area("quiet", silent=True) | {"gid": 1}, "the area is a tile object, which is not read"),
    "turned booth": (booth() | {"rotation": 45}, "the booth is turned"),
    "turned counter": (counter() | {"rotation": -90}, "the counter is turned"),
    "tile for furniture": (thing(50, "furniture", "f", (32, 32, 32, 32), art="chair") | {"gid": 1}, "the furniture is a tile"),
    "object of an old Tiled": (
        area("quiet") | {"properties": {"silent": True}},
        "the object has its properties as a Tiled before",
    ),
    "template missing": (area("quiet", silent=True) | {"template": "hush.tj"}, "the template 'hush.tj' is missing"),
    "template outside": (
        area("quiet") | {"template": "../../hush.tj"},
        "the template '../../hush.tj' lies outside of the places",
    ),
    "template of another kind": (area("quiet") | {"template": "tiles.png"}, "the template 'tiles.png' is no template of Tiled"),
    "exit of Korean letters": (area("out", exitUrl="../마당/place.tmj"), "exit '../마당/place.tmj' leads nowhere"),
    "exit nowhere": (area("out", exitUrl="../"), "exit '../' leads nowhere"),
    "exit empty": (area("out", exitUrl=""), "exit '' leads nowhere"),
    "exit a number": (area("out", exitUrl=3), "property 'exitUrl' is 3, not a string"),
    "exit in a wall": (area("out", (0, 0, 32, 32), exitUrl="a.tmj"), "the exit cannot be reached from any entry"),
    "entry in a wall": (area("gate", (0, 0, 32, 32), start=True), "the entry 'gate' is in a wall or empty"),
    "entry outside": (area("gate", (900, 900, 32, 32), start=True), "the entry 'gate' is in a wall or empty"),
    "start a word": (area("gate", start="yes"), "property 'start' is 'yes', not a bool"),
    "silent outside": (area("quiet", (9_000, 32, 64, 64), silent=True), "the area holds no tile of the map"),
    "title outside": (area("hall", (-900, 32, 64, 64), title_ko="홀", title_en="Hall"), "the area holds no tile of the map"),
    "title of no size": (area("hall", (40, 40, 0, 0), title_en="Hall"), "the area holds no tile of the map"),
    "silent a word": (area("quiet", silent="true"), "property 'silent' is 'true', not a bool"),
}


@pytest.mark.parametrize("case", BROKEN_THINGS)
def test_R16_a_broken_object_is_told_with_its_layer_and_name(tmp_path: Path, case):
    broken, words = BROKEN_THINGS[case]
    path = saved(tmp_path, sound_map(broken))
    faults = [fault for fault in check_plan(path) if words in fault.what]
    assert [(fault.file, fault.layer, fault.object) for fault in faults] == [
        (str(path), "things", broken["name"] or f"#{broken['id']}")
    ]
    assert all(fault.mend for fault in faults)
    with pytest.raises(PlanFaults):
        load_plan(path)


# Map -> (layer, words of what is wrong)
BROKEN_MAPS: dict[str, tuple[dict[str, Any], str, str]] = {
    "no start": (map_of(FLOOR), "", "nobody can enter: there is no start"),
    "start unpainted": (map_of(FLOOR, tile_layer("start", NOTHING)), "start", "the entry 'start' is in a wall or empty"),
    "all blocked": (map_of(tile_layer("walls", ["22222222"] * 6)), "", "every tile is blocked"),
    "isometric": (sound_map() | {"orientation": "isometric"}, "", "the map is isometric, not orthogonal"),
    "small tiles": (sound_map() | {"tilewidth": 16}, "", "tiles are not 32 x 32 px"),
    "no size": (sound_map() | {"width": 0}, "", "the place is 0 x 6 tiles"),
    "too wide": (sound_map() | {"width": 256}, "", "the place is 256 x 6 tiles"),
    "size a word": (sound_map() | {"width": "wide"}, "", "the map's 'width' is 'wide', not a whole number"),
    "infinite and empty": (map_of() | {"infinite": True}, "", "the place is 0 x 0 tiles"),
    "capacity a word": (sound_map(capacity="many"), "", "property 'capacity' is 'many', not an int"),
    "capacity nobody": (sound_map(capacity=0), "", "capacity is 0"),
    "capacity too much": (sound_map(capacity=60_001), "", "capacity is 60001"),
    "cells too small": (sound_map(cell_px=10), "", "cell_px is 10"),
    "tileset missing": (sound_map() | {"tilesets": [{"firstgid": 1, "source": "no.tsj"}]}, "", "the tileset 'no.tsj' is missing"),
    "tileset nameless": (sound_map() | {"tilesets": [{"firstgid": 1}]}, "tileset ?", "'name' is missing"),
    "no tilesets": (sound_map() | {"tilesets": []}, "walls", "tile number 2 is of no tileset"),
    "number beyond": (sound_map(layers=(tile_layer("more", ["9......."] * 6),)), "more", "tile number 9 is of no tileset"),
    "collides a word": (
        sound_map() | {"tilesets": [tileset(tiles=[{"id": 1, "properties": properties({"collides": "yes"})}]) | {"firstgid": 1}]},
        "tileset tiles",
        "property 'collides' is 'yes', not a bool",
    ),
    "data short": (sound_map(layers=(tile_layer("cut", NOTHING) | {"data": [0] * 47},)), "cut", "its tile data does not fit"),
    "data of words": (sound_map(layers=(tile_layer("cut", NOTHING) | {"data": ["a"] * 48},)), "cut", "its tile data does not"),
    "data below zero": (sound_map(layers=(tile_layer("cut", NOTHING) | {"data": [-1] * 48},)), "cut", "its tile data does not"),
    "data too large": (sound_map(layers=(tile_layer("cut", NOTHING) | {"data": [2**33 + 1] * 48},)), "cut", "its tile data does"),
    "data of fractions": (sound_map(layers=(tile_layer("cut", NOTHING) | {"data": [0.5] * 48},)), "cut", "its tile data does"),
    "data garbled": (
        sound_map(layers=(tile_layer("cut", NOTHING) | {"data": "!!", "encoding": "base64", "compression": "zlib"},)),
        "cut",
        "its tile data is no base64",
    ),
    "data compressed strangely": (
        sound_map(layers=(tile_layer("cut", NOTHING) | {"data": "AAAA", "encoding": "base64", "compression": "zstd"},)),
        "cut",
        "its tile data is packed with 'zstd'",
    ),
    "walls of an old Tiled": (
        sound_map() | {"tilesets": [tileset(tileproperties={"1": {"collides": True}}) | {"firstgid": 1}]},
        "",
        "the tileset 'tiles' has its properties as a Tiled before 1.2 wrote them",
    ),
    "properties of an old Tiled": (sound_map() | {"properties": {"title": "Hall"}}, "", "the map has its properties as a Tiled"),
    "layer of an old Tiled": (
        sound_map(layers=(tile_layer("hush", NOTHING) | {"properties": {"silent": True}},)),
        "hush",
        "the layer has its properties as a Tiled before 1.2",
    ),
    "picture missing": (
        sound_map() | {"tilesets": [tileset(image="nope.png") | {"firstgid": 1}]},
        "",
        "the picture 'nope.png' of the tileset 'tiles' is missing",
    ),
    "half an offset": (sound_map(layers=(FLOOR | {"offsetx": 16, "offsety": 0},)), "floor", "its offset 16,0 is no whole tile"),
    "data that swells": (sound_map(layers=(packed("cut", bytes(50_000_000)),)), "cut", "its tile data does not fit"),
    "data that swells in gzip": (sound_map(layers=(packed("cut", bytes(50_000_000), kind="gzip"),)), "cut", "its tile data does"),
    "layer of no type": (sound_map(layers=({"name": "odd", "opacity": 1},)), "odd", "'type' is missing"),
    "layer no object": (sound_map(layers=("odd",)), "layer 4", "it is 'odd', not an object"),
}  # fmt: skip


@pytest.mark.parametrize("case", BROKEN_MAPS)
def test_R16_a_broken_map_is_told_with_its_layer(tmp_path: Path, case):
    document, layer, words = BROKEN_MAPS[case]
    path = saved(tmp_path, document)
    faults = [fault for fault in check_plan(path) if words in fault.what]
    assert [(fault.file, fault.layer) for fault in faults] == [(str(path), layer)]
    with pytest.raises(PlanFaults):
        load_plan(path)


def test_R16_an_object_that_lacks_a_field_is_told_with_its_layer_and_name(tmp_path: Path):
    broken = {key: value for key, value in counter().items() if key != "x"}
    [fault] = check_plan(saved(tmp_path, sound_map(counter("consult-2"), broken)))
    assert (fault.layer, fault.object, fault.what) == ("things", "consult-1", "'x' is missing")


@pytest.mark.parametrize(
    ("twins", "words"),
    [
        ((counter(), counter()), "there are two counters named 'consult-1'"),
        ((booth(), booth()), "there are two booths named 'booth-1'"),
        ((seat("s"), seat("s")), "there are two seats named 's'"),
        ((area("hall", title_en="A"), area("hall", title_en="B")), "there are two areas named 'hall'"),
        ((area("gate", start=True), area("gate", start=True)), "there are two areas named 'gate'"),
    ],
)
def test_R16_ids_are_given_once(tmp_path: Path, twins, words):
    [fault] = check_plan(saved(tmp_path, sound_map(*twins)))
    assert fault.what == words


def test_R16_areas_that_mean_nothing_here_may_lie_anywhere_and_doors_may_share_a_name(tmp_path: Path):
    foreign = area("talk", (9_000, 9_000, 0, 0), jitsiRoom="a"), area("talk", jitsiRoom="b")
    doors = area("out", exitUrl="a.tmj"), area("out", (64, 64, 32, 32), exitUrl="a.tmj")
    assert check_plan(saved(tmp_path, sound_map(*foreign, *doors))) == []


def test_R16_a_picture_is_of_a_kind_and_in_a_place_that_browsers_are_given(tmp_path: Path):
    for name in ("hall/tiles.tga", "hall/pictures/walls.WebP", "shared/tiles.png", "../outside.png"):
        (tmp_path / "places" / name).parent.mkdir(parents=True, exist_ok=True)
    for name in ("hall/pictures/walls.WebP", "shared/tiles.png", "../outside.png"):
        picture(tmp_path / "places" / name, (128, 32))
    (tmp_path / "places/hall/tiles.tga").write_bytes(b"")
    told = {
        name: [fault.what for fault in check_plan(saved(tmp_path / "places/hall", drawn_with(name)))]
        for name in (
            "tiles.tga",
            "pictures/walls.WebP",
            "../shared/tiles.png",
            "../../outside.png",
            "../../art/sheets/tiles/tiles.png",
            "../../art/x.png",
        )
    }
    assert told["pictures/walls.WebP"] == told["../shared/tiles.png"] == told["../../art/sheets/tiles/tiles.png"] == []
    assert "a kind that browsers do not show" in told["tiles.tga"][0]
    assert "is missing" in told["../../art/x.png"][0]
    assert "lies outside of the places" in told["../../outside.png"][0]


PICTURES = {0: "tree.png", 3: "gone.png", 4: "tiles.tga"}
COLLECTION = [
    *({"id": number, "image": name, "imagewidth": 64, "imageheight": 64} for number, name in PICTURES.items()),
    {"id": 5},
]
XML_COLLECTION = """<?xml version="1.0"?><tileset name="garden" tilewidth="64" tileheight="64" tilecount="4" columns="0">
 <tile id="0"><image width="64" height="64" source="tree.png"/></tile>
 <tile id="3"><image width="64" height="64" source="gone.png"/></tile>
 <tile id="4"><image width="64" height="64" source="tiles.tga"/></tile>
</tileset>"""


@pytest.mark.parametrize("external", [False, True])
def test_R16_every_picture_of_a_collection_is_looked_for(tmp_path: Path, external):
    picture(tmp_path / "tree.png", (64, 64))
    (tmp_path / "tiles.tga").write_bytes(b"")
    (tmp_path / "garden.tsx").write_text(XML_COLLECTION, "utf-8")
    size = {"tilewidth": 64, "tileheight": 64, "columns": 0, "tilecount": 4, "margin": 0, "spacing": 0}
    embedded = {"firstgid": 5, "name": "garden", "tiles": COLLECTION} | size
    collection = {"firstgid": 5, "source": "garden.tsx"} if external else embedded
    document = sound_map()
    faults = check_plan(saved(tmp_path, document | {"tilesets": [*document["tilesets"], collection]}))
    assert [fault.what for fault in faults] == [
        "the picture 'gone.png' of the tileset 'garden' is missing",
        "the picture 'tiles.tga' of the tileset 'garden' is of a kind that browsers do not show",
    ]


def drawn_with(name: str) -> dict[str, Any]:
    return sound_map() | {"tilesets": [tileset(image=name) | {"firstgid": 1}]}


FILES: dict[str, Callable[[Path], object]] = {
    "the file cannot be read: No such file or directory": lambda _: None,
    "the file is not JSON": lambda path: path.write_text("{", "utf-8"),
    "the file is not JSON: 'utf-8' codec": lambda path: path.write_bytes(b"\xff\xfe{}"),
    "the file is not JSON: Expecting value": lambda path: path.write_text("<?xml version='1.0'?><map/>", "utf-8"),
    "the file is not JSON: maximum recursion": lambda path: path.write_text("[" * 100_000, "utf-8"),
    "the file is JSON, but no Tiled map": lambda path: path.write_text("[]", "utf-8"),
    "the file is JSON, but no Tiled": lambda path: path.write_text('{"layers": 1, "tilesets": []}', "utf-8"),
}


@pytest.mark.parametrize("words", FILES)
def test_R16_a_file_that_is_no_map_is_told(tmp_path: Path, words):
    path = tmp_path / "sample.tmj"
    FILES[words](path)
    [fault] = check_plan(path)
    assert words in fault.what


def test_R16_all_faults_are_told_at_once(tmp_path: Path):
    things = [counter("Bad Name", services=""), booth(seats=""), seat("s", (1, 1)), thing(60, "seats", "o", (0, 0, 0, 0))]
    faults = check_plan(saved(tmp_path, sound_map(*things, capacity=0)))
    assert len(faults) == 6


def test_R16_a_fault_reads_as_a_sentence():
    fault = PlanFault("hall.tmj", "things", "consult-1", "the counter offers nothing", "List its services")
    assert str(fault) == "hall.tmj, layer 'things', object 'consult-1': the counter offers nothing. List its services."
    assert str(PlanFault("hall.tmj", "", "", "a", "b")) == "hall.tmj: a. b."
    assert str(PlanFaults([fault, fault])) == f"{fault}\n{fault}"
