"""Somebody who waits asks for a few minutes more, by keyboard, on a small page, in each view (SPEC T39).

The office's clock is moved.
"""

import re
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, expect
from tests.browser.conftest import citizen_with, officer_with
from tests.browser.desk_views import WORDS
from tests.browser.moved_clock import opened_with_clock, set_ahead
from tests.browser.office_process import OfficeProcess
from tests.browser.people import PATIENCE_MS, Citizen, Officer
from tests.browser.sizes import SMALL, WIDER_THAN_THE_PAGE
from tests.browser.test_screen_reader import grave_faults
from tests.browser.views import CONSULTATION, easy, plain

pytestmark = pytest.mark.parametrize("language", ["ko", "en"])


@pytest.fixture
def office(tmp_path: Path) -> Iterator[OfficeProcess]:
    with opened_with_clock(tmp_path) as process:
        yield process


@pytest.fixture
def people(office: OfficeProcess, browser: Browser, language: str) -> Iterator[list[Citizen]]:
    with ExitStack() as street:
        yield [street.enter_context(citizen_with(office, browser, language)) for _ in range(2)]


@pytest.fixture
def officer(office: OfficeProcess, browser: Browser, language: str) -> Iterator[Officer]:
    with officer_with(office, browser, language) as person:
        person.open_desk(WORDS[language].consultation)
        yield person


def asks_for(citizen: Citizen, minutes: int) -> None:
    """Ask for so many minutes more, by keyboard."""
    choice = citizen.page.locator(".come-later > details > summary")
    expect(choice).to_have_text(citizen.word("later"), timeout=PATIENCE_MS)
    choice.press("Enter")
    citizen.button("later-minutes", minutes=minutes).press("Enter")
    expect(citizen.button("later-now")).to_be_visible(timeout=PATIENCE_MS)


def row(officer: Officer, number: str) -> Locator:
    return officer.line().get_by_role("listitem").filter(has_text=number)


def test_T39_a_few_minutes_more_keep_the_place(
    office: OfficeProcess, people: list[Citizen], officer: Officer, language: str
) -> None:
    first = people[0]
    numbers = []
    for person in people:
        person.arrive("김복순")
        person.panel("counters")
        numbers.append(person.take_ticket(CONSULTATION[language]))
    first.page.set_viewport_size(SMALL)
    first.ticket_chip().click()
    asks_for(first, 15)
    assert (first.page.evaluate(WIDER_THAN_THE_PAGE), grave_faults(first.page)) == (False, [])
    said = re.compile(re.escape(officer.word("line-later", time="@")).replace("@", ".+"))
    expect(row(officer, numbers[0])).to_contain_text(said, timeout=PATIENCE_MS)
    expect(officer.button("line-call-label", number=numbers[0])).to_have_count(0)
    officer.press("desk-call-next")
    expect(officer.page.locator(".ticket-big")).to_have_text(numbers[1], timeout=PATIENCE_MS)
    officer.press("desk-serve")
    officer.finish(WORDS[language].solved, "")
    set_ahead(office, 901)
    expect(first.button("later-now")).to_have_count(0, timeout=PATIENCE_MS)
    officer.press("desk-call-next")
    expect(officer.page.locator(".ticket-big")).to_have_text(numbers[0], timeout=PATIENCE_MS)
    expect(first.page.get_by_role("alert")).to_contain_text(numbers[0], timeout=PATIENCE_MS)


@pytest.mark.parametrize("view", [plain, easy])
def test_T39_it_is_asked_for_and_taken_back_in_every_view(office: OfficeProcess, browser: Browser, language: str, view) -> None:  # type: ignore[no-untyped-def]
    with citizen_with(office, browser, language) as citizen:
        view(citizen)
        citizen.press("take-ticket-label", service=CONSULTATION[language])
        citizen.page.set_viewport_size(SMALL)
        expect(citizen.button("ticket-leave").or_(citizen.button("easy-change"))).to_be_visible(timeout=PATIENCE_MS)
        for change in citizen.button("easy-change").all():
            change.click()
        asks_for(citizen, 5)
        assert (citizen.page.evaluate(WIDER_THAN_THE_PAGE), grave_faults(citizen.page)) == (False, [])
        citizen.page.reload()
        citizen.button("later-now").press("Enter")
        expect(citizen.button("later-now")).to_have_count(0, timeout=PATIENCE_MS)
