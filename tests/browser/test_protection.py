"""An officer calls for help and a colleague comes; a talk is long, is warned of and ended (SPEC T43 to T45, O23, O24)."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, expect
from tests.browser.conftest import citizen_with, officer_with
from tests.browser.desk_views import WORDS
from tests.browser.keyboard import Keyboard
from tests.browser.moved_clock import opened_with_clock, set_ahead
from tests.browser.office_process import OfficeProcess
from tests.browser.people import PATIENCE_MS, Citizen, Officer
from tests.browser.sizes import DESK, SMALL, WIDER_THAN_THE_PAGE, ZOOMED
from tests.browser.test_screen_reader import grave_faults
from tests.browser.views import CONSULTATION

HAN, CHOI = {"ko": "한소라", "en": "Han Sora"}, {"ko": "최다온", "en": "Choi Daon"}
TOLD = {
    "ko": ("민원실에 접속한 담당자 1명에게 알렸습니다.", "지금 민원실에 접속한 다른 담당자가 없습니다."),
    "en": ("1 officer who is in the office was told.", "No other officer is in the office just now."),
}
WARNED = {
    "ko": "담당자가 경고했어요. 이유: 폭언·욕설. 계속되면 담당자가 상담을 끝낼 수 있어요.",
    "en": "The officer has warned you. The reason: abusive language. If it goes on, the officer may end the conversation.",
}
ENDED = {
    "ko": "담당자가 {number} 상담을 끝냈어요. 이유: 폭언·욕설. 작성한 신청과 상담 기록은 그대로 남아 있고,",
    "en": "The officer has ended the conversation with {number}. The reason: abusive language. What you have written",
}
MINUTE_S = 60

pytestmark = pytest.mark.parametrize("language", ["ko", "en"])


@pytest.fixture
def office(tmp_path: Path) -> Iterator[OfficeProcess]:
    with opened_with_clock(tmp_path) as process:
        yield process


@pytest.fixture
def officer(office: OfficeProcess, browser: Browser, language: str) -> Iterator[Officer]:
    with officer_with(office, browser, language, name=HAN[language]) as person:
        person.open_desk(WORDS[language].consultation)
        yield person


@pytest.fixture
def colleague(office: OfficeProcess, browser: Browser, language: str) -> Iterator[Officer]:
    with officer_with(office, browser, language, name=CHOI[language]) as person:
        yield person


@pytest.fixture
def citizen(office: OfficeProcess, browser: Browser, language: str, officer: Officer) -> Iterator[Citizen]:
    """Somebody with whom the officer talks now."""
    with citizen_with(office, browser, language) as person:
        person.arrive("김복순")
        person.panel("counters")
        number = person.take_ticket(CONSULTATION[language])
        officer.press("line-call-label", number=number)
        person.press("called-coming")
        officer.press("desk-serve")
        expect(officer.button("desk-warn")).to_be_visible(timeout=PATIENCE_MS)
        yield person


def alarm_of(officer: Officer) -> Locator:
    return officer.page.get_by_role("region", name=officer.word("alarms"), exact=True)


def stands(officer: Officer, seen: Locator, *, scrolls: bool = False) -> None:
    """It is there on a small page and on one at 400 %, at once or where the page scrolls, and for a screen reader."""
    assert grave_faults(officer.page) == []
    for size in (SMALL, ZOOMED):
        officer.page.set_viewport_size(size)
        for one in [seen] * scrolls:
            one.scroll_into_view_if_needed()
        expect(seen).to_be_in_viewport(timeout=PATIENCE_MS)
        assert not officer.page.evaluate(WIDER_THAN_THE_PAGE)
    officer.page.set_viewport_size(DESK)


def test_O23_O24_an_alarm_reaches_a_colleague_who_comes_and_the_citizen_sees_nothing(
    officer: Officer, colleague: Officer, citizen: Citizen, language: str
) -> None:
    counter = WORDS[language].consultation
    Keyboard(officer.page).press(officer.button("alarm-raise"))
    told = alarm_of(officer).get_by_role("alert")
    expect(told).to_contain_text(TOLD[language][0], timeout=PATIENCE_MS)
    call = alarm_of(colleague).get_by_role("alert")
    title = colleague.word("alarm-title", officer=HAN[language], counter=counter)
    expect(call).to_contain_text(title, timeout=PATIENCE_MS)
    expect(alarm_of(colleague)).not_to_contain_text("김복순")
    comes = colleague.button("alarm-accept-label", officer=HAN[language], counter=counter)
    stands(colleague, comes)
    colleague.panel("settings")
    expect(comes).to_be_in_viewport(timeout=PATIENCE_MS)
    colleague.page.keyboard.press("Tab")
    expect(comes).to_be_focused(timeout=PATIENCE_MS)
    colleague.page.keyboard.press("Enter")
    expect(told).to_contain_text(officer.word("alarm-comes", helper=CHOI[language]), timeout=PATIENCE_MS)
    stands(officer, officer.button("alarm-close"))
    expect(citizen.page.locator(".alarms, .alarm")).to_have_count(0)
    expect(citizen.page.get_by_text(CHOI[language])).to_have_count(0)
    Keyboard(colleague.page).press(colleague.button("alarm-close"))
    for side in (officer, colleague):
        expect(alarm_of(side)).to_have_count(0, timeout=PATIENCE_MS)
    expect(officer.button("alarm-raise")).to_be_visible(timeout=PATIENCE_MS)


def test_O23_O25_with_nobody_here_that_is_said_and_it_is_withdrawn(officer: Officer, language: str) -> None:
    officer.press("alarm-raise")
    told = alarm_of(officer).get_by_role("alert")
    expect(told).to_contain_text(TOLD[language][1], timeout=PATIENCE_MS)
    expect(told).to_contain_text(officer.word("alarm-outside-none"))
    officer.press("alarm-withdraw")
    expect(alarm_of(officer)).to_have_count(0, timeout=PATIENCE_MS)


def test_T43_T44_T45_a_talk_is_long_is_warned_of_and_ended_and_the_officer_has_a_break(
    officer: Officer, citizen: Citizen, office: OfficeProcess, language: str
) -> None:
    set_ahead(office, 15 * MINUTE_S)
    expect(officer.page.get_by_role("status").get_by_text(officer.word("desk-talk-long", minutes=15))).to_be_visible()
    set_ahead(office, 20 * MINUTE_S)
    officer.sees(officer.word("desk-talk-overlong", minutes=20))
    expect(officer.button("desk-end-talk")).to_have_count(0)
    keyboard, reason = Keyboard(officer.page), officer.word("conduct-abuse")
    keyboard.press(officer.button("desk-warn"))
    assert grave_faults(officer.page) == []
    keyboard.press(officer.page.get_by_role("button", name=f"{officer.word('desk-warn')}: {reason}", exact=True))
    officer.sees(f"{officer.word('desk-talk-warned')}: {reason}")
    citizen.sees(WARNED[language])
    citizen.sees(citizen.word("entry-warned-abuse"))
    assert grave_faults(citizen.page) == []
    keyboard.press(officer.button("desk-end-talk"))
    ends = officer.page.get_by_role("button", name=f"{officer.word('desk-end-talk')}: {reason}", exact=True)
    stands(officer, ends, scrolls=True)
    number = officer.page.locator(".serving .ticket-big").inner_text()
    keyboard.press(ends)
    citizen.sees(ENDED[language].format(number=number))
    citizen.page.set_viewport_size(SMALL)
    assert not citizen.page.evaluate(WIDER_THAN_THE_PAGE)
    keyboard.press(officer.button("desk-break"))
    expect(officer.button("desk-resume")).to_be_visible(timeout=PATIENCE_MS)
    expect(officer.button("desk-break")).to_have_count(0)
