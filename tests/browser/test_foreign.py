"""A map as people of WorkAdventure draw them (`tests/worlds/maps/foreign`): it is drawn whole, its ways out are closed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, expect
from tests.browser.conftest import citizen_with
from tests.browser.office_process import OfficeProcess, environment, opened
from tests.browser.people import PATIENCE_MS, Citizen
from tests.browser.test_drawn import is_drawn, picture

PLACES = Path(__file__).parents[1] / "worlds" / "maps" / "foreign"
PLANT, MAT, WALL = (79, 111, 82), (47, 75, 124), (78, 70, 60)  # colours of pictures of single tiles, and of a sheet
ARROW = (143, 185, 168)  # of the tile that stands free on the object layer


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OfficeProcess]:
    variables = environment() | {"MADANG_PLACES": str(PLACES)}
    with opened(tmp_path_factory.mktemp("foreign"), variables=variables) as process:
        yield process


@pytest.fixture
def walker(office: OfficeProcess, browser: Browser) -> Iterator[Citizen]:
    with citizen_with(office, browser, "en", sharpness=1) as person:
        yield person


def has(drawn: Image.Image, colour: tuple[int, int, int]) -> bool:
    """Whether the colour is somewhere in the picture."""
    return colour in {pixel for _, pixel in drawn.getcolors(1 << 22) or ()}


def test_R22_a_foreign_map_is_drawn_with_all_its_pictures_and_its_ways_out_say_that_they_are_closed(walker: Citizen) -> None:
    walker.arrive("Walker")
    is_drawn(walker)
    ways_out = walker.panel("counters").get_by_role("listitem").filter(has_text="conference")
    expect(ways_out).to_contain_text(walker.word("door-closed"), timeout=PATIENCE_MS)
    expect(ways_out.get_by_role("button")).to_have_count(0)
    drawn = picture(walker.page)
    assert [has(drawn, colour) for colour in (PLANT, MAT, WALL, ARROW)] == [True] * 4
