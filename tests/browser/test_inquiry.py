"""A message is left by keyboard on a small phone, answered at the desk, and read on another device without script (O14, O15)."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, expect
from tests.browser.conftest import citizen_with, officer_with
from tests.browser.desk_views import WORDS
from tests.browser.keyboard import Keyboard
from tests.browser.office_process import OfficeProcess
from tests.browser.people import PATIENCE_MS, Citizen, Officer
from tests.browser.sizes import SMALL, WIDER_THAN_THE_PAGE
from tests.browser.test_screen_reader import grave_faults
from tests.browser.views import CONSULTATION

NAMES = {"ko": "한소라", "en": "Han Sora"}
LONG = "가" * 1_001
TEXT, ANSWER = "Q월요일에 여나요?", "A네, 아홉 시에 엽니다."

pytestmark = pytest.mark.parametrize("language", ["ko", "en"])


@pytest.fixture
def officer(office: OfficeProcess, browser: Browser, language: str) -> Iterator[Officer]:
    with officer_with(office, browser, language, name=NAMES[language]) as person:
        yield person


@pytest.fixture
def citizen(office: OfficeProcess, browser: Browser, language: str) -> Iterator[Citizen]:
    with citizen_with(office, browser, language, phone=True, greeted_by=".ask") as person:
        person.page.set_viewport_size(SMALL)
        person.arrive("김복순")
        person.panel("counters")
        yield person


def messages(citizen: Citizen, language: str) -> Locator:
    name = citizen.word("inquiry-label", service=CONSULTATION[language])
    return citizen.page.get_by_role("region", name=name, exact=True)


def leaves(citizen: Citizen, language: str) -> tuple[str, str]:
    """Leave a message by keyboard; return its number and its access code."""
    part, keyboard, word = messages(citizen, language), Keyboard(citizen.page), citizen.word
    keyboard.press(part.get_by_role("button", name=word("inquiry-write-label", service=CONSULTATION[language]), exact=True))
    send = part.get_by_role("button", name=word("inquiry-leave"), exact=True)
    box = part.get_by_label(word("inquiry-text"), exact=True)
    box.fill(LONG)
    expect(part.get_by_text(word("text-too-long", max="1,000", count="1,001"))).to_be_visible()
    send.click()
    expect(box).to_have_value(LONG)  # whole: nothing is cut off unseen, and nothing was sent
    keyboard.write(box, TEXT)
    keyboard.write(part.get_by_label(word("inquiry-phone"), exact=True), "02-123-4567")
    keyboard.press(send)
    expect(part.get_by_text(word("inquiry-fault-consent-missing"))).to_be_visible(timeout=PATIENCE_MS)
    citizen.page.keyboard.press("Shift+Tab")
    keyboard.press(part.get_by_role("checkbox"), key=" ")
    keyboard.press(send)
    expect(part.get_by_text(word("inquiry-waiting"))).to_be_visible(timeout=PATIENCE_MS)
    assert grave_faults(citizen.page) == []
    assert not citizen.page.evaluate(WIDER_THAN_THE_PAGE)
    said = part.locator("p", has_text="M-0").first.inner_text()
    return said[said.index("M-") :][:7], said.rstrip(".")[-9:]


def keeps_what_is_typed(citizen: Citizen, officer: Officer, language: str) -> None:
    """A counter opens while the citizen writes, and the page is loaded anew: the words stay."""
    part, keyboard = messages(citizen, language), Keyboard(citizen.page)
    box = part.get_by_label(citizen.word("inquiry-text"), exact=True)
    begin = citizen.word("inquiry-write-label", service=CONSULTATION[language])
    keyboard.press(part.get_by_role("button", name=begin, exact=True))
    keyboard.write(box, TEXT)
    officer.open_desk(WORDS[language].consultation)
    expect(part.get_by_text(citizen.word("inquiry-somebody-there"))).to_be_visible(timeout=PATIENCE_MS)
    expect(box).to_have_value(TEXT)
    assert grave_faults(citizen.page) == []
    citizen.page.reload()
    expect(box).to_have_value(TEXT, timeout=PATIENCE_MS)
    phone = part.get_by_label(citizen.word("inquiry-phone"), exact=True)
    phone.fill("02-123-4567")
    box.fill("")
    citizen.page.reload()
    expect(phone).to_have_value("02-123-4567", timeout=PATIENCE_MS)
    keyboard.press(part.get_by_role("button", name=citizen.word("inquiry-not"), exact=True))
    expect(box).to_have_count(0)
    officer.close_desk()


def test_O14_O15_a_message_is_answered_and_read_on_another_device(
    office: OfficeProcess, browser: Browser, officer: Officer, citizen: Citizen, language: str
) -> None:
    number, key = leaves(citizen, language)
    keyboard = Keyboard(officer.page)
    keyboard.press(officer.button("line-left-take-label", number=number))
    officer.sees(TEXT)
    assert grave_faults(officer.page) == []
    answer = officer.page.get_by_label(officer.word("line-left-answer", number=number), exact=True)
    keyboard.write(answer, ANSWER)
    officer.page.reload()
    expect(answer).to_have_value(ANSWER, timeout=PATIENCE_MS)
    keyboard.press(officer.button("line-left-send"))
    part = messages(citizen, language)
    expect(part.get_by_text(ANSWER)).to_be_visible(timeout=PATIENCE_MS)
    elsewhere = browser.new_context(base_url=office.url, java_script_enabled=False)
    page = elsewhere.new_page()
    page.goto("/message")
    page.locator("#number").fill(number)
    page.locator("#key").fill(key)
    page.get_by_role("button").first.click()
    expect(page.get_by_text(ANSWER)).to_be_visible(timeout=PATIENCE_MS)
    elsewhere.close()
    keeps_what_is_typed(citizen, officer, language)
