"""A place that was given back and a call that was marked as missed, undone on the page (SPEC T37, T38).

The office's clock stands and the page's nearly does, so that no machine is too slow for ten seconds.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import msgspec
import pytest
from playwright.sync_api import Browser, Locator, WebSocketRoute, expect
from tests.browser.conftest import citizen_with, officer_with
from tests.browser.desk_views import WORDS
from tests.browser.moved_clock import opened_with_clock, set_ahead, stop_clock
from tests.browser.office_process import OfficeProcess
from tests.browser.people import PATIENCE_MS, Citizen, Officer
from tests.browser.sizes import SMALL, WIDER_THAN_THE_PAGE
from tests.browser.test_screen_reader import grave_faults
from tests.browser.views import CONSULTATION, easy, plain

SLOWLY = """
const real = performance.now.bind(performance);
window.aheadMs = 0;
performance.now = () => real() / 1_000 + window.aheadMs;
"""
OVER = "() => { window.aheadMs = 11_000; }"
LISTEN = """() => {
    window.heard = [];
    const region = document.querySelector("[aria-live=polite]");
    const hear = () => region.querySelectorAll("p").forEach((one) => heard.push(one.textContent));
    new MutationObserver(hear).observe(region, { childList: true, subtree: true, characterData: true });
}"""
HEARD = "(words) => [...new Set(window.heard)].filter((one) => one.includes(words))"

pytestmark = pytest.mark.parametrize("language", ["ko", "en"])


@pytest.fixture
def office(tmp_path: Path) -> Iterator[OfficeProcess]:
    with opened_with_clock(tmp_path) as process:
        yield process


@pytest.fixture
def people(office: OfficeProcess, browser: Browser, language: str) -> Iterator[list[Citizen]]:
    """Two who wait, the first of them with a small page."""
    with ExitStack() as street:
        yield [street.enter_context(citizen_with(office, browser, language)) for _ in range(2)]


@pytest.fixture
def officer(office: OfficeProcess, browser: Browser, language: str) -> Iterator[Officer]:
    with officer_with(office, browser, language) as person:
        slows(person)
        person.page.reload()
        person.open_desk(WORDS[language].consultation)
        yield person


def slows(person: Citizen | Officer) -> None:
    """Let the page's own clock hardly go on."""
    person.page.add_init_script(SLOWLY)


def both_wait(people: list[Citizen], view: Callable[[Citizen], None] | None = None) -> str:
    """Both take a number; the first one's, whose card is in sight."""
    for person in people:
        slows(person)
        person.arrive("김복순")
        person.panel("counters")
        person.take_ticket(CONSULTATION[person.language])
    first = people[0]
    first.page.set_viewport_size(SMALL)
    return first.ticket_number()


def line_of(citizen: Citizen) -> Locator:
    return citizen.ticket_chip().locator(".ticket-line")


def is_next(citizen: Citizen) -> re.Pattern[str]:
    return re.compile(f"^{re.escape(citizen.word('ticket-next'))} ·")


def gives_up(citizen: Citizen) -> Locator:
    """Give the place up by keyboard; the button with which it is taken back."""
    citizen.button("ticket-leave").press("Enter")
    citizen.button("ticket-leave-yes").press("Enter")
    undo = citizen.button("ticket-undo")
    expect(undo).to_be_visible(timeout=PATIENCE_MS)
    return undo


def test_T37_a_place_given_back_by_mistake_is_taken_back(office: OfficeProcess, people: list[Citizen], language: str) -> None:
    first, second = people
    number = both_wait(people)
    stop_clock(office)
    first.ticket_chip().click()
    undo = gives_up(first)
    expect(undo).to_be_focused(timeout=PATIENCE_MS)
    told = first.word("ticket-undo-told", number=number, seconds=10)
    expect(first.page.locator("[aria-live=polite] p", has_text=told)).to_have_count(1, timeout=PATIENCE_MS)
    assert (first.page.evaluate(WIDER_THAN_THE_PAGE), grave_faults(first.page)) == (False, [])
    expect(line_of(second)).to_have_text(is_next(second), timeout=PATIENCE_MS)
    first.page.keyboard.press("Enter")
    expect(first.ticket_chip()).to_contain_text(number, timeout=PATIENCE_MS)
    expect(line_of(first)).to_have_text(is_next(first), timeout=PATIENCE_MS)
    expect(first.button("ticket-undo")).to_have_count(0)
    expect(line_of(second)).not_to_have_text(is_next(second), timeout=PATIENCE_MS)


def test_T37_it_is_there_after_a_reload_and_the_offices_clock_ends_it(
    office: OfficeProcess, people: list[Citizen], language: str
) -> None:
    first = people[0]
    both_wait(people)
    stop_clock(office)
    first.ticket_chip().click()
    gives_up(first)
    first.page.reload()
    first.is_in()
    undo = first.button("ticket-undo")
    expect(undo).to_be_visible(timeout=PATIENCE_MS)
    set_ahead(office, 10.5)
    undo.press("Enter")
    expect(first.page.locator(".take-back .rejection")).to_have_text(first.word("rejected-too_late"), timeout=PATIENCE_MS)


@pytest.mark.parametrize("view", [plain, easy])
def test_T37_it_is_undone_in_every_view(office: OfficeProcess, browser: Browser, language: str, view) -> None:  # type: ignore[no-untyped-def]
    with citizen_with(office, browser, language) as citizen:
        slows(citizen)
        view(citizen)
        citizen.press("take-ticket-label", service=CONSULTATION[language])
        citizen.page.set_viewport_size(SMALL)
        stop_clock(office)
        expect(citizen.button("ticket-leave").or_(citizen.button("easy-change"))).to_be_visible(timeout=PATIENCE_MS)
        for change in citizen.button("easy-change").all():
            change.click()
        gives_up(citizen).press("Enter")
        expect(citizen.button("ticket-undo")).to_have_count(0, timeout=PATIENCE_MS)
        citizen.button("ticket-leave").wait_for()


def tells_anew(line: WebSocketRoute) -> None:
    """Let the office tell what can be undone once more, with fewer seconds, as with other news of the line."""
    office = line.connect_to_server()

    def tell(frame: str | bytes) -> None:
        line.send(frame)
        told: dict[str, Any] = msgspec.msgpack.decode(frame)
        again = [{**one, "left_s": 7} for one in told.get("undo", [])]
        if told["t"] == "tickets" and again:
            told.pop("s")  # the number in the lane was the first one's
            line.send(msgspec.msgpack.encode({**told, "undo": again}))

    office.on_message(tell)


def test_T37_it_is_said_once_though_the_seconds_are_told_anew(
    office: OfficeProcess, people: list[Citizen], language: str
) -> None:
    first = people[0]
    first.page.route_web_socket("**/ws", tells_anew)
    number = both_wait(people)
    stop_clock(office)
    first.ticket_chip().click()
    first.page.evaluate(LISTEN)
    gives_up(first)
    expect(first.page.locator(".take-back [role=timer]")).to_contain_text("7", timeout=PATIENCE_MS)
    told = first.word("ticket-undo-told", number=number, seconds=10)
    assert first.page.evaluate(HEARD, told[:12]) == [told]


def test_T37_on_the_plain_page_no_heading_stays_over_nothing(office: OfficeProcess, browser: Browser, language: str) -> None:
    with citizen_with(office, browser, language) as citizen:
        slows(citizen)
        plain(citizen)
        citizen.press("take-ticket-label", service=CONSULTATION[language])
        stop_clock(office)
        gives_up(citizen)
        heading = citizen.page.get_by_role("heading", name=citizen.word("tickets"), exact=True)
        expect(heading).to_be_visible()
        citizen.page.evaluate(OVER)
        expect(citizen.button("ticket-undo")).to_have_count(0, timeout=PATIENCE_MS)
        expect(heading).to_have_count(0)


def test_T38_an_officer_calls_again_whom_they_marked_as_missed(
    office: OfficeProcess, people: list[Citizen], officer: Officer, language: str
) -> None:
    first = people[0]
    number = both_wait(people)
    officer.press("desk-call-next")
    stop_clock(office)
    officer.press("desk-missed")
    again = officer.button("desk-undo-missed", number=number)
    expect(again).to_be_visible(timeout=PATIENCE_MS)
    officer.page.set_viewport_size(SMALL)
    assert (officer.page.evaluate(WIDER_THAN_THE_PAGE), grave_faults(officer.page)) == (False, [])
    expect(first.page.locator(".notices")).to_contain_text(first.word("notice-missed", number=number), timeout=PATIENCE_MS)
    again.press("Enter")
    expect(officer.page.locator(".ticket-big")).to_have_text(number, timeout=PATIENCE_MS)
    expect(first.page.get_by_role("alert")).to_contain_text(number, timeout=PATIENCE_MS)
    officer.press("desk-serve")
    officer.finish(WORDS[language].solved, "")
