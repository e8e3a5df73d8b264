"""A term that ends is seen and heard at the desk, and a citizen is told when their request takes long (SPEC C43)."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from tests.browser.conftest import citizen_with, officer_with
from tests.browser.desk_views import hands_in
from tests.browser.moved_clock import SEOUL, opened_with_clock, set_clock
from tests.browser.office_process import OfficeProcess
from tests.browser.people import PATIENCE_MS, Officer
from tests.browser.sizes import SMALL, WIDER_THAN_THE_PAGE
from tests.browser.test_screen_reader import grave_faults
from tests.browser.views import COPY

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[OfficeProcess]:
    with opened_with_clock(tmp_path) as process:
        yield process


def hears(officer: Officer, key: str) -> None:
    """The notice is said aloud, with the number and the service of the request."""
    heading = officer.word(key, number="@", service=COPY[officer.language], time="@").partition("@")[0]
    expect(officer.page.locator(".notice").filter(has_text=heading)).not_to_have_count(0, timeout=PATIENCE_MS)


@pytest.mark.parametrize("language", ["ko", "en"])
def test_C43_a_term_that_ends_is_told_and_listed_at_the_desk(office: OfficeProcess, browser: Browser, language: str) -> None:
    with (
        citizen_with(office, browser, language) as citizen,
        officer_with(office, browser, language, name="한소라", supervisor=True) as officer,
    ):
        citizen.arrive("김복순")
        hands_in(citizen)
        now = datetime.now(SEOUL)
        set_clock(office, now + 2 * HOUR)
        hears(officer, "notice-term_soon")
        set_clock(office, now + 4 * HOUR)
        hears(officer, "notice-term_over")
        overdue = officer.page.locator("[aria-labelledby=desk-overdue]")
        expect(overdue.get_by_role("button")).to_contain_text(officer.word("tray-overdue"), timeout=PATIENCE_MS)
        assert grave_faults(officer.page) == []
        officer.page.set_viewport_size(SMALL)
        assert not officer.page.evaluate(WIDER_THAN_THE_PAGE)
        set_clock(office, now + 31 * DAY)
        told = citizen.page.locator(".notice").filter(has_text=COPY[language]).filter(has_text="30")
        expect(told).not_to_have_count(0, timeout=PATIENCE_MS)
