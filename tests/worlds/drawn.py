"""A small, faultless Tiled map as JSON, for tests to read and to break."""

import json
from pathlib import Path
from typing import Any

from PIL import Image

from madang_worlds import check_plan

Json = dict[str, Any]
WALL = 2
FLIPPED = 0x8000_0000  # Tiled's flag of a tile that is mirrored
TITLES = {"title_ko": "창구", "title_en": "Counter"}
KINDS = {bool: "bool", int: "int", float: "float", str: "string"}


def properties(values: Json) -> list[Json]:
    return [{"name": name, "type": KINDS.get(type(value), "string"), "value": value} for name, value in values.items()]


def tile_layer(name: str, rows: list[str], **values: Any) -> Json:
    """Rows of digits, each the number of a tile; `.` is none."""
    data = [int(number) for row in rows for number in row.replace(".", "0")]
    size = {"width": len(rows[0]), "height": len(rows)}
    return base(name, "tilelayer", **values) | size | {"data": data, "x": 0, "y": 0}


def object_layer(name: str, *things: Json, **values: Any) -> Json:
    return base(name, "objectgroup", **values) | {"draworder": "topdown", "objects": list(things)}


def group(name: str, *layers: Json) -> Json:
    return base(name, "group") | {"layers": list(layers)}


def base(name: str, kind: str, **values: Any) -> Json:
    return {"name": name, "type": kind, "opacity": 1, "visible": True, "properties": properties(values)}


def thing(id_: int, kind: str, name: str, box: tuple[float, float, float, float], **values: Any) -> Json:
    """An object; `box` is x, y, width, height in px."""
    sides = dict(zip(("x", "y", "width", "height"), box, strict=True))
    said = {"id": id_, "name": name, "class": kind, "rotation": 0, "visible": True, "properties": properties(values)}
    return said | sides


def counter(name: str = "consult-1", **values: Any) -> Json:
    about = {"services": "consultation", "visitor_x": 80, "visitor_y": 84, "desk_x": 80, "desk_y": 52, **TITLES, **values}
    return thing(10, "counter", name, (64, 64, 32, 32), **about)


def booth(name: str = "booth-1", **values: Any) -> Json:
    return thing(11, "booth", name, (128, 96, 64, 64), **{"capacity": 2, "seats": "144,116;176,148", **TITLES, **values})


def seat(name: str = "", at: tuple[int, int] = (48, 116), **values: Any) -> Json:
    return thing(12, "seat", name, (*at, 0, 0), **values) | {"point": True}


def area(name: str, box: tuple[float, float, float, float] = (32, 32, 32, 32), **values: Any) -> Json:
    return thing(20, "area", name, box, **values)


def tileset(**values: Any) -> Json:
    """Three tiles: floor, wall (collides), and one that marks the entry `side`."""
    tiles = [
        {"id": 1, "properties": properties({"collides": True})},
        {"id": 2, "properties": properties({"start": "side"})},
    ]
    size = {"tilewidth": 32, "tileheight": 32, "spacing": 0, "margin": 0, "columns": 4, "tilecount": 4}
    return {"name": "tiles", "image": "tiles.png", "imagewidth": 128, "imageheight": 32, "tiles": tiles} | size | values


def picture(file: Path, size: tuple[int, int] = (32, 32)) -> None:
    """Write a picture of that size, in px."""
    Image.new("RGBA", size).save(file)


WALLS = ["22222222", "2......2", "2......2", "2......2", "2......2", "22222222"]
START = ["........", "........", "........", "........", ".11.....", "........"]


def numbered(*things: Json) -> list[Json]:
    """Return the objects, the later of two with one id with an id of its own."""
    ids = [thing.get("id") if isinstance(thing, dict) else None for thing in things]
    return [
        thing | {"id": 1_000 + place} if isinstance(thing, dict) and isinstance(id_, int) and id_ in ids[:place] else thing
        for place, (id_, thing) in enumerate(zip(ids, things, strict=True))
    ]


def sound_map(*things: Json, layers: tuple[Json, ...] = (), **values: Any) -> Json:
    """A walled room of 8 x 6 tiles with a start, the given objects in layer `things`, and more layers on top."""
    below = [tile_layer("walls", WALLS), tile_layer("start", START), object_layer("things", *numbered(*things)), *layers]
    return map_of(*below, **values)


def map_of(*layers: Json, width: int = 8, height: int = 6, **values: Any) -> Json:
    size = {"width": width, "height": height, "tilewidth": 32, "tileheight": 32, "infinite": False}
    how = {"orientation": "orthogonal", "renderorder": "right-down", "nextobjectid": 99, "version": "1.10", "type": "map"}
    sets = {"tilesets": [tileset() | {"firstgid": 1}]}
    return size | how | sets | {"layers": list(layers), "properties": properties(values)}


def saved(folder: Path, document: Json, name: str = "sample.tmj") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(document), "utf-8")
    picture(path.parent / "tiles.png", (128, 32))
    return path


def told(folder: Path, document: Json) -> list[tuple[bool, str, str, str]]:
    """Check the map; return whether each is a warning, layer, object and what."""
    return [(fault.warning, fault.layer, fault.object, fault.what) for fault in check_plan(saved(folder, document))]


NOTHING = ["........"] * 6
FLOOR = tile_layer("floor", NOTHING)
BENCH = thing(50, "furniture", "bench", (64, 64, 0, 0), art="bench")
LOOSE = thing(51, "", "loose", (64, 64, 32, 32))
