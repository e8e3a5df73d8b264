"""The whole way of a citizen by keyboard alone: no mouse, no finger, the focus always in sight, never trapped."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect
from tests.browser.conftest import citizen_with, officer_with
from tests.browser.keyboard import Keyboard
from tests.browser.office_process import OfficeProcess
from tests.browser.people import PATIENCE_MS, Citizen, Officer
from tests.browser.views import CONSULTATION, COPY

INPUT_METHOD_KEY = (
    "(box, key) => box.dispatchEvent(new KeyboardEvent('keydown', { key, keyCode: 229, bubbles: true, cancelable: true }))"
)


@pytest.fixture
def citizen(office: OfficeProcess, browser: Browser) -> Iterator[Citizen]:
    with citizen_with(office, browser, "en") as person:
        yield person


@pytest.fixture
def officer(office: OfficeProcess, browser: Browser) -> Iterator[Officer]:
    with officer_with(office, browser) as person:
        person.open_desk("Consultation 1")
        yield person


def test_a_citizen_is_served_by_keyboard_alone(citizen: Citizen, officer: Officer) -> None:
    keyboard = Keyboard(citizen.page)
    come_in(citizen, keyboard)
    walk_to_the_plaza_and_back(citizen, keyboard)
    take_ticket_and_talk(citizen, keyboard, officer)
    hand_in_a_form(citizen, keyboard)


def come_in(citizen: Citizen, keyboard: Keyboard) -> None:
    citizen.page.goto("/")
    keyboard.write(citizen.box(citizen.word("arrival-name")), "Kim by keys")
    others = citizen.button("arrival-look-others")
    keyboard.press(others)
    expect(others).to_have_attribute("aria-expanded", "true")
    before = citizen.page.locator(".chosen-look").inner_text()
    keyboard.go_to(citizen.page.locator("fieldset.looks"))
    citizen.page.keyboard.press("ArrowRight")
    expect(citizen.page.locator(".chosen-look")).not_to_have_text(before)
    keyboard.press(citizen.button("enter"))
    citizen.is_in()
    expect(citizen.page.locator(citizen.greeted_by)).to_be_visible(timeout=PATIENCE_MS)


def take_ticket_and_talk(citizen: Citizen, keyboard: Keyboard, officer: Officer) -> None:
    keyboard.press(citizen.button("take-ticket-label", service=CONSULTATION["en"]))
    number = citizen.ticket_number()
    officer.line().get_by_role("button", name=officer.word("line-call-label", number=number)).click()
    keyboard.press(citizen.button("called-coming"))
    officer.press("desk-serve")
    box = citizen.box(citizen.word("transcript-write"))
    keyboard.write(box, "I typed this.")
    for key in ("Enter", "Escape"):  # as Safari tells them when they end a composition: neither sends nor closes
        box.evaluate(INPUT_METHOD_KEY, key)
    expect(box).to_have_value("I typed this.")
    citizen.page.keyboard.press("Enter")
    officer.hears("I typed this.")
    officer.finish("Solved", "Good.")
    citizen.sees(citizen.word("case-next-closed"))


def hand_in_a_form(citizen: Citizen, keyboard: Keyboard) -> None:
    menu = citizen.menu()
    keyboard.press(menu.locator("[data-panel=counters]"))
    keyboard.press(citizen.button("fill-form-label", service=COPY["en"]))
    keyboard.write(citizen.box("Name"), "Kim Madang")
    for part, text in (("day", "2"), ("month", "3"), ("year", "1948")):
        keyboard.write(citizen.day_part("Date of birth", part), text)
    keyboard.write(citizen.box("Address"), "12 Hanok Road, Madang")
    keyboard.press(citizen.page.get_by_role("radio", name="For a bank"), "Space")
    keyboard.press(citizen.button("form-submit"))
    citizen.sees(citizen.word("case-next-received"))


def walk_to_the_plaza_and_back(citizen: Citizen, keyboard: Keyboard) -> None:
    world = citizen.page.get_by_role("application")
    for key, place in (("ArrowDown", "Plaza"), ("ArrowUp", "City hall")):
        keyboard.go_to(world)
        citizen.page.keyboard.down(key)
        expect(citizen.where()).to_contain_text(place, timeout=PATIENCE_MS)
        citizen.page.keyboard.up(key)
    citizen.page.keyboard.press("Tab")
    expect(world).not_to_be_focused()


def test_escape_closes_a_panel_and_gives_the_focus_back(citizen: Citizen) -> None:
    citizen.arrive("Guest")
    keyboard = Keyboard(citizen.page)
    opener = citizen.page.locator("nav [data-panel=help]")
    keyboard.press(opener)
    expect(citizen.page.get_by_role("heading", name=citizen.word("help"), level=2)).to_be_focused()
    citizen.page.keyboard.press("Escape")
    expect(opener).to_be_focused()


def test_tab_comes_round_to_where_it_began(citizen: Citizen) -> None:
    citizen.arrive("Guest")
    keyboard = Keyboard(citizen.page)
    first = citizen.page.get_by_role("link", name=citizen.word("skip-to-content"))
    citizen.page.keyboard.press("Tab")
    for _ in range(2):
        citizen.page.keyboard.press("Tab")
        keyboard.go_to(first)
