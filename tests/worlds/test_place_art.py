"""The shipped places and their pictures: every picture exists, every promise of the maps is kept.

Reads the maps as plain JSON, so that it proves the maps and not the loader.
"""

import json
from collections import deque
from pathlib import Path
from typing import Any

import pytest
from PIL import ImageChops

import madang_worlds
from madang_counters.documents import BOARD_FONT
from madang_worlds.art import raster
from madang_worlds.art.picture import PictureFault, draw_place

PLACES = Path(madang_worlds.__file__).parent / "places"
NAMES = ("city_hall", "plaza")
TILE_PX = 32
COLLIDES = {"name": "collides", "type": "bool", "value": True}
Tile = tuple[int, int]


def said(thing: dict[str, Any]) -> dict[str, Any]:
    """The properties of a map, tile or object."""
    return {one["name"]: one["value"] for one in thing.get("properties", [])}


class Chart:
    """A map, read for the questions of these tests."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.map = json.loads((PLACES / name / "place.tmj").read_text("utf-8"))
        self.size = (self.map["width"], self.map["height"])
        self.tile_layers = [layer for layer in self.map["layers"] if layer["type"] == "tilelayer"]
        self.objects = [thing for layer in self.map["layers"] for thing in layer.get("objects", [])]
        walls = {tile["id"] + 1 for tile in self.map["tilesets"][0]["tiles"] if COLLIDES in tile["properties"]}
        self.blocked = {place for layer in self.tile_layers for place, gid in enumerate(layer["data"]) if gid in walls}

    def of(self, kind: str) -> dict[str, dict[str, Any]]:
        """Objects of a class by name."""
        return {thing["name"]: {**thing, **said(thing)} for thing in self.objects if thing["class"] == kind}

    def walkable(self, tile: Tile) -> bool:
        inside = 0 <= tile[0] < self.size[0] and 0 <= tile[1] < self.size[1]
        return inside and tile[1] * self.size[0] + tile[0] not in self.blocked

    def room_for_three(self, tile: Tile) -> bool:
        """Whether the 3 x 3 tiles around `tile` are free."""
        return all(self.walkable((tile[0] + dx, tile[1] + dy)) for dx in (-1, 0, 1) for dy in (-1, 0, 1))

    def starts(self) -> list[Tile]:
        layer = next(layer for layer in self.tile_layers if layer["name"] == "start")
        return [(place % self.size[0], place // self.size[0]) for place, gid in enumerate(layer["data"]) if gid]

    def spots(self) -> dict[str, list[tuple[float, float]]]:
        """Where people must be able to stand, by what for."""
        seats = [(thing["x"], thing["y"]) for thing in self.objects if thing["class"] == "seat"]
        found = {"seats": seats}
        for name, counter in self.of("counter").items():
            found[name] = [(counter["visitor_x"], counter["visitor_y"]), (counter["desk_x"], counter["desk_y"])]
        for name, booth in self.of("booth").items():
            found[name] = [pair(text) for text in booth["seats"].split(";")]
        return found


def pair(text: str) -> tuple[float, float]:
    x, y = text.split(",")
    return float(x), float(y)


def tile_of(x: float, y: float) -> Tile:
    return int(x // TILE_PX), int(y // TILE_PX)


def foot_box(x: float, y: float) -> set[Tile]:
    """The tiles under a body whose foot is at a point: 10 px to both sides, 8 px deep."""
    return {tile_of(x + dx, y - dy) for dx in (-10, 9.9) for dy in (0.1, 8)}


def flood(start: Tile, free: Any) -> set[Tile]:
    """All tiles that can be walked to from `start` while `free(tile)`."""
    seen, edge = {start}, deque([start])
    while edge:
        x, y = edge.popleft()
        fresh = [tile for tile in ((x + 1, y), (x - 1, y), (x, y + 1), (x, y - 1)) if tile not in seen and free(tile)]
        seen.update(fresh)
        edge.extend(fresh)
    return seen


@pytest.fixture(params=NAMES)
def chart(request: pytest.FixtureRequest) -> Chart:
    return Chart(request.param)


@pytest.fixture
def hall() -> Chart:
    return Chart("city_hall")


@pytest.mark.parametrize("kind", ["tiles", "objects"])
def test_the_sheets_are_drawn_from_the_committed_sources(kind: str) -> None:
    assert not raster.stale(raster.ART, kind), "run python -m madang_worlds.art.raster"


def test_every_picture_a_map_names_is_in_the_atlas(chart: Chart) -> None:
    index = json.loads((raster.ART / "sheets/objects/objects.json").read_text("utf-8"))["objects"]
    named = {value for thing in chart.objects for key, value in said(thing).items() if key in {"art", "art_closed"}}
    assert named
    assert named <= index.keys()


def test_the_embedded_tileset_tells_the_same_as_the_sheet(chart: Chart) -> None:
    index = json.loads((raster.ART / "sheets/tiles/tiles.json").read_text("utf-8"))
    (tileset,) = chart.map["tilesets"]
    assert {key: tileset[key] for key in ("columns", "margin", "spacing", "tilewidth")} == {
        **{key: index[key] for key in ("columns", "margin", "spacing")},
        "tilewidth": index["tile"],
    }
    solid = {
        entry["id"] + row * index["columns"] + column
        for entry in index["tiles"].values()
        for column in range(entry["span"][0])
        for row in range(entry["span"][1])
        if entry["collides"]
    }
    assert {tile["id"] for tile in tileset["tiles"]} == solid


def test_the_tileset_picture_is_where_the_map_says_and_as_large(chart: Chart) -> None:
    from PIL import Image

    (tileset,) = chart.map["tilesets"]
    with Image.open(PLACES / "city_hall" / tileset["image"]) as sheet:
        assert sheet.size == (tileset["imagewidth"], tileset["imageheight"])


def test_a_map_keeps_the_conventions(chart: Chart) -> None:
    layers = [layer["name"] for layer in chart.map["layers"]]
    assert (chart.map["orientation"], chart.map["infinite"], chart.map["tilewidth"]) == ("orthogonal", False, TILE_PX)
    assert {"start", "collisions", "things", "floorLayer"} <= set(layers)
    assert layers.index("walls") < layers.index("floorLayer") < layers.index("eaves")
    assert {"mapName", "mapDescription", "title_ko", "title_en", "capacity"} <= said(chart.map).keys()


def test_a_gid_never_leaves_the_sheet(chart: Chart) -> None:
    (tileset,) = chart.map["tilesets"]
    assert all(0 <= gid <= tileset["tilecount"] for layer in chart.tile_layers for gid in layer["data"])
    assert {len(layer["data"]) for layer in chart.tile_layers} == {chart.size[0] * chart.size[1]}


def test_the_hall_offers_its_services_at_its_counters(hall: Chart) -> None:
    assert {name: counter["services"] for name, counter in hall.of("counter").items()} == {
        "consult-1": "consultation",
        "consult-2": "consultation",
        "documents-1": "resident-register-copy",
        "documents-2": "resident-register-copy",
        "documents-3": "echo",
        "welcome": "echo",
    }


def test_the_hall_has_four_booths_with_a_door_and_a_seat_for_each(hall: Chart) -> None:
    booths = hall.of("booth")
    doors = {said(thing)["booth"] for thing in hall.objects if "booth" in said(thing)}
    assert booths.keys() == doors == {"booth-1", "booth-2", "booth-3", "booth-4"}
    assert {len(booth["seats"].split(";")) - booth["capacity"] for booth in booths.values()} == {0}


def test_the_eight_wings_have_their_signs() -> None:
    signs = Chart("city_hall").of("sign").keys()
    wings = {"welcome", "consultation", "documents", "learning", "safety", "mobility", "connection", "rest"}
    assert wings == signs


@pytest.mark.parametrize(("name", "other"), [("city_hall", "plaza"), ("plaza", "city_hall")])
def test_an_exit_leads_to_an_entry_of_the_other_place(name: str, other: str) -> None:
    exits = [area["exitUrl"] for area in Chart(name).of("area").values() if "exitUrl" in area]
    assert exits == [f"../{other}/place.tmj#gate"]
    assert Chart(other).of("area")["gate"]["start"] is True


def test_the_exit_can_be_walked_to(chart: Chart) -> None:
    (way_out,) = [area for area in chart.of("area").values() if "exitUrl" in area]
    middle = tile_of(way_out["x"] + way_out["width"] / 2, way_out["y"] + way_out["height"] / 2)
    assert middle in flood(chart.starts()[0], chart.walkable)


def test_people_from_the_other_place_do_not_arrive_on_the_exit(chart: Chart) -> None:
    (way_out,) = [area for area in chart.of("area").values() if "exitUrl" in area]
    entry = chart.of("area")["gate"]
    assert entry["y"] >= way_out["y"] + way_out["height"] or entry["y"] + entry["height"] <= way_out["y"]


def test_people_arrive_spread_out_and_on_the_straight_way_through_the_gate(chart: Chart) -> None:
    (way_out,) = [area for area in chart.of("area").values() if "exitUrl" in area]
    starts = chart.starts()
    assert len(starts) >= 15
    assert not [(x, y) for x, y in starts if (x + 1, y) in starts or (x, y + 1) in starts]
    assert {x for x, _ in starts} <= {tile_of(way_out["x"] + dx, 0)[0] for dx in range(0, int(way_out["width"]), TILE_PX)}


def test_every_seat_and_counter_can_be_stood_at_and_walked_to(chart: Chart) -> None:
    reached = flood(chart.starts()[0], chart.walkable)
    lost = {name: [spot for spot in spots if not foot_box(*spot) <= reached] for name, spots in chart.spots().items()}
    assert {name: spots for name, spots in lost.items() if spots} == {}


def test_a_wheelchair_comes_to_every_counter_and_booth_door(hall: Chart) -> None:
    wide = flood(hall.starts()[0], hall.room_for_three)
    reached = {(x + dx, y + dy) for x, y in wide for dx in (-1, 0, 1) for dy in (-1, 0, 1)}
    goals = {name: tile_of(one["visitor_x"], one["visitor_y"]) for name, one in hall.of("counter").items()}
    doors = {one["booth"]: tile_of(one["x"], one["y"] + TILE_PX) for one in map(flat, hall.objects) if "booth" in one}
    assert {name: tile for name, tile in {**goals, **doors}.items() if tile not in reached} == {}


def flat(thing: dict[str, Any]) -> dict[str, Any]:
    return {**thing, **said(thing)}


def saved(plan: dict[str, Any], folder: Path) -> Path:
    (folder / "place.tmj").write_text(json.dumps(plan), "utf-8")
    return folder


def test_a_place_can_be_drawn_whole(chart: Chart, tmp_path: Path) -> None:
    picture = draw_place(saved(chart.map, tmp_path), 1)
    assert picture.size == (chart.size[0] * TILE_PX, chart.size[1] * TILE_PX)
    assert len(picture.getcolors(maxcolors=1 << 24) or []) > 100


@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_sign_of_a_pictured_place_has_words_on_its_board(chart: Chart, language: str) -> None:
    index = json.loads((raster.ART / "sheets/objects/objects.json").read_text("utf-8"))["objects"]
    blank = draw_place(PLACES / chart.name, 1, language=language)
    written = draw_place(PLACES / chart.name, 1, font=BOARD_FONT, language=language)
    difference = ImageChops.difference(blank.convert("L"), written.convert("L"))
    for name, sign in chart.of("sign").items():
        art = index[sign["art"]]
        left, top = sign["x"] - art["foot"][0] + art["text"][0], sign["y"] - art["foot"][1] + art["text"][1]
        board = difference.crop((int(left), int(top), int(left + art["text"][2]), int(top + art["text"][3])))
        assert board.getbbox() is not None, name


def test_a_map_of_other_tiles_is_named_and_not_drawn(hall: Chart, tmp_path: Path) -> None:
    hall.map["tilesets"][0]["image"] = "dungeon.png"
    with pytest.raises(PictureFault, match=r"dungeon\.png"):
        draw_place(saved(hall.map, tmp_path), 1)


def test_a_packed_layer_is_named_and_not_drawn(hall: Chart, tmp_path: Path) -> None:
    floor = next(layer for layer in hall.map["layers"] if layer["name"] == "floor")
    floor |= {"data": "AAAA", "encoding": "base64"}
    with pytest.raises(PictureFault, match="layer 'floor' is packed"):
        draw_place(saved(hall.map, tmp_path), 1)


def test_an_object_without_a_picture_is_named(hall: Chart, tmp_path: Path) -> None:
    dragon = {"name": "art", "type": "string", "value": "dragon"}
    hall.objects[0]["properties"] = [dragon]
    with pytest.raises(PictureFault, match="dragon"):
        draw_place(saved(hall.map, tmp_path), 1)
