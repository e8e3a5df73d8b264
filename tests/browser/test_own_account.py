"""An officer sets two-step sign-in up by keyboard on a small phone and comes in with it; password, devices (S26 to S28)."""

import re
import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, ViewportSize, expect
from tests.browser.conftest import officer_with
from tests.browser.keyboard import Keyboard
from tests.browser.office_process import OfficeProcess
from tests.browser.people import PASSWORD, PATIENCE_MS, Officer, context
from tests.browser.sizes import SMALL, WIDER_THAN_THE_PAGE, ZOOMED
from tests.browser.test_screen_reader import grave_faults

from madang_server import one_time_codes

NAMES = {"ko": "담당자 윤슬", "en": "Officer Kang"}


@pytest.fixture(scope="module", params=["ko", "en"])
def officer(office: OfficeProcess, browser: Browser, request: pytest.FixtureRequest) -> Iterator[Officer]:
    with officer_with(office, browser, request.param, name=NAMES[request.param], size=SMALL) as person:
        yield person


def account(officer: Officer) -> Locator:
    """The panel of one's own account, by way of the settings."""
    officer.panel("settings").get_by_role("button", name=officer.word("account"), exact=True).click()
    panel = officer.page.get_by_role("region", name=officer.word("account"), exact=True)
    expect(panel.get_by_role("heading", name=officer.word("account-factor-title"), exact=True)).to_be_visible(timeout=PATIENCE_MS)
    return panel


def code_now(secret: str, steps: int = 0) -> str:
    return one_time_codes.code_at(one_time_codes.from_text(secret), one_time_codes.step_of(time.time()) + steps)


def sets_up(officer: Officer, panel: Locator) -> tuple[str, list[str]]:
    """By keyboard alone; return the secret that is shown, and the recovery codes."""
    keyboard = Keyboard(officer.page)
    keyboard.press(panel.get_by_role("button", name=officer.word("account-factor-begin"), exact=True))
    begins = panel.get_by_role("form", name=officer.word("account-factor-begin"), exact=True)
    keyboard.write(begins.get_by_label(officer.word("account-password-old"), exact=True), PASSWORD)
    keyboard.press(begins.get_by_role("button", name=officer.word("account-factor-next"), exact=True))
    expect(panel.get_by_role("img", name=officer.word("account-factor-picture"), exact=True)).to_be_visible(timeout=PATIENCE_MS)
    secret = re.sub(r"\s", "", panel.locator("code.secret").inner_text())
    proves = panel.get_by_role("form", name=officer.word("account-factor-confirm"), exact=True)
    code = proves.get_by_label(officer.word("account-factor-code"), exact=True)
    keyboard.write(code, "000000")
    keyboard.press(proves.get_by_role("button", name=officer.word("account-factor-confirm"), exact=True))
    expect(proves.get_by_role("alert")).to_have_text(officer.word("account-no-wrong_code"), timeout=PATIENCE_MS)
    keyboard.write(code, code_now(secret))
    keyboard.press(proves.get_by_role("button", name=officer.word("account-factor-confirm"), exact=True))
    told = panel.get_by_role("region", name=officer.word("account-recovery-title"), exact=True)
    expect(told).to_be_focused(timeout=PATIENCE_MS)
    codes = told.locator("code").all_inner_texts()
    keyboard.press(told.get_by_role("button", name=officer.word("account-recovery-noted"), exact=True))
    return secret, codes


def signs_out(officer: Officer) -> None:
    officer.panel("settings")
    officer.press("desk-leave")
    officer.press("desk-leave-yes")
    expect(officer.page.get_by_label(officer.word("sign-in-name"), exact=True)).to_be_visible(timeout=PATIENCE_MS)


def says_name_and_password(officer: Officer, password: str = PASSWORD) -> None:
    officer.page.get_by_label(officer.word("sign-in-name"), exact=True).fill(NAMES[officer.language])
    officer.page.get_by_label(officer.word("sign-in-password"), exact=True).fill(password)
    officer.press("sign-in")


def test_S28_an_officer_sets_it_up_signs_out_and_comes_in_with_a_code(officer: Officer) -> None:
    secret, codes = sets_up(officer, account(officer))
    officer.closes_panel()
    signs_out(officer)
    says_name_and_password(officer)
    asked = officer.page.get_by_label(officer.word("sign-in-code"), exact=True)
    expect(asked).to_be_focused(timeout=PATIENCE_MS)
    asked.fill("000000")
    officer.press("sign-in")
    expect(officer.page.get_by_role("alert")).to_have_text(officer.word("sign-in-wrong_code"), timeout=PATIENCE_MS)
    asked.fill(code_now(secret, 1))
    officer.press("sign-in")
    expect(officer.page.get_by_role("heading", name=officer.word("desk-mine"))).to_be_visible(timeout=PATIENCE_MS)
    signs_out(officer)
    says_name_and_password(officer)
    asked.fill(codes[0])
    officer.press("sign-in")
    expect(officer.page.get_by_role("heading", name=officer.word("desk-mine"))).to_be_visible(timeout=PATIENCE_MS)
    panel = account(officer)
    panel.get_by_role("button", name=officer.word("account-factor-end"), exact=True).click()
    ends = panel.get_by_role("form", name=officer.word("account-factor-end"), exact=True)
    ends.get_by_label(officer.word("account-password-old"), exact=True).fill(PASSWORD)
    ends.get_by_label(officer.word("account-factor-either"), exact=True).fill(codes[1])
    ends.get_by_role("button", name=officer.word("account-factor-end"), exact=True).click()
    expect(panel.get_by_text(officer.word("account-factor-none"))).to_be_visible(timeout=PATIENCE_MS)
    officer.closes_panel()


def test_S26_an_officer_changes_the_password_and_stays(officer: Officer) -> None:
    panel, fresh = account(officer), f"{PASSWORD}-anew"
    form = panel.get_by_role("form", name=officer.word("account-password-title"), exact=True)
    old, new = (form.get_by_label(officer.word(f"account-password-{which}"), exact=True) for which in ("old", "new"))
    sets = form.get_by_role("button", name=officer.word("account-password-set"), exact=True)
    for said, then in ((PASSWORD, fresh), (fresh, PASSWORD)):
        old.fill("a guess")
        new.fill(then)
        sets.click()
        expect(form.get_by_role("alert")).to_have_text(officer.word("account-no-wrong_password"), timeout=PATIENCE_MS)
        expect(new).to_have_value(then)
        old.fill(said)
        sets.click()
        expect(new).to_have_value("", timeout=PATIENCE_MS)
    expect(panel.get_by_text(officer.word("account-password-done"))).to_be_visible(timeout=PATIENCE_MS)
    officer.closes_panel()


def test_S27_an_officer_ends_a_sign_in_on_another_device(officer: Officer, office: OfficeProcess, browser: Browser) -> None:
    room = context(browser, office.url, officer.language, still=True)
    lost = Officer(room.new_page(), officer.language)
    lost.page.goto("/officer")
    says_name_and_password(lost)
    expect(lost.page.get_by_role("heading", name=lost.word("desk-mine"))).to_be_visible(timeout=PATIENCE_MS)
    panel = account(officer)
    devices = panel.get_by_role("listitem")
    expect(devices).to_have_count(2, timeout=PATIENCE_MS)
    expect(devices.first).to_contain_text(officer.word("device-computer"))
    devices.get_by_role("button").click()
    expect(devices).to_have_count(1, timeout=PATIENCE_MS)
    expect(panel.get_by_role("heading", name=officer.word("account-sessions-title"), exact=True)).to_be_focused()
    lost.sees(lost.word("ended-4403"))
    officer.closes_panel()
    room.close()


@pytest.mark.parametrize("size", [SMALL, ZOOMED], ids=["small", "zoomed"])
def test_S28_it_fits_a_small_phone_and_a_page_at_400_percent(officer: Officer, size: ViewportSize) -> None:
    officer.page.set_viewport_size(size)
    panel = account(officer)
    panel.get_by_role("button", name=officer.word("account-factor-begin"), exact=True).click()
    begins = panel.get_by_role("form", name=officer.word("account-factor-begin"), exact=True)
    begins.get_by_label(officer.word("account-password-old"), exact=True).fill(PASSWORD)
    begins.get_by_role("button", name=officer.word("account-factor-next"), exact=True).click()
    expect(panel.get_by_role("img", name=officer.word("account-factor-picture"), exact=True)).to_be_visible(timeout=PATIENCE_MS)
    assert not officer.page.evaluate(WIDER_THAN_THE_PAGE)
    assert grave_faults(officer.page) == []
    officer.closes_panel()
