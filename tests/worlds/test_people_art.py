"""The committed sheets of people are complete, true to their sources, and fit what people.json tells."""

import json
import re
from typing import Any

import pytest
from PIL import Image

from madang_worlds.art.people.compose import FIGURE_CORNER, FIGURE_SIZE, looks, person, tokens
from madang_worlds.art.people.palette import UnknownColour, paint
from madang_worlds.art.people.parts import BadPart, drawings
from madang_worlds.art.people.pose import FRAMES, joint
from madang_worlds.art.people.sheet import SCALES, SHEETS, fingerprint, stale

SHEET_2X_BYTES_MAX, PORTRAIT_BYTES_MAX, FIGURES_BYTES_MAX = 25_000, 3_072, 60_000
INDEX: dict[str, Any] = json.loads((SHEETS / "people.json").read_text("utf-8"))
IDS = [look["id"] for look in looks()]


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("look", IDS)
def test_every_look_has_its_sheet_in_the_size_the_index_tells(look: str, scale: int) -> None:
    cell = INDEX["cell"]
    with Image.open(SHEETS / f"{look}@{scale}x.webp") as sheet:
        assert sheet.size == (
            cell["width"] * scale * len(INDEX["columns"]),
            cell["height"] * scale * len(INDEX["rows"]),
        )


@pytest.mark.parametrize("look", IDS)
def test_every_look_has_a_small_portrait(look: str) -> None:
    path = SHEETS / f"{look}.portrait.webp"
    with Image.open(path) as portrait:
        assert portrait.size == (INDEX["portrait_px"], INDEX["portrait_px"])
    assert path.stat().st_size <= PORTRAIT_BYTES_MAX


@pytest.mark.parametrize("look", IDS)
def test_every_look_has_a_figure_that_shows_the_whole_person(look: str) -> None:
    (left, top), (width, height) = FIGURE_CORNER, FIGURE_SIZE
    with Image.open(SHEETS / f"{look}.figure.webp") as figure, Image.open(SHEETS / f"{look}@2x.webp") as sheet:
        row = INDEX["rows"].index("SE") * INDEX["cell"]["height"]
        cell = sheet.crop((0, row * 2, INDEX["cell"]["width"] * 2, (row + INDEX["cell"]["height"]) * 2))
        assert figure.size == (width * 2, height * 2)
        whole, shown = outline(cell), outline(figure)
    assert whole == (shown[0] + left * 2, shown[1] + top * 2, shown[2] + left * 2, shown[3] + top * 2)


def outline(picture: Image.Image) -> tuple[int, int, int, int]:
    box = picture.getchannel("A").point(lambda alpha: 255 * (alpha > 127)).getbbox()
    assert box, "nothing is drawn"
    return box


def test_all_figures_of_the_picker_together_are_light_to_carry() -> None:
    assert sum((SHEETS / f"{look}.figure.webp").stat().st_size for look in IDS) <= FIGURES_BYTES_MAX


@pytest.mark.parametrize("look", IDS)
def test_a_sheet_is_light_to_carry(look: str) -> None:
    assert (SHEETS / f"{look}@2x.webp").stat().st_size <= SHEET_2X_BYTES_MAX


@pytest.mark.parametrize("look", IDS)
def test_no_drawing_is_cut_off_by_its_cell(look: str) -> None:
    width, height = INDEX["cell"]["width"], INDEX["cell"]["height"]
    with Image.open(SHEETS / f"{look}@1x.webp") as sheet:
        # The shadow may fade out at the rim; what is cut off would be a hard edge.
        opaque = sheet.getchannel("A").point(lambda alpha: 255 * (alpha > 127))
    for row in range(len(INDEX["rows"])):
        for column in range(len(INDEX["columns"])):
            x, y = column * width, row * height
            sides = [(x, y, x + 1, y + height), (x + width - 1, y, x + width, y + height), (x, y, x + width, y + 1)]
            assert [opaque.crop(side).getbbox() for side in sides] == [None] * 3


def test_the_sheets_are_fresh() -> None:
    assert INDEX["sources"] == fingerprint()
    assert not stale()


def test_look_ids_are_unique_and_the_index_keeps_their_order() -> None:
    assert len(set(IDS)) == len(IDS)
    assert [look["id"] for look in INDEX["looks"]] == IDS


def test_titles_are_there_in_both_languages() -> None:
    assert all(look["title"][language].strip() for look in INDEX["looks"] for language in ("ko", "en"))


def test_there_are_looks_for_citizens_of_every_skin_tone_for_officers_and_for_a_guide() -> None:
    citizens = [look for look in looks() if look["role"] == "citizen"]
    assert len(citizens) >= 16
    assert {look["skin"] for look in citizens} == {f"skin-{tone}" for tone in range(1, 7)}
    assert {"officer-1", "officer-2", "supervisor", "guide"} <= set(IDS)


def test_every_frame_of_a_motion_is_a_column() -> None:
    frames = [column for motion in INDEX["motions"].values() for column, _ in motion]
    assert set(frames) <= set(INDEX["columns"])


def test_the_steady_walk_keeps_the_head_level() -> None:
    heads = {joint("head", "S", FRAMES[column]) for column, _ in INDEX["motions"]["steady"]}
    assert len(heads) == 1


def test_a_token_without_a_colour_is_named() -> None:
    with pytest.raises(UnknownColour, match="--sail"):
        paint('fill="var(--sail)"', tokens(looks()[0]))


def test_a_part_that_is_not_there_is_named() -> None:
    with pytest.raises(BadPart, match="clothes/crown"):
        drawings("clothes", "crown")


def test_a_seated_body_hides_the_standing_legs() -> None:
    seated = next(look for look in looks() if look["aid"] == ["wheelchair"])
    assert 'data-slot="leg-l"' not in person(seated, "S", "idle")


def test_arms_swing_against_the_legs_together_in_a_wheelchair_and_not_at_all_on_a_pram() -> None:
    reaches = {name: (drawings("aid", name)["E"].arms or FRAMES["walk1"].arms) for name in ("stick", "wheelchair", "pram")}
    assert reaches == {"stick": (-1.0, 1.0), "wheelchair": (1.0, 1.0), "pram": (0.0, 0.0)}


def test_a_hand_on_a_pram_has_one_place_in_every_step_that_stands() -> None:
    parent = next(look for look in looks() if look["aid"] == ["pram"])
    steps = [person(parent, "SE", column).replace("-0.0", "0.0") for column in ("idle", "walk1", "walk3")]
    assert len({re.findall(r'transform="([^"]*)"><g[^>]*data-slot="arm-l"', step)[-1] for step in steps}) == 1
