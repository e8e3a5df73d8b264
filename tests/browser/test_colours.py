"""Colours that are not ours to choose: forced ones leave every choice to be told, dark and evening every word to be read."""

from collections.abc import Callable, Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browser.conftest import citizen_with
from tests.browser.office_process import OfficeProcess
from tests.browser.people import Citizen
from tests.browser.test_screen_reader import grave_faults
from tests.browser.views import VIEWS, chat, counters, faulty_form, looks, settings, ticket

EVENING = datetime(2026, 11, 28, 21, 0, tzinfo=ZoneInfo("Asia/Seoul"))
NOON = datetime(2026, 11, 28, 12, 0, tzinfo=ZoneInfo("Asia/Seoul"))
# What of a part is drawn by lines or by the system itself: all that is left where grounds and shadows are taken away.
DRAWN = """(selector) => [...document.querySelectorAll(selector)].filter((part) => part.checkVisibility()).map((part) => {
    const style = getComputedStyle(part);
    return [style.borderTopWidth, style.borderTopStyle, style.outlineStyle, style.outlineWidth, style.appearance].join(" ");
})"""
LUMINANCE = """(selector) => {
    const [red, green, blue] = getComputedStyle(document.querySelector(selector)).backgroundColor.match(/[\\d.]+/g).map(Number);
    return (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255;
}"""
GLARE = 0.93
DARK = 0.2


@pytest.fixture
def citizen(office: OfficeProcess, browser: Browser) -> Iterator[Citizen]:
    with citizen_with(office, browser, "ko") as person:
        yield person


def drawn(citizen: Citizen, selector: str) -> set[str]:
    found: list[str] = citizen.page.evaluate(DRAWN, selector)
    assert found != [], selector
    return set(found)


def unreadable(page: Page) -> list[list[object]]:
    """What axe-core measures below 4.5:1 (3:1 for large letters)."""
    return [fault for fault in grave_faults(page) if fault[1] == "color-contrast"]


def differ(citizen: Citizen, chosen: str, others: str) -> None:
    assert drawn(citizen, chosen).isdisjoint(drawn(citizen, others)), chosen


def test_forced_colours_leave_every_choice_to_be_told(citizen: Citizen) -> None:
    citizen.page.emulate_media(forced_colors="active")
    looks(citizen)
    differ(citizen, ".look input:checked + .figure", ".look input:not(:checked) + .figure")
    settings(citizen)
    differ(citizen, ".segment[aria-pressed=true]", ".segment[aria-pressed=false]")
    differ(citizen, ".bar-button[aria-expanded=true]", ".bar-button[aria-expanded=false]")


def test_forced_colours_draw_a_switch_as_the_system_does(citizen: Citizen) -> None:
    citizen.page.emulate_media(forced_colors="active")
    settings(citizen)
    switch = citizen.page.get_by_role("switch", name=citizen.word("settings-sound"))
    expect(switch).to_have_css("appearance", "auto")
    expect(switch).to_be_checked()
    switch.uncheck()
    expect(switch).not_to_be_checked()


def test_forced_colours_show_where_the_focus_is(citizen: Citizen) -> None:
    citizen.page.emulate_media(forced_colors="active")
    settings(citizen)
    citizen.page.keyboard.press("Tab")
    focused = citizen.page.locator(":focus-visible")
    expect(focused).to_have_css("outline-style", "solid")
    expect(focused).to_have_css("outline-width", "3px")


def test_forced_colours_part_what_waits_from_what_can_be_pressed(citizen: Citizen) -> None:
    citizen.page.emulate_media(forced_colors="active")
    settings(citizen)
    citizen.page.locator("#my-name").fill("")
    differ(citizen, ".settings .button[aria-disabled=true]", ".settings .button[aria-disabled=false]")


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.__name__)
def test_every_word_can_be_read_in_the_dark(citizen: Citizen, view: Callable[[Citizen], None]) -> None:
    citizen.page.emulate_media(color_scheme="dark")
    view(citizen)
    assert unreadable(citizen.page) == []


def test_the_page_follows_the_system_until_somebody_chooses(citizen: Citizen) -> None:
    citizen.page.clock.set_fixed_time(NOON)
    citizen.page.emulate_media(color_scheme="dark")
    settings(citizen)
    assert citizen.page.evaluate(LUMINANCE, ".panel") < DARK
    citizen.page.emulate_media(color_scheme="light")
    expect(citizen.page.locator("html")).to_have_attribute("data-theme", "light")
    assert citizen.page.evaluate(LUMINANCE, ".panel") > GLARE
    citizen.press("settings-theme-dark")
    expect(citizen.page.locator("html")).to_have_css("color-scheme", "dark")
    assert citizen.page.evaluate(LUMINANCE, ".panel") < DARK


@pytest.mark.parametrize("view", [counters, chat, ticket, settings, faulty_form], ids=lambda view: view.__name__)
def test_in_the_evening_a_panel_does_not_glare(citizen: Citizen, view: Callable[[Citizen], None]) -> None:
    citizen.page.clock.set_fixed_time(EVENING)
    view(citizen)
    assert citizen.page.evaluate(LUMINANCE, ".panel") < GLARE
    assert unreadable(citizen.page) == []
