"""Every view of an officer's desk, one after another, with a citizen on the other side. Knows the page's roles and words."""

from collections.abc import Iterator
from dataclasses import dataclass

from playwright.sync_api import expect
from tests.browser.people import Citizen, Officer
from tests.browser.views import CONSULTATION, COPY


@dataclass(frozen=True)
class DeskWords:
    """What the office's own pages and forms say, which no bundle of the client has."""

    consultation: str
    documents: str
    solved: str
    issue: str
    ask: str
    fields: tuple[str, str, str, str]


WORDS = {
    "ko": DeskWords("상담 1", "서류 1", "해결됨", "발급", "보완 요청", ("성명", "생년월일", "주소", "금융기관 제출")),
    "en": DeskWords(
        "Consultation 1", "Documents 1", "Solved", "Issue", "Ask for more", ("Name", "Date of birth", "Address", "For a bank")
    ),
}


def desk_views(citizen: Citizen, officer: Officer) -> Iterator[str]:
    """Lead both from view to view of the desk; yield the name of each while the officer's page shows it."""
    yield from line_views(citizen, officer)
    yield from talk_views(citizen, officer)
    yield from request_views(citizen, officer)


def line_views(citizen: Citizen, officer: Officer) -> Iterator[str]:
    words = WORDS[officer.language]
    yield "choice of a counter"
    officer.open_desk(words.consultation)
    yield "idle desk"
    citizen.panel("counters")
    number = citizen.take_ticket(CONSULTATION[citizen.language])
    expect(officer.button("line-call-label", number=number)).to_be_visible()
    yield "line"
    officer.press("desk-close")
    yield "question before closing"
    officer.press("desk-close-no")
    for panel in ("chat", "people", "help", "settings"):
        officer.panel(panel)
        yield f"panel {panel}"
        officer.press("close")
    officer.press("line-call-label", number=number)
    officer.button("desk-serve").wait_for()
    yield "call"


def talk_views(citizen: Citizen, officer: Officer) -> Iterator[str]:
    citizen.press("called-coming")
    officer.sees(officer.word("desk-answered-hint"))
    yield "answered call"
    officer.press("desk-serve")
    for line in range(6):
        citizen.write("transcript-write", f"{line}: 이사를 했는데 무엇부터 해야 하나요?")
        officer.hears(f"{line}: 이사를")
    yield "talk"
    officer.press("desk-transfer")
    yield "choice of another counter"
    officer.finish(WORDS[officer.language].solved, "")
    officer.button("desk-finished-look").wait_for()
    yield "finished talk"


def request_views(citizen: Citizen, officer: Officer) -> Iterator[str]:
    words = WORDS[officer.language]
    officer.close_desk()
    officer.open_desk(words.documents)
    hands_in(citizen)
    officer.line().get_by_role("button", name=COPY[officer.language]).click()
    issue = officer.page.get_by_role("button", name=words.issue, exact=True)
    issue.wait_for()
    yield "request"
    issue.click()
    officer.press("act-do", act=words.issue)
    citizen.sees(citizen.word("case-next-granted"))
    yield "issued document"
    officer.close_desk()


def hands_in(citizen: Citizen) -> None:
    name, birthday, address, purpose = WORDS[citizen.language].fields
    citizen.panel("counters")
    citizen.press("fill-form-label", service=COPY[citizen.language])
    citizen.box(name).fill("김마당")
    citizen.fill_day(birthday, "1948", "3", "2")
    citizen.box(address).fill("마당시 한옥길 12")
    citizen.page.get_by_role("radio", name=purpose).check()
    citizen.press("form-submit")
    citizen.sees(citizen.word("case-next-received"))


def grants(officer: Officer) -> None:
    """Open the documents counter and issue what was asked for."""
    words = WORDS[officer.language]
    officer.open_desk(words.documents)
    officer.line().get_by_role("button", name=COPY[officer.language]).click()
    officer.page.get_by_role("button", name=words.issue, exact=True).click()
    officer.press("act-do", act=words.issue)
