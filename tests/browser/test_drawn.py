"""The drawn world: there is a picture, it shows the room, and other people walk in it."""

import io
from collections.abc import Iterator

import pytest
from PIL import Image, ImageChops
from playwright.sync_api import Browser, Page, expect
from tests.browser.conftest import citizen_with
from tests.browser.office_process import OfficeProcess
from tests.browser.people import PATIENCE_MS, Citizen

COLOURS_MIN = 200
PAGE_PARTS = [".bar", ".panel", ".ask", ".world-how"]


@pytest.fixture
def watcher(office: OfficeProcess, browser: Browser) -> Iterator[Citizen]:
    with citizen_with(office, browser, "en", sharpness=1) as person:
        yield person


@pytest.fixture
def walker(office: OfficeProcess, browser: Browser) -> Iterator[Citizen]:
    with citizen_with(office, browser, "en", sharpness=1) as person:
        yield person


def picture(page: Page) -> Image.Image:
    """What is drawn now, with the page's own parts taken away."""
    page.add_style_tag(content=f"{', '.join(PAGE_PARTS)} {{ visibility: hidden !important; }}")
    return Image.open(io.BytesIO(page.locator("#world canvas").screenshot())).convert("RGB")


def is_drawn(person: Citizen) -> None:
    expect(person.page.locator("#world canvas")).to_be_visible(timeout=PATIENCE_MS)
    expect(person.page.get_by_text(person.word("world-coming"))).to_have_count(0, timeout=PATIENCE_MS)


def test_the_hall_is_drawn(watcher: Citizen) -> None:
    watcher.arrive("Watcher")
    is_drawn(watcher)
    colours = picture(watcher.page).getcolors(maxcolors=1 << 20)
    assert colours is not None
    assert len(colours) > COLOURS_MIN


def test_another_person_walks_through_my_picture(watcher: Citizen, walker: Citizen) -> None:
    watcher.arrive("Watcher")
    walker.arrive("Walker")
    is_drawn(watcher)
    people = watcher.panel("people").get_by_role("listitem").filter(has_text="Walker")
    expect(people).to_be_visible(timeout=PATIENCE_MS)
    before = picture(watcher.page)
    assert ImageChops.difference(before, picture(watcher.page)).getbbox() is None  # nothing moves by itself in a still picture
    walker.panel("counters")
    walker.press("take-me-label", where="Welcome")
    expect(walker.where()).to_contain_text("Welcome", timeout=PATIENCE_MS)
    assert ImageChops.difference(before, picture(watcher.page)).getbbox() is not None
