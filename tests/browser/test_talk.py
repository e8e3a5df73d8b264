"""A talk as it is on the screen: the box to write in stays in view, an endless word stays inside, the end is told in words."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from tests.browser.conftest import citizen_with, officer_with
from tests.browser.office_process import OfficeProcess
from tests.browser.people import ON_A_PHONE, Citizen, Officer
from tests.browser.views import CONSULTATION, chat

OFFICERS = iter(
    (
        "Han Sora",
        "Choi Mina",
        "Im Jiwoo",
        "Seo Haneul",
        "Ryu Bora",
        "Ahn Dahye",
        "Moon Yuna",
        "Bae Sohee",
        "Nam Arin",
        "Woo Jimin",
    )
)
ENDLESS = f"https://example.com/{'ㅋ' * 280}"
TURNS = 6
NOTE = f"Please bring your papers. {ENDLESS}"
# From the right end of one part of the screen to the left end of another, in px.
BETWEEN = """([one, other]) => document.querySelector(other).getBoundingClientRect().left
    - document.querySelector(one).getBoundingClientRect().right"""
APART_PX = 8
UNDER_THE_BAR_PX = 90
# What people wrote, and all that it stands in, up to what scrolls: nothing is wider than the place it has.
TOO_WIDE = """() => [...document.querySelectorAll(".panel, .panel *, .desk, .desk *")]
    .filter((one) => one.checkVisibility() && !one.closest(".hidden") && one.scrollWidth > one.clientWidth + 1)
    .filter((one) => getComputedStyle(one).display !== "inline")
    .map((one) => `${one.tagName}.${one.className}: ${one.scrollWidth} in ${one.clientWidth}`)"""


@pytest.fixture(params=("phone", "desk"))
def screen(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def citizen(office: OfficeProcess, browser: Browser, screen: str) -> Iterator[Citizen]:
    is_phone = screen == "phone"
    with citizen_with(office, browser, "ko", greeted_by=ON_A_PHONE if is_phone else ".panel", phone=is_phone) as person:
        yield person


@pytest.fixture
def officer(office: OfficeProcess, browser: Browser) -> Iterator[Officer]:
    with officer_with(office, browser, name=next(OFFICERS)) as person:
        person.open_desk("Consultation 1")
        yield person
        person.close_desk()
        person.button("desk-open-label", counter="Consultation 1").wait_for()  # the next one sits down there


def lower_end(part: Locator) -> float:
    box = part.bounding_box()
    assert box is not None
    return box["y"] + box["height"]


def box_is_in_view(citizen: Citizen) -> None:
    """Whole, above the row of buttons and below the newest line, which is in view too."""
    box = citizen.box(citizen.word("transcript-write"))
    newest = citizen.page.locator(".bubble").last
    expect(box).to_be_in_viewport(ratio=1)
    expect(newest).to_be_in_viewport()
    at = box.bounding_box()
    assert at is not None
    assert lower_end(newest) <= at["y"]
    corner = [at["x"] + 9, lower_end(box) - 9]
    assert citizen.page.evaluate("([x, y]) => document.elementFromPoint(x, y).tagName", corner) == "TEXTAREA"


def is_called(citizen: Citizen, officer: Officer) -> None:
    citizen.arrive("김복순")
    citizen.panel("counters")
    number = citizen.take_ticket(CONSULTATION["ko"])
    officer.line().get_by_role("button", name=officer.word("line-call-label", number=number)).click()
    citizen.page.get_by_role("alert").wait_for()


def meet(citizen: Citizen, officer: Officer) -> None:
    is_called(citizen, officer)
    citizen.press("called-coming")
    officer.press("desk-serve")
    citizen.box(citizen.word("transcript-write")).wait_for()


def talk(citizen: Citizen, officer: Officer) -> None:
    for turn in range(TURNS):
        officer.write("transcript-write-officer", f"{turn}: 이사한 날부터 14일 안에 신고하시면 됩니다.")
        citizen.hears(f"{turn}: 이사한")
        citizen.write("transcript-write", f"{turn}: 제 딸이 대신 해도 되나요?")
        officer.hears(f"{turn}: 제 딸이")


def come_back_by_reload(citizen: Citizen) -> None:
    citizen.page.reload()
    citizen.hears(f"{TURNS - 1}: 제 딸이")


def write_an_endless_word(citizen: Citizen, officer: Officer) -> None:
    citizen.write("transcript-write", ENDLESS)
    officer.hears(ENDLESS)


def sees_how_it_ended(citizen: Citizen) -> None:
    citizen.sees(citizen.word("case-outcome", outcome="해결됨"))
    expect(citizen.page.locator(".note").get_by_text(NOTE)).to_be_visible()
    expect(citizen.page.locator(".event").filter(has_text="해결됨")).to_contain_text(NOTE)


def is_over(citizen: Citizen, officer: Officer) -> None:
    officer.finish("Solved", "")
    citizen.sees(citizen.word("case-next-closed"))


def too_wide(page: Page) -> list[str]:
    found: list[str] = page.evaluate(TOO_WIDE)
    return found


def test_a_talk_stays_inside_and_its_box_in_view_and_its_end_is_told(citizen: Citizen, officer: Officer) -> None:
    meet(citizen, officer)
    talk(citizen, officer)
    box_is_in_view(citizen)
    come_back_by_reload(citizen)
    box_is_in_view(citizen)
    write_an_endless_word(citizen, officer)
    assert too_wide(citizen.page) == too_wide(officer.page) == []
    officer.finish("Solved", NOTE)
    sees_how_it_ended(citizen)
    assert too_wide(citizen.page) == []


def test_an_endless_word_in_the_room_stays_inside(citizen: Citizen) -> None:
    chat(citizen)
    citizen.tells("room", ENDLESS)
    citizen.hears(ENDLESS)
    assert too_wide(citizen.page) == []


CHANGES = "([timer, before]) => timer.textContent !== before"


@pytest.mark.parametrize("screen", ["phone"], indirect=True)
def test_T18_a_call_counts_down_on_both_sides_and_what_is_read_out_stays(citizen: Citizen, officer: Officer) -> None:
    is_called(citizen, officer)
    alert = citizen.page.get_by_role("alert").inner_text()
    for page, part in ((citizen.page, ".called"), (officer.page, ".serving")):
        timer = page.locator(part).get_by_role("timer")
        timer.wait_for()
        page.wait_for_function(CHANGES, arg=[timer.element_handle(), timer.inner_text()])
    assert citizen.page.get_by_role("alert").inner_text() == alert
    citizen.press("called-coming")
    officer.press("desk-serve")
    is_over(citizen, officer)


@pytest.mark.parametrize("screen", ["desk"], indirect=True)
def test_a_call_and_the_zoom_buttons_stand_beside_an_open_panel(citizen: Citizen, officer: Officer) -> None:
    is_called(citizen, officer)
    citizen.page.locator(".world-zoom").wait_for()
    for part in (".called", ".world-zoom"):
        citizen.page.wait_for_function(f"(parts) => ({BETWEEN})(parts) >= {APART_PX}", arg=[part, ".panel"])
    citizen.press("called-coming")
    officer.press("desk-serve")
    is_over(citizen, officer)


@pytest.mark.parametrize("screen", ["phone"], indirect=True)
def test_a_talk_takes_the_whole_sheet_of_a_phone(citizen: Citizen, officer: Officer) -> None:
    meet(citizen, officer)
    sheet = citizen.page.locator(".panel").bounding_box()
    assert sheet is not None
    assert sheet["y"] < UNDER_THE_BAR_PX
    expect(citizen.page.locator(".world-zoom")).to_be_hidden()
    is_over(citizen, officer)


@pytest.mark.parametrize("screen", ["desk"], indirect=True)
def test_t16_who_walks_out_of_the_booth_is_told_to_the_officer_in_words(citizen: Citizen, officer: Officer) -> None:
    meet(citizen, officer)
    citizen.panel("counters")
    citizen.press("take-me-label", where="서류 1")
    officer.sees(officer.word("at-desk-notice-partner_walked"))
    officer.press("news-close")
    officer.write("transcript-write-officer", "Your papers are still here.")
    citizen.press("news-look")
    citizen.hears("Your papers are still here.")
    is_over(citizen, officer)


@pytest.mark.parametrize("screen", ["phone"], indirect=True)
def test_t16_who_is_cut_off_in_a_talk_is_told_to_the_other_side_and_so_is_their_return(
    citizen: Citizen, officer: Officer
) -> None:
    meet(citizen, officer)
    citizen.page.goto("about:blank")
    officer.sees(officer.word("at-desk-notice-partner_away"))
    citizen.page.goto("/")
    officer.sees(officer.word("at-desk-notice-partner_back"))
    citizen.box(citizen.word("transcript-write")).wait_for()
    officer.page.goto("about:blank")
    citizen.button("news-count", count=1).click()  # beside an open sheet a phone has no room for the card itself
    citizen.sees(citizen.word("notice-partner_away"))
    officer.page.goto("/officer")
    citizen.sees(citizen.word("notice-partner_back"))
    is_over(citizen, officer)
