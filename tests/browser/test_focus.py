"""Where the focus goes, by keyboard alone: to what comes next, to a call as the next stop, and never away from one who writes."""

import pytest
from playwright.sync_api import Locator, expect
from tests.browser.keyboard import Keyboard
from tests.browser.people import Citizen, Officer
from tests.browser.views import CONSULTATION, COPY

LETTERS = "마당시 한옥길 12"
# What has the focus as soon as the page has changed, before the next key can come.
FOCUSED_AT_ONCE = """(button) => new Promise((told) => {
    const look = () => told(document.activeElement.textContent);
    new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
    button.click();
})"""


@pytest.fixture(scope="module")
def officer(officer: Officer) -> Officer:
    officer.open_desk("Consultation 1")
    return officer


def test_after_handing_in_the_focus_is_at_what_happens_next(citizen: Citizen) -> None:
    keyboard = Keyboard(citizen.page)
    citizen.panel("counters")
    keyboard.press(citizen.button("fill-form-label", service=COPY["ko"]))
    keyboard.write(citizen.box("성명"), "김복순")
    citizen.fill_day("생년월일", "1948", "3", "2")
    keyboard.write(citizen.box("주소"), LETTERS)
    keyboard.press(citizen.page.get_by_role("radio", name="금융기관 제출"), "Space")
    keyboard.press(citizen.button("form-submit"))
    citizen.sees(citizen.word("case-next-received"))
    expect(citizen.page.locator(".case-next")).to_be_focused()


def test_a_call_is_the_next_stop_and_a_talk_takes_nothing_from_one_who_writes(citizen: Citizen, officer: Officer) -> None:
    keyboard = Keyboard(citizen.page)
    citizen.panel("counters")
    number = citizen.take_ticket(CONSULTATION["ko"])
    keyboard.press(citizen.button("fill-form-label", service=COPY["ko"]))
    address = citizen.box("주소")
    keyboard.write(address, LETTERS)
    officer.press("line-call-label", number=number)
    citizen.page.get_by_role("alert").wait_for()
    expect(address).to_be_focused()
    citizen.page.keyboard.press("Tab")
    expect(citizen.button("called-coming")).to_be_focused()
    citizen.page.keyboard.press("Enter")
    expect(citizen.ticket_chip()).to_be_focused()
    keyboard.write(address, LETTERS)
    officer.press("desk-serve")
    citizen.sees(citizen.word("news-talk", number=number))
    expect(address).to_be_focused()
    expect(address).to_have_value(LETTERS)
    keyboard.press(citizen.button("news-look"))
    citizen.box(citizen.word("transcript-write")).wait_for()
    officer.finish("Solved", "")


def at_once(button: Locator) -> str:
    """Press it; return the words of what has the focus when the page has changed."""
    return str(button.evaluate(FOCUSED_AT_ONCE))


def test_the_focus_is_where_it_goes_before_the_next_key_comes(citizen: Citizen) -> None:
    """A key that was quicker than the focus pressed "No" for "Yes": a place was not given back, and nobody was told."""
    citizen.panel("settings")
    assert at_once(citizen.button("leave")) == citizen.word("leave-no")
    assert at_once(citizen.button("leave-no")) == citizen.word("leave")
    assert at_once(citizen.menu().locator("[data-panel=help]")) == citizen.word("help")
    citizen.panel("counters")
    citizen.press("fill-form-label", service=COPY["ko"])
    citizen.press("form-submit")
    first = citizen.page.locator(".fault-summary button").first
    first.click()
    expect(citizen.box("성명")).to_be_focused()
