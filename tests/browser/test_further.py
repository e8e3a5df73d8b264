"""An officer gives somebody a number for a second matter; both read from when it counts (SPEC T40)."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect
from tests.browser.conftest import NAMES, citizen_with, officer_with
from tests.browser.desk_views import WORDS
from tests.browser.office_process import OfficeProcess
from tests.browser.people import ON_A_PHONE, PATIENCE_MS, Citizen, Officer
from tests.browser.sizes import DESK
from tests.browser.test_two_counters import ECHO, is_fit, talks

pytestmark = pytest.mark.parametrize("language", ["ko", "en"])


@pytest.fixture
def citizen(office: OfficeProcess, browser: Browser, language: str) -> Iterator[Citizen]:
    with citizen_with(office, browser, language, greeted_by=ON_A_PHONE, phone=True) as person:
        person.arrive("김복순")
        yield person


@pytest.fixture
def officer(office: OfficeProcess, browser: Browser, language: str) -> Iterator[Officer]:
    with officer_with(office, browser, language, name=next(NAMES)) as person:
        person.open_desk(WORDS[language].consultation)
        yield person
        person.close_desk()


def test_T40_an_officer_gives_a_number_for_a_further_service(citizen: Citizen, officer: Officer, language: str) -> None:
    first = talks(citizen, officer)
    officer.button("desk-further").press("Enter")
    choice = officer.page.get_by_role("group", name=officer.word("desk-further")).get_by_role("button", name=ECHO[language])
    choice.press("Enter")
    told = citizen.word("notice-further", number="@", service=ECHO[language], first=first).split("@")[0].strip()
    expect(citizen.page.locator(".notices")).to_contain_text(told, timeout=PATIENCE_MS)
    expect(citizen.page.locator("[aria-live=polite] p", has_text=told)).to_have_count(1, timeout=PATIENCE_MS)
    officer.sees(officer.word("desk-further-given", service=ECHO[language]))
    is_fit(officer)
    choice.press("Enter")
    expect(officer.page.locator(".desk-now .rejection")).to_have_text(
        officer.word("rejected-already_waiting"), timeout=PATIENCE_MS
    )
    officer.page.set_viewport_size(DESK)
    officer.finish(WORDS[language].solved, "")
    counts_from = citizen.word("ticket-counts-from", time="@").split("@")[0]
    expect(citizen.ticket_chip()).to_contain_text("E-", timeout=PATIENCE_MS)
    citizen.ticket_chip().click()
    citizen.sees(counts_from)
    is_fit(citizen)
