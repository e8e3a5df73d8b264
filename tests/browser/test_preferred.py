"""Somebody waits for an officer whom they know; all sides read it (SPEC T42)."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, expect
from tests.browser.conftest import NAMES, citizen_with, officer_with
from tests.browser.desk_views import WORDS
from tests.browser.office_process import OfficeProcess
from tests.browser.people import PATIENCE_MS, Citizen, Officer
from tests.browser.sizes import SMALL, WIDER_THAN_THE_PAGE
from tests.browser.test_screen_reader import grave_faults
from tests.browser.views import CONSULTATION

SECOND = {"ko": "상담 2", "en": "Consultation 2"}

pytestmark = pytest.mark.parametrize("language", ["ko", "en"])


@pytest.fixture
def citizen(office: OfficeProcess, browser: Browser, language: str) -> Iterator[Citizen]:
    with citizen_with(office, browser, language) as person:
        person.arrive("김복순")
        yield person


@pytest.fixture
def name() -> str:
    return next(NAMES)


@pytest.fixture
def officer(office: OfficeProcess, browser: Browser, language: str, name: str) -> Iterator[Officer]:
    with officer_with(office, browser, language, name=name) as person:
        person.open_desk(WORDS[language].consultation)
        yield person


@pytest.fixture
def colleague(office: OfficeProcess, browser: Browser, language: str) -> Iterator[Officer]:
    with officer_with(office, browser, language, name=next(NAMES)) as person:
        person.open_desk(SECOND[language])
        yield person
        person.close_desk()


def waiting(officer: Officer) -> Locator:
    """How many wait for this officer, as the idle desk counts them."""
    return officer.page.locator(".figure-card strong").first


def test_T42_somebody_waits_for_a_certain_officer(
    citizen: Citizen, officer: Officer, colleague: Officer, name: str, language: str
) -> None:
    citizen.panel("counters")
    number = citizen.take_ticket(CONSULTATION[language])
    citizen.ticket_chip().click()
    citizen.page.set_viewport_size(SMALL)
    choice = citizen.page.locator(".prefer-officer > details > summary")
    expect(choice).to_have_text(citizen.word("prefer"), timeout=PATIENCE_MS)
    choice.press("Enter")
    citizen.page.get_by_role("button", name=name).press("Enter")
    citizen.sees(citizen.word("ticket-preferred", name=name))
    assert (citizen.page.evaluate(WIDER_THAN_THE_PAGE), grave_faults(citizen.page)) == (False, [])
    for person in (officer, colleague):
        row = person.line().get_by_role("listitem").filter(has_text=number)
        expect(row).to_contain_text(person.word("line-preferred", name=name), timeout=PATIENCE_MS)
    expect(colleague.button("desk-call-next")).to_be_disabled(timeout=PATIENCE_MS)
    assert [waiting(person).inner_text() for person in (officer, colleague)] == ["1", "0"]
    officer.close_desk()
    notices = citizen.page.locator(".notices")
    expect(notices).to_contain_text(citizen.word("notice-preferred_left", name=name, number=number), timeout=PATIENCE_MS)
    expect(citizen.button("prefer-anybody")).to_have_count(0)
    colleague.press("desk-call-next")
    expect(colleague.page.locator(".ticket-big")).to_have_text(number, timeout=PATIENCE_MS)
    colleague.press("desk-serve")
    colleague.finish(WORDS[language].solved, "")
