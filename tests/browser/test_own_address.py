"""An officer says on a small phone where they are told by mail, by keyboard, and sees that a test came there (SPEC S34)."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect
from tests.browser.conftest import officer_with
from tests.browser.keyboard import Keyboard
from tests.browser.office_process import OfficeProcess
from tests.browser.people import PATIENCE_MS, Officer
from tests.browser.sizes import SMALL, WIDER_THAN_THE_PAGE
from tests.browser.test_own_account import account
from tests.browser.test_screen_reader import grave_faults
from tests.smtp_server import SmtpServer, until_mails

NAMES = {"ko": "담당자 한소라", "en": "Officer Han"}


@pytest.fixture(scope="module")
def office(mailing_office: OfficeProcess) -> OfficeProcess:
    return mailing_office


@pytest.fixture
def officer(office: OfficeProcess, browser: Browser, language: str) -> Iterator[Officer]:
    with officer_with(office, browser, language, name=NAMES[language], size=SMALL) as person:
        yield person


@pytest.mark.parametrize("language", ["ko", "en"])
def test_S34_an_officer_sets_an_address_and_a_test_comes_there(
    office: OfficeProcess, officer: Officer, mail: SmtpServer, language: str
) -> None:
    panel, keyboard, before = account(officer), Keyboard(officer.page), len(mail.mails())
    section = panel.get_by_role("region", name=officer.word("account-address-title"), exact=True)
    box = section.get_by_label(officer.word("account-address-mail"), exact=True)
    keyboard.write(box, "nobody")
    keyboard.press(section.get_by_role("button", name=officer.word("account-address-save"), exact=True))
    expect(section.get_by_role("alert")).to_have_text(officer.word("account-no-no_mail_address"), timeout=PATIENCE_MS)
    keyboard.write(box, f"{language}@city.example")
    keyboard.press(section.get_by_role("button", name=officer.word("account-address-save"), exact=True))
    expect(section.get_by_role("status")).to_have_text(officer.word("account-address-set"), timeout=PATIENCE_MS)
    keyboard.press(section.get_by_role("button", name=officer.word("account-address-test"), exact=True))
    came = until_mails(mail, before + 1)[-1]
    assert came["to"] == f"{language}@city.example"
    assert f"{office.url}/officer" in came.get_content()
    expect(section.get_by_role("status")).to_have_text(officer.word("account-address-test-sent"), timeout=PATIENCE_MS)
    assert grave_faults(officer.page) == []
    assert not officer.page.evaluate(WIDER_THAN_THE_PAGE)
