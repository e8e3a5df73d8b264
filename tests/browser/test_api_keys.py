"""A supervisor makes a key for a program on the page, and removes it (SPEC O34)."""

from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import Browser, expect
from tests.browser.conftest import officer_with
from tests.browser.office_process import OfficeProcess
from tests.browser.people import PATIENCE_MS, Officer
from tests.browser.sizes import SMALL, WIDER_THAN_THE_PAGE
from tests.browser.test_screen_reader import grave_faults

NAMES = {"ko": "관리자 윤가람", "en": "Supervisor Roh"}


@pytest.fixture(params=["ko", "en"])
def supervisor(office: OfficeProcess, browser: Browser, request: pytest.FixtureRequest) -> Iterator[Officer]:
    with officer_with(office, browser, request.param, name=NAMES[request.param], supervisor=True, size=SMALL) as person:
        yield person


def reads(office: OfficeProcess, secret: str) -> int:
    with httpx.Client(trust_env=False, timeout=120) as http:
        return http.get(f"{office.url}/api/figures", headers={"authorization": f"Bearer {secret}"}).status_code


def test_O34_a_key_is_made_told_once_and_removed_by_keyboard(supervisor: Officer, office: OfficeProcess) -> None:
    panel, word = supervisor.panel("supervision"), supervisor.word
    panel.locator("summary", has_text=word("api-keys")).press("Enter")
    make = panel.get_by_role("button", name=word("api-keys-make"), exact=True)
    make.press("Enter")
    expect(panel.get_by_text(word("api-keys-fault-missing"))).to_be_visible(timeout=PATIENCE_MS)
    name = f"Board {supervisor.language}"
    panel.get_by_label(word("api-keys-name"), exact=True).fill(name)
    make.press("Enter")
    told = panel.get_by_role("group", name=word("api-keys-secret"), exact=True)
    expect(told).to_be_focused(timeout=PATIENCE_MS)
    secret = told.locator("code").inner_text()
    assert reads(office, secret) == 200
    assert (supervisor.page.evaluate(WIDER_THAN_THE_PAGE), grave_faults(supervisor.page)) == (False, [])
    told.get_by_role("button", name=word("api-keys-noted"), exact=True).press("Enter")
    listed = panel.get_by_role("listitem").filter(has_text=name)
    expect(listed).to_be_visible(timeout=PATIENCE_MS)
    expect(panel).not_to_contain_text(secret)
    listed.get_by_role("button", name=word("api-key-remove"), exact=True).press("Enter")
    listed.get_by_role("button", name=word("api-key-remove-yes"), exact=True).press("Enter")
    expect(listed).to_have_count(0, timeout=PATIENCE_MS)
    assert reads(office, secret) == 401
