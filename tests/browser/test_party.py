"""A family takes one number; the officer reads how many come (SPEC T41)."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect
from tests.browser.conftest import NAMES, citizen_with, officer_with
from tests.browser.desk_views import WORDS
from tests.browser.office_process import OfficeProcess
from tests.browser.people import PATIENCE_MS, Citizen, Officer
from tests.browser.sizes import SMALL, WIDER_THAN_THE_PAGE
from tests.browser.test_screen_reader import grave_faults
from tests.browser.views import CONSULTATION, easy

pytestmark = pytest.mark.parametrize("language", ["ko", "en"])


@pytest.fixture
def citizen(office: OfficeProcess, browser: Browser, language: str) -> Iterator[Citizen]:
    with citizen_with(office, browser, language) as person:
        yield person


@pytest.fixture
def officer(office: OfficeProcess, browser: Browser, language: str) -> Iterator[Officer]:
    with officer_with(office, browser, language, name=next(NAMES)) as person:
        person.open_desk(WORDS[language].consultation)
        yield person
        person.close_desk()


def chooses(citizen: Citizen, people: int) -> None:
    """Say how many come, of the first service, by keyboard."""
    choice = citizen.page.get_by_label(citizen.word("people-question"), exact=True).first
    expect(choice).to_be_visible(timeout=PATIENCE_MS)
    choice.focus()
    choice.select_option(str(people))


def test_T41_a_family_takes_one_number(citizen: Citizen, officer: Officer, language: str) -> None:
    citizen.arrive("김복순")
    citizen.panel("counters")
    citizen.page.set_viewport_size(SMALL)
    chooses(citizen, 4)
    assert (citizen.page.evaluate(WIDER_THAN_THE_PAGE), grave_faults(citizen.page)) == (False, [])
    number = citizen.take_ticket(CONSULTATION[language])
    citizen.ticket_chip().click()
    citizen.sees(citizen.word("ticket-people", count=4))
    family = officer.word("line-people", count=4)
    row = officer.line().get_by_role("listitem").filter(has_text=number)
    expect(row).to_contain_text(family, timeout=PATIENCE_MS)
    officer.press("line-call-label", number=number)
    expect(officer.page.locator(".serving-who")).to_contain_text(family, timeout=PATIENCE_MS)
    officer.press("desk-serve")
    officer.finish(WORDS[language].solved, "")


def test_T41_it_is_asked_in_easy_mode_too(citizen: Citizen, language: str) -> None:
    easy(citizen)
    chooses(citizen, 2)
    citizen.press("take-ticket-label", service=CONSULTATION[language])
    citizen.press("easy-change")
    citizen.sees(citizen.word("ticket-people", count=2))
    citizen.press("ticket-leave")
    citizen.press("ticket-leave-yes")
    citizen.button("ticket-undo").wait_for()
