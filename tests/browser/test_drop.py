"""The line drops in the middle: the office loses its power, a tab is loaded anew. Nothing that was typed or promised is lost."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, expect
from tests.browser.office_process import OfficeProcess
from tests.browser.people import PATIENCE_MS, Citizen, context

NAME = "박 소나무"
CONSULTATION = "민원 상담"
ECHO = "메아리 창구"
COPY = "주민등록표 초본 발급"
BEHIND_SOMEBODY = re.compile("[한두] 분 다음이 내 차례|앞에 [3-9]")


@dataclass(frozen=True)
class Waiting:
    """Two in the line, the second of them with a half-typed form open."""

    citizen: Citizen
    office: OfficeProcess
    number: str
    neighbour: Citizen


@pytest.fixture
def waiting(office: OfficeProcess, browser: Browser) -> Iterator[Waiting]:
    first, second = (context(browser, office.url, "ko", still=True) for _ in range(2))
    neighbour, citizen = Citizen(first.new_page(), "ko"), Citizen(second.new_page(), "ko")
    for person, name in ((neighbour, "이웃"), (citizen, NAME)):
        person.arrive(name)
        person.panel("counters")
        person.take_ticket(CONSULTATION)
    citizen.press("fill-form-label", service=COPY)
    citizen.box("성명").wait_for()
    yield Waiting(citizen, office, citizen.ticket_number(), neighbour)
    first.close()
    second.close()


def test_kill_9_loses_no_name_no_place_no_case_and_no_half_typed_form(waiting: Waiting) -> None:
    citizen, office = waiting.citizen, waiting.office
    expect(citizen.ticket_chip()).to_contain_text(BEHIND_SOMEBODY, timeout=PATIENCE_MS)
    citizen.box("성명").fill("박소")
    citizen.sees(citizen.word("draft-saved"))
    office.kill()
    citizen.sees(citizen.word("rejoining"))
    citizen.box("성명").fill("박소나무")
    office.start()
    citizen.sees(citizen.word("draft-saved"))
    is_as_before(waiting)


def test_a_tab_loaded_anew_is_the_same_person_at_the_same_place(waiting: Waiting) -> None:
    citizen = waiting.citizen
    citizen.box("성명").fill("박소나무")
    citizen.sees(citizen.word("draft-saved"))
    citizen.page.reload()
    is_as_before(waiting)


def test_a_form_that_opens_late_takes_nobody_away_from_what_they_went_on_to(waiting: Waiting) -> None:
    citizen = waiting.citizen
    citizen.panel("counters")
    with waiting.office.held():
        citizen.press("fill-form-label", service=ECHO)
        citizen.panel("chat")
    citizen.tells("room", "아직 여기 있어요")
    citizen.hears("아직 여기 있어요")
    expect(citizen.panel("cases").get_by_role("button").filter(has_text=ECHO)).to_be_visible(timeout=PATIENCE_MS)


def test_W12_words_said_while_the_line_is_down_are_heard_once_when_it_is_back(waiting: Waiting) -> None:
    citizen, neighbour, office = waiting.citizen, waiting.neighbour, waiting.office
    for person in (citizen, neighbour):
        person.panel("chat")
    office.kill()
    citizen.sees(citizen.word("rejoining"))
    for words in ("첫 번째 말", "두 번째 말"):
        citizen.tells("room", words)
    citizen.sees(citizen.word("write-going"))
    expect(citizen.box(citizen.word("chat-write-room"))).to_have_value("")
    office.start()
    for words in ("첫 번째 말", "두 번째 말"):
        expect(citizen.page.get_by_role("log").get_by_text(words)).to_have_count(1, timeout=PATIENCE_MS)
        # A neighbour who comes back later may miss what was said before; nobody hears it twice.
        expect(neighbour.page.get_by_role("log").get_by_text(words)).not_to_have_count(2)
    expect(citizen.page.get_by_text(citizen.word("write-going"))).to_have_count(0)


def is_as_before(waiting: Waiting) -> None:
    citizen = waiting.citizen
    citizen.is_in()
    expect(citizen.page.get_by_text(citizen.word("rejoining"))).to_have_count(0, timeout=PATIENCE_MS)
    expect(citizen.ticket_chip()).to_contain_text(waiting.number, timeout=PATIENCE_MS)
    expect(citizen.ticket_chip()).to_contain_text(BEHIND_SOMEBODY, timeout=PATIENCE_MS)
    expect(citizen.box("성명")).to_have_value("박소나무", timeout=PATIENCE_MS)
    citizen.panel("people")
    expect(citizen.me()).to_contain_text(NAME, timeout=PATIENCE_MS)
