"""Maps with the parts of WorkAdventure's starter maps: drawn as Tiled does, walked by keys, into walls and out of a door."""

from collections.abc import Iterator, Sequence

import pytest
from PIL import Image
from playwright.sync_api import Browser, expect
from tests.browser.office_process import OfficeProcess, environment, opened
from tests.browser.people import PATIENCE_MS, Citizen, context
from tests.browser.test_drawn import is_drawn, picture
from tests.browser.test_foreign import has
from tests.browser.test_stride import RESTS
from tests.worlds.starter_maps import COLOURS, GROUND, OFFICE_START, SKY, TABLE_COLUMN, TILE, TINT, write_starter_maps

FLOOR, WALL, TABLE, LAMP = 3, 5, 6, 7
HALF_FOOT_PX = 16  # at most: nobody's feet are wider than a tile
AT = "() => { const me = window.madangLab.drawnFrames.at(-1).avatars.at(-1); return [me.x, me.y] }"
HAS_LEFT = "([x, y]) => { const me = window.madangLab.drawnFrames.at(-1).avatars.at(-1); return me.x !== x || me.y !== y }"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OfficeProcess]:
    places = write_starter_maps(tmp_path_factory.mktemp("starter"))
    variables = environment() | {"MADANG_PLACES": str(places), "MADANG_START_PLACE": "office"}
    with opened(tmp_path_factory.mktemp("office"), variables=variables) as process:
        yield process


@pytest.fixture
def walker(office: OfficeProcess, browser: Browser) -> Iterator[Citizen]:
    street = context(browser, office.url, "en", still=True)
    person = Citizen(street.new_page(), "en")
    person.arrive("Walker", path="/?lab")
    is_drawn(person)
    person.page.wait_for_function("() => window.madangLab?.drawnFrames.length > 5", timeout=PATIENCE_MS)
    person.page.locator("#world").focus()
    yield person
    street.close()


def at(walker: Citizen) -> tuple[float, float]:
    x, y = walker.page.evaluate(AT)
    return x, y


def nearly_has(drawn: Image.Image, colour: Sequence[int]) -> bool:
    """Whether a pixel is of the colour, but for what rounding takes: tints and clear layers are multiplied."""
    pixels = [pixel for _, pixel in drawn.getcolors(1 << 22) or ()]
    return any(all(abs(a - b) <= 1 for a, b in zip(pixel, colour, strict=True)) for pixel in pixels)


def walk_until_held(walker: Citizen, key: str, axis: str) -> tuple[float, float]:
    """Hold the key until something holds the walker up; return where that is."""
    before = at(walker)
    walker.page.keyboard.down(key)
    walker.page.wait_for_function(HAS_LEFT, arg=before, timeout=PATIENCE_MS)
    walker.page.wait_for_function(RESTS, arg=axis, timeout=PATIENCE_MS)
    walker.page.keyboard.up(key)
    return at(walker)


def test_R16_a_starter_map_is_drawn_with_its_colour_pictures_tints_and_clear_layers(walker: Citizen) -> None:
    drawn = picture(walker.page)
    clear = [round((table + floor) / 2) for table, floor in zip(COLOURS[TABLE], COLOURS[FLOOR], strict=True)]
    tinted = [round(colour * tint / 255) for colour, tint in zip(COLOURS[8], TINT, strict=True)]
    flat = {"wall": COLOURS[WALL], "floor": COLOURS[FLOOR], "lamp": COLOURS[LAMP], "ground": GROUND, "sky": SKY}
    wanted = flat | {"clear table": clear, "tinted wall": tinted}
    assert {name for name, colour in wanted.items() if nearly_has(drawn, colour)} == wanted.keys()
    assert not has(drawn, COLOURS[2])  # the layer of collisions lies under the floor and the walls


def test_R3_the_layer_of_collisions_holds_who_walks_into_it(walker: Citizen) -> None:
    x, y = walk_until_held(walker, "ArrowRight", "x")
    assert TABLE_COLUMN * TILE - TILE / 2 - HALF_FOOT_PX <= x < TABLE_COLUMN * TILE
    assert abs(y - (OFFICE_START[1] * TILE + 20)) < 1


def test_R14_who_walks_through_the_way_out_is_in_the_other_map_and_walks_there(walker: Citizen) -> None:
    walker.page.keyboard.down("ArrowLeft")
    expect(walker.where()).to_contain_text("Starter conference", timeout=PATIENCE_MS)
    walker.page.keyboard.up("ArrowLeft")
    is_drawn(walker)
    walker.page.wait_for_function("() => window.madangLab.drawnFrames.at(-1).avatars.at(-1).x > 200", timeout=PATIENCE_MS)
    walker.page.locator("#world").focus()
    x, _ = walk_until_held(walker, "ArrowRight", "x")
    assert 10 * TILE <= x < 11 * TILE  # the wall of the last column
