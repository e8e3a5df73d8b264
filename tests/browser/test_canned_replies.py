"""What officers write often stands above the box of a talk, and is sent with what is known filled in (SPEC C40)."""

from collections.abc import Iterator
from itertools import count

import pytest
from playwright.sync_api import Browser, Locator, expect
from tests.browser.conftest import citizen_with, officer_with
from tests.browser.desk_views import WORDS
from tests.browser.office_process import OfficeProcess
from tests.browser.people import PATIENCE_MS, Citizen, Officer
from tests.browser.sizes import DESK, SMALL, WIDER_THAN_THE_PAGE
from tests.browser.test_screen_reader import grave_faults
from tests.browser.views import CONSULTATION

KOREAN, ENGLISH = "{이름} 님, {번호}번 상담을 {창구}에서 {담당자}이(가) 맡습니다.", "Hello {name}, see {price}"
NUMBERS = count(1)

pytestmark = pytest.mark.parametrize("language", ["ko", "en"])


@pytest.fixture
def name() -> str:
    return f"한소라 {next(NUMBERS)}"


@pytest.fixture
def citizen(office: OfficeProcess, browser: Browser, language: str) -> Iterator[Citizen]:
    with citizen_with(office, browser, language) as person:
        person.arrive("김복순")
        person.panel("counters")
        yield person


@pytest.fixture
def supervisor(office: OfficeProcess, browser: Browser, language: str, name: str) -> Iterator[Officer]:
    with officer_with(office, browser, language, name=name, supervisor=True) as person:
        person.open_desk(WORDS[language].consultation)
        yield person
        person.finish(WORDS[language].solved, "")
        person.close_desk()


def opens(officer: Officer) -> Locator:
    """Open the list of them by keyboard."""
    summary = officer.page.locator(".canned > summary")
    expect(summary).to_have_text(officer.word("canned"), timeout=PATIENCE_MS)
    summary.focus()
    officer.page.keyboard.press("Enter")
    return officer.page.locator(".canned")


def test_C40_a_supervisor_writes_a_reply_and_an_officer_sends_it(
    citizen: Citizen, supervisor: Officer, name: str, language: str
) -> None:
    number = citizen.take_ticket(CONSULTATION[language])
    supervisor.press("desk-call-next")
    supervisor.press("desk-serve")
    supervisor.page.set_viewport_size(SMALL)
    opens(supervisor)
    supervisor.press("canned-new")
    supervisor.press("canned-save")
    supervisor.sees(supervisor.word("canned-fault-missing"))
    supervisor.box(supervisor.word("canned-in-ko")).fill(KOREAN)
    supervisor.box(supervisor.word("canned-in-en")).fill(ENGLISH)
    assert not supervisor.page.evaluate(WIDER_THAN_THE_PAGE)
    supervisor.press("canned-save")
    texts = supervisor.page.locator(".canned-text")
    expect(texts).to_have_count(2, timeout=PATIENCE_MS)
    expect(texts.first).to_have_attribute("lang", language)
    assert grave_faults(supervisor.page) == []
    assert not supervisor.page.evaluate(WIDER_THAN_THE_PAGE)
    supervisor.page.locator(".canned-text[lang=ko]").click()
    box = supervisor.box(supervisor.word("transcript-write-officer"))
    expect(box).to_be_focused()
    counter = WORDS["ko"].consultation
    told = f"김복순 님, {number}번 상담을 {counter}에서 {name}이(가) 맡습니다."
    expect(box).to_have_value(told)
    opens(supervisor)
    supervisor.page.locator(".canned-text[lang=en]").click()
    expect(box).to_have_value(f"{told}\nHello 김복순, see {{price}}")
    box.fill(told)
    supervisor.page.keyboard.press("Enter")
    expect(citizen.page.get_by_role("log").get_by_text(told)).to_be_visible(timeout=PATIENCE_MS)
    supervisor.page.set_viewport_size(DESK)
    opens(supervisor)
    supervisor.press("canned-remove")
    supervisor.press("canned-remove-yes")
    supervisor.sees(supervisor.word("canned-none"))
