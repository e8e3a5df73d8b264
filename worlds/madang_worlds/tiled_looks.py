"""What Tiled shows of a map and the page does not, or not so: warnings, each with its layer and object (SPEC R16)."""

from collections.abc import Iterator
from typing import Any

from madang_worlds.faults import FaultList
from madang_worlds.geometry import TILE_PX
from madang_worlds.spelling import DRAWN, OF_CLASS
from madang_worlds.spelling import LAYER as TILE_LAYER_PROPERTIES
from madang_worlds.tiled_contradictions import class_of
from madang_worlds.tiled_raw import Raw, RawLayer, label, layers_and_groups, layers_of, shown

TURNED_DIAGONALLY = 0x3000_0000  # no tile object of an orthogonal map that Tiled wrote has these
# How a tile object lies on its point; the page knows all.
ALIGNMENTS = frozenset({
    "bottom", "bottomleft", "bottomright", "center", "left", "right", "top", "topleft", "topright", "unspecified",
})  # fmt: skip
Told = tuple[str, str]  # what is shown otherwise, and what to do


def check_looks(raw: Raw, tilesets: list[Raw], faults: FaultList) -> None:
    """Warn of everything in a map of right types that is drawn otherwise than Tiled shows it."""
    _tell(faults, _of_map(raw))
    for tileset in tilesets:
        _tell(faults, _of_tileset(tileset), layer=f"tileset {tileset.get('name', '?')}")
    for found in layers_and_groups(raw["layers"]):
        _tell(faults, (*_of_layer(found), *_of_hidden(found)), layer=found.name)
        for number, thing in enumerate(found.objects, 1):
            _tell(faults, (*_of_object(thing), *_of_ours(thing)), layer=found.name, object_=label(thing, number))


def _tell(faults: FaultList, told: Any, *, layer: str = "", object_: str = "") -> None:
    for what, mend in told:
        faults.add(what, mend, layer=layer, object_=object_, warning=True)


def _of_map(raw: Raw) -> Iterator[Told]:
    if not any(_is_seen(found) for found in layers_of(raw)):
        yield "nothing of the map is seen: every layer is hidden or clear", "Show a layer, and the groups that it is in"


def _is_seen(found: RawLayer) -> bool:
    return all(each["visible"] and each["opacity"] for each in (found.layer, *found.groups))


def _of_layer(found: RawLayer) -> Iterator[Told]:
    layer, kind = found.layer, found.layer["type"]
    if (layer.get("parallaxx", 1), layer.get("parallaxy", 1)) != (1, 1):
        yield "it has a parallax factor, and is drawn without", "Set its Parallax Factor to 1"
    if layer.get("mode", "normal") != "normal":
        yield f"its blend mode {shown(layer['mode'])} is drawn as normal", "Set its Blend Mode to Normal"
    if (layer.get("x", 0), layer.get("y", 0)) != (0, 0):
        yield f"its x, y are {layer.get('x', 0):g},{layer.get('y', 0):g}, which is not read", "Save it with a newer Tiled"
    if layer.get("transparentcolor"):
        yield "its transparent colour is drawn", "Save the picture with transparency"
    if sum("gid" in thing for thing in found.objects) > 1 and layer.get("draworder", "topdown") != "topdown":
        yield "its tiles are drawn by their lower edge, not in their order", "Set its Drawing Order to Top Down"
    if layer.get("class") in OF_CLASS:
        yield f"its class {layer['class']!r} is not read", "Write it on an object"
    if kind != "tilelayer":
        for name in sorted({said["name"] for said in _properties(layer)} & set(TILE_LAYER_PROPERTIES)):
            yield f"its property {name!r} is not read", "Write it on a tile layer or an area"


def _of_object(thing: Raw) -> Iterator[Told]:
    if "text" in thing:
        yield "its text is not drawn", "Add a sign with text_ko and text_en, which are read aloud too"
    if thing.get("gid", 0) & TURNED_DIAGONALLY:
        yield "its tile is turned by its number, and drawn without", "Turn the object instead"


def _of_ours(thing: Raw) -> Iterator[Told]:
    """Yield what Tiled shows of an object of ours and the page does not, or the other way round."""
    kind = class_of(thing)
    if kind not in OF_CLASS:
        return
    if not thing["visible"] and kind in DRAWN:
        yield f"the {kind} is hidden, and nobody sees it", "Show it, or take it out"
    elif not thing["visible"]:
        yield f"the {kind} is hidden, and counts all the same", "Show it, or take it out"
    if kind in DRAWN and thing.get("opacity", 1) != 1:
        yield f"its opacity is not read: the {kind} is drawn whole", "Set its opacity to 1"
    if kind in {*DRAWN, "seat"} and not thing.get("point") and (thing["width"] or thing["height"]):
        yield f"its size is not read: the {kind} stands on its upper left corner", "Insert a point"


def _of_hidden(found: RawLayer) -> Iterator[Told]:
    """Yield what a layer with objects of ours, seen or not, is taken for."""
    kinds = sorted({class_of(thing) for thing in found.objects} & OF_CLASS.keys())
    around = (found.layer, *found.groups)
    if not kinds:
        return
    if not all(each["visible"] for each in around):
        yield f"it is hidden, and its objects count all the same: {', '.join(kinds)}", "Show it, or take them out"
    if {*kinds} & DRAWN and any(each["opacity"] != 1 or "tintcolor" in each for each in around):
        yield "its opacity and tint are not read for furniture and signs", "Set its opacity to 1, and no tint"


def _of_tileset(tileset: Raw) -> Iterator[Told]:
    yield from _of_tiles([tile for tile in tileset.get("tiles") or () if isinstance(tile, dict)])
    across, down = _fitting(tileset)
    if across * down < tileset["tilecount"]:
        yield "it has more tiles than its picture holds", "Load the picture again in Tiled"
    elif tileset["columns"] not in {0, across} and "image" in tileset:
        yield f"its columns are {tileset['columns']}, and its picture holds {across}", "Load the picture again in Tiled"
    if tileset.get("tilerendersize", "tile") != "tile" and set(_size(tileset)) != {TILE_PX}:
        yield "its tiles are drawn in their own size, not in that of the grid", "Set Tile Render Size to Tile Size"
    if tileset.get("fillmode", "stretch") != "stretch":
        yield "its tiles are stretched where they are resized", "Set Fill Mode to Stretch"
    if tileset.get("transparentcolor"):
        yield "its transparent colour is drawn", "Save the picture with transparency"
    if tileset.get("objectalignment", "unspecified") not in ALIGNMENTS:
        yield f"its object alignment {shown(tileset['objectalignment'])} is drawn as bottom left", "Choose one that Tiled has"


def _of_tiles(tiles: list[Raw]) -> Iterator[Told]:
    if any(tile.get("animation") for tile in tiles):
        yield "its animated tiles stand still", "Take the animation off, or leave it for other software"
    if any({"x", "y", "width", "height"} & tile.keys() for tile in tiles):
        yield "tiles that are parts of pictures are drawn as whole ones", "Cut the pictures"
    if any((tile.get("objectgroup") or {}).get("objects") for tile in tiles if isinstance(tile.get("objectgroup"), dict | None)):
        yield "collision shapes of its tiles are not read", "Give these tiles the property collides"


def _fitting(tileset: Raw) -> tuple[int, int]:
    """Return how many columns and rows of tiles the picture holds; of a collection of pictures, as many as it says."""
    if not isinstance(tileset.get("image"), str):
        return tileset["tilecount"], 1
    across, down = (
        (tileset[f"image{side}"] - tileset["margin"] + tileset["spacing"]) // (tileset[f"tile{side}"] + tileset["spacing"])
        for side in ("width", "height")
    )
    return max(across, 0), max(down, 0)


def _size(tileset: Raw) -> tuple[int, int]:
    return tileset.get("tilewidth", TILE_PX), tileset.get("tileheight", TILE_PX)


def _properties(node: Raw) -> list[Raw]:
    return node.get("properties") or []
