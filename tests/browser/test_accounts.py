"""A supervisor makes an account by keyboard on a small phone; its officer comes in, and is out when it is closed (SPEC S24)."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, ViewportSize, expect
from tests.browser.conftest import officer_with
from tests.browser.keyboard import Keyboard
from tests.browser.office_process import OfficeProcess
from tests.browser.people import PATIENCE_MS, Officer, context
from tests.browser.sizes import SMALL, WIDER_THAN_THE_PAGE, ZOOMED
from tests.browser.test_screen_reader import grave_faults

NAMES = {"ko": "관리자 한소라", "en": "Supervisor Lee"}
NEW = {"ko": "담당자 윤슬", "en": "Officer Kang"}


@pytest.fixture(scope="module", params=["ko", "en"])
def supervisor(office: OfficeProcess, browser: Browser, request: pytest.FixtureRequest) -> Iterator[Officer]:
    with officer_with(office, browser, request.param, name=NAMES[request.param], supervisor=True, size=SMALL) as person:
        yield person


@pytest.fixture
def newcomer(office: OfficeProcess, browser: Browser, supervisor: Officer) -> Iterator[Officer]:
    room = context(browser, office.url, supervisor.language, still=True)
    yield Officer(room.new_page(), supervisor.language)
    room.close()


def form(panel: Locator, supervisor: Officer, name: str | None = None) -> Locator:
    title = supervisor.word("accounts-new") if name is None else supervisor.word("accounts-change-label", name=name)
    return panel.get_by_role("form", name=title, exact=True)


def row(panel: Locator, name: str) -> Locator:
    return panel.get_by_role("listitem").filter(has_text=name)


def makes_account(supervisor: Officer, name: str) -> str:
    """By keyboard alone; return the one-time password."""
    opens = supervisor.menu().get_by_role("button", name=supervisor.word("accounts"), exact=True)
    opens.focus()
    supervisor.page.keyboard.press("Enter")
    panel = supervisor.page.get_by_role("region", name=supervisor.word("accounts"), exact=True)
    keyboard = Keyboard(supervisor.page)
    keyboard.press(panel.get_by_role("button", name=supervisor.word("accounts-new"), exact=True))
    new = form(panel, supervisor)
    keyboard.write(new.get_by_label(supervisor.word("accounts-name"), exact=True), name)
    keyboard.press(new.get_by_role("checkbox").first, " ")
    keyboard.press(new.get_by_role("button", name=supervisor.word("accounts-make"), exact=True))
    told = panel.get_by_role("region", name=supervisor.word("accounts-password"), exact=True)
    expect(told).to_be_focused(timeout=PATIENCE_MS)
    password = told.locator("code").inner_text()
    keyboard.press(told.get_by_role("button", name=supervisor.word("accounts-password-seen"), exact=True))
    expect(told).to_have_count(0)
    expect(panel.get_by_role("button", name=supervisor.word("accounts-new"), exact=True)).to_be_focused(timeout=PATIENCE_MS)
    return password


def test_S24_an_officer_of_a_new_account_comes_in_and_is_out_when_it_is_disabled(supervisor: Officer, newcomer: Officer) -> None:
    name = NEW[supervisor.language]
    newcomer.sign_in(name, makes_account(supervisor, name))
    panel = supervisor.panel("accounts")
    keyboard = Keyboard(supervisor.page)
    keyboard.press(panel.get_by_role("button", name=supervisor.word("accounts-change-label", name=name), exact=True))
    keyboard.press(form(panel, supervisor, name).get_by_role("button", name=supervisor.word("account-disable"), exact=True))
    keyboard.press(panel.get_by_role("button", name=supervisor.word("account-disable-yes"), exact=True))
    expect(row(panel, name)).to_contain_text(supervisor.word("accounts-is-disabled"), timeout=PATIENCE_MS)
    newcomer.sees(newcomer.word("ended-4403"))
    newcomer.press("ended-back")
    newcomer.page.get_by_label(newcomer.word("sign-in-name"), exact=True).fill(name)
    newcomer.page.get_by_label(newcomer.word("sign-in-password"), exact=True).fill("a-long-and-quiet-password")
    newcomer.press("sign-in")
    newcomer.sees(newcomer.word("sign-in-wrong_sign_in"))
    supervisor.closes_panel()


def test_S24_what_was_typed_stays_when_it_is_rejected_and_the_page_says_why(supervisor: Officer) -> None:
    panel = supervisor.panel("accounts")
    panel.get_by_role("button", name=supervisor.word("accounts-new"), exact=True).click()
    new = form(panel, supervisor)
    new.get_by_label(supervisor.word("accounts-name"), exact=True).fill(NAMES[supervisor.language])
    make = new.get_by_role("button", name=supervisor.word("accounts-make"), exact=True)
    make.click()
    expect(new.get_by_role("alert")).to_have_text(supervisor.word("account-no-unknown_service"))
    new.get_by_role("checkbox").first.check()
    make.click()
    expect(new.get_by_role("alert")).to_have_text(supervisor.word("account-no-taken_name"), timeout=PATIENCE_MS)
    expect(new.get_by_label(supervisor.word("accounts-name"), exact=True)).to_have_value(NAMES[supervisor.language])
    supervisor.closes_panel()


def test_S25_ones_own_account_has_no_button_that_ends_it(supervisor: Officer) -> None:
    name = NAMES[supervisor.language]
    panel = supervisor.panel("accounts")
    panel.get_by_role("button", name=supervisor.word("accounts-change-label", name=name), exact=True).click()
    own = form(panel, supervisor, name)
    expect(own.get_by_role("checkbox").last).to_be_disabled()
    expect(own.get_by_role("button", name=supervisor.word("account-disable"), exact=True)).to_have_count(0)
    supervisor.closes_panel()


@pytest.mark.parametrize("size", [SMALL, ZOOMED], ids=["small", "zoomed"])
def test_S24_it_fits_a_small_phone_and_a_page_at_400_percent(supervisor: Officer, size: ViewportSize) -> None:
    supervisor.page.set_viewport_size(size)
    panel = supervisor.panel("accounts")
    panel.get_by_role("button", name=supervisor.word("accounts-new"), exact=True).click()
    expect(form(panel, supervisor)).to_be_visible(timeout=PATIENCE_MS)
    assert not supervisor.page.evaluate(WIDER_THAN_THE_PAGE)
    supervisor.closes_panel()


def test_S24_axe_finds_nothing_grave_in_it(supervisor: Officer) -> None:
    panel = supervisor.panel("accounts")
    panel.get_by_role("button", name=supervisor.word("accounts-new"), exact=True).click()
    expect(form(panel, supervisor)).to_be_visible(timeout=PATIENCE_MS)
    assert grave_faults(supervisor.page) == []
    supervisor.closes_panel()


def test_S25_an_officer_has_no_such_button_and_is_told_nothing(officer: Officer) -> None:
    expect(officer.menu().get_by_role("button", name=officer.word("accounts"), exact=True)).to_have_count(0)
    officer.page.goto("/officer#accounts")
    expect(officer.page.get_by_role("status").get_by_text(officer.word("accounts-not_allowed"))).to_be_visible(
        timeout=PATIENCE_MS
    )
