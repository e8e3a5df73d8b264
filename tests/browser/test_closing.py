"""A day ends: what those who wait, those who were away and the officer read and hear (SPEC T22, T23). The clock is moved."""

import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, expect
from tests.browser.conftest import citizen_with, officer_with
from tests.browser.moved_clock import SEOUL, opened_with_clock, set_clock
from tests.browser.office_process import WEEKDAYS, OfficeProcess, always_open
from tests.browser.people import ON_A_PHONE, PATIENCE_MS, Citizen, Officer, Person
from tests.browser.views import CONSULTATION, easy, plain

HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)
OPEN_FOR = 6 * HOUR  # from now on; a sign-in of the officer lasts for twelve hours
ANY = "@"


@pytest.fixture
def closes() -> datetime:
    """When the office closes: in some five hours, whatever the time is now. It opens again tomorrow."""
    return datetime.now(SEOUL).replace(minute=0, second=0, microsecond=0) + OPEN_FOR


@pytest.fixture
def office(tmp_path: Path, closes: datetime) -> Iterator[OfficeProcess]:
    hours = f"{closes - OPEN_FOR - HOUR:%H:%M}-{closes:%H:%M}".replace("-00:00", "-24:00")
    (tmp_path / "services.toml").write_text(always_open().replace("00:00-24:00", hours), "utf-8")
    assert (tmp_path / "services.toml").read_text("utf-8").count(hours) == len(WEEKDAYS)
    with opened_with_clock(tmp_path) as process:
        yield process


def said(person: Person, key: str, **about: str) -> re.Pattern[str]:
    """The words of the page, with any time where the office says one."""
    return re.compile(re.escape(person.word(key, **about)).replace(ANY, ".+"))


def terms(citizen: Citizen) -> Locator:
    return citizen.page.locator(".ticket-terms").first


def hears(citizen: Citizen, words: re.Pattern[str]) -> None:
    expect(citizen.page.locator("[aria-live=polite] p").filter(has_text=words)).to_have_count(1, timeout=PATIENCE_MS)


def waits(citizen: Citizen, name: str) -> str:
    """Come in and take a ticket, and read before and after what the office will do with it."""
    citizen.arrive(name)
    hour = citizen.word("wait-hours", hours=1)
    expect(citizen.page.get_by_text(said(citizen, "service-open-until", time=ANY)).first).to_be_visible(timeout=PATIENCE_MS)
    citizen.sees(citizen.word("take-ticket-before", away=hour))
    number = citizen.take_ticket(CONSULTATION[citizen.language])
    citizen.ticket_chip().click()
    expect(terms(citizen)).to_contain_text(said(citizen, "ticket-good", time=ANY))
    expect(terms(citizen)).to_contain_text(citizen.word("ticket-away", away=hour))
    return number


def leaves_the_page(citizen: Citizen, officer: Officer, number: str) -> None:
    citizen.page.goto("about:blank")
    row = officer.line().get_by_role("listitem").filter(has_text=number)
    expect(row).to_contain_text(officer.word("line-away"), timeout=PATIENCE_MS)


@pytest.mark.parametrize("language", ["ko", "en"])
def test_T22_T23_a_day_ends_and_everybody_reads_what_they_can_do(
    office: OfficeProcess, closes: datetime, browser: Browser, language: str
) -> None:
    with (
        citizen_with(office, browser, language) as citizen,
        citizen_with(office, browser, language) as gone,
        officer_with(office, browser, language) as officer,
    ):
        officer.open_desk({"ko": "상담 1", "en": "Consultation 1"}[language])
        number, given_back = waits(citizen, "김복순"), waits(gone, "박말순")
        leaves_the_page(gone, officer, given_back)
        set_clock(office, datetime.now(SEOUL) + HOUR + 2 * MINUTE)
        expect(officer.line().get_by_text(given_back)).to_have_count(0, timeout=PATIENCE_MS)
        gone.page.goto("/")
        away = gone.word("wait-hours", hours=1)
        gone.sees(gone.word("notice-abandoned", number=given_back, away=away))

        set_clock(office, closes + MINUTE)
        title = CONSULTATION[language]
        closed = said(citizen, "ticket-closed", service=title, time=ANY)
        hears(citizen, closed)
        expect(terms(citizen)).to_contain_text(closed)
        expect(officer.line()).to_contain_text(said(officer, "line-closed", service=title, time=ANY), timeout=PATIENCE_MS)

        set_clock(office, closes + 31 * MINUTE)
        told = said(citizen, "notice-expired-opens", service=title, number=number, opens=ANY)
        hears(citizen, told)
        expect(citizen.page.get_by_role("region", name=citizen.word("notices")).get_by_text(told)).to_be_visible()
        expect(citizen.ticket_chip()).to_have_count(0)
        officer.sees(officer.word("notice-line_ended", service=title, count=1))


@pytest.mark.parametrize("view", [easy, plain])
def test_T22_T23_the_easy_and_the_plain_page_say_it_too(
    office: OfficeProcess, closes: datetime, browser: Browser, view: Callable[[Citizen], None]
) -> None:
    with citizen_with(office, browser, "ko", greeted_by=ON_A_PHONE, phone=True) as citizen:
        view(citizen)
        hour = citizen.word("wait-hours", hours=1)
        citizen.sees(citizen.word("take-ticket-before", away=hour))
        citizen.press("take-ticket-label", service=CONSULTATION["ko"])
        expect(terms(citizen)).to_contain_text(said(citizen, "ticket-good", time=ANY), timeout=PATIENCE_MS)
        expect(terms(citizen)).to_contain_text(citizen.word("ticket-away", away=hour))
        set_clock(office, closes + HOUR)
        told = said(citizen, "notice-expired-opens", service=CONSULTATION["ko"], number=ANY, opens=ANY)
        expect(citizen.page.get_by_role("region", name=citizen.word("notices")).get_by_text(told)).to_be_visible(
            timeout=PATIENCE_MS
        )


@pytest.mark.parametrize("language", ["ko", "en"])
def test_T39_what_still_fits_into_the_day_is_decided_by_the_offices_clock(
    office: OfficeProcess, closes: datetime, browser: Browser, language: str
) -> None:
    with citizen_with(office, browser, language) as citizen:
        citizen.page.add_init_script("const real = Date.now; Date.now = () => real() + 36e6;")
        waits(citizen, "김복순")
        set_clock(office, closes + 15 * MINUTE)
        citizen.page.locator(".come-later > details > summary").press("Enter")
        citizen.button("later-minutes", minutes=30).press("Enter")
        expect(citizen.page.locator(".come-later .rejection")).to_have_text(citizen.word("later-too-late"), timeout=PATIENCE_MS)
        citizen.button("later-minutes", minutes=5).press("Enter")
        expect(citizen.button("later-now")).to_be_visible(timeout=PATIENCE_MS)
