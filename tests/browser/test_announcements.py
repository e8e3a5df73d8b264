"""A supervisor announces, and everybody reads it: at the desk, at the gate, in the hall, in either language (SPEC T24 to T27)."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, expect
from tests.browser.conftest import citizen_with, officer_with
from tests.browser.office_process import OfficeProcess
from tests.browser.people import PATIENCE_MS, Citizen, Officer
from tests.browser.sizes import DESK, SMALL, WIDER_THAN_THE_PAGE
from tests.browser.test_screen_reader import grave_faults
from tests.browser.views import CONSULTATION, easy, plain

KOREAN, ENGLISH = "내일은 쉽니다", "The lift is out of order"
LABELS = {"ko": "announcements-ko", "en": "announcements-en"}
YESTERDAY = "2020-01-01T00:00"


@pytest.fixture(scope="module")
def supervisor(office: OfficeProcess, browser: Browser) -> Iterator[Officer]:
    with officer_with(office, browser, "ko", name="관리자 한소라", supervisor=True) as person:
        yield person


@pytest.fixture(params=["ko", "en"])
def citizen(office: OfficeProcess, browser: Browser, request: pytest.FixtureRequest) -> Iterator[Citizen]:
    with citizen_with(office, browser, request.param) as person:
        yield person


def write(supervisor: Officer, *, kind: str = "other", service: str = "", **texts: str) -> None:
    """Fill the form of a new announcement."""
    opens_panel(supervisor)
    supervisor.press("announcements-new")
    supervisor.page.get_by_label(supervisor.word("announcements-kind"), exact=True).select_option(kind)
    supervisor.page.get_by_label(supervisor.word("announcements-service"), exact=True).select_option(service)
    for language, text in texts.items():
        supervisor.box(supervisor.word(LABELS[language])).fill(text)


def post(supervisor: Officer, **said: str) -> Locator:
    """Announce it; return its row in the supervisor's panel."""
    write(supervisor, **said)
    supervisor.press("announcements-post")
    row = rows(supervisor).filter(has_text=said.get("ko") or said["en"])
    expect(row).to_be_visible(timeout=PATIENCE_MS)
    return row


def rows(supervisor: Officer) -> Locator:
    return supervisor.page.locator(".announcements").get_by_role("listitem")


def opens_panel(supervisor: Officer) -> None:
    """Once the menu has its button, which comes with what the server can do."""
    expect(supervisor.menu().locator("[data-panel=announcements]")).to_be_visible(timeout=PATIENCE_MS)
    supervisor.panel("announcements")


def withdraw_all(supervisor: Officer) -> None:
    opens_panel(supervisor)
    while rows(supervisor).count():
        before = rows(supervisor).count()
        supervisor.button("announcement-withdraw").first.click()
        supervisor.press("announcement-withdraw-yes")
        expect(rows(supervisor)).to_have_count(before - 1, timeout=PATIENCE_MS)


@pytest.fixture(autouse=True)
def clean(supervisor: Officer) -> Iterator[None]:
    yield
    withdraw_all(supervisor)


def announced(citizen: Citizen) -> Locator:
    return citizen.page.get_by_role("region", name=citizen.word("announced"), exact=True)


def test_T24_a_supervisor_writes_changes_and_withdraws_by_keyboard_on_a_small_screen(supervisor: Officer) -> None:
    supervisor.page.set_viewport_size(SMALL)
    write(supervisor, ko=KOREAN)
    supervisor.button("announcements-post").focus()
    supervisor.page.keyboard.press("Enter")
    expect(rows(supervisor)).to_contain_text(KOREAN, timeout=PATIENCE_MS)
    assert not supervisor.page.evaluate(WIDER_THAN_THE_PAGE)
    supervisor.press("announcements-change-label", text=KOREAN)
    supervisor.box(supervisor.word("announcements-en")).fill(ENGLISH)
    assert grave_faults(supervisor.page) == []
    assert not supervisor.page.evaluate(WIDER_THAN_THE_PAGE)
    supervisor.press("announcements-save")
    expect(rows(supervisor).locator("[lang=en]")).to_have_text(ENGLISH, timeout=PATIENCE_MS)
    withdraw_all(supervisor)
    expect(supervisor.page.get_by_text(supervisor.word("announcements-none"))).to_be_visible()
    supervisor.page.set_viewport_size(DESK)


def test_T24_what_is_wrong_stands_at_its_field(supervisor: Officer) -> None:
    write(supervisor)
    supervisor.press("announcements-post")
    expect(supervisor.page.locator("#announcement-ko-fault")).to_have_text(supervisor.word("announcements-text-missing"))
    supervisor.box(supervisor.word("announcements-ko")).fill(KOREAN)
    supervisor.page.get_by_label(supervisor.word("announcements-until"), exact=True).fill(YESTERDAY)
    supervisor.press("announcements-post")
    until = supervisor.page.locator("#announcement-until-fault")
    expect(until).to_have_text(supervisor.word("announcements-until-out_of_range"), timeout=PATIENCE_MS)
    supervisor.press("act-not")


def test_T24_an_officer_who_does_not_supervise_has_no_such_button(office: OfficeProcess, browser: Browser) -> None:
    with officer_with(office, browser, "en") as officer:
        expect(officer.menu().get_by_role("button", name=officer.word("announcements"), exact=True)).to_have_count(0)
        officer.page.goto("/officer#announcements")
        told = officer.page.get_by_role("status").get_by_text(officer.word("announcements-not_allowed"))
        expect(told).to_be_visible(timeout=PATIENCE_MS)


def test_T25_newcomers_read_it_at_the_gate_and_visitors_in_the_hall(supervisor: Officer, citizen: Citizen) -> None:
    post(supervisor, ko=KOREAN, kind="holiday")
    citizen.page.goto("/")
    at_the_gate = announced(citizen)
    expect(at_the_gate).to_contain_text(citizen.word("announced-holiday"), timeout=PATIENCE_MS)
    expect(at_the_gate.locator("[lang=ko]")).to_have_text(KOREAN)  # there is no other text: it is marked as what it is
    assert grave_faults(citizen.page) == []
    citizen.page.set_viewport_size(SMALL)
    assert not citizen.page.evaluate(WIDER_THAN_THE_PAGE)
    citizen.press("enter")
    citizen.is_in()
    expect(citizen.page.locator(".notices [lang=ko]")).to_have_text(KOREAN, timeout=PATIENCE_MS)
    citizen.panel("counters")
    expect(announced(citizen).locator("[lang=ko]")).to_have_text(KOREAN)


def test_T25_who_is_here_is_told_once_and_it_goes_when_it_is_withdrawn(supervisor: Officer, citizen: Citizen) -> None:
    citizen.arrive("김복순")
    post(supervisor, ko=KOREAN, en=ENGLISH)
    text = {"ko": KOREAN, "en": ENGLISH}[citizen.language]
    expect(citizen.page.locator("[aria-live=polite] p").filter(has_text=text)).to_have_count(1, timeout=PATIENCE_MS)
    expect(citizen.page.locator(".notices").get_by_text(text)).to_be_visible()
    citizen.press("news-close")
    post(supervisor, en="Another one")
    expect(citizen.page.locator(".notices").get_by_text("Another one")).to_be_visible(timeout=PATIENCE_MS)
    expect(citizen.page.locator(".notices").get_by_text(text)).to_have_count(0)
    expect(announced(citizen).get_by_text(text)).to_be_visible()
    withdraw_all(supervisor)
    expect(announced(citizen)).to_have_count(0, timeout=PATIENCE_MS)
    expect(citizen.page.locator(".notices")).to_have_count(0)


@pytest.mark.parametrize("view", [plain, easy])
def test_T25_it_stands_on_the_plain_page_and_in_easy_mode(supervisor: Officer, citizen: Citizen, view) -> None:  # type: ignore[no-untyped-def]
    post(supervisor, ko=KOREAN, en=ENGLISH)
    view(citizen)
    expect(announced(citizen)).to_contain_text({"ko": KOREAN, "en": ENGLISH}[citizen.language], timeout=PATIENCE_MS)


def test_T26_a_closed_line_says_when_it_opens_and_who_waits_stays(supervisor: Officer, citizen: Citizen) -> None:
    citizen.arrive("김복순")
    citizen.panel("counters")
    take = citizen.button("take-ticket-label", service=CONSULTATION[citizen.language])
    expect(take).to_be_visible()
    post(supervisor, ko=KOREAN, kind="line_closed", service="consultation")
    expect(take).to_have_count(0, timeout=PATIENCE_MS)
    until = citizen.word("service-line-closed-until", time="@").partition("@")
    service = citizen.page.get_by_role("region", name=CONSULTATION[citizen.language], exact=True)
    expect(service).to_contain_text(until[0], timeout=PATIENCE_MS)
    expect(service).to_contain_text(until[2])
    withdraw_all(supervisor)
    expect(take).to_be_visible(timeout=PATIENCE_MS)


AHEAD = {
    "ko": ("두 분 다음이 내 차례예요", "한 분 다음이 내 차례예요", "다음이 내 차례예요"),
    "en": ("You are next but two", "You are next but one", "You are next"),
}


def test_T27_who_waits_hears_each_of_the_first_three_places_once(
    supervisor: Officer, office: OfficeProcess, browser: Browser, citizen: Citizen
) -> None:
    with citizen_with(office, browser, "ko") as first, citizen_with(office, browser, "ko") as second:
        for person in (first, second, citizen):
            person.arrive("손님")
            person.panel("counters")
            person.take_ticket(CONSULTATION[person.language])
        for words, leaves in zip(AHEAD[citizen.language], (first, second, citizen), strict=True):
            expect(citizen.ticket_chip()).to_contain_text(words, timeout=PATIENCE_MS)
            said = citizen.page.locator("[aria-live=polite] p").filter(has_text=words)
            expect(said).to_have_text(f"{citizen.ticket_number()}: {words}", timeout=PATIENCE_MS)
            leaves.press("ticket-see", number=leaves.ticket_number())
            leaves.press("ticket-leave")
            leaves.press("ticket-leave-yes")
            expect(leaves.ticket_chip()).to_have_count(0, timeout=PATIENCE_MS)
