"""Every key that Tiled writes, and the kind of its value: a table for each node of its JSON. XML is read as if it were that.

What only its editor uses (`editorsettings`, `wangsets`, `terrains`) is known by its outermost kind alone. A key that is in
no table is told, so that a newer Tiled, or a slip, is noticed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from madang_worlds.tiled_kinds import (
    COLOUR,
    DATA,
    FINITE,
    FLAG,
    ID,
    INTEGER,
    LENGTH,
    LEVEL,
    LIST,
    NO_COLOUR,
    NUMBER,
    ORDER,
    POINTS,
    SHARE,
    SIDE,
    SIGNED,
    TABLE,
    TEXT,
    TILE,
    VERSION,
    WHOLE,
    Kind,
    one_of,
)  # fmt: skip

Fields = Mapping[str, Kind]


@dataclass(frozen=True)
class Node:
    """How it is called in a sentence, its keys, and which keys hold nodes again, one or a list of them."""

    called: str
    needed: Fields
    maybe: Fields
    parts: Mapping[str, "Node"] = field(default_factory=dict)

    @property
    def fields(self) -> Fields:
        return {**self.maybe, **self.needed}

    def with_needed(self, more: Fields) -> "Node":
        return Node(self.called, {**self.needed, **more}, self.maybe, self.parts)


OLD: Fields = {"propertytypes": TABLE}  # of a Tiled before 1.2, whose properties are told in their own words
OLD_SET: Fields = {"tileproperties": TABLE, "tilepropertytypes": TABLE, **OLD}

MAP = Node(
    "the map",
    {"width": WHOLE, "height": WHOLE, "tilewidth": WHOLE, "tileheight": WHOLE, "layers": LIST, "tilesets": LIST},
    {
        "backgroundcolor": COLOUR, "class": TEXT, "compressionlevel": LEVEL,
        "editorsettings": TABLE, "hexsidelength": WHOLE, "infinite": FLAG, "nextlayerid": ID, "nextobjectid": ID,
        "orientation": TEXT, "parallaxoriginx": NUMBER, "parallaxoriginy": NUMBER, "renderorder": ORDER, "skewx": SIGNED,
        "skewy": SIGNED, "staggeraxis": one_of({"x", "y"}), "staggerindex": one_of({"odd", "even"}), "tiledversion": TEXT,
        "type": one_of({"map"}), "version": VERSION, **OLD,
    },
)  # fmt: skip
LAYER = Node(
    "the layer",
    {"name": TEXT, "type": one_of({"tilelayer", "objectgroup", "imagelayer", "group"}), "opacity": SHARE, "visible": FLAG},
    {
        "class": TEXT, "height": WHOLE, "id": ID, "locked": FLAG, "mode": TEXT, "offsetx": NUMBER, "offsety": NUMBER,
        "parallaxx": NUMBER, "parallaxy": NUMBER, "startx": SIGNED, "starty": SIGNED, "tintcolor": COLOUR, "width": WHOLE,
        "x": NUMBER, "y": NUMBER, **OLD,
    },
)  # fmt: skip
CHUNK = Node("a chunk", {"x": SIGNED, "y": SIGNED, "width": WHOLE, "height": WHOLE, "data": DATA}, {})
# What a layer of one type says and no other does
OF_LAYER: Mapping[str, Node] = {
    "tilelayer": Node(
        "a tile layer", {}, {"data": DATA, "chunks": LIST, "encoding": one_of({"base64", "csv"}), "compression": TEXT},
        {"chunks": CHUNK},
    ),
    "objectgroup": Node("an object layer", {"objects": LIST}, {"draworder": one_of({"topdown", "index"}), "color": COLOUR}),
    "imagelayer": Node(
        "an image layer",
        {"image": TEXT},
        {"imagewidth": WHOLE, "imageheight": WHOLE, "repeatx": FLAG, "repeaty": FLAG, "transparentcolor": COLOUR},
    ),
    "group": Node("a group", {"layers": LIST}, {}),
}  # fmt: skip
POINT = Node("a point", {"x": NUMBER, "y": NUMBER}, {})
WORDS = Node(
    "its text",
    {"text": TEXT},
    {
        "bold": FLAG, "color": COLOUR, "fontfamily": TEXT, "halign": one_of({"left", "center", "right", "justify"}),
        "italic": FLAG, "kerning": FLAG,
        "pixelsize": SIDE, "strikeout": FLAG, "underline": FLAG, "valign": one_of({"top", "center", "bottom"}),
        "wrap": FLAG,
    },
)  # fmt: skip
OBJECT = Node(
    "the object",
    {"id": ID, "x": NUMBER, "y": NUMBER, "width": LENGTH, "height": LENGTH, "rotation": NUMBER, "visible": FLAG},
    {
        "capsule": FLAG, "class": TEXT, "ellipse": FLAG, "gid": TILE, "name": TEXT, "opacity": SHARE, "point": FLAG,
        "polygon": POINTS, "polyline": POINTS, "template": TEXT, "text": TABLE, "type": TEXT, **OLD,
    },
    {"polygon": POINT, "polyline": POINT, "text": WORDS},
)  # fmt: skip
FRAME = Node("a frame", {"tileid": WHOLE, "duration": WHOLE}, {})
TILE_OF_SET = Node(
    "the tile",
    {"id": WHOLE},
    {
        "animation": LIST, "class": TEXT, "height": WHOLE, "image": TEXT, "imageheight": WHOLE, "imagewidth": WHOLE,
        "objectgroup": TABLE, "probability": NUMBER, "terrain": LIST, "type": TEXT, "width": WHOLE, "x": WHOLE, "y": WHOLE, **OLD,
    },
    {"animation": FRAME},
)  # fmt: skip
TILESET = Node(
    "the tileset",
    {
        "name": TEXT, "tilewidth": SIDE, "tileheight": SIDE, "tilecount": WHOLE, "columns": WHOLE, "margin": WHOLE,
        "spacing": WHOLE,
    },
    {
        "backgroundcolor": NO_COLOUR, "class": TEXT, "editorsettings": TABLE, "fillmode": TEXT, "firstgid": TILE, "grid": TABLE,
        "image": TEXT, "imageheight": WHOLE, "imagewidth": WHOLE, "objectalignment": TEXT, "terrains": LIST, "tiledversion": TEXT,
        "tileoffset": TABLE, "tilerendersize": TEXT, "tiles": LIST, "transformations": TABLE, "transparentcolor": NO_COLOUR,
        "type": one_of({"tileset"}), "version": VERSION, "wangsets": LIST, **OLD_SET,
    },
    {
        "grid": Node(
            "its grid", {}, {"height": WHOLE, "orientation": one_of({"orthogonal", "isometric"}), "width": WHOLE}
        ),
        "tileoffset": Node("its offset", {}, {"x": NUMBER, "y": NUMBER}),
        "transformations": Node(
            "its transformations", {}, {"hflip": FLAG, "preferuntransformed": FLAG, "rotate": FLAG, "vflip": FLAG}
        ),
    },
)  # fmt: skip
OF_PICTURE: Fields = {"imagewidth": SIDE, "imageheight": SIDE}  # of a tileset or tile that has one; browsers do not measure it
NUMBERED_SET = Node("the tileset", {"firstgid": TILE}, {})
NAMED_SET = Node("the tileset", {"firstgid": TILE, "source": TEXT}, {})
OF_PROPERTY: Fields = {  # by the type that a property says
    "string": TEXT, "int": INTEGER, "float": FINITE, "bool": FLAG, "color": NO_COLOUR, "file": TEXT, "object": ID, "class": TABLE,
}  # fmt: skip
PROPERTY_KEYS = frozenset({"name", "type", "value", "propertytype"})
TEMPLATE = Node("the template", {"object": TABLE}, {"tileset": TABLE, "type": one_of({"template"})}, {"tileset": NAMED_SET})
