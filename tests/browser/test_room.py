"""Room on the screen: at 400 %, with a keyboard up, on its side, with large letters a view shows what one came for."""

from collections.abc import Iterator
from itertools import count

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browser import views
from tests.browser.conftest import citizen_with, officer_with
from tests.browser.desk_views import WORDS, desk_views, hands_in
from tests.browser.office_process import OfficeProcess
from tests.browser.people import Citizen, Officer, context
from tests.browser.room import LANGUAGES, SCREENS, Room, Screen, show
from tests.browser.sizes import DESK, PHONE
from tests.browser.views import CONSULTATION, COPY

CLOSE = ".panel-head .icon-button"
TICKET = ".ticket-chip"
MENU = ".bar-button[data-panel=counters]"
WRITE = ".write textarea[enterkeyhint]"
SEND = ".write .button"
WIDE = Screen("desk", DESK["width"], DESK["height"])
COMING = ".called .button.call"
# What is said of the keys while the hall has the focus: whole on the screen, and nothing lies over it.
HOW_IS_COVERED = """() => {
    const how = document.querySelector(".world-how");
    const box = how.getBoundingClientRect();
    const inside = (part) => [box.left + part * box.width, box.top + 2, box.top + box.height / 2, box.bottom - 2];
    const points = [0.1, 0.5, 0.9].map(inside).flatMap(([x, ...ys]) => ys.map((y) => [x, y])); // clear of the round corners
    how.style.pointerEvents = "auto";
    const tops = points.map(([x, y]) => document.elementFromPoint(x, y)).filter((top) => top !== how);
    how.style.pointerEvents = "";
    return [...new Set(tops.map((top) => `${top?.className ?? "the edge"} lies over it`))];
}"""
# Of a view, what must be in reach as it stands, and what must be when the focus comes to it.
IN_REACH: dict[views.View, tuple[tuple[str, ...], tuple[str, ...]]] = {
    views.arrival: (("form .button.wide",), ("#name", ".look-now .button", ".arrival-foot a")),
    views.looks: (("form .button.wide",), ("#name", ".look input:checked", ".look-now .button", ".arrival-foot a")),
    views.hall: ((), (MENU, CLOSE)),
    views.people: ((CLOSE,), (MENU,)),
    views.chat: ((CLOSE, WRITE, SEND), (".segment", MENU)),
    views.requests: ((CLOSE,), (".panel .button.primary",)),
    views.helped: ((CLOSE,), (".help .button", ".help summary")),
    views.settings: ((CLOSE,), (".settings .segment", ".leave .button")),
    views.contrast: ((CLOSE,), (".settings .segment", ".leave .button")),
    views.plain: ((MENU,), (".plain .service .button", WRITE, SEND)),
    views.easy: ((), (".easy-bar .button", ".easy-service .button")),
    views.counters: ((CLOSE,), (".service .button",)),
    views.form: ((CLOSE,), (".case-form input", ".case-form [type=submit]")),
    views.faulty_form: ((CLOSE,), (".fault-summary .link", ".case-form input", ".case-form [type=submit]")),
    views.ticket: ((CLOSE, TICKET), (".ticket-card .button", MENU)),
    views.sign_in: (("form .button.wide",), ("#sign-in-name", "#sign-in-password")),
    views.verify: ((), ()),
    views.results: ((), ()),
}


def plain_page_with_help(citizen: Citizen) -> None:
    views.plain(citizen)
    citizen.panel("help")


def plain_page_with_ticket(citizen: Citizen) -> None:
    views.plain(citizen)
    citizen.take_ticket(CONSULTATION[citizen.language])
    citizen.ticket_chip().wait_for()


ON_PLAIN_PAGE: dict[views.View, tuple[tuple[str, ...], tuple[str, ...]]] = {
    plain_page_with_help: ((CLOSE,), (".help summary",)),
    plain_page_with_ticket: ((TICKET, MENU), (".ticket-card .button", WRITE)),
}


@pytest.fixture
def citizen(office: OfficeProcess, browser: Browser, language: str) -> Iterator[Citizen]:
    with citizen_with(office, browser, language) as person:
        yield person


@pytest.fixture
def officer(office: OfficeProcess, browser: Browser, language: str) -> Iterator[Officer]:
    with officer_with(office, browser, language, name=f"한소라 {next(NUMBERS)}") as person:
        yield person


@pytest.fixture
def room(language: str) -> Room:
    return Room(language)


NUMBERS = count(1)


def has_room(room: Room, page: Page, *, at_once: tuple[str, ...] = (), in_turn: tuple[str, ...] = ()) -> None:
    assert list(room.faults(page, at_once=at_once, in_turn=in_turn)) == []
    page.set_viewport_size(PHONE)
    page.evaluate("() => { document.documentElement.style.fontSize = ''; }")


def test_both_languages_together_are_measured_at_every_size_of_a_view() -> None:
    rooms = [Room(language, every_screen=False) for language in LANGUAGES]
    views_of_both = [tuple(sorted({screen.name for room in rooms for screen in room.by_turns()})) for _ in range(4)]
    assert set(views_of_both) == {tuple(sorted(screen.name for screen in SCREENS))}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_is_measured_at_every_size_in_two_views(language: str) -> None:
    room = Room(language, every_screen=False)
    assert {*room.by_turns(), *room.by_turns()} == set(SCREENS)
    assert Room(language, every_screen=True).by_turns() == SCREENS


@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_view_has_room(citizen: Citizen, room: Room) -> None:
    found = []
    for view in views.walk(citizen):
        at_once, in_turn = IN_REACH[view]
        found += [(view, fault) for fault in room.faults(citizen.page, at_once=at_once, in_turn=in_turn)]
        show(citizen.page, WIDE)
    assert found == []


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("view", ON_PLAIN_PAGE, ids=lambda view: view.__name__)
def test_the_plain_page_has_room_for_more(citizen: Citizen, room: Room, view: views.View) -> None:
    view(citizen)
    at_once, in_turn = ON_PLAIN_PAGE[view]
    has_room(room, citizen.page, at_once=at_once, in_turn=in_turn)


@pytest.mark.parametrize("language", ["ko", "en"])
def test_a_visit_has_room_on_both_sides(citizen: Citizen, officer: Officer, room: Room, language: str) -> None:
    has_room(room, officer.page, in_turn=(".free-counters .button",))
    words = WORDS[language]
    officer.open_desk(words.consultation)
    waits(room, citizen, officer)
    is_called(room, citizen, officer)
    talks(room, citizen, officer)
    officer.finish(words.solved, "")
    citizen.sees(citizen.word("case-next-closed"))
    has_room(room, citizen.page, at_once=(CLOSE,))
    officer.close_desk()
    officer.open_desk(words.documents)
    papers(room, citizen, officer)
    officer.close_desk()


def waits(room: Room, citizen: Citizen, officer: Officer) -> None:
    views.counters(citizen)
    number = citizen.take_ticket(CONSULTATION[citizen.language])
    expect(officer.button("line-call-label", number=number)).to_be_visible()
    has_room(room, citizen.page, at_once=(TICKET, CLOSE))
    has_room(room, officer.page, in_turn=(".ready .button.primary", ".line-row .button"))
    for panel in ("chat", "people", "help", "settings"):
        officer.page.set_viewport_size(DESK)
        officer.panel(panel)
        has_room(room, officer.page, at_once=(CLOSE,))
        officer.press("close")
    citizen.press("close")
    has_room(room, citizen.page, at_once=(TICKET, MENU))


def is_called(room: Room, citizen: Citizen, officer: Officer) -> None:
    officer.press("line-call-label", number=citizen.ticket_number())  # others of these tests may stand before
    citizen.page.get_by_role("alert").wait_for()
    has_room(room, officer.page, in_turn=(".serving .button.primary",))
    has_room(room, citizen.page, at_once=(COMING,))
    citizen.page.set_viewport_size(DESK)
    citizen.panel("chat")
    has_room(room, citizen.page, at_once=(COMING,))
    citizen.press("called-coming")


def talks(room: Room, citizen: Citizen, officer: Officer) -> None:
    officer.press("desk-serve")
    citizen.write("transcript-write", "이사를 했는데 무엇부터 해야 하나요?")
    officer.hears("이사를 했는데")
    officer.write("transcript-write-officer", "전입신고부터 하시면 됩니다.")
    citizen.hears("전입신고부터")
    found = list(room.faults(citizen.page, at_once=(CLOSE, WRITE, SEND, TICKET), newest=True))
    found += [fault for side in (citizen, officer) for fault in room.talk_faults(side.page, write=WRITE, send=SEND)]
    assert found == []
    has_room(room, officer.page, in_turn=(".serving .button.primary", WRITE, SEND))


def papers(room: Room, citizen: Citizen, officer: Officer) -> None:
    hands_in(citizen)
    officer.line().get_by_role("button", name=COPY[officer.language]).click()
    act = WORDS[officer.language].issue
    officer.page.get_by_role("button", name=act, exact=True).wait_for()
    has_room(room, officer.page, in_turn=(".acts .button",))
    officer.page.set_viewport_size({"width": 1280, "height": 720})
    expect(officer.page.get_by_role("button", name=act, exact=True)).to_be_in_viewport(ratio=1)
    officer.page.get_by_role("button", name=act, exact=True).click()
    has_room(room, officer.page, in_turn=(".acts [type=submit]",))
    officer.press("act-do", act=act)
    citizen.sees(citizen.word("case-next-granted"))
    has_room(room, citizen.page, in_turn=(".document .button",))


@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_view_of_the_desk_has_room_and_is_scrolled_by_keyboard(citizen: Citizen, officer: Officer, room: Room) -> None:
    citizen.arrive("김마당")
    found = []
    for view in desk_views(citizen, officer):
        found += [(view, fault) for fault in room.faults(officer.page)]
        show(officer.page, WIDE)
    assert found == []


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_lost_line_covers_nothing(citizen: Citizen, room: Room, office: OfficeProcess) -> None:
    views.chat(citizen)
    office.kill()
    citizen.sees(citizen.word("rejoining"))
    has_room(room, citizen.page, at_once=(CLOSE, WRITE, SEND))
    office.start()
    expect(citizen.page.get_by_text(citizen.word("rejoining"))).to_have_count(0)


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("width", [360, 390])
def test_enter_is_in_sight_on_a_phone_as_one_arrives(office: OfficeProcess, browser: Browser, width: int, language: str) -> None:
    phone = context(browser, office.url, language, phone=True, still=True)
    citizen = Citizen(phone.new_page(), language)
    citizen.page.set_viewport_size({"width": width, "height": 740})
    views.arrival(citizen)
    expect(citizen.button("enter")).to_be_in_viewport(ratio=1)
    phone.close()


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_looks_are_folded_until_somebody_asks_for_them(citizen: Citizen) -> None:
    views.arrival(citizen)
    expect(citizen.page.get_by_role("radio")).to_have_count(0)
    others = citizen.button("arrival-look-others")
    expect(others).to_have_attribute("aria-expanded", "false")
    chosen = citizen.page.locator(".chosen-look").inner_text()
    expect(others).to_have_accessible_description(f"{citizen.word('arrival-look')} {chosen}")
    others.click()
    expect(citizen.page.get_by_role("radio", name=chosen, exact=True)).to_be_checked()
    citizen.page.get_by_role("radio", checked=False).first.check(force=True)
    expect(citizen.page.locator(".chosen-look")).not_to_have_text(chosen)
    others.click()
    expect(citizen.page.get_by_role("radio")).to_have_count(0)
    expect(others).to_be_focused()


@pytest.mark.parametrize("language", ["ko", "en"])
def test_what_the_keys_do_is_in_sight_on_every_screen(citizen: Citizen, room: Room) -> None:
    citizen.arrive("김마당")
    citizen.closes_panel()
    found = []
    for screen in room.by_turns():
        show(citizen.page, screen)
        citizen.page.keyboard.press("Tab")  # what is said of the keys is for those who use them
        citizen.page.locator("#world").focus()
        found += [(screen.name, fault) for fault in citizen.page.evaluate(HOW_IS_COVERED)]
    assert found == []
