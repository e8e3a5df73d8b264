"""Objects that are made from templates: what an object says of itself wins, in either spelling of the template (SPEC R16)."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.worlds.drawn import Json, area, object_layer, picture, properties, saved, sound_map, thing

from madang_worlds import Plan, check_plan, load_plan
from madang_worlds.tiled_templates import BYTES_MAX

HUSH = {
    "id": 1, "name": "hush", "type": "area", "x": 32, "y": 32, "width": 64, "height": 32, "rotation": 0, "visible": True,
    "properties": properties({"silent": True, "title_ko": "조용히", "title_en": "Quiet"}),
}  # fmt: skip
HUSH_XML = """<?xml version="1.0" encoding="UTF-8"?>
<template><object name="hush" type="area" width="64" height="32">
 <properties><property name="silent" type="bool" value="true"/><property name="title_ko" value="조용히"/>
 <property name="title_en">Quiet</property></properties>
</object></template>"""


def template(folder: Path, name: str) -> str:
    """Write the template of a quiet area and return its name."""
    text = HUSH_XML if name.endswith(".tx") else json.dumps({"type": "template", "object": HUSH})
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, "utf-8")
    return name


def made(**own: Any) -> Json:
    """An object as Tiled writes it when it is made from a template: its place, and what was changed."""
    return {"id": 30, "x": 160, "y": 128} | own


def silent_tiles(plan: Plan) -> list[list[int]]:
    grid = np.zeros(plan.blocked.shape, np.bool_)
    for quiet in plan.silent:
        x, y, width, height = (side // 256 for side in quiet.rect)
        grid[y : y + height, x : x + width] = True
    return np.argwhere(grid.T).tolist()


@pytest.mark.parametrize("name", ["hush.tj", "hush.tx", "hush.json"])
def test_R16_an_object_stands_where_it_says_and_has_what_its_template_says(tmp_path: Path, name: str) -> None:
    plan = load_plan(saved(tmp_path, sound_map(made(template=template(tmp_path, name)))))
    assert silent_tiles(plan) == [[5, 4], [6, 4]]
    assert plan.areas["hush"].properties == {"silent": True, "title_ko": "조용히", "title_en": "Quiet"}


@pytest.mark.parametrize("name", ["hush.tj", "hush.tx"])
def test_R16_whatever_an_object_says_of_itself_wins_over_its_template(tmp_path: Path, name: str) -> None:
    own = made(name="mine", width=32, height=64, y=32, properties=properties({"silent": False, "title_en": "Mine"}))
    plan = load_plan(saved(tmp_path, sound_map(own | {"template": template(tmp_path, name)})))
    mine = plan.areas["mine"]
    assert (mine.rect.width, mine.rect.height, plan.silent) == (32 * 8, 64 * 8, ())
    assert mine.properties == {"silent": False, "title_ko": "조용히", "title_en": "Mine"}


def test_R16_a_class_of_its_own_wins_however_it_is_written(tmp_path: Path) -> None:
    own = made(**{"class": "furniture"}) | {"template": template(tmp_path, "hush.tj")}
    assert load_plan(saved(tmp_path, sound_map(own))).silent == ()


def test_R16_a_turn_of_the_template_or_of_the_object_is_told(tmp_path: Path) -> None:
    own = made(rotation=90) | {"template": template(tmp_path, "hush.tj")}
    [fault] = check_plan(saved(tmp_path, sound_map(own)))
    assert (fault.object, fault.what) == ("hush", "the area is turned, which is not read")


def test_R16_templates_may_lie_in_a_folder_or_beside_the_places_and_in_groups_of_layers(tmp_path: Path) -> None:
    template(tmp_path / "shared", "hush.tj")
    inner = object_layer("inner", made(template="../shared/hush.tj"))
    document = sound_map(layers=({"name": "g", "type": "group", "opacity": 1, "visible": True, "layers": [inner]},))
    assert silent_tiles(load_plan(saved(tmp_path, document, "hall/place.tmj"))) == [[5, 4], [6, 4]]


TILE = {"object": thing(1, "", "chair", (0, 0, 32, 32)) | {"gid": 3}, "tileset": {"firstgid": 1, "source": "../sets/a.tsj"}}


def test_R16_a_tile_of_a_template_is_that_of_its_tileset_wherever_the_map_has_it(tmp_path: Path) -> None:
    document = sound_map(made(template="t/chair.tj"))
    named = {"name": "a", "tilewidth": 32, "tileheight": 32, "tilecount": 4, "columns": 4, "margin": 0, "spacing": 0}
    size = {"image": "a.png", "imagewidth": 128, "imageheight": 32}
    path = saved(tmp_path, document | {"tilesets": [*document["tilesets"], {"firstgid": 5, "source": "sets/a.tsj"}]})
    for name, written in (("t/chair.tj", TILE), ("sets/a.tsj", named | size)):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(json.dumps(written), "utf-8")
    picture(tmp_path / "sets/a.png", (128, 32))
    assert check_plan(path) == []
    path.write_text(json.dumps(document), "utf-8")
    [fault] = check_plan(path)
    assert fault.what == "the template 't/chair.tj' uses the tileset '../sets/a.tsj', which the map does not have"


BROKEN = {
    "no JSON": "{",
    "no template": "[]",
    "no object": json.dumps({"type": "template"}),
    "other XML": "<tileset/>",
    "broken XML": "<template><object",
    "a number that is none": "<template><object x='a'/></template>",
}


@pytest.mark.parametrize("case", BROKEN)
def test_R16_a_template_that_cannot_be_read_is_told(tmp_path: Path, case: str) -> None:
    (tmp_path / "hush.tj").write_text(BROKEN[case], "utf-8")
    [fault] = check_plan(saved(tmp_path, sound_map(made(template="hush.tj"))))
    assert fault.what == "the template 'hush.tj' cannot be read"


def test_R16_a_template_of_a_template_and_one_that_is_too_large_are_told(tmp_path: Path) -> None:
    (tmp_path / "a.tj").write_text(json.dumps({"object": HUSH | {"template": "a.tj"}}), "utf-8")
    (tmp_path / "b.tj").write_text(" " * (BYTES_MAX + 1), "utf-8")
    faults = check_plan(saved(tmp_path, sound_map(made(template="a.tj"), area("b") | {"template": "b.tj"})))
    assert [fault.what for fault in faults] == [
        "the template 'a.tj' is itself made from a template",
        "the template 'b.tj' has more than 256 kB",
    ]
