"""One whole visit: a citizen on a phone in Korean, an officer at a desk in English, a passer-by who must not hear them.

Each test is one step of the visit and goes on where the one before ended; together they are the visit that must work.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from tests.browser.conftest import COUNTER_OFFICER, SERVICES
from tests.browser.desk_views import grants
from tests.browser.office_process import OfficeProcess
from tests.browser.people import ON_A_PHONE, PATIENCE_MS, Citizen, Officer, context

NAME = "김 마당"
PASSER_BY = "Passer-by"
LOOK = "휠체어를 탄 이웃"
CONSULTATION = "민원 상담"
COPY = "주민등록표 초본 발급"
SECRET = "제 주소가 잘못되어 있어요"
ANSWER = "I have corrected your address"


@dataclass(frozen=True)
class Visit:
    """Everybody who takes part."""

    citizen: Citizen
    passer_by: Citizen
    officer: Officer
    office: OfficeProcess


@pytest.fixture(scope="module")
def visit(office: OfficeProcess, browser: Browser) -> Iterator[Visit]:
    phone = context(browser, office.url, "ko", phone=True, still=True)
    street = context(browser, office.url, "en", still=True)
    desk = context(browser, office.url, "en", still=True)
    yield Visit(
        Citizen(phone.new_page(), "ko", ON_A_PHONE), Citizen(street.new_page(), "en"), Officer(desk.new_page(), "en"), office
    )
    for opened in (phone, street, desk):
        opened.close()


def test_a_citizen_enters_by_the_link_with_a_name_and_a_look(visit: Visit) -> None:
    citizen = visit.citizen
    citizen.page.goto("/")
    expect(citizen.box(citizen.word("arrival-name"))).not_to_be_empty()
    citizen.arrive(NAME, LOOK)
    expect(citizen.where()).to_contain_text("시청 마당", timeout=PATIENCE_MS)


def test_the_page_lists_who_is_here_and_which_counters_there_are(visit: Visit) -> None:
    visit.passer_by.arrive(PASSER_BY)
    sees_people(visit.citizen)
    sees_closed_counters(visit.citizen)


def sees_people(citizen: Citizen) -> None:
    people = citizen.panel("people")
    expect(people.get_by_role("listitem").filter(has_text=PASSER_BY)).to_be_visible(timeout=PATIENCE_MS)
    expect(citizen.me()).to_contain_text(NAME)


def sees_closed_counters(citizen: Citizen) -> None:
    counters = citizen.panel("counters").get_by_role("region", name=CONSULTATION).get_by_role("listitem")
    expect(counters).to_have_count(2)
    expect(counters.first).to_contain_text(citizen.word("counter-closed"))


def test_take_me_there_leads_to_the_counter(visit: Visit) -> None:
    visit.citizen.press("take-me-label", where="상담 1")
    expect(visit.citizen.where()).to_contain_text("상담", timeout=PATIENCE_MS)


def test_the_keys_lead_through_the_door_to_the_plaza_and_back(visit: Visit) -> None:
    walk(visit.passer_by, "ArrowDown", "Plaza")
    walk(visit.passer_by, "ArrowUp", "City hall")


def walk(walker: Citizen, key: str, place: str) -> None:
    """Hold this key until the page says that the walker is in that place."""
    walker.page.get_by_role("application").focus()
    walker.page.keyboard.down(key)
    expect(walker.where()).to_contain_text(place, timeout=PATIENCE_MS)
    walker.page.keyboard.up(key)


def test_all_in_the_room_hear_what_is_said(visit: Visit) -> None:
    citizen, passer_by = visit.citizen, visit.passer_by
    citizen.panel("chat")
    passer_by.panel("chat")
    citizen.tells("room", "모두 안녕하세요")
    passer_by.hears("모두 안녕하세요")
    passer_by.tells("room", "Good morning")
    citizen.hears("Good morning")


def test_what_is_said_near_is_heard_by_those_near_alone(visit: Visit) -> None:
    """The passer-by is at the gate, the citizen at the counter; what is said to all comes after what was said near."""
    visit.passer_by.tells("near", "A word at the gate")
    visit.passer_by.hears("A word at the gate")
    visit.passer_by.tells("room", "A word to everybody")
    visit.citizen.hears("A word to everybody")
    expect(visit.citizen.page.locator("body")).not_to_contain_text("A word at the gate")
    comes_near(visit.passer_by)
    visit.passer_by.tells("near", "A word at the counter")
    visit.citizen.hears("A word at the counter")


def comes_near(passer_by: Citizen) -> None:
    passer_by.panel("counters")
    passer_by.press("take-me-label", where="Consultation 1")
    expect(passer_by.where()).to_contain_text("Consultation", timeout=PATIENCE_MS)
    passer_by.panel("chat")


def test_an_officer_signs_in_and_opens_a_desk_that_all_see(visit: Visit) -> None:
    password = visit.office.add_officer(COUNTER_OFFICER, *SERVICES)
    visit.officer.sign_in(COUNTER_OFFICER, password)
    visit.officer.open_desk("Consultation 1")
    sees_open_counter(visit.citizen)


def sees_open_counter(citizen: Citizen) -> None:
    counter = citizen.panel("counters").get_by_role("listitem").filter(has_text="상담 1")
    expect(counter).to_contain_text(citizen.word("counter-open"), timeout=PATIENCE_MS)
    expect(counter).to_contain_text(COUNTER_OFFICER)


def test_a_ticket_has_a_number_a_place_and_a_range(visit: Visit) -> None:
    number = visit.citizen.take_ticket(CONSULTATION)
    assert re.fullmatch(r"C-\d{3}", number)
    sees_place_and_range(visit.citizen)
    sees_who_waits(visit.officer, number)


def test_R21_who_waits_is_led_to_a_seat_by_the_counter(visit: Visit) -> None:
    visit.citizen.press("take-me-label", where="안내")
    expect(visit.citizen.where()).to_contain_text("안내", timeout=PATIENCE_MS)
    visit.citizen.ticket_chip().click()
    visit.citizen.press("wait-seated")
    expect(visit.citizen.where()).to_contain_text("상담", timeout=PATIENCE_MS)
    visit.citizen.panel("counters")


def sees_place_and_range(citizen: Citizen) -> None:
    chip = citizen.ticket_chip()
    expect(chip).to_contain_text(citizen.word("ticket-next"))
    expect(chip).to_contain_text(re.compile(r"\d+분"), timeout=PATIENCE_MS)


def sees_who_waits(officer: Officer, number: str) -> None:
    expect(officer.line()).to_contain_text(number, timeout=PATIENCE_MS)
    expect(officer.line()).to_contain_text(NAME)


def test_the_citizen_sees_the_call_and_comes(visit: Visit) -> None:
    visit.officer.press("desk-call-next")
    sees_call(visit.citizen)
    answers_call(visit.citizen)
    visit.officer.press("desk-serve")
    expect(visit.citizen.ticket_chip()).to_contain_text(visit.citizen.word("ticket-serving"), timeout=PATIENCE_MS)


def sees_call(citizen: Citizen) -> None:
    number = citizen.ticket_number()
    expect(citizen.page.get_by_role("alert")).to_contain_text(number, timeout=PATIENCE_MS)
    expect(citizen.page).to_have_title(re.compile(rf"\({number}\)"))


def answers_call(citizen: Citizen) -> None:
    citizen.press("called-coming")
    expect(citizen.page.get_by_role("alert")).to_have_count(0, timeout=PATIENCE_MS)


def test_what_is_written_in_the_booth_is_read_by_the_two_alone(visit: Visit) -> None:
    talk(visit.citizen, visit.officer)
    does_not_overhear(visit.passer_by)


def talk(citizen: Citizen, officer: Officer) -> None:
    citizen.write("transcript-write", SECRET)
    officer.hears(SECRET)
    officer.write("transcript-write-officer", ANSWER)
    citizen.hears(ANSWER)


def does_not_overhear(passer_by: Citizen) -> None:
    """What one says oneself comes after all that was said before; the talk is not among it."""
    passer_by.tells("room", "Is anybody there?")
    passer_by.hears("Is anybody there?")
    expect(passer_by.page.locator("body")).not_to_contain_text(SECRET)
    expect(passer_by.page.locator("body")).not_to_contain_text(ANSWER)


def test_the_officer_finishes_and_the_citizen_keeps_the_transcript(visit: Visit) -> None:
    visit.officer.finish("Solved", "The address is right now.")
    expect(visit.officer.button("desk-call-next")).to_be_visible(timeout=PATIENCE_MS)
    visit.citizen.sees(visit.citizen.word("case-next-closed"))
    visit.citizen.hears(SECRET)
    visit.citizen.hears(ANSWER)


def test_an_empty_form_is_stopped_on_the_page(visit: Visit) -> None:
    citizen = visit.citizen
    citizen.panel("counters")
    citizen.press("fill-form-label", service=COPY)
    citizen.press("form-submit")
    alert = citizen.page.get_by_role("alert")
    expect(alert).to_contain_text("성명")
    expect(citizen.box("성명")).to_have_attribute("aria-invalid", "true")


def test_the_form_is_kept_as_it_is_typed(visit: Visit) -> None:
    citizen = visit.citizen
    citizen.box("성명").fill("김마당")
    citizen.sees(citizen.word("draft-saved"))
    citizen.page.reload()
    citizen.is_in()
    expect(citizen.box("성명")).to_have_value("김마당", timeout=PATIENCE_MS)
    citizen.panel("people")
    expect(citizen.me()).to_contain_text(NAME, timeout=PATIENCE_MS)


def test_a_granted_request_becomes_a_document_that_verify_knows(visit: Visit, tmp_path: Path) -> None:
    submit_form(visit.citizen)
    visit.officer.close_desk()
    grants(visit.officer)
    number = download_document(visit.citizen, tmp_path)
    is_verified(visit.office, number)


def submit_form(citizen: Citizen) -> None:
    citizen.panel("cases").get_by_role("button", name=COPY).click()
    citizen.fill_day("생년월일", "1948", "3", "2")
    citizen.box("주소").fill("마당시 한옥길 12")
    citizen.page.get_by_role("radio", name="금융기관 제출").check()
    citizen.press("form-submit")
    citizen.sees(citizen.word("case-next-received"))


def download_document(citizen: Citizen, folder: Path) -> str:
    citizen.sees(citizen.word("case-next-granted"))
    with citizen.page.expect_download() as waiting:
        citizen.press("document-download-label", title="주민등록표 초본")
    waiting.value.save_as(folder / "document.pdf")
    assert (folder / "document.pdf").read_bytes().startswith(b"%PDF")
    return waiting.value.suggested_filename.removesuffix(".pdf").rsplit(" ", 1)[-1]


def is_verified(office: OfficeProcess, number: str) -> None:
    """Whoever has the number learns what the document is, and no name."""
    status, page = office.get(f"/verify?number={number}")
    assert status == 200
    assert number in page.decode()
    assert "주민등록표 초본" in page.decode()
    assert "김마당" not in page.decode()
