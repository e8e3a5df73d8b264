"""One counter at a time, and what happened while somebody was away: what both sides read (SPEC T19, T20)."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, ViewportSize, expect
from tests.browser.conftest import NAMES, citizen_with, officer_with
from tests.browser.desk_views import WORDS
from tests.browser.office_process import OfficeProcess
from tests.browser.people import ON_A_PHONE, PASSWORD, PATIENCE_MS, Citizen, Officer, Person
from tests.browser.test_screen_reader import grave_faults
from tests.browser.test_small import OVER_THE_EDGE
from tests.browser.views import CONSULTATION

ECHO = {"ko": "메아리 창구", "en": "Echo"}
ECHO_COUNTER = {"ko": "서류 3", "en": "Documents 3"}
CLOSED = {"ko": "나가실 때 상담 1 창구도 닫혔습니다", "en": "Consultation 1 was closed when you left the office"}
TAKEN_OVER = {
    "ko": "자리를 비우신 동안 {name} 담당자가 상담 1 창구를 이어받았습니다",
    "en": "While you were away {name} took over Consultation 1",
}
NARROW: ViewportSize = {"width": 360, "height": 740}

pytestmark = pytest.mark.parametrize("language", ["ko", "en"])


@pytest.fixture
def citizen(office: OfficeProcess, browser: Browser, language: str) -> Iterator[Citizen]:
    with citizen_with(office, browser, language, greeted_by=ON_A_PHONE, phone=True) as person:
        person.arrive("김복순")
        yield person


@pytest.fixture
def name() -> str:
    return next(NAMES)


@pytest.fixture
def officer(office: OfficeProcess, browser: Browser, language: str, name: str) -> Iterator[Officer]:
    with officer_with(office, browser, language, name=name) as person:
        person.open_desk(WORDS[language].consultation)
        yield person


@pytest.fixture
def colleague(office: OfficeProcess, browser: Browser, language: str) -> Iterator[Officer]:
    with officer_with(office, browser, language, name=next(NAMES)) as person:
        yield person


def is_told(person: Person, text: str) -> None:
    """By a card in sight and by the live region."""
    card = person.page.get_by_role("region", name=person.word("notices"))
    expect(card.get_by_text(text)).to_be_visible(timeout=PATIENCE_MS)
    expect(person.page.locator("[aria-live=polite] p", has_text=text)).to_have_count(1, timeout=PATIENCE_MS)


def is_fit(person: Person) -> None:
    """Whole on a narrow phone, and nothing grave for a screen reader."""
    person.page.set_viewport_size(NARROW)
    assert person.page.evaluate(OVER_THE_EDGE) == []
    assert grave_faults(person.page) == []


def waits(citizen: Citizen, service: str) -> str:
    citizen.panel("counters")
    citizen.press("take-ticket-label", service=service)
    return citizen.ticket_number()


def talks(citizen: Citizen, officer: Officer) -> str:
    number = waits(citizen, CONSULTATION[citizen.language])
    officer.press("desk-call-next")
    officer.press("desk-serve")
    citizen.box(citizen.word("transcript-write")).wait_for()
    return number


def test_T28_an_officer_sends_somebody_back_to_the_first_counter(citizen: Citizen, officer: Officer, colleague: Officer) -> None:
    words = WORDS[officer.language]
    number = talks(citizen, officer)
    officer.press("desk-transfer")
    expect(officer.page.get_by_text(officer.word("desk-transfer-first-hint"))).to_have_count(0)
    officer.page.get_by_role("button", name=ECHO[officer.language], exact=True).click()
    officer.button("desk-call-next").wait_for()
    colleague.open_desk(ECHO_COUNTER[colleague.language])
    colleague.press("desk-call-next")
    colleague.press("desk-serve")
    colleague.press("desk-transfer")
    is_fit(colleague)
    colleague.press("desk-transfer-first", counter=words.consultation)
    colleague.close_desk()
    expect(officer.line().get_by_role("listitem").filter(has_text=number)).to_have_count(1, timeout=PATIENCE_MS)
    officer.press("desk-call-next")
    expect(officer.page.locator(".ticket-big")).to_have_text(number, timeout=PATIENCE_MS)
    officer.press("desk-serve")
    officer.finish(words.solved, "")
    officer.close_desk()


def test_T19_both_sides_read_that_a_number_waits_for_the_talk(citizen: Citizen, officer: Officer, colleague: Officer) -> None:
    words = WORDS[officer.language]
    number = talks(citizen, officer)
    officer.press("desk-transfer")
    officer.page.get_by_role("button", name=ECHO[officer.language], exact=True).click()
    officer.button("desk-call-next").wait_for()
    talks(citizen, officer)
    meanwhile = citizen.word("ticket-meanwhile", numbers=number)
    expect(citizen.page.locator("[aria-live=polite] p", has_text=meanwhile)).to_have_count(1, timeout=PATIENCE_MS)
    citizen.menu().locator("[data-panel=counters]").click()
    citizen.sees(citizen.word("ticket-after-talk"))
    is_fit(citizen)
    reads_in_easy_mode(citizen, meanwhile)
    colleague.open_desk(ECHO_COUNTER[colleague.language])
    row = colleague.line().get_by_role("listitem").filter(has_text=number)
    expect(row).to_contain_text(colleague.word("line-busy", counter=words.consultation), timeout=PATIENCE_MS)
    expect(row.get_by_role("button")).to_have_count(0)
    colleague.press("desk-call-next")
    colleague.sees(colleague.word("rejected-in_talk"))
    is_fit(colleague)
    officer.finish(words.solved, "")
    expect(row.get_by_role("button")).to_have_count(1, timeout=PATIENCE_MS)
    for _ in range(2):
        colleague.press("desk-call-next")
        colleague.press("desk-missed")
    colleague.close_desk()
    officer.close_desk()


def reads_in_easy_mode(citizen: Citizen, words: str) -> None:
    citizen.panel("settings")
    citizen.page.get_by_role("switch", name=citizen.word("settings-easy")).check()
    citizen.press("easy-back")
    citizen.box(citizen.word("transcript-write")).wait_for()
    expect(citizen.page.get_by_role("main").get_by_text(words)).to_be_visible()
    is_fit(citizen)


def test_T20_who_was_not_there_when_called_reads_it_on_return(citizen: Citizen, officer: Officer) -> None:
    number = waits(citizen, CONSULTATION[citizen.language])
    citizen.panel("settings")
    citizen.page.get_by_role("switch", name=citizen.word("settings-easy")).check()
    citizen.page.goto("about:blank")
    officer.press("line-call-label", number=number)
    officer.press("desk-missed")
    officer.button("line-call-label", number=number).wait_for()
    citizen.page.goto("/")
    is_told(citizen, citizen.word("notice-missed", number=number))
    is_fit(citizen)
    officer.close_desk()


def test_T20_an_officer_reads_on_return_that_the_office_closed_their_counter(
    officer: Officer, colleague: Officer, name: str
) -> None:
    officer.panel("settings")
    officer.press("desk-leave")
    officer.sees(officer.word("desk-leave-sure"))
    officer.press("desk-leave-yes")
    colleague.button("desk-open-label", counter=WORDS[colleague.language].consultation).wait_for()
    officer.page.goto("/officer")
    officer.box(officer.word("sign-in-name")).fill(name)
    officer.page.get_by_label(officer.word("sign-in-password"), exact=True).fill(PASSWORD)
    officer.press("sign-in")
    is_told(officer, CLOSED[officer.language])
    is_fit(officer)


def test_T20_an_officer_reads_on_return_who_took_their_counter_over(officer: Officer, colleague: Officer, name: str) -> None:
    """A colleague may as soon as the session of the one who is away is over (S6, T11)."""
    words = WORDS[officer.language]
    officer.page.goto("about:blank")
    colleague.press("desk-take-over", counter=words.consultation, officer=name)
    colleague.button("desk-call-next").wait_for()
    officer.page.goto("/officer")
    is_told(officer, TAKEN_OVER[officer.language].format(name=colleague.page.locator(".where-place").inner_text()))
    officer.button("desk-open-label", counter=ECHO_COUNTER[officer.language]).wait_for()
    is_fit(officer)
    colleague.close_desk()
