"""After every act the focus is at what comes next, by keyboard alone: it is never left nowhere, whatever disappears."""

import pytest
from playwright.sync_api import Locator, expect
from tests.browser.keyboard import Keyboard
from tests.browser.people import Citizen, Officer
from tests.browser.views import CONSULTATION, COPY


@pytest.fixture(scope="module")
def officer(officer: Officer) -> Officer:
    officer.open_desk("Consultation 1")
    return officer


def takes_ticket(citizen: Citizen, keyboard: Keyboard) -> str:
    citizen.panel("counters")
    keyboard.press(citizen.button("take-ticket-label", service=CONSULTATION["ko"]))
    return citizen.ticket_number()


def title(citizen: Citizen, panel: str) -> Locator:
    return citizen.page.locator("#panel-title").get_by_role("heading", name=citizen.word(panel))


def test_a_taken_ticket_leads_to_its_card(citizen: Citizen) -> None:
    number = takes_ticket(citizen, Keyboard(citizen.page))
    expect(citizen.button("ticket-see", number=number)).to_be_focused()


def test_a_question_asked_twice_gives_the_focus_to_the_safe_answer_and_back(citizen: Citizen) -> None:
    keyboard = Keyboard(citizen.page)
    takes_ticket(citizen, keyboard)
    keyboard.press(citizen.ticket_chip())
    keyboard.press(citizen.button("ticket-leave"))
    expect(citizen.button("ticket-leave-no")).to_be_focused()
    citizen.page.keyboard.press("Enter")
    expect(citizen.button("ticket-leave")).to_be_focused()
    citizen.page.keyboard.press("Enter")
    keyboard.press(citizen.button("ticket-leave-yes"))
    citizen.sees(citizen.word("ticket-none"))
    expect(citizen.button("ticket-undo")).to_have_count(0)  # which had it for as long as it was there (T37)
    expect(title(citizen, "ticket")).to_be_focused()


def test_a_withdrawn_request_says_so_where_the_focus_is(citizen: Citizen) -> None:
    keyboard = Keyboard(citizen.page)
    citizen.panel("counters")
    keyboard.press(citizen.button("fill-form-label", service=COPY["ko"]))
    keyboard.press(citizen.button("case-withdraw"))
    expect(citizen.button("case-withdraw-no")).to_be_focused()
    keyboard.press(citizen.button("case-withdraw-yes"))
    citizen.sees(citizen.word("case-next-withdrawn"))
    expect(citizen.page.locator("#case-next")).to_be_focused()


def test_who_lets_one_go_first_stays_at_the_ticket_and_who_reads_news_goes_on(citizen: Citizen, officer: Officer) -> None:
    keyboard = Keyboard(citizen.page)
    number = takes_ticket(citizen, keyboard)
    officer.press("line-call-label", number=number)
    officer.press("desk-missed")
    citizen.sees(citizen.word("notice-missed", number=number))
    keyboard.press(citizen.button("news-close"))
    expect(citizen.page.locator(".notices")).to_have_count(0)
    expect(citizen.page.locator("body")).not_to_be_focused()
    officer.press("line-call-label", number=number)
    keyboard.press(citizen.button("called-coming"))
    expect(citizen.ticket_chip()).to_be_focused()
    officer.press("desk-serve")
    expect(citizen.page.locator("#panel-title [tabindex]")).to_be_focused()
    officer.finish("Solved", "")


def test_S19_who_leaves_stands_at_the_entry_and_leaves_nothing_behind(citizen: Citizen) -> None:
    keyboard = Keyboard(citizen.page)
    citizen.panel("settings")
    keyboard.press(citizen.button("leave"))
    expect(citizen.button("leave-no")).to_be_focused()
    keyboard.press(citizen.button("leave-yes"))
    citizen.button("enter").wait_for()
    citizen.page.wait_for_function("() => Object.keys(localStorage).every((key) => key === 'madang.settings')")
    citizen.page.keyboard.press("Tab")  # the page begins anew, as for everybody who comes
    expect(citizen.page.get_by_role("link", name=citizen.word("skip-to-form"))).to_be_focused()


def test_each_step_at_the_desk_leads_to_the_next(citizen: Citizen, officer: Officer) -> None:
    keyboard = Keyboard(officer.page)
    number = takes_ticket(citizen, Keyboard(citizen.page))
    expect(officer.button("line-call-label", number=number)).to_be_visible()
    keyboard.press(officer.button("line-call-label", number=number))
    expect(heading(officer, number)).to_be_focused()
    keyboard.press(officer.button("desk-recall"))
    expect(officer.button("desk-recall")).to_be_focused()
    expect(officer.button("desk-hold")).to_have_count(0)  # the table allows it in a talk alone (T3)
    keyboard.press(officer.button("desk-serve"))
    expect(heading(officer, officer.word("desk-ticket-serving"))).to_be_focused()
    keyboard.press(officer.button("desk-hold"))
    expect(heading(officer, officer.word("desk-mine"))).to_be_focused()
    keyboard.press(officer.button("line-call-label", number=number))
    expect(heading(officer, officer.word("desk-ticket-called"))).to_be_focused()
    keyboard.press(officer.button("desk-serve"))
    keyboard.press(officer.button("desk-transfer"))
    expect(officer.page.locator(".sure button").first).to_be_focused()
    keyboard.press(officer.page.get_by_role("button", name="Echo", exact=True))
    expect(heading(officer, officer.word("desk-mine"))).to_be_focused()
    expect(officer.page.locator(".desk-now > .rejection")).to_be_empty()
    keyboard.go_to(officer.page.get_by_role("combobox", name=officer.word("desk-pause")))
    officer.page.get_by_role("combobox", name=officer.word("desk-pause")).select_option("break")
    expect(heading(officer, officer.word("desk-mine"))).to_be_focused()
    keyboard.press(officer.button("desk-resume"))
    expect(heading(officer, officer.word("desk-mine"))).to_be_focused()


def heading(officer: Officer, words: str) -> Locator:
    return officer.page.get_by_role("main").get_by_role("heading", name=words).first
