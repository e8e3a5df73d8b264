"""The line as its desk tells it: one count of those who can be called, and what becomes of them when the counter closes."""

import re
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser, Locator, expect
from tests.browser.conftest import citizen_with, officer_with
from tests.browser.keyboard import Keyboard
from tests.browser.office_process import OfficeProcess
from tests.browser.people import PATIENCE_MS, Citizen, Officer
from tests.browser.views import CONSULTATION

# Plurals, which `word` does not know.
ONE_AWAY = "1 more is away"
BOXES = "(all) => all.map((one) => one.getBoundingClientRect().toJSON())"


@pytest.fixture
def citizens(office: OfficeProcess, browser: Browser) -> Iterator[tuple[Citizen, Citizen]]:
    with ExitStack() as street:
        first, second = (street.enter_context(citizen_with(office, browser, "ko")) for _ in range(2))
        for person, name in ((first, "김복순"), (second, "박소나무")):
            person.arrive(name)
            person.panel("counters")
        yield first, second


@pytest.fixture(scope="module")
def colleague(office: OfficeProcess, browser: Browser) -> Iterator[Officer]:
    with officer_with(office, browser, name="Choi Mina") as person:
        yield person


def test_t15_title_figures_and_desk_tell_one_count_and_who_is_away_apart(
    citizens: tuple[Citizen, Citizen], officer: Officer
) -> None:
    here, leaves = citizens
    officer.open_desk("Consultation 1")
    for person in (leaves, here):
        takes_ticket(person, officer)
    leaves_for_good(leaves)
    figure = officer.page.locator(".figure-card").first
    expect(figure.locator("strong")).to_have_text("1", timeout=PATIENCE_MS)
    expect(figure).to_contain_text(ONE_AWAY)
    tops = {box["y"] for box in officer.page.locator(".figure-card").evaluate_all(BOXES)}
    assert len(tops) == 1, "the figures of the idle desk stand side by side"
    expect(officer.page.locator(".ready")).to_contain_text("1 person is waiting")
    expect(officer.page.locator(".ready")).to_contain_text(ONE_AWAY)
    expect(officer.page).to_have_title(re.compile(re.escape(officer.word("desk-page-title", count=1))))
    leaves_for_good(here)
    officer.close_desk()


def test_closing_a_counter_for_which_people_wait_asks_first(citizens: tuple[Citizen, Citizen], officer: Officer) -> None:
    keyboard = Keyboard(officer.page)
    officer.open_desk("Consultation 1")
    number, _ = (takes_ticket(person, officer) for person in citizens)
    keyboard.press(officer.button("desk-close"))
    expect(question(officer)).to_contain_text("2 people are waiting for what this counter does.")
    expect(question(officer)).to_contain_text(officer.word("desk-close-none"))
    expect(officer.button("desk-close-no")).to_be_focused()
    officer.page.keyboard.press("Enter")
    expect(question(officer)).to_have_count(0)
    expect(officer.button("desk-close")).to_be_focused()
    expect(officer.button("desk-call-next")).to_be_enabled()
    keyboard.press(officer.button("desk-close"))
    keyboard.press(officer.button("desk-close-yes"))
    expect(officer.page.locator(".free-counters .button").first).to_be_visible()
    expect(citizens[0].ticket_chip()).to_contain_text(number)
    expect(citizens[0].ticket_chip()).to_contain_text(citizens[0].word("ticket-no-desk"))
    for person in citizens:
        leaves_for_good(person)


def test_the_question_names_who_calls_them_then_and_stays_when_the_last_one_goes(
    citizens: tuple[Citizen, Citizen], officer: Officer, colleague: Officer
) -> None:
    colleague.open_desk("Consultation 2")
    officer.open_desk("Consultation 1")
    for person in citizens:
        takes_ticket(person, officer)
    officer.press("desk-close")
    expect(question(officer)).to_contain_text(officer.word("desk-close-others", counters="Consultation 2"))
    for person in citizens:
        leaves_for_good(person)
    expect(question(officer)).to_contain_text(officer.word("desk-close-nobody"), timeout=PATIENCE_MS)
    officer.press("desk-close-yes")
    expect(officer.page.locator(".free-counters .button").first).to_be_visible()
    colleague.close_desk()


def takes_ticket(citizen: Citizen, officer: Officer) -> str:
    number = citizen.take_ticket(CONSULTATION["ko"])
    expect(officer.button("line-call-label", number=number)).to_be_visible(timeout=PATIENCE_MS)
    return number


def leaves_for_good(citizen: Citizen) -> None:
    """Leave the office; a ticket that they still have stays, and they are away."""
    citizen.panel("settings")
    citizen.press("leave")
    citizen.press("leave-yes")
    citizen.button("enter").wait_for()


def question(officer: Officer) -> Locator:
    return officer.page.get_by_role("group", name=officer.word("desk-close"))
