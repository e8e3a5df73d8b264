"""A citizen objects to a refusal, by keyboard and on a small screen; another officer decides (SPEC C41, C42)."""

from collections.abc import Iterator
from itertools import count

import pytest
from playwright.sync_api import Browser, expect
from tests.browser.conftest import citizen_with, officer_with
from tests.browser.desk_views import WORDS, hands_in
from tests.browser.office_process import OfficeProcess
from tests.browser.people import PATIENCE_MS, Citizen, Officer
from tests.browser.sizes import SMALL, WIDER_THAN_THE_PAGE
from tests.browser.test_screen_reader import grave_faults
from tests.browser.views import COPY

WHY = "주소는 맞습니다.\n다시 살펴 주세요."
REFUSE = {"ko": "불승인", "en": "Refuse"}
UPHOLD = {"ko": "이의신청 인용", "en": "Uphold the objection"}
DISMISS = {"ko": "이의신청 기각", "en": "Dismiss the objection"}
REASON = {"ko": ("불승인 사유", "구제 방법"), "en": ("Reason", "Remedy")}
UPHELD = {"ko": "인용 사유", "en": "Reason"}
NUMBERS = count(1)
YEARS_AHEAD = """
const True = Date, ahead = 14 * 366 * 86400e3;
globalThis.Date = class extends True {
  constructor(...given) { super(...(given.length ? given : [True.now() + ahead])); }
  static now() { return True.now() + ahead; }
};
"""

pytestmark = pytest.mark.parametrize("language", ["ko", "en"])


@pytest.fixture
def citizen(office: OfficeProcess, browser: Browser, language: str) -> Iterator[Citizen]:
    with citizen_with(office, browser, language) as person:
        person.arrive("김복순")
        yield person


@pytest.fixture
def officer(office: OfficeProcess, browser: Browser, language: str) -> Iterator[Officer]:
    with officer_with(office, browser, language, name=f"한소라 {next(NUMBERS)}") as person:
        yield person


@pytest.fixture
def colleague(office: OfficeProcess, browser: Browser, language: str) -> Iterator[Officer]:
    with officer_with(office, browser, language, name=f"이다른 {next(NUMBERS)}") as person:
        yield person


def acts(officer: Officer, act: str, **answers: str) -> None:
    """Choose the act, fill its form in, and confirm it."""
    officer.page.get_by_role("button", name=act, exact=True).click()
    for label, text in answers.items():
        officer.box(label).fill(text)
    officer.press("act-do", act=act)


def refused(citizen: Citizen, officer: Officer) -> None:
    """A request that this officer has refused, open before the citizen."""
    hands_in(citizen)
    officer.open_desk(WORDS[officer.language].documents)
    officer.line().get_by_role("button", name=COPY[officer.language]).click()
    reason, remedy = REASON[officer.language]
    acts(officer, REFUSE[officer.language], **{reason: "서류의 주소가 다릅니다.", remedy: "90일 안에 이의신청"})
    citizen.sees(citizen.word("case-next-refused"))
    officer.close_desk()


def objects(citizen: Citizen) -> None:
    """Write the objection by keyboard; the page is loaded anew before it is sent, and nothing is lost."""
    citizen.page.set_viewport_size(SMALL)
    begin = citizen.button("objection-begin")
    begin.focus()
    citizen.page.keyboard.press("Enter")
    box = citizen.box(citizen.word("objection-label"))
    expect(box).to_be_focused()
    citizen.press("objection-submit")
    citizen.sees(citizen.word("rejected-blank_text"))
    box.fill(WHY)
    assert not citizen.page.evaluate(WIDER_THAN_THE_PAGE)
    assert grave_faults(citizen.page) == []
    citizen.page.reload()
    citizen.is_in()
    citizen.panel("cases").get_by_role("button", name=COPY[citizen.language]).click()
    expect(citizen.box(citizen.word("objection-label"))).to_have_value(WHY, timeout=PATIENCE_MS)
    citizen.press("objection-submit")
    citizen.sees(citizen.word("case-next-objected"))
    assert not citizen.page.evaluate(WIDER_THAN_THE_PAGE)
    assert grave_faults(citizen.page) == []


def finds_objection(officer: Officer) -> None:
    officer.open_desk(WORDS[officer.language].documents)
    officer.line().get_by_role("button", name=officer.word("case-objected")).click()
    expect(officer.page.locator("blockquote")).to_have_text(WHY, timeout=PATIENCE_MS)
    assert grave_faults(officer.page) == []


def test_C41_C42_a_citizen_objects_and_another_officer_decides(
    citizen: Citizen, officer: Officer, colleague: Officer, language: str
) -> None:
    refused(citizen, officer)
    objects(citizen)
    officer.open_desk(WORDS[language].documents)
    expect(officer.line().get_by_text(officer.word("tray-none"))).to_be_visible(timeout=PATIENCE_MS)
    officer.close_desk()
    finds_objection(colleague)
    acts(colleague, UPHOLD[language], **{UPHELD[language]: "주소를 확인했습니다."})
    citizen.sees(citizen.word("objection-upheld"))
    acts(colleague, WORDS[language].issue)
    citizen.sees(citizen.word("case-next-granted"))
    colleague.close_desk()


def test_C42_a_dismissed_objection_says_why_and_what_can_be_done(
    citizen: Citizen, officer: Officer, colleague: Officer, language: str
) -> None:
    refused(citizen, officer)
    objects(citizen)
    finds_objection(colleague)
    reason, remedy = REASON[language]
    acts(colleague, DISMISS[language], **{reason: "등록부와 다릅니다.", remedy: "행정심판을 청구할 수 있습니다."})
    citizen.sees(citizen.word("objection-dismissed"))
    citizen.sees("행정심판을 청구할 수 있습니다.")
    colleague.close_desk()


def test_C41_a_device_with_a_wrong_clock_may_object(
    citizen: Citizen, officer: Officer, colleague: Officer, language: str
) -> None:
    refused(citizen, officer)
    citizen.page.add_init_script(YEARS_AHEAD)
    citizen.page.reload()
    citizen.is_in()
    citizen.panel("cases").get_by_role("button", name=COPY[citizen.language]).click()
    citizen.press("objection-begin")
    citizen.box(citizen.word("objection-label")).fill(WHY)
    citizen.press("objection-submit")
    citizen.sees(citizen.word("case-next-objected"))
    finds_objection(colleague)
    reason, remedy = REASON[language]
    acts(colleague, DISMISS[language], **{reason: "등록부와 다릅니다.", remedy: "행정심판을 청구할 수 있습니다."})
    citizen.sees(citizen.word("objection-dismissed"))
    colleague.close_desk()
