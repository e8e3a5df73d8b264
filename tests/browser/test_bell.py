"""A citizen rings on a small phone where nobody is; an officer gets a mail, and says on the page that they come (O12, O13)."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, expect
from tests.browser.conftest import citizen_with, officer_with
from tests.browser.desk_views import WORDS
from tests.browser.keyboard import Keyboard
from tests.browser.office_process import OfficeProcess, environment, opened
from tests.browser.people import PATIENCE_MS, Citizen, Officer
from tests.browser.sizes import SMALL, WIDER_THAN_THE_PAGE
from tests.browser.test_screen_reader import grave_faults
from tests.browser.views import CONSULTATION
from tests.smtp_server import SmtpServer, until_mails

NAMES = {"ko": "한소라", "en": "Han Sora"}
TOLD = {
    "ko": ("민원실에 접속해 있는 담당자 1명에게 알렸어요.", "담당자 1명에게 메일을 보냈어요."),
    "en": ("1 officer who is in the office was told.", "A mail went out to 1 officer."),
}
WANTS_MAIL = """async (mail) => {
    const headers = { Authorization: `Bearer ${JSON.parse(sessionStorage.getItem("madang.officer"))}`,
        "Content-Type": "application/json" };
    const answer = await fetch("/api/account/address", { method: "POST", headers, body: JSON.stringify({ mail }) });
    return answer.status;
}"""

pytestmark = pytest.mark.parametrize("language", ["ko", "en"])


@pytest.fixture
def office(tmp_path: Path, mail: SmtpServer) -> Iterator[OfficeProcess]:
    """One for each test: who was here before counts as here for a minute (SPEC S6)."""
    (tmp_path / "office").mkdir()
    with opened(tmp_path / "office", variables=environment() | mail.settings()) as process:
        yield process


@pytest.fixture
def officer(office: OfficeProcess, browser: Browser, language: str) -> Iterator[Officer]:
    with officer_with(office, browser, language, name=NAMES[language]) as person:
        assert person.page.evaluate(WANTS_MAIL, f"{language}@city.example") == 200
        yield person


@pytest.fixture
def citizen(office: OfficeProcess, browser: Browser, language: str) -> Iterator[Citizen]:
    with citizen_with(office, browser, language, phone=True, greeted_by=".ask") as person:
        person.page.set_viewport_size(SMALL)
        person.arrive("김복순")
        person.panel("counters")
        yield person


AN_HOUR_AHEAD = "() => { const now = Date.now.bind(Date); Date.now = () => now() + 3_600_000; }"  # this device's clock is wrong


def ringing(citizen: Citizen, language: str) -> Locator:
    name = citizen.word("bell-label", service=CONSULTATION[language])
    return citizen.page.get_by_role("region", name=name, exact=True)


def test_O12_O13_a_ring_reaches_an_officer_outside_and_one_on_the_page_comes(
    officer: Officer, citizen: Citizen, mail: SmtpServer, office: OfficeProcess, language: str
) -> None:
    before, bell, keyboard = len(mail.mails()), ringing(citizen, language), Keyboard(citizen.page)
    ring = bell.get_by_role("button", name=citizen.word("bell-ring-label", service=CONSULTATION[language]), exact=True)
    expect(ring).to_be_visible(timeout=PATIENCE_MS)
    citizen.page.evaluate(AN_HOUR_AHEAD)
    keyboard.press(ring)
    came = until_mails(mail, before + 1)[-1]
    assert came["to"] == f"{language}@city.example"
    assert f"{office.url}/officer" in came.get_content()
    assert "김복순" not in came.as_string()
    status = bell.get_by_role("status").first
    for told in TOLD[language]:
        expect(status).to_contain_text(told, timeout=PATIENCE_MS)
    again = bell.get_by_role("button", name=citizen.word("bell-again-label", service=CONSULTATION[language]), exact=True)
    expect(again).to_have_count(0)
    assert grave_faults(citizen.page) == []
    assert not citizen.page.evaluate(WIDER_THAN_THE_PAGE)
    comes = officer.button("line-ringing-come-label", name="김복순")
    expect(comes).to_be_visible(timeout=PATIENCE_MS)
    assert grave_faults(officer.page) == []
    Keyboard(officer.page).press(comes)
    expect(status).to_contain_text(citizen.word("bell-coming", officer=NAMES[language]), timeout=PATIENCE_MS)
    officer.open_desk(WORDS[language].consultation)
    expect(bell).to_have_count(0, timeout=PATIENCE_MS)
    citizen.closes_panel()  # on a small page it lies over the notices
    citizen.sees(citizen.word("notice-bell_open", service=CONSULTATION[language]))
    expect(officer.page.locator("#desk-ringing")).to_have_count(0, timeout=PATIENCE_MS)
