"""Files that a map names: those that a browser is given, and no other is opened (SPEC R16)."""

import json
from pathlib import Path

import pytest
from tests.worlds.drawn import Json, base, saved, sound_map, tileset

from madang_worlds import check_plan

SET = tileset() | {"type": "tileset"}


@pytest.fixture
def hall(tmp_path: Path) -> Path:
    """The folder of a place, with a secret beside the folder of the places."""
    folder = tmp_path / "places" / "hall"
    folder.mkdir(parents=True)
    for name in ("secret.tsj", "secret.json"):
        (tmp_path / name).write_text(json.dumps(SET), "utf-8")
    (tmp_path / "secret.png").write_bytes(b"")
    return folder


def with_tileset(source: str) -> Json:
    return sound_map() | {"tilesets": [{"firstgid": 1, "source": source}]}


def told(folder: Path, document: Json) -> list[str]:
    return [fault.what for fault in check_plan(saved(folder, document, "place.tmj"))]


def test_R16_a_tileset_in_the_folder_of_the_place_or_of_another_place_is_read(hall: Path) -> None:
    (hall / "room.tsj").write_text(json.dumps(SET), "utf-8")
    (hall.parent / "shared").mkdir()
    (hall.parent / "shared" / "room.json").write_text(json.dumps(SET | {"image": "../hall/tiles.png"}), "utf-8")
    assert [told(hall, with_tileset(source)) for source in ("room.tsj", "../shared/room.json")] == [[], []]


@pytest.mark.parametrize("source", ["../../secret.tsj", "../../../../../../../../etc/hostname", "x/../../../secret.tsj"])
def test_R16_a_tileset_outside_of_the_places_is_a_fault(hall: Path, source: str) -> None:
    assert told(hall, with_tileset(source)) == [f"the tileset {source!r} lies outside of the places"]


def test_R16_a_tileset_outside_of_the_places_is_not_opened(hall: Path) -> None:
    (hall.parents[1] / "broken.tsj").write_text("{", "utf-8")
    assert told(hall, with_tileset("../../broken.tsj")) == ["the tileset '../../broken.tsj' lies outside of the places"]


@pytest.mark.parametrize(("link", "target"), [("room.tsj", "secret.tsj"), ("rooms/room.tsj", "secret.tsj")])
def test_R16_a_link_that_leads_out_of_the_places_is_a_fault(hall: Path, link: str, target: str) -> None:
    (hall / link).parent.mkdir(exist_ok=True)
    (hall / link).symlink_to(hall.parents[1] / target)
    assert told(hall, with_tileset(link)) == [f"the tileset {link!r} lies outside of the places"]


def test_R16_a_linked_folder_that_leads_out_of_the_places_is_a_fault(hall: Path) -> None:
    (hall / "more").symlink_to(hall.parents[1], target_is_directory=True)
    assert told(hall, with_tileset("more/secret.tsj")) == ["the tileset 'more/secret.tsj' lies outside of the places"]
    drawn = sound_map() | {"tilesets": [tileset(image="more/secret.png") | {"firstgid": 1}]}
    assert told(hall, drawn) == ["the picture 'more/secret.png' of the tileset 'tiles' lies outside of the places"]


def test_R16_a_link_within_the_places_is_followed(hall: Path) -> None:
    (hall.parent / "shared").mkdir()
    (hall.parent / "shared" / "room.tsj").write_text(json.dumps(SET), "utf-8")
    (hall / "room.tsj").symlink_to("../shared/room.tsj")
    assert told(hall, with_tileset("room.tsj")) == []


def test_R16_a_template_by_a_link_out_of_the_places_is_a_fault(hall: Path) -> None:
    (hall / "hush.tj").symlink_to(hall.parents[1] / "secret.json")
    thing = {"id": 9, "x": 64, "y": 64, "template": "hush.tj"}
    assert told(hall, sound_map(thing)) == ["the template 'hush.tj' lies outside of the places"]


def test_R16_a_place_that_is_a_link_out_of_the_places_is_a_fault(hall: Path) -> None:
    elsewhere = hall.parents[1] / "elsewhere"
    saved(elsewhere, sound_map(), "place.tmj")
    (hall.parent / "yard").symlink_to(elsewhere, target_is_directory=True)
    assert "the map lies outside of the places" in [fault.what for fault in check_plan(hall.parent / "yard" / "place.tmj")]


@pytest.mark.parametrize("source", ["place.tmj", "notes.tsj", "list.tsj", "page.tsx", "room.txt", "tiles.png"])
def test_R16_what_is_no_tileset_is_told_by_its_name(hall: Path, source: str) -> None:
    for name, text in (("notes.tsj", "{"), ("list.tsj", "[]"), ("page.tsx", "<html/>"), ("room.txt", json.dumps(SET))):
        (hall / name).write_text(text, "utf-8")
    assert told(hall, with_tileset(source)) == [f"the tileset {source!r} is no tileset of Tiled"]


@pytest.mark.parametrize("name", ["tiles#2.png", "tiles?.png", "tiles%20.png", "sub\\tiles.png"])
def test_R16_a_name_that_an_address_takes_for_something_else_is_told(hall: Path, name: str) -> None:
    (hall / name).write_bytes(b"")
    drawn = sound_map() | {"tilesets": [tileset(image=name) | {"firstgid": 1}]}
    assert told(hall, drawn) == [f"the picture {name!r} of the tileset 'tiles' has a sign that addresses do not have"]


@pytest.mark.parametrize(
    ("image", "words"),
    [
        ("sky.png", ["its picture 'sky.png' is missing"]),
        ("../../secret.png", ["its picture '../../secret.png' lies outside of the places"]),
        ("room.tsj", ["its picture 'room.tsj' is of a kind that browsers do not show"]),
        ("tiles.png", []),
        ("", []),
    ],
)
def test_R16_the_picture_of_an_image_layer_is_looked_for(hall: Path, image: str, words: list[str]) -> None:
    (hall / "room.tsj").write_text(json.dumps(SET), "utf-8")
    faults = check_plan(saved(hall, sound_map(layers=(base("sky", "imagelayer") | {"image": image},)), "place.tmj"))
    assert [(fault.layer, fault.what) for fault in faults] == [("sky", what) for what in words]
