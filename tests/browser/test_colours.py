"""Colours that are not ours to choose: forced ones leave every choice to be told, dark and evening every word to be read."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browser.conftest import citizen_with, officer_with
from tests.browser.desk_views import desk_views
from tests.browser.office_process import OfficeProcess
from tests.browser.people import Citizen, Person
from tests.browser.room import SETTLED
from tests.browser.test_screen_reader import grave_faults
from tests.browser.views import chat, counters, faulty_form, looks, settings, ticket, walk

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
COLOURS: tuple[dict[str, Any], ...] = (
    {"color_scheme": "dark", "forced_colors": "none"},
    {"color_scheme": "light", "forced_colors": "none"},
)
OFFICERS = {"ko": "한소라", "en": "Yoon Harin", "idle": "Choi Mina"}
# Of each word as it is painted: its colour on the nearest ground, where that is below 4.5:1. What waits may be grey.
FAINT = """() => {
    const numbers = (colour) => colour.match(/[\\d.]+/g).map(Number);
    const share = (value) => value / 255 <= 0.03928 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4;
    const light = ([red, green, blue]) => 0.2126 * share(red) + 0.7152 * share(green) + 0.0722 * share(blue);
    const ground = (part) => {
        const colour = part === null ? [255, 255, 255] : numbers(getComputedStyle(part).backgroundColor);
        return colour.length === 4 && colour[3] < 0.5 ? ground(part.parentElement) : colour;
    };
    return [...document.querySelectorAll("body *")]
        .filter((part) => part.checkVisibility() && !part.closest("[aria-disabled=true], .hidden, .skip, svg, canvas, option"))
        .filter((part) => [...part.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim() !== ""))
        .map((part) => [part, light(numbers(getComputedStyle(part).color)), light(ground(part))])
        .map(([part, ink, paper]) => [part, (Math.max(ink, paper) + 0.05) / (Math.min(ink, paper) + 0.05)])
        .filter(([, ratio]) => ratio < 4.5)
        .map(([part, ratio]) => `${part.className || part.tagName} "${part.textContent.slice(0, 20)}" ${ratio.toFixed(2)}`);
}"""
FADED = "() => Promise.allSettled(document.getAnimations().map((one) => one.finished)).then(() => true)"
GLARE = 0.93
DARK = 0.2


@pytest.fixture
def citizen(office: OfficeProcess, browser: Browser) -> Iterator[Citizen]:
    with citizen_with(office, browser, "ko") as person:
        yield person


def drawn(citizen: Person, selector: str) -> set[str]:
    found: list[str] = citizen.page.evaluate(DRAWN, selector)
    assert found != [], selector
    return set(found)


def unreadable(page: Page) -> list[list[object]]:
    """What axe-core measures below 4.5:1 (3:1 for large letters)."""
    return grave_faults(page, ["color-contrast"])


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


def test_every_word_can_be_read_in_the_dark(citizen: Citizen) -> None:
    citizen.page.emulate_media(color_scheme="dark")
    assert [(view, fault) for view in walk(citizen) for fault in unreadable(citizen.page)] == []


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


def test_in_the_evening_a_panel_does_not_glare(citizen: Citizen) -> None:
    citizen.page.clock.set_fixed_time(EVENING)
    for view in walk(citizen, (chat, settings, counters, faulty_form, ticket)):
        assert citizen.page.evaluate(LUMINANCE, ".panel") < GLARE, view
        assert unreadable(citizen.page) == [], view


@pytest.mark.parametrize("language", ["ko", "en"])
def test_an_officer_can_read_every_word_in_the_dark_and_in_forced_colours(
    office: OfficeProcess, browser: Browser, language: str
) -> None:
    with (
        citizen_with(office, browser, language) as citizen,
        officer_with(office, browser, language, name=OFFICERS[language]) as officer,
    ):
        citizen.arrive("Kim Madang")
        for view in desk_views(citizen, officer):
            for colours in COLOURS:
                officer.page.emulate_media(**colours)
                expect(officer.page.locator("html")).to_have_attribute("data-theme", colours["color_scheme"])
                officer.page.evaluate(SETTLED)
                officer.page.evaluate(FADED)
                assert unreadable(officer.page) == [], (view, colours)
            officer.page.emulate_media(forced_colors="active")
            officer.page.evaluate(SETTLED)
            officer.page.evaluate(FADED)
            assert officer.page.evaluate(FAINT) == [], view
            officer.page.emulate_media(forced_colors="none")


def test_forced_colours_part_what_an_officer_may_press_from_what_not(office: OfficeProcess, browser: Browser) -> None:
    with officer_with(office, browser, name=OFFICERS["idle"]) as officer:
        officer.page.emulate_media(forced_colors="active")
        officer.open_desk("Consultation 1")
        primary, others = ".ready .button.primary[aria-disabled=true]", ".ready .button.secondary[aria-disabled=false]"
        officer.page.locator(primary).wait_for()  # who took a ticket before and closed the page is away soon
        assert drawn(officer, primary).isdisjoint(drawn(officer, others))
        officer.close_desk()
