"""A device that cannot draw, and a person who wants no motion: the plain page does everything that the drawn one does."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from tests.browser import chromium
from tests.browser.conftest import NAMES, citizen_with, officer_with
from tests.browser.desk_views import grants, hands_in
from tests.browser.office_process import OfficeProcess
from tests.browser.people import PATIENCE_MS, Citizen, Officer
from tests.browser.views import CONSULTATION, PLAIN, plain

EITHER = f".panel, {PLAIN}"
DRAWS = "() => document.createElement('canvas').getContext('webgl2') !== null"


@pytest.fixture(scope="module")
def flags() -> tuple[str, ...]:
    return chromium.CANNOT_DRAW


@pytest.fixture
def citizen(office: OfficeProcess, browser: Browser) -> Iterator[Citizen]:
    with citizen_with(office, browser, "ko", greeted_by=EITHER) as person:
        yield person


@pytest.fixture
def officer(office: OfficeProcess, browser: Browser) -> Iterator[Officer]:
    with officer_with(office, browser, name=next(NAMES)) as person:
        yield person
        person.close_desk()


def test_a_device_that_cannot_draw_serves_a_citizen(citizen: Citizen, officer: Officer, tmp_path: Path) -> None:
    citizen.arrive("그림 없이")
    assert citizen.page.evaluate(DRAWS) is False
    is_served(citizen, officer, tmp_path)


def test_the_plain_page_serves_a_citizen(citizen: Citizen, officer: Officer, tmp_path: Path) -> None:
    plain(citizen)
    is_served(citizen, officer, tmp_path)


def test_R23_a_link_leads_to_a_counter_and_then_no_longer_says_so(citizen: Citizen) -> None:
    sent: list[bytes | str] = []

    def keep(frame: bytes | str) -> None:
        sent.append(frame)

    citizen.page.on("websocket", lambda line: line.on("framesent", keep))
    citizen.arrive("링크로", path="/?to=documents-1")
    expect(citizen.page).not_to_have_url(re.compile(r"to="), timeout=PATIENCE_MS)
    assert any(b"documents-1" in frame for frame in sent if isinstance(frame, bytes))


def is_served(citizen: Citizen, officer: Officer, folder: Path) -> None:
    talk_it_over(citizen, officer)
    hands_in(citizen)
    read_again(citizen)
    officer.close_desk()
    grants(officer)
    citizen.sees(citizen.word("case-next-granted"))
    with citizen.page.expect_download() as waiting:
        citizen.press("document-download-label", title="주민등록표 초본")
    assert waiting.value.suggested_filename.startswith("주민등록표 초본 ")
    waiting.value.save_as(folder / "document.pdf")
    assert (folder / "document.pdf").read_bytes().startswith(b"%PDF")


def talk_it_over(citizen: Citizen, officer: Officer) -> None:
    officer.open_desk("Consultation 1")
    citizen.panel("counters")
    number = citizen.take_ticket(CONSULTATION["ko"])
    officer.line().get_by_role("button", name=officer.word("line-call-label", number=number)).click()
    expect(citizen.page.get_by_role("alert")).to_contain_text(number, timeout=PATIENCE_MS)
    citizen.press("called-coming")
    officer.press("desk-serve")
    citizen.write("transcript-write", "화면이 안 보여서 왔어요")
    officer.hears("화면이 안 보여서 왔어요")
    officer.finish("Information given", "Thank you.")
    citizen.sees(citizen.word("case-next-closed"))


def read_again(citizen: Citizen) -> None:
    """SPEC C16: answers, dates and choices in words."""
    answers = citizen.page.get_by_role("region", name=citizen.word("case-answers"), exact=True)
    for said in ("김마당", "1948년 3월 2일", "금융기관 제출"):
        expect(answers.get_by_text(said, exact=True)).to_be_visible(timeout=PATIENCE_MS)
