"""An appointment on the page: booked by keyboard, moved, kept, called, missed, cancelled elsewhere (SPEC T29 to T36).

The office's clock is moved.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from tests.browser.conftest import citizen_with, officer_with
from tests.browser.moved_clock import SEOUL, opened_with_clock, set_clock
from tests.browser.office_process import OfficeProcess
from tests.browser.people import PATIENCE_MS, Citizen
from tests.browser.sizes import SMALL, WIDER_THAN_THE_PAGE
from tests.browser.test_screen_reader import grave_faults
from tests.browser.views import CONSULTATION, easy, plain

MINUTE = timedelta(minutes=1)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[OfficeProcess]:
    with opened_with_clock(tmp_path) as process:
        yield process


def times(citizen: Citizen) -> Locator:
    return citizen.page.get_by_role("group", name=citizen.word("appointment-time"), exact=True).get_by_role("radio")


def wants_one(citizen: Citizen) -> None:
    """Go to the free times, as the keyboard does."""
    citizen.panel("counters")
    offer = citizen.button("appointment-offer-label", service=CONSULTATION[citizen.language])
    offer.press("Enter")
    expect(times(citizen).first).to_be_visible(timeout=PATIENCE_MS)


def books(citizen: Citizen, nth: int = 0) -> datetime:
    """Book one of the free times of the first day, by keyboard; when it is."""
    wants_one(citizen)
    times(citizen).nth(nth).press("Space")
    citizen.button("appointment-book").press("Enter")
    expect(citizen.page.locator(".appointment-when")).to_be_visible(timeout=PATIENCE_MS)
    return instant_of(citizen)


def fact(citizen: Citizen, key: str) -> str:
    return citizen.page.locator("dt").get_by_text(citizen.word(key), exact=True).locator("+ dd").inner_text()


def instant_of(citizen: Citizen) -> datetime:
    """When the appointment is, as the office has it."""
    told = citizen.page.request.post(
        "/appointment/calendar", form={"number": fact(citizen, "appointment-number"), "key": fact(citizen, "appointment-key")}
    ).text()
    start = next(line for line in told.splitlines() if line.startswith("DTSTART:"))
    return datetime.strptime(start.removeprefix("DTSTART:") + "+0000", "%Y%m%dT%H%M%SZ%z").astimezone(SEOUL)


def fits(page: Page) -> bool:
    return not page.evaluate(WIDER_THAN_THE_PAGE)


def test_T30_T31_T32_T33_booked_by_keyboard_on_a_small_page_moved_kept_and_called_before_a_walk_in(
    office: OfficeProcess, browser: Browser
) -> None:
    with citizen_with(office, browser, "ko") as booking, citizen_with(office, browser, "en") as walking:
        booking.page.set_viewport_size(SMALL)
        booking.at_the_door("김복순")
        booking.press("enter")
        booking.is_in()
        first = books(booking)
        assert (fits(booking.page), grave_faults(booking.page)) == (True, [])
        booking.button("appointment-move").press("Enter")
        booking.page.get_by_label(booking.word("appointment-day"), exact=True).press("ArrowDown")
        times(booking).nth(1).press("Space")  # after midnight, so that it is of that day when it is near
        booking.button("appointment-move-to").press("Enter")
        expect(booking.page.get_by_role("heading", name=booking.word("appointment-moved"))).to_be_focused(timeout=PATIENCE_MS)
        at = instant_of(booking)
        assert at > first
        walking.arrive("Ann")
        set_clock(office, at - 5 * MINUTE)
        expect(booking.page.locator(".notices")).to_contain_text(booking.word("appointment-check-in"), timeout=PATIENCE_MS)
        walking.panel("counters")
        before = walking.take_ticket(CONSULTATION["en"])
        with officer_with(office, browser, "en") as officer:  # since then: a sign-in lasts for twelve hours
            officer.open_desk("Consultation 1")
            expect(officer.line()).to_contain_text("김복순", timeout=PATIENCE_MS)  # who is expected
            booking.button("appointment-check-in").press("Enter")
            number = booking.ticket_number()
            assert number != before
            set_clock(office, at + MINUTE / 2)
            expect(officer.line()).to_contain_text(number, timeout=PATIENCE_MS)
            officer.press("desk-call-next")
            expect(booking.page.get_by_role("alert")).to_contain_text(number, timeout=PATIENCE_MS)


def test_T32_who_comes_too_late_is_told_and_takes_a_number_with_one_press(office: OfficeProcess, browser: Browser) -> None:
    with citizen_with(office, browser, "en") as citizen:
        citizen.arrive("Ann")
        at = books(citizen)
        set_clock(office, at + 11 * MINUTE)
        citizen.button("appointment-take").click(timeout=PATIENCE_MS)
        expect(citizen.ticket_chip()).to_be_visible(timeout=PATIENCE_MS)


def test_T35_another_browser_cancels_it_by_number_and_key(office: OfficeProcess, browser: Browser) -> None:
    with citizen_with(office, browser, "en") as citizen, citizen_with(office, browser, "ko") as elsewhere:
        citizen.arrive("Ann")
        books(citizen)
        page = elsewhere.page
        page.set_viewport_size(SMALL)
        page.goto("/appointment")
        page.get_by_label("예약 번호").fill(fact(citizen, "appointment-number"))
        page.get_by_label("확인 문자").fill(fact(citizen, "appointment-key"))
        page.get_by_role("button", name="보기").press("Enter")
        assert (fits(page), grave_faults(page)) == (True, [])
        page.get_by_role("button", name="예약 취소하기").press("Enter")
        page.get_by_role("button", name="예약 취소하기").press("Enter")
        expect(page.get_by_role("heading", name="예약을 취소했습니다")).to_be_visible(timeout=PATIENCE_MS)
        expect(times(citizen).first).to_be_visible(timeout=PATIENCE_MS)


@pytest.mark.parametrize("view", [plain, easy])
@pytest.mark.parametrize("language", ["ko", "en"])
def test_T30_it_is_booked_seen_among_ones_things_and_cancelled_in_every_view(
    office: OfficeProcess, browser: Browser, view, language: str
) -> None:  # type: ignore[no-untyped-def]
    with citizen_with(office, browser, language) as citizen:
        view(citizen)
        citizen.button("appointment-offer-label", service=CONSULTATION[language]).press("Enter")
        times(citizen).first.press("Space")
        citizen.button("appointment-book").press("Enter")
        expect(citizen.page.locator(".appointment-when")).to_be_visible(timeout=PATIENCE_MS)
        assert (fits(citizen.page), grave_faults(citizen.page)) == (True, [])
        citizen.page.reload()
        citizen.press("appointment-cancel")
        citizen.press("appointment-cancel-yes")
        expect(times(citizen).first).to_be_visible(timeout=PATIENCE_MS)


def test_T30_who_has_chosen_no_time_is_told_so(office: OfficeProcess, browser: Browser) -> None:
    with citizen_with(office, browser, "ko") as citizen:
        citizen.arrive("김복순")
        wants_one(citizen)
        citizen.press("appointment-book")
        citizen.sees(citizen.word("appointment-time-missing"))
