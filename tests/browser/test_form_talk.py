"""A talk at a counter for requests, over a form that is not handed in: both sides have a place to speak (SPEC C6)."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect
from tests.browser.conftest import citizen_with, officer_with
from tests.browser.desk_views import WORDS
from tests.browser.office_process import OfficeProcess
from tests.browser.people import ON_A_PHONE, PATIENCE_MS, Citizen, Officer
from tests.browser.test_small import OVER_THE_EDGE
from tests.browser.views import CONSULTATION, COPY

pytestmark = pytest.mark.parametrize("language", ["ko", "en"])
NAMES = {"ko": "한소라 하나", "en": "한소라 둘"}


@pytest.fixture
def citizen(office: OfficeProcess, browser: Browser, language: str) -> Iterator[Citizen]:
    with citizen_with(office, browser, language, greeted_by=ON_A_PHONE, phone=True) as person:
        person.arrive("김복순")
        yield person


@pytest.fixture
def officer(office: OfficeProcess, browser: Browser, language: str) -> Iterator[Officer]:
    with officer_with(office, browser, language, name=NAMES[language]) as person:
        person.open_desk(WORDS[language].consultation)
        yield person


def test_C6_in_a_talk_over_a_form_both_sides_write_and_read(citizen: Citizen, officer: Officer, language: str) -> None:
    words = WORDS[language]
    citizen.panel("counters")
    citizen.press("take-ticket-label", service=CONSULTATION[language])
    citizen.ticket_number()
    officer.press("desk-call-next")
    officer.press("desk-serve")
    citizen.box(citizen.word("transcript-write")).wait_for()
    officer.press("desk-transfer")
    officer.page.get_by_role("button", name=COPY[language], exact=True).click()
    officer.button("desk-call-next").wait_for()
    officer.close_desk()
    officer.open_desk(words.documents)
    officer.press("desk-call-next")
    officer.press("desk-serve")
    citizen.sees(citizen.word("case-next-talking-form"))
    expect(citizen.box(words.fields[0])).to_be_visible(timeout=PATIENCE_MS)
    assert citizen.page.evaluate(OVER_THE_EDGE) == []
    officer.write("transcript-write-officer", "서류를 함께 채워 볼까요?")
    citizen.hears("서류를 함께 채워 볼까요?")
    citizen.write("transcript-write", "네, 부탁드립니다.")
    officer.hears("네, 부탁드립니다.")
    officer.press("desk-finish")
    officer.box(officer.word("desk-note")).fill("신분증을 가지고 오세요.")
    officer.press("desk-finish-now")
    citizen.hears("신분증을 가지고 오세요.")
    officer.close_desk()
