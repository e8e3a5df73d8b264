"""An officer finds a request, notes something that the citizen never sees, and hands it over to a colleague (SPEC C44, C45)."""

from collections.abc import Iterator
from itertools import count

import pytest
from playwright.sync_api import Browser, expect
from tests.browser.conftest import citizen_with, officer_with
from tests.browser.desk_views import WORDS, hands_in
from tests.browser.office_process import OfficeProcess
from tests.browser.people import PATIENCE_MS, Citizen, Officer
from tests.browser.sizes import DESK, SMALL, WIDER_THAN_THE_PAGE
from tests.browser.test_screen_reader import grave_faults
from tests.browser.views import COPY

SECRET = "서명을 한 번 더 대조할 것"
NUMBERS = count(1)

pytestmark = pytest.mark.parametrize("language", ["ko", "en"])


@pytest.fixture
def citizen(office: OfficeProcess, browser: Browser, language: str) -> Iterator[Citizen]:
    with citizen_with(office, browser, language) as person:
        person.arrive(f"김복순{next(NUMBERS)}")
        yield person


@pytest.fixture
def names() -> tuple[str, str]:
    return f"한소라 {next(NUMBERS)}", f"이다른 {next(NUMBERS)}"


@pytest.fixture
def officer(office: OfficeProcess, browser: Browser, language: str, names: tuple[str, str]) -> Iterator[Officer]:
    with officer_with(office, browser, language, name=names[0]) as person:
        yield person


@pytest.fixture
def colleague(office: OfficeProcess, browser: Browser, language: str, names: tuple[str, str]) -> Iterator[Officer]:
    with officer_with(office, browser, language, name=names[1]) as person:
        yield person


def test_C44_C45_an_officer_finds_a_request_notes_something_and_hands_it_over(
    citizen: Citizen, officer: Officer, colleague: Officer, language: str, names: tuple[str, str]
) -> None:
    hands_in(citizen)
    officer.open_desk(WORDS[language].documents)
    panel = officer.panel("find")
    panel.get_by_label(officer.word("find-text")).fill("김복순")
    officer.page.keyboard.press("Enter")
    row = panel.get_by_role("button", name=COPY[language]).first
    expect(row).to_be_visible(timeout=PATIENCE_MS)
    assert grave_faults(officer.page) == []
    officer.page.set_viewport_size(SMALL)
    assert not officer.page.evaluate(WIDER_THAN_THE_PAGE)
    row.click()
    officer.box(officer.word("notes-write")).fill(SECRET)
    officer.press("notes-keep")
    expect(officer.page.locator(".case-note")).to_contain_text(SECRET, timeout=PATIENCE_MS)
    expect(officer.page.locator(".case-note")).to_contain_text(names[0])
    assert grave_faults(officer.page) == []
    assert not officer.page.evaluate(WIDER_THAN_THE_PAGE)
    officer.press("hand-over")
    officer.page.get_by_label(officer.word("hand-over-to")).select_option(names[1])
    officer.box(officer.word("hand-over-note")).fill("휴가 동안 부탁드립니다")
    officer.press("hand-over-now")
    notice = colleague.page.locator(".notice").filter(has_text=names[0])
    expect(notice).to_be_visible(timeout=PATIENCE_MS)
    notice.get_by_role("button", name=colleague.word("news-look")).click()
    expect(colleague.page.locator(".case-note")).to_have_count(2, timeout=PATIENCE_MS)
    colleague.panel("find").get_by_role("button", name=COPY[language]).wait_for()  # it begins with my requests
    expect(citizen.page.get_by_text(SECRET)).to_have_count(0)
    officer.page.set_viewport_size(DESK)
    officer.close_desk()
