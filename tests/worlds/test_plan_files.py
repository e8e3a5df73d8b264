"""Maps that load: Madang's own, the conventions of WorkAdventure, and what Tiled may do to a file."""

from pathlib import Path

import numpy as np
import pytest
from tests.worlds.drawn import (
    FLIPPED,
    NOTHING,
    WALL,
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
from tests.worlds.sketches import stand

import madang_worlds
from madang_worlds import PlanFaults, check_plan, load_places, load_plan
from madang_worlds.areas import tile_grid
from madang_worlds.plan_reading import exit_target

PLACES = Path(madang_worlds.__file__).parent / "places"
MAPS = Path(__file__).parent / "maps"


@pytest.mark.parametrize("name", ["city_hall", "plaza"])
def test_R16_the_shipped_places_have_no_fault(name):
    assert [str(fault) for fault in check_plan(PLACES / name / "place.tmj")] == []


def test_R14_the_doors_of_the_shipped_places_lead_to_each_other():
    plans = load_places(PLACES)
    assert {(name, door.target_place) for name, plan in plans.items() for door in plan.doors.values()} >= {
        ("city_hall", "plaza"),
        ("plaza", "city_hall"),
    }


def test_R5_everything_in_the_shipped_places_can_be_walked_to():
    for plan in load_places(PLACES).values():
        spots = [plan.spot(kind, name) for kind, names in kinds(plan) for name in names]
        assert all(plan.path_finder.reachable(plan.entry(), spot) for spot in spots)


def kinds(plan: madang_worlds.Plan) -> list[tuple[str, list[str]]]:
    return [
        ("counter", list(plan.counters)),
        ("door", list(plan.doors)),
        ("booth", list(plan.booths)),
        ("seat", list(plan.seats)),
    ]


def test_a_whole_plan_is_read(tmp_path: Path):
    things = [counter(), booth(), seat(counter="consult-1"), seat("window", (48, 148)), thing(30, "sign", "s", (0, 0, 0, 0))]
    areas = object_layer("floorLayer", area("quiet", (32, 32, 64, 32), silent=True), area("hall", title_ko="홀"))
    path = saved(tmp_path, sound_map(*things, layers=(areas,), title_ko="시청", title_en="Hall", capacity=50, cell_px=320))
    plan = load_plan(path)
    assert (plan.name, plan.title, plan.capacity, plan.cell_units) == ("sample", {"ko": "시청", "en": "Hall"}, 50, 2_560)
    assert (plan.width_tiles, plan.height_tiles, plan.tile_px, plan.origin_px) == (8, 6, 32, (0, 0))
    desk = plan.counters["consult-1"]
    assert (desk.visitor, desk.desk, desk.services) == ((640, 672), (640, 416), ("consultation",))
    assert (desk.seats, desk.title) == (((384, 928),), {"ko": "창구", "en": "Counter"})
    assert plan.booths["booth-1"].seats == ((1_152, 928), (1_408, 1_184))
    assert plan.seats == {"seat-12": (384, 928), "window": (384, 1_184)}
    assert plan.entries == {"": [stand(1, 4), stand(2, 4)]}
    assert [quiet.name for quiet in plan.silent] == ["quiet"]
    assert plan.areas["hall"].properties == {"title_ko": "홀"}
    assert plan.booth_grid[3, 4] == 0
    assert plan.booth_grid[1, 4] == -1


def test_a_place_is_named_after_its_folder(tmp_path: Path):
    assert load_plan(saved(tmp_path, sound_map(), "annex/place.tmj")).name == "annex"


def test_a_map_without_titles_is_called_by_its_name(tmp_path: Path):
    assert load_plan(saved(tmp_path, sound_map(mapName="Old hall"))).title == {"ko": "Old hall", "en": "Old hall"}
    assert load_plan(saved(tmp_path, sound_map())).title == {"ko": "sample", "en": "sample"}


# collisions -----------------------------------------------------------------------------------------------------------


def test_tiles_that_collide_block_in_every_layer_also_in_hidden_and_nested_ones(tmp_path: Path):
    inner = tile_layer("deep", ["........", "...2....", *NOTHING[2:]]) | {"visible": False}
    plan = load_plan(saved(tmp_path, sound_map(layers=(group("a", group("b", group("c", inner))),))))
    assert plan.blocked[1, 3]
    assert plan.blocked.sum() == 25


def test_a_flipped_tile_is_the_same_tile(tmp_path: Path):
    layer = tile_layer("walls2", NOTHING)
    layer["data"][11] = WALL + FLIPPED
    layer["data"][12] = WALL + 0x7000_0000
    plan = load_plan(saved(tmp_path, sound_map(layers=(layer,))))
    assert plan.blocked[1, 3]
    assert plan.blocked[1, 4]


def test_any_tile_in_the_layer_collisions_blocks(tmp_path: Path):
    plan = load_plan(saved(tmp_path, sound_map(layers=(tile_layer("collisions", ["........", "...1....", *NOTHING[2:]]),))))
    assert plan.blocked[1, 3]


def test_a_tile_that_does_not_collide_is_free(tmp_path: Path):
    sets = [tileset(tiles=[{"id": 1, "properties": properties({"collides": False})}]) | {"firstgid": 1}]
    assert not load_plan(saved(tmp_path, sound_map() | {"tilesets": sets})).blocked.any()


# entries --------------------------------------------------------------------------------------------------------------


def test_an_area_with_start_is_an_entry_by_its_name_and_the_default_when_there_is_no_other(tmp_path: Path):
    layers = tile_layer("walls", NOTHING), object_layer("o", area("gate", (64, 64, 64, 32), start=True))
    plan = load_plan(saved(tmp_path, map_of(*layers)))
    assert plan.entries == {"gate": [stand(2, 2), stand(3, 2)], "": [stand(2, 2), stand(3, 2)]}


def test_an_area_is_known_by_class_or_by_type(tmp_path: Path):
    old = {key: value for key, value in area("gate", start=True).items() if key != "class"} | {"type": "area"}
    plan = load_plan(saved(tmp_path, sound_map(layers=(object_layer("o", old),))))
    assert plan.entries["gate"] == [stand(1, 1)]


def test_a_layer_marked_as_start_is_a_named_entry(tmp_path: Path):
    layer = tile_layer("north", ["........", "....1...", *NOTHING[2:]], startLayer=True)
    assert load_plan(saved(tmp_path, sound_map(layers=(layer,)))).entries["north"] == [stand(4, 1)]


def test_a_tile_with_start_makes_a_named_entry(tmp_path: Path):
    layer = tile_layer("marks", ["........", ".....3..", *NOTHING[2:]])
    assert load_plan(saved(tmp_path, sound_map(layers=(layer,)))).entries["side"] == [stand(5, 1)]


def test_an_entry_uses_its_free_tiles_only(tmp_path: Path):
    layer = object_layer("o", area("gate", (0, 32, 64, 32), start=True))
    assert load_plan(saved(tmp_path, sound_map(layers=(layer,)))).entries["gate"] == [stand(1, 1)]


# exits ----------------------------------------------------------------------------------------------------------------


def test_R14_an_area_with_an_exit_is_a_door(tmp_path: Path):
    exits = object_layer("o", area("out", exitUrl="../plaza/place.tmj#gate"), area("out", exitSceneUrl="other.json"))
    plan = load_plan(saved(tmp_path, sound_map(layers=(exits,))))
    targets = {name: (door.target_place, door.target_entry) for name, door in plan.doors.items()}
    assert targets == {"out": ("plaza", "gate"), "out-2": ("other", "")}


def test_R14_a_painted_exit_is_exactly_its_tiles(tmp_path: Path):
    layer = tile_layer("away", ["........", "...1.1..", *NOTHING[2:]], exitUrl="other.tmj")
    plan = load_plan(saved(tmp_path, sound_map(layers=(layer,))))
    assert np.argwhere(plan.door_grid == 0).tolist() == [[1, 3], [1, 5]]
    assert plan.spot("door", "away") in {stand(3, 1), stand(5, 1)}


@pytest.mark.parametrize(
    ("url", "target"),
    [
        ("../plaza/place.tmj#gate", ("plaza", "gate")),
        ("place.tmj", ("here", "")),
        ("./place.tmj#start", ("here", "start")),
        ("../place.tmj", ("place", "")),
        ("office.json#start", ("office", "start")),
        ("./maps/My Office.tmj", ("My Office", "")),
        ("https://play.example.org/@/team/world/floor0", ("floor0", "")),
        ("/_/global/example.org/maps/main.json?v=3#in", ("main", "in")),
        ("#side", ("here", "side")),
        ("../plaza/", ("plaza", "")),
        ("", None),
        ("   ", None),
        ("#", None),
        ("..", None),
        ("../#gate", None),
        ("???", None),
        ("https://[bad/", None),
        ("%%/!!", None),
    ],
)
def test_R14_exits_name_a_place_and_an_entry(url, target):
    assert exit_target(url, "here") == target


def test_a_silent_layer_is_a_silent_area(tmp_path: Path):
    layer = tile_layer("hush", ["........", "...1....", *NOTHING[2:]], silent=True)
    plan = load_plan(saved(tmp_path, sound_map(layers=(layer,))))
    assert np.argwhere(plan.silent_grid == 0).tolist() == [[1, 3]]


# what Tiled may do to a file --------------------------------------------------------------------------------------------


def test_objects_move_with_their_layer_and_its_groups(tmp_path: Path):
    layer = object_layer("o", area("gate", (32, 32, 32, 32), start=True)) | {"offsetx": 32, "offsety": 0}
    outer = group("g", layer) | {"offsetx": 0, "offsety": 32}
    assert load_plan(saved(tmp_path, sound_map(layers=(outer,)))).entries["gate"] == [stand(2, 2)]


def test_an_infinite_map_begins_at_its_first_chunk():
    plan = load_plan(MAPS / "infinite.tmj")
    assert (plan.width_tiles, plan.height_tiles, plan.origin_px) == (32, 16, (-16 * 32, -16 * 32))
    assert plan.blocked[0, 0]
    assert plan.blocked[15, 31]
    assert plan.entries["gate"] == [stand(15, 14)]
    assert plan.spot("counter", "welcome") == (4_096, 3_200)


def test_an_external_tileset_is_read():
    assert load_plan(MAPS / "infinite.tmj").blocked.sum() == 2 * 32 + 2 * 14


def test_older_and_newer_versions_are_read(tmp_path: Path):
    for version in (1, 1.4, "1.10"):
        assert check_plan(saved(tmp_path, sound_map() | {"version": version})) == []


def test_things_that_rooms_do_not_need_are_passed_over(tmp_path: Path):
    sky = base("sky", "imagelayer") | {"image": "sky.png", "x": 0, "y": 0}
    things = object_layer(
        "more",
        thing(40, "", "loose", (1, 2, 3, 4), openWebsite="https://example.org"),
        thing(41, "variable", "v", (0, 0, 0, 0), default="x"),
        thing(42, "furniture", "chair", (9, 9, 0, 0), art="bench") | {"point": True},
        thing(43, "", "line", (0, 0, 0, 0)) | {"polyline": [{"x": 0, "y": 0}, {"x": 5, "y": 5}]},
    )
    picture(tmp_path / "sky.png")
    assert check_plan(saved(tmp_path, sound_map(layers=(sky, things)))) == []


def test_places_with_doors_to_nowhere_are_rejected_together(tmp_path: Path):
    doors = object_layer("o", area("a", exitUrl="../none/place.tmj"), area("b", exitUrl="../hall/place.tmj#attic"))
    saved(tmp_path, sound_map(), "hall/place.tmj")
    saved(tmp_path, sound_map(layers=(doors,)), "yard/place.tmj")
    with pytest.raises(PlanFaults) as raised:
        load_places(tmp_path)
    assert [(fault.object, fault.what) for fault in raised.value.faults] == [
        ("b", "the exit leads to entry 'attic', which 'hall' does not have"),
    ]


def test_R16_one_faulty_place_holds_up_all_of_them(tmp_path: Path):
    saved(tmp_path, sound_map(), "hall/place.tmj")
    saved(tmp_path, sound_map(counter("Bad Name")), "yard/place.tmj")
    with pytest.raises(PlanFaults, match="yard"):
        load_places(tmp_path)


def test_a_tile_layer_is_read_where_its_offsets_and_its_groups_put_it(tmp_path: Path):
    wall = tile_layer("walls 2", ["........"] * 3 + ["....2..."] + ["........"] * 2) | {"offsetx": 32, "offsety": 0}
    plan = load_plan(saved(tmp_path, sound_map(layers=(group("g", wall) | {"offsetx": 32, "offsety": -32},))))
    assert plan.blocked[2, 6]
    assert not plan.blocked[3, 4]


def test_an_exit_and_silence_may_be_painted_as_tiles(tmp_path: Path):
    painter = {"id": 3, "properties": properties({"exitUrl": "../yard/place.tmj#north%20gate", "silent": True})}
    painted = tile_layer("doors", ["........"] * 2 + ["....4..."] + ["........"] * 3)
    tiles = tileset(tiles=[*tileset()["tiles"], painter]) | {"firstgid": 1}
    plan = load_plan(saved(tmp_path, sound_map(layers=(painted,)) | {"tilesets": [tiles]}, "hall/place.tmj"))
    [door] = plan.doors.values()
    assert (door.target_place, door.target_entry) == ("yard", "north gate")
    for area_ in (door.area, *plan.silent):
        assert np.argwhere(tile_grid(area_, plan.blocked.shape)).tolist() == [[2, 4]]


def test_an_exit_is_an_address():
    assert exit_target("../my%20yard/place.tmj#north%20gate", "hall") == ("my yard", "north gate")
    assert exit_target("#north%20gate", "hall") == ("hall", "north gate")
