"""An officer links their account with that of the city and comes in by it, in a browser and at a real provider (SPEC S31)."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect
from tests.browser.conftest import officer_with
from tests.browser.keyboard import Keyboard
from tests.browser.office_process import OfficeProcess, environment, opened
from tests.browser.people import PASSWORD, PATIENCE_MS, Officer
from tests.browser.sizes import SMALL
from tests.browser.test_own_account import account, signs_out
from tests.openid_provider import Provider, provider

NAMES = {"ko": "담당자 윤슬", "en": "Officer Kang"}


@pytest.fixture(scope="module")
def city() -> Iterator[Provider]:
    with provider() as process:
        yield process


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory, city: Provider) -> Iterator[OfficeProcess]:
    settings = {"ISSUER": city.issuer, "CLIENT_ID": "madang", "CLIENT_SECRET": "known to both"}
    with opened(
        tmp_path_factory.mktemp("office"),
        variables=environment() | {f"MADANG_OPENID_{name}": value for name, value in settings.items()},
    ) as process:
        yield process


@pytest.fixture(params=["ko", "en"])
def officer(office: OfficeProcess, browser: Browser, request: pytest.FixtureRequest) -> Iterator[Officer]:
    with officer_with(office, browser, request.param, name=NAMES[request.param], size=SMALL) as person:
        yield person


def says_who(officer: Officer, subject: str) -> None:
    """At the provider."""
    officer.page.locator("input[name=sub]").first.fill(subject)
    officer.page.keyboard.press("Enter")


def test_S31_an_officer_links_the_account_of_the_city_and_comes_in_by_it(officer: Officer) -> None:
    subject = f"{officer.language}@city.example"
    panel = account(officer)
    keyboard = Keyboard(officer.page)
    keyboard.press(panel.get_by_role("button", name=officer.word("account-identity-link"), exact=True))
    form = panel.get_by_role("form", name=officer.word("account-identity-link"), exact=True)
    keyboard.write(form.get_by_label(officer.word("account-password-old"), exact=True), PASSWORD)
    keyboard.press(form.get_by_role("button", name=officer.word("account-identity-link"), exact=True))
    says_who(officer, subject)
    unlinks = officer.page.get_by_role("button", name=officer.word("account-identity-unlink"), exact=True)
    expect(unlinks).to_be_visible(timeout=PATIENCE_MS)
    assert "code=" not in officer.page.url
    officer.closes_panel()
    signs_out(officer)
    officer.press("sign-in-openid")
    says_who(officer, subject)
    expect(officer.page.get_by_role("heading", name=officer.word("desk-mine"))).to_be_visible(timeout=PATIENCE_MS)
    assert "code=" not in officer.page.url
    signs_out(officer)
    officer.press("sign-in-openid")
    says_who(officer, "a stranger")
    expect(officer.page.get_by_role("alert").get_by_text(officer.word("sign-in-not_linked"))).to_be_visible(timeout=PATIENCE_MS)
    officer.page.goto("/officer?error=access_denied&state=forged")
    expect(officer.page.get_by_role("alert").get_by_text(officer.word("sign-in-not_proven"))).to_be_visible(timeout=PATIENCE_MS)
