"""Room on the screen while a card of news is up: every view keeps it, and the card is read by keyboard (SPEC T17)."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect
from tests.browser import views
from tests.browser.conftest import NAMES, citizen_with, officer_with
from tests.browser.desk_views import WORDS
from tests.browser.office_process import OfficeProcess
from tests.browser.people import PATIENCE_MS, Citizen, Officer, Person
from tests.browser.room import HIDDEN, SCREENS, Room, Screen, show
from tests.browser.sizes import DESK
from tests.browser.test_screen_reader import grave_faults
from tests.browser.test_two_counters import ECHO
from tests.browser.views import CONSULTATION

CLOSE = ".panel-head .icon-button"
TICKET = ".ticket-chip"
WRITE = ".write textarea[enterkeyhint]"
SEND = ".write .button"
WIDE = Screen("desk", DESK["width"], DESK["height"])
LOWEST = SCREENS[0]
PANELS = ("counters", "cases", "chat", "people", "help", "settings")
DESK_PANELS = ("chat", "people", "help", "settings")

pytestmark = pytest.mark.parametrize("language", ["ko", "en"])
Found = list[tuple[str, str]]


@pytest.fixture
def citizen(office: OfficeProcess, browser: Browser, language: str) -> Iterator[Citizen]:
    with citizen_with(office, browser, language) as person:
        person.arrive("김복순")
        yield person


@pytest.fixture
def officer(office: OfficeProcess, browser: Browser, language: str) -> Iterator[Officer]:
    with officer_with(office, browser, language, name=next(NAMES)) as person:
        person.open_desk(WORDS[language].consultation)
        yield person


@pytest.fixture
def room(language: str) -> Room:
    return Room(language)


def waits(citizen: Citizen, officer: Officer) -> str:
    citizen.panel("counters")
    number = citizen.take_ticket(CONSULTATION[citizen.language])
    officer.button("line-call-label", number=number).wait_for()
    return number


def misses(citizen: Citizen, officer: Officer) -> str:
    number = waits(citizen, officer)
    officer.press("line-call-label", number=number)
    officer.press("desk-missed")
    has_card(citizen)
    return number


def has_card(person: Person) -> None:
    expect(person.page.locator(".notice")).to_have_count(1, timeout=PATIENCE_MS)


def gives_back(citizen: Citizen, officer: Officer) -> None:
    officer.press("line-call-label", number=waits(citizen, officer))
    citizen.ticket_chip().click()
    citizen.press("ticket-leave")
    citizen.press("ticket-leave-yes")
    has_card(officer)


def talks_again(citizen: Citizen, officer: Officer) -> None:
    """With a second number, after the first was sent on: the news of the first stay."""
    officer.press("line-call-label", number=waits(citizen, officer))
    officer.press("desk-serve")
    officer.press("desk-transfer")
    officer.page.get_by_role("button", name=ECHO[officer.language], exact=True).click()
    has_card(citizen)
    citizen.panel("counters")
    citizen.press("take-ticket-label", service=CONSULTATION[citizen.language])
    officer.line().get_by_role("listitem").first.wait_for()
    officer.press("desk-call-next")
    officer.press("desk-serve")
    citizen.write("transcript-write", "이사를 했는데 무엇부터 해야 하나요?")


def measured(room: Room, person: Person, view: str, at_once: tuple[str, ...] = (), in_turn: tuple[str, ...] = ()) -> Found:
    """What is wrong in this view with a card up."""
    has_card(person)
    found = [(view, fault) for fault in room.faults(person.page, at_once=at_once, in_turn=in_turn)]
    show(person.page, WIDE)
    return found


def measured_panels(room: Room, person: Person, panels: tuple[str, ...], at_once: tuple[str, ...]) -> Found:
    found: Found = []
    for panel in panels:
        person.panel(panel)
        found += measured(room, person, panel, at_once)
        person.closes_panel()
    return found


def test_a_desk_and_a_talk_have_room_with_a_card_up(citizen: Citizen, officer: Officer, room: Room) -> None:
    """Before the others: it calls the next in line, and they leave guests there."""
    gives_back(citizen, officer)
    found = measured(room, officer, "desk", (), (".ready .button.primary",))
    found += measured_panels(room, officer, DESK_PANELS, (CLOSE,))
    talks_again(citizen, officer)
    found += measured(room, citizen, "talk", (CLOSE, WRITE, SEND, TICKET))
    found += measured(room, officer, "talk at the desk", (), (".serving .button.primary", WRITE, SEND))
    officer.finish(WORDS[officer.language].solved, "")
    officer.close_desk()
    assert not found, "\n".join(map(str, found))


def test_every_view_has_room_with_a_card_up(citizen: Citizen, officer: Officer, room: Room) -> None:
    misses(citizen, officer)
    found = measured_panels(room, citizen, PANELS, (CLOSE, TICKET))
    found += measured(room, citizen, "hall", (TICKET,))
    citizen.ticket_chip().click()
    found += measured(room, citizen, "ticket", (CLOSE, TICKET))
    views.plain(citizen)
    found += measured(room, citizen, "plain", (TICKET,), (".plain .service .button", WRITE))
    citizen.panel("settings")
    citizen.page.get_by_role("switch", name=citizen.word("settings-easy")).check()
    citizen.press("easy-back")
    citizen.page.locator(".easy-ticket").wait_for()
    found += measured(room, citizen, "easy", (), (".easy-bar .button",))
    officer.close_desk()
    assert not found, "\n".join(map(str, found))


def test_T17_on_a_low_screen_a_card_is_unfolded_read_and_put_away_by_keyboard(citizen: Citizen, officer: Officer) -> None:
    number = misses(citizen, officer)
    told = citizen.word("notice-missed", number=number)
    expect(citizen.page.locator("[aria-live=polite] p", has_text=told)).to_have_count(1, timeout=PATIENCE_MS)
    show(citizen.page, LOWEST)
    card = citizen.page.get_by_role("region", name=citizen.word("notices")).get_by_text(told)
    expect(card).to_be_hidden()
    fold = citizen.button("news-count", count=1)
    expect(fold).to_have_attribute("aria-expanded", "false")
    fold.press("Enter")
    expect(fold).to_have_attribute("aria-expanded", "true")
    expect(card).to_be_in_viewport(ratio=1)
    assert citizen.page.evaluate(HIDDEN, [".notice .icon-button", False]) == []
    assert grave_faults(citizen.page) == []
    fold.press("Escape")
    expect(card).to_be_hidden()
    fold.press("Enter")
    citizen.button("news-close").press("Enter")
    expect(citizen.page.locator(".notices")).to_have_count(0)
    officer.close_desk()
