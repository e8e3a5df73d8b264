"""What Tiled shows and the page draws otherwise is a warning with its layer and object; what it draws so is none (SPEC R16)."""

from pathlib import Path
from typing import Any

import pytest
from tests.worlds.drawn import (
    FLOOR,
    NOTHING,
    START,
    WALLS,
    Json,
    area,
    base,
    booth,
    counter,
    group,
    map_of,
    object_layer,
    picture,
    properties,
    saved,
    seat,
    sound_map,
    thing,
    tile_layer,
    tileset,
)

from madang_worlds import PlanFault, check_plan, load_plan

TILE = thing(50, "", "chair", (64, 64, 32, 32)) | {"gid": 1}
OTHER = TILE | {"id": 51, "name": "stool"}
BENCH = thing(52, "furniture", "bench", (64, 64, 0, 0), art="bench")


def told(folder: Path, document: Json) -> list[PlanFault]:
    return check_plan(saved(folder, document))


NO_PARALLAX = "it has a parallax factor, and is drawn without"
CLEAR = "its transparent colour is drawn"
OUTSIDE = "it stands outside of the place, where nobody sees it"

# Layer -> the whole of what is told
LAYERS: dict[str, tuple[Json, str]] = {
    "parallax": (FLOOR | {"parallaxx": 0.5}, NO_PARALLAX),
    "parallax down": (object_layer("floor") | {"parallaxy": 2}, NO_PARALLAX),
    "parallax of a group": (group("floor", tile_layer("f", NOTHING)) | {"parallaxx": 0}, NO_PARALLAX),
    "blend mode": (FLOOR | {"mode": "multiply"}, "its blend mode 'multiply' is drawn as normal"),
    "blend mode of a group": (group("floor") | {"mode": "screen"}, "its blend mode 'screen' is drawn as normal"),
    "moved by an old Tiled": (FLOOR | {"x": 2}, "its x, y are 2,0, which is not read"),
    "see-through colour": (base("floor", "imagelayer") | {"image": "", "transparentcolor": "#ff00ff"}, CLEAR),
    "order": (
        object_layer("floor", TILE, OTHER) | {"draworder": "index"},
        "its tiles are drawn by their lower edge, not in their order",
    ),
    "quiet objects": (object_layer("floor", silent=True), "its property 'silent' is not read"),
    "quiet group": (group("floor") | {"properties": properties({"silent": True})}, "its property 'silent' is not read"),
    "exit of a picture": (base("floor", "imagelayer", exitUrl="#side") | {"image": ""}, "its property 'exitUrl' is not read"),
    "of a newer Tiled": (FLOOR | {"shader": "glow"}, "the layer says 'shader', which is not known here"),
}  # fmt: skip


@pytest.mark.parametrize("case", LAYERS)
def test_R16_what_a_layer_shows_in_tiled_alone_is_a_warning(tmp_path: Path, case: str) -> None:
    layer, words = LAYERS[case]
    assert [(each.warning, each.layer, each.object, each.what) for each in told(tmp_path, sound_map(layers=(layer,)))] == [
        (True, "floor", "", words)
    ]


# Object -> the whole of what is told
THINGS: dict[str, tuple[Json, str]] = {
    "text": (thing(60, "", "t", (64, 64, 32, 32)) | {"text": {"text": "Hello"}}, "its text is not drawn"),
    "turned by its number": (TILE | {"name": "t", "gid": 0x2000_0001}, "its tile is turned by its number, and drawn without"),
    "a bench far away": (BENCH | {"name": "t", "x": -5_000}, OUTSIDE),
    "a tile far below": (TILE | {"name": "t", "y": 5_000}, OUTSIDE),
    "a sign above": (thing(60, "sign", "t", (64, -1, 0, 0), art="sign-post"), OUTSIDE),
    "art that is not ours": (thing(60, "furniture", "t", (64, 64, 0, 0), art="throne"), "art is 'throne', which is not drawn"),
    "closed art that is not ours": (
        thing(60, "furniture", "t", (64, 64, 0, 0), art="bench", art_closed="wall"), "art_closed is 'wall', which is not drawn",
    ),
    "no art": (thing(60, "furniture", "t", (64, 64, 0, 0)), "it has no art, and is not drawn"),
    "a sign of a counter elsewhere": (
        thing(60, "furniture", "t", (64, 64, 0, 0), art="bench", counter="c9"), "it is of counter 'c9', which is not here",
    ),
    "a lamp of a booth elsewhere": (
        thing(60, "furniture", "t", (64, 64, 0, 0), art="bench", booth="b9"), "it is of booth 'b9', which is not here",
    ),
    "of a newer Tiled": (BENCH | {"name": "t", "shadow": 2}, "the object says 'shadow', which is not known here"),
}  # fmt: skip


@pytest.mark.parametrize("case", THINGS)
def test_R16_what_an_object_shows_in_tiled_alone_is_a_warning(tmp_path: Path, case: str) -> None:
    shown, words = THINGS[case]
    assert [(each.warning, each.layer, each.object, each.what) for each in told(tmp_path, sound_map(shown))] == [
        (True, "things", "t", words)
    ]


# Tileset -> the whole of what is told
TILESETS: dict[str, tuple[Json, str]] = {
    "animation": ({"tiles": [{"id": 0, "animation": [{"duration": 9, "tileid": 0}]}]}, "its animated tiles stand still"),
    "grid": ({"tilerendersize": "grid", "tileheight": 16}, "its tiles are drawn in their own size, not in that of the grid"),
    "too many": ({"tilecount": 5}, "it has more tiles than its picture holds"),
    "fill": ({"fillmode": "preserve-aspect-fit"}, "its tiles are stretched where they are resized"),
    "see-through colour": ({"transparentcolor": "#ff00ff"}, CLEAR),
    "alignment": ({"objectalignment": "middle"}, "its object alignment 'middle' is drawn as bottom left"),
    "part of a picture": (
        {"tiles": [{"id": 0, "x": 4, "width": 9}]}, "tiles that are parts of pictures are drawn as whole ones",
    ),
    "shapes": ({"tiles": [{"id": 0, "objectgroup": object_layer("", TILE)}]}, "collision shapes of its tiles are not read"),
}  # fmt: skip


@pytest.mark.parametrize("case", TILESETS)
def test_R16_what_a_tileset_shows_in_tiled_alone_is_a_warning(tmp_path: Path, case: str) -> None:
    change, words = TILESETS[case]
    document = map_of(tile_layer("start", ["........", ".1......", *NOTHING[2:]]))
    faults = told(tmp_path, document | {"tilesets": [tileset(**{"tiles": []} | change) | {"firstgid": 1}]})
    assert [(each.warning, each.layer, each.what) for each in faults] == [(True, "tileset tiles", words)]


def test_R16_a_tileset_of_xml_is_held_to_the_same(tmp_path: Path) -> None:
    (tmp_path / "room.tsx").write_text(
        '<?xml version="1.0"?><tileset name="room" tilewidth="32" tileheight="32" tilecount="4" columns="4" fillmode="x">'
        '<image source="tiles.png" trans="ff00ff" width="128" height="32"/>'
        '<tile id="0"><animation><frame tileid="0" duration="9"/></animation></tile></tileset>',
        "utf-8",
    )
    document = map_of(tile_layer("start", ["........", ".1......", *NOTHING[2:]]))
    assert [each.what for each in told(tmp_path, document | {"tilesets": [{"firstgid": 1, "source": "room.tsx"}]})] == [
        "its animated tiles stand still",
        "its tiles are stretched where they are resized",
        "its transparent colour is drawn",
    ]


@pytest.mark.parametrize("order", ["right-down", "right-up", "left-down", "left-up"])
def test_R16_every_order_of_tiles_is_drawn(tmp_path: Path, order: str) -> None:
    tall = [tileset(tileheight=64, image="tall.png", imageheight=64) | {"firstgid": 1}]
    picture(tmp_path / "tall.png", (128, 64))
    assert told(tmp_path, sound_map() | {"renderorder": order, "tilesets": tall}) == []


@pytest.mark.parametrize("how", [{"visible": False}, {"opacity": 0}])
def test_R16_a_map_of_which_nothing_is_seen_is_told(tmp_path: Path, how: Json) -> None:
    whole = group("all", tile_layer("walls", WALLS), tile_layer("start", START)) | how
    [fault] = told(tmp_path, map_of(whole))
    assert (fault.warning, fault.what) == (True, "nothing of the map is seen: every layer is hidden or clear")
    assert load_plan(saved(tmp_path, map_of(whole))).blocked.sum() == 24


@pytest.mark.parametrize("orientation", ["isometric", "staggered", "hexagonal", "oblique", ""])
def test_R16_a_map_of_another_orientation_is_rejected(tmp_path: Path, orientation: str) -> None:
    faults = told(tmp_path, sound_map() | {"orientation": orientation})
    assert [(each.warning, each.what) for each in faults] == [(False, f"the map is {orientation}, not orthogonal")]


SHAPES: dict[str, Json] = {
    "ellipse": {"ellipse": True},
    "capsule": {"capsule": True},
    "polygon": {"polygon": [{"x": 0, "y": 0}, {"x": 9, "y": 9}]},
    "polyline": {"polyline": [{"x": 0, "y": 0}, {"x": 9, "y": 9}]},
    "text": {"text": {"text": "Hello"}},
}
OURS = {
    "furniture": BENCH,
    "counter": counter(),
    "booth": booth(),
    "seat": seat("s") | {"point": False},
    "area": area("a", silent=True),
}


@pytest.mark.parametrize("kind", OURS)
@pytest.mark.parametrize("shape", SHAPES)
def test_R16_an_object_of_ours_that_is_no_upright_rectangle_or_point_is_a_fault(tmp_path: Path, kind: str, shape: str) -> None:
    ours: dict[str, Any] = OURS[kind] | SHAPES[shape]
    faults = [each for each in told(tmp_path, sound_map(ours)) if not each.warning]
    assert [(each.layer, each.object, each.what) for each in faults] == [
        ("things", ours["name"], f"the {kind} is an ellipse, polygon, line or text, which is not read")
    ]


def test_R16_what_is_drawn_as_tiled_shows_it_is_no_warning(tmp_path: Path) -> None:
    picture(tmp_path / "sky.png")
    sky = base("sky", "imagelayer") | {
        "image": "sky.png",
        "offsetx": 3.5,
        "offsety": 1,
        "repeatx": True,
        "tintcolor": "#80ff0000",
    }
    inner = tile_layer("f", NOTHING) | {"opacity": 0.25, "tintcolor": "#80ff0000"}
    things = object_layer("o", TILE | {"opacity": 0.5, "rotation": 30, "gid": 0xC000_0001}) | {"opacity": 0.5}
    sets = [tileset(objectalignment="center", tileoffset={"x": 4, "y": -4}) | {"firstgid": 1}]
    layers = (sky, group("g", inner, things) | {"opacity": 0.5, "tintcolor": "#00ff00"})
    assert told(tmp_path, sound_map(layers=layers) | {"tilesets": sets, "backgroundcolor": "#102030"}) == []
