"""An office that serves people in one language: its page is in it, and there is nothing to choose (SPEC O6)."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from tests.browser.office_process import OfficeProcess, always_open, opened
from tests.browser.people import PATIENCE_MS, Citizen, context

BOTH, ENGLISH = 'languages = ["ko", "en"]', 'languages = ["en"]'


@pytest.fixture
def in_english(tmp_path: Path) -> Iterator[OfficeProcess]:
    services = always_open()
    assert BOTH in services
    (tmp_path / "services.toml").write_text(services.replace(BOTH, ENGLISH), "utf-8")
    with opened(tmp_path) as process:
        yield process


def test_O6_the_page_of_an_office_in_english_is_in_english_for_who_reads_korean(
    in_english: OfficeProcess, browser: Browser
) -> None:
    street = context(browser, in_english.url, "ko", still=True)
    citizen = Citizen(street.new_page(), "en")
    citizen.page.goto("/")
    expect(citizen.page.get_by_role("heading", name=citizen.word("arrival-title"))).to_be_visible(timeout=PATIENCE_MS)
    assert citizen.page.locator("html").get_attribute("lang") == "en"
    citizen.arrive("Quiet Pine")
    settings = citizen.panel("settings")
    expect(settings.get_by_role("heading", name=citizen.word("settings-view"))).to_be_visible(timeout=PATIENCE_MS)
    for page in (citizen.page, settings):
        expect(page.get_by_text(citizen.word("language"), exact=True)).to_have_count(0)
        expect(page.get_by_role("button", name="한국어")).to_have_count(0)
    street.close()
