"""The officer's desk: served by keyboard alone with the focus known at each step, and a place to work at on a common screen."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, expect
from tests.browser.conftest import citizen_with
from tests.browser.desk_views import hands_in
from tests.browser.keyboard import Keyboard
from tests.browser.office_process import OfficeProcess
from tests.browser.people import Citizen, Officer
from tests.browser.sizes import DESK
from tests.browser.views import CONSULTATION, COPY

LINES = 12


@pytest.fixture(scope="module")
def citizen(office: OfficeProcess, browser: Browser) -> Iterator[Citizen]:
    with citizen_with(office, browser, "en") as person:
        person.arrive("Kim at the desk")
        yield person


def test_the_desk_begins_with_its_heading_and_its_line_is_scrolled_by_keyboard(officer: Officer) -> None:
    expect(officer.page.get_by_role("heading", level=1)).to_have_text(officer.word("desk"))
    expect(officer.page.get_by_role("heading").first).to_have_text(officer.word("desk"))
    officer.line().focus()
    expect(officer.line()).to_be_focused()


def test_an_officer_serves_by_keyboard_alone(citizen: Citizen, officer: Officer) -> None:
    keyboard = Keyboard(officer.page)
    keyboard.press(officer.button("desk-open-label", counter="Consultation 1"))
    expect(mine(officer)).to_be_focused()
    number = citizen.take_ticket(CONSULTATION["en"])
    expect(officer.button("line-call-label", number=number)).to_be_visible()
    keyboard.press(officer.button("desk-call-next"))
    expect(heading(officer, number)).to_be_focused()
    expect(heading(officer, officer.word("desk-ticket-called"))).to_be_focused()
    keyboard.press(officer.button("desk-serve"))
    expect(heading(officer, officer.word("desk-ticket-serving"))).to_be_focused()
    keyboard.write(officer.box(officer.word("transcript-write-officer")), "Good morning.")
    officer.page.keyboard.press("Enter")
    citizen.hears("Good morning.")
    finish_by_keys(officer, keyboard)
    expect(mine(officer)).to_be_focused()
    expect(officer.page.get_by_role("status").get_by_text(officer.word("desk-finished", number=number))).to_be_visible()


def finish_by_keys(officer: Officer, keyboard: Keyboard) -> None:
    officer.page.keyboard.press("Shift+Tab")
    for _ in range(20):
        if officer.button("desk-finish").evaluate("(one) => one === document.activeElement"):
            break
        officer.page.keyboard.press("Shift+Tab")
    officer.page.keyboard.press("Enter")
    expect(officer.page.get_by_role("radio").first).to_be_focused()
    keyboard.press(officer.page.get_by_role("radio", name="Solved", exact=True), "Space")
    keyboard.write(officer.box(officer.word("desk-note")), "All is well.")
    keyboard.press(officer.button("desk-finish-now"))


def test_what_was_just_finished_can_be_read_once_more(citizen: Citizen, officer: Officer) -> None:
    Keyboard(officer.page).press(officer.button("desk-finished-look"))
    expect(heading(officer, CONSULTATION["en"])).to_be_focused()
    expect(officer.page.get_by_role("log").get_by_text("Good morning.")).to_be_visible()
    expect(officer.page.get_by_role("main").get_by_text(officer.word("talk-closed")).first).to_be_visible()


def test_an_officer_grants_a_document_by_keyboard_alone(citizen: Citizen, officer: Officer) -> None:
    hands_in(citizen)
    keyboard = Keyboard(officer.page)
    move_to(officer, keyboard, "Documents 1")
    keyboard.press(officer.page.get_by_role("button", name=COPY["en"]))
    expect(heading(officer, COPY["en"])).to_be_focused()
    keyboard.press(officer.page.get_by_role("button", name="Issue", exact=True))
    keyboard.press(officer.button("act-do", act="Issue"))
    citizen.sees(citizen.word("case-next-granted"))
    expect(heading(officer, COPY["en"])).to_be_focused()
    expect(heading(officer, COPY["en"])).to_have_accessible_description(re.compile(officer.word("case-granted")))


def move_to(officer: Officer, keyboard: Keyboard, counter: str) -> None:
    keyboard.press(officer.button("desk-close"))
    expect(officer.button("desk-open-label", counter=counter)).to_be_visible()
    expect(mine(officer)).to_be_focused()
    keyboard.press(officer.button("desk-open-label", counter=counter))
    expect(mine(officer)).to_be_focused()


def test_in_a_long_talk_number_finish_and_the_write_box_stay_in_sight(citizen: Citizen, officer: Officer) -> None:
    move_to(officer, Keyboard(officer.page), "Consultation 1")
    citizen.panel("counters")
    number = citizen.take_ticket(CONSULTATION["en"])
    officer.press("line-call-label", number=number)
    officer.press("desk-serve")
    for line in range(LINES):
        officer.write("transcript-write-officer", f"Line {line} of a long talk.")
        officer.hears(f"Line {line} of a long talk.")
    for part in (heading(officer, number), officer.button("desk-finish"), officer.box(officer.word("transcript-write-officer"))):
        assert is_whole(part), part
    expect(officer.page.get_by_role("log").get_by_text(f"Line {LINES - 1} ")).to_be_in_viewport(ratio=1)


def test_t3_one_who_missed_a_call_is_called_again_while_nobody_else_waits(citizen: Citizen, officer: Officer) -> None:
    officer.finish("Solved", "")
    citizen.panel("counters")
    number = citizen.take_ticket(CONSULTATION["en"])
    officer.press("desk-call-next")
    expect(heading(officer, number)).to_be_visible()
    officer.press("desk-missed")
    expect(citizen.ticket_chip()).to_contain_text(citizen.word("ticket-next"))
    citizen.sees(citizen.word("ticket-missed"))
    expect(officer.button("line-call-label", number=number)).to_be_visible()
    officer.press("desk-call-next")
    expect(heading(officer, officer.word("desk-ticket-called"))).to_be_visible()
    officer.press("desk-missed")  # the second time ends it (T6)
    expect(mine(officer)).to_be_visible()


def mine(officer: Officer) -> Locator:
    return heading(officer, officer.word("desk-mine"))


def heading(officer: Officer, words: str) -> Locator:
    return officer.page.get_by_role("main").get_by_role("heading", name=words).first


def is_whole(part: Locator) -> bool:
    """Whether all of it is on the screen, below the bar."""
    box = part.bounding_box()
    return box is not None and box["y"] > 0 and box["y"] + box["height"] <= DESK["height"]
