"""Two maps with the parts of WorkAdventure's starter maps, redrawn: the same layers, groups, objects, properties and flips.

As there: `start` and `collisions` are tile layers under everything, what is drawn lies in groups (floor, walls, furniture,
above), `floorLayer` holds areas and one object without a class, `configuration` a variable, and each map has one picture of
tiles. Exits name the other map's file. Added, for the drawing: a colour of the map, an image layer, a tint, and clear groups.
"""

from pathlib import Path

from PIL import Image
from tests.worlds.drawn import Json, base, object_layer, properties, saved, thing, tile_layer

TILE = 32
ACROSS_PX, COLUMNS = 128, 4
MIRRORED = 0x8000_0000
# Tile number -> its flat colour; 1 marks the start, 2 collides, both lie under the floor.
COLOURS: dict[int, tuple[int, int, int]] = {
    1: (10, 200, 10), 2: (200, 10, 10), 3: (120, 116, 108), 4: (150, 140, 120),
    5: (62, 70, 84), 6: (96, 60, 40), 7: (30, 110, 120), 8: (250, 250, 250),
}  # fmt: skip
GROUND, SKY, TINT = (31, 63, 95), (64, 128, 32), (240, 60, 120)
OFFICE_START = (3, 5)  # column and row
TABLE_COLUMN, WALL_COLUMN = 8, 11

OFFICE = {
    "start": ["...............", "...............", "...............", "...............", "...............", "...1..........."],
    "collisions": [
        "22222222222....", "22222222222....", "2.........2....", "2.........2....", "2.......2.2....", "........2.2....",
        "........2.2....", "2.......2.2....", "2.........2....", "22222222222....",
    ],
    "floor1": [*["...............", "..............."], *["33333333333...."] * 8],
    "floor2": ["", "", "", "...44..........", "...44.........."],
    "walls1": ["55555555555....", "55555555555....", "5.........5....", "5.........5....", "5.........5....", "..........5....",
               "..........5....", "5.........5....", "5.........5....", "55555555555...."],
    "furniture1": ["", "", "", "", "........6......", "........6......", "........6......", "........6......"],
    "above1": [*[""] * 8, ".....7........."],
    "tinted": ["", ".............8."],
}  # fmt: skip
CONFERENCE = {
    "start": ["", "", "", "...1........"],
    "collisions": ["22222222.222", "22222222.222", "2..........2", "2..........2", "2..........2", "222222222222"],
    "floor1": ["............", "............", *["333333333333"] * 4],
    "walls1": ["55555555.555", "55555555.555", "5..........5", "5..........5", "5..........5", "555555555555"],
    "furniture1": ["", "", "", "", ".....6.6...."],
    "above1": ["", "", ".7.........."],
}
MEETING = {"jitsiRoom": "ChillZone", "jitsiTrigger": "onaction", "focusable": True, "zoom_margin": 1.0}
SCREEN = {"openWebsite": "https://example.org/talk", "openWebsiteTrigger": "onaction", "dynamic": True}


def write_starter_maps(folder: Path) -> Path:
    """Write `office` and `conference` as places below the folder; return the folder."""
    for name, document in (("office", office()), ("conference", conference())):
        path = saved(folder, document, f"{name}/place.tmj")
        _draw_tiles(path.with_name("chunk-1.png"))
    Image.new("RGB", (16, 16), SKY).save(folder / "office" / "sky.png")
    return folder


def office() -> Json:
    things = [
        thing(12, "", "clockPopup", (483.92, 14.03, 93.7, 61.7)),
        _area(13, "jitsiChillZone", (32, 64, 96, 64), **MEETING),
        _area(14, "silentZone", (288, 224, 32, 64), silent=True),
        _area(17, "clock", (250.48, 66.33, 50.27, 39.7)),
        _area(18, "to-conference", (0, 160, 32, 64), exitUrl="conference.tmj#from-office"),
        _area(19, "from-conference", (64, 192, 32, 32), start=True),
        _area(20, "radio", (160, 64, 64, 32), playAudio="song.mp3", audioVolume=0.5),
    ]
    furniture = _group("furniture", _layer("furniture1", OFFICE) | {"opacity": 0.5})
    floor_layer = object_layer("floorLayer", *things)
    layers = [
        base("sky", "imagelayer") | {"image": "sky.png", "repeaty": True, "offsetx": 384, "offsety": 5},
        *(_layer(name, OFFICE) for name in ("start", "collisions")),
        _group("floor", _layer("floor1", OFFICE), _mirrored(_layer("floor2", OFFICE))),
        _group("walls", _layer("walls1", OFFICE), _layer("tinted", OFFICE) | {"tintcolor": "#f03c78"}),
        furniture,
        floor_layer,
        _group("above", _layer("above1", OFFICE)),
    ]
    return _map(layers, 15, 10, "Starter office") | {"backgroundcolor": "#1f3f5f"}


def conference() -> Json:
    things = [
        _area(18, "jitsiConference", (32, 64, 219.09, 64), jitsiRoom="Conference"),
        _area(19, "website", (96, 64, 96, 71.61), **SCREEN),
        _area(22, "to-office", (256, 0, 32, 32), exitUrl="office.tmj#from-conference"),
        _area(23, "from-office", (256, 96, 32, 32), start=True),
    ]
    variable = thing(20, "variable", "websiteURL", (304.5, 62.9, 0, 0), default="https://example.org", persist=False)
    layers = [
        *(_layer(name, CONFERENCE) for name in ("start", "collisions")),
        _group("floor", _layer("floor1", CONFERENCE)),
        _group("walls", _layer("walls1", CONFERENCE)),
        _group("furniture", _layer("furniture1", CONFERENCE)),
        object_layer("floorLayer", *things),
        object_layer("configuration", variable | {"point": True}, tag="editor"),
        _group("above", _layer("above1", CONFERENCE)),
    ]
    return _map(layers, 12, 6, "Starter conference")


def _area(id_: int, name: str, box: tuple[float, float, float, float], **values: object) -> Json:
    return thing(id_, "area", name, box, **values)


def _layer(name: str, rows: dict[str, list[str]]) -> Json:
    width, height = len(rows["walls1"][0]), len(rows["walls1"])
    filled = [row.ljust(width, ".") for row in (*rows[name], *[""] * (height - len(rows[name])))]
    return tile_layer(name, filled)


def _mirrored(layer: Json) -> Json:
    return layer | {"data": [number + MIRRORED if number else 0 for number in layer["data"]]}


def _group(name: str, *layers: Json) -> Json:
    return base(name, "group") | {"layers": list(layers), "x": 0, "y": 0}


def _map(layers: list[Json], width: int, height: int, name: str) -> Json:
    about = {"mapName": name, "mapDescription": "An office", "mapCopyright": "ours", "mapImage": "a.png", "script": "main.js"}
    chunk: Json = {"columns": COLUMNS, "firstgid": 1, "image": "chunk-1.png", "imagewidth": ACROSS_PX, "imageheight": 64}
    chunk |= {
        "margin": 0,
        "name": "Chunk 1",
        "properties": [],
        "spacing": 0,
        "tilecount": 8,
        "tilewidth": TILE,
        "tileheight": TILE,
    }
    chunk |= {"tilewidth": TILE, "tileheight": TILE, "tiles": [{"id": 1, "properties": properties({"collides": True})}]}
    size: Json = {"width": width, "height": height, "tilewidth": TILE, "tileheight": TILE, "infinite": False}
    versions = {"version": "1.9", "tiledversion": "1.9.2", "type": "map", "compressionlevel": -1, "nextlayerid": 62}
    how = {"orientation": "orthogonal", "renderorder": "right-down", "nextobjectid": 24}
    return size | versions | how | {"layers": layers, "tilesets": [chunk], "properties": properties(about)}


def _draw_tiles(path: Path) -> None:
    sheet = Image.new("RGB", (ACROSS_PX, 64))
    for number, colour in COLOURS.items():
        row, column = divmod(number - 1, COLUMNS)
        sheet.paste(colour, (column * TILE, row * TILE, (column + 1) * TILE, (row + 1) * TILE))
    sheet.save(path)
