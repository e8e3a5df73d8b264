"""Small screens and large letters: nothing hangs over the side, and every button is as large as a thumb."""

from collections.abc import Iterator
from itertools import product

import pytest
from playwright.sync_api import Browser, Page, ViewportSize
from tests.browser.conftest import citizen_with
from tests.browser.office_process import OfficeProcess
from tests.browser.people import ON_A_PHONE, Citizen
from tests.browser.room import Room, Screen, show
from tests.browser.sizes import PHONE
from tests.browser.views import easy, form, plain, walk

THUMB_PX = 44
NARROW: ViewportSize = {"width": 320, "height": 640}
NORMAL, DOUBLE = "", "200%"  # the size of letters of the page's own, and twice that
SCREENS = (
    Screen("phone", PHONE["width"], PHONE["height"], NORMAL),
    Screen("narrow", NARROW["width"], NARROW["height"], NORMAL),
    Screen("narrow, letters twice as large", NARROW["width"], NARROW["height"], DOUBLE),
    Screen("phone, letters twice as large", PHONE["width"], PHONE["height"], DOUBLE),
)
LOW = (Screen("desk", 1280, 600), Screen("phone", 740, 360))
OVERHANG = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
# Links inside a sentence are as tall as their line; what is hidden from view has no size to speak of.
TOO_SMALL = """(least) => [...document.querySelectorAll("button, select, summary, input:not([type=radio], [type=checkbox])")]
    .filter((one) => one.checkVisibility() && !one.closest(".hidden, .fault-summary"))
    .map((one) => [one.textContent.trim() || one.id, one.getBoundingClientRect()])
    .filter(([, box]) => box.width > 1 && (box.height < least - 0.5 || box.width < least - 0.5))
    .map(([name, box]) => `${name}: ${Math.round(box.width)} x ${Math.round(box.height)}`)"""
# A page that cuts what is too wide for it has no scroll bar to show for it: the edges tell. A row that scrolls is meant to.
OVER_THE_EDGE = """() => [...document.body.querySelectorAll("*")]
    .filter((one) => one.checkVisibility() && !one.closest(".hidden, .skip, .world, .look-grid, svg"))
    .filter((one) => one.getBoundingClientRect().right > document.documentElement.clientWidth + 0.5)
    .map((one) => `${one.tagName}.${one.className}: ${Math.round(one.getBoundingClientRect().right)}`)"""
TEXT_SIZES = ("normal", "large", "largest")


@pytest.fixture
def citizen(office: OfficeProcess, browser: Browser, language: str) -> Iterator[Citizen]:
    with citizen_with(office, browser, language, greeted_by=ON_A_PHONE, phone=True) as person:
        yield person


def overhang_px(page: Page) -> int:
    width: int = page.evaluate(OVERHANG)
    return width


@pytest.mark.parametrize("language", ["ko", "en"])
def test_nothing_hangs_over_and_every_target_fits_a_thumb(citizen: Citizen, language: str) -> None:
    room = Room(language, SCREENS)
    for view in walk(citizen):
        for screen in room.by_turns():
            show(citizen.page, screen)
            assert overhang_px(citizen.page) == 0, (view, screen)
            assert screen.letters == DOUBLE or citizen.page.evaluate(TOO_SMALL, THUMB_PX) == [], (view, screen)
        show(citizen.page, SCREENS[0])


@pytest.mark.parametrize("language", ["ko", "en"])
def test_nothing_is_cut_at_any_text_size(citizen: Citizen, language: str) -> None:
    room = Room(language, SCREENS[:2])
    for view in walk(citizen, (plain, easy, form)):
        for screen, size in product(room.by_turns(), TEXT_SIZES):
            show(citizen.page, screen)
            citizen.page.evaluate("(size) => { document.documentElement.dataset.text = size; }", size)
            assert citizen.page.evaluate(OVER_THE_EDGE) == [], (view, screen, size)
        show(citizen.page, SCREENS[0])


@pytest.mark.parametrize("language", ["ko"])
def test_a_long_document_number_stays_inside(citizen: Citizen) -> None:
    citizen.page.set_viewport_size(NARROW)
    citizen.page.goto(f"/verify?number={'9' * 80}")
    assert overhang_px(citizen.page) == 0


@pytest.mark.parametrize("screen", LOW, ids=lambda screen: screen.name)
@pytest.mark.parametrize("language", ["ko", "en"])
def test_on_a_low_screen_the_first_button_leaves_its_middle_free(citizen: Citizen, screen: Screen) -> None:
    citizen.arrive("가온")
    citizen.page.locator(".ask .button").wait_for()
    show(citizen.page, screen)
    button, hint = (citizen.page.locator(part).bounding_box() for part in (".ask .button", ".world-how"))
    assert button is not None
    assert button["x"] + button["width"] < screen.width * 0.4
    assert hint is not None
    assert hint["y"] + hint["height"] <= button["y"], "what is said of the keys is not under it"
