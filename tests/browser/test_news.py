"""Whatever changes for a person reaches them wherever they are on the page: by words, a badge and the title (SPEC T17)."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, expect
from tests.browser.desk_views import grants, hands_in
from tests.browser.people import PATIENCE_MS, Citizen, Officer
from tests.browser.views import CONSULTATION, COPY


@pytest.fixture
def at_consultation(officer: Officer) -> Iterator[Officer]:
    officer.open_desk("Consultation 1")
    yield officer
    officer.close_desk()
    officer.button("desk-open-label", counter="Consultation 1").wait_for()


def is_told(citizen: Citizen, text: str) -> None:
    """By a card in sight, by the live region, and in the name of the tab."""
    expect(notices(citizen).get_by_text(text)).to_be_visible(timeout=PATIENCE_MS)
    expect(citizen.page.locator("[aria-live=polite] p", has_text=text)).to_have_count(1, timeout=PATIENCE_MS)
    expect(citizen.page).to_have_title(re.compile(re.escape(text)))


def notices(citizen: Citizen) -> Locator:
    return citizen.page.get_by_role("region", name=citizen.word("notices"))


def closes_panel(citizen: Citizen) -> None:
    citizen.press("close")
    expect(citizen.page.locator(".panel")).to_have_count(0)


def test_T17_a_document_that_comes_while_the_panel_is_closed_is_told_and_led_to(citizen: Citizen, officer: Officer) -> None:
    hands_in(citizen)
    closes_panel(citizen)
    grants(officer)
    is_told(citizen, citizen.word("news-document", service=COPY["ko"]))
    expect(citizen.page.locator("[data-panel=cases] .badge")).to_contain_text("1")
    citizen.press("news-look")
    citizen.sees(citizen.word("case-next-granted"))
    expect(notices(citizen)).to_have_count(0)
    expect(citizen.page.locator(".badge")).to_have_count(0)
    officer.close_desk()


def test_T17_a_missed_turn_is_told_in_words(citizen: Citizen, at_consultation: Officer) -> None:
    number = waits(citizen, at_consultation)
    at_consultation.press("desk-call-next")
    at_consultation.press("desk-missed")
    is_told(citizen, citizen.word("notice-missed", number=number))
    at_consultation.press("desk-call-next")
    expect(notices(citizen)).to_have_count(0)  # the call stands above what was before
    at_consultation.press("desk-missed")
    is_told(citizen, citizen.word("notice-missed_over", number=number))
    citizen.page.reload()
    is_told(citizen, citizen.word("notice-missed_over", number=number))
    citizen.press("news-close")
    expect(notices(citizen)).to_have_count(0)


def waits(citizen: Citizen, officer: Officer) -> str:
    citizen.panel("counters")
    number = citizen.take_ticket(CONSULTATION["ko"])
    expect(officer.page.locator("[aria-live=polite] p", has_text=number)).to_have_count(1, timeout=PATIENCE_MS)
    return number


def test_T17_who_is_sent_on_reads_where_to_and_their_place(citizen: Citizen, at_consultation: Officer) -> None:
    number = waits(citizen, at_consultation)
    at_consultation.press("desk-call-next")
    at_consultation.press("desk-serve")
    citizen.box(citizen.word("transcript-write")).wait_for()
    at_consultation.press("desk-transfer")
    at_consultation.page.get_by_role("button", name="Echo", exact=True).click()
    expect(notices(citizen)).to_contain_text(number)
    citizen.sees(citizen.word("case-next-transferred"))
    expect(citizen.page.get_by_text(citizen.word("case-next-closed"))).to_have_count(0)
    expect(citizen.page.locator(".panel .ticket-card")).to_contain_text(citizen.word("ticket-next"))


def test_T17_an_officer_is_told_when_a_called_citizen_gives_the_ticket_back(citizen: Citizen, at_consultation: Officer) -> None:
    number = waits(citizen, at_consultation)
    at_consultation.press("desk-call-next")
    citizen.page.get_by_role("alert").wait_for()
    citizen.ticket_chip().click()
    citizen.press("ticket-leave")
    citizen.press("ticket-leave-yes")
    at_consultation.sees(at_consultation.word("notice-citizen_left", number=number))
    at_consultation.press("news-close")
