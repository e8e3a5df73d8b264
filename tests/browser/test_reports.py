"""A citizen mutes and reports another by keyboard; a supervisor bars; the barred still takes a ticket (R24, R25, O28, O29)."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, expect
from tests.browser.conftest import citizen_with, officer_with
from tests.browser.keyboard import Keyboard
from tests.browser.office_process import OfficeProcess, opened
from tests.browser.people import PATIENCE_MS, Citizen, Officer
from tests.browser.sizes import SMALL, WIDER_THAN_THE_PAGE
from tests.browser.test_screen_reader import grave_faults
from tests.browser.views import CONSULTATION

SUPERVISORS = {"ko": "관리자 한소라", "en": "Supervisor Lee"}
CITIZENS = {"ko": ("김복순", "박준호"), "en": ("Kim Boksun", "Park Junho")}
INSULT, LATER, WORDS = "Q You are all fools.", "Q I am still here.", "Q He follows me."
HIDDEN, SHOWN = "Q Hello? Hello?", "Q Good morning."
ASKED = "**/api/reports"

pytestmark = pytest.mark.parametrize("language", ["ko", "en"])


@pytest.fixture
def office(tmp_path: Path) -> Iterator[OfficeProcess]:
    """One for each test: nobody else is in its rooms."""
    with opened(tmp_path) as process:
        yield process


@pytest.fixture
def supervisor(office: OfficeProcess, browser: Browser, language: str) -> Iterator[Officer]:
    with officer_with(office, browser, language, name=SUPERVISORS[language], supervisor=True, size=SMALL) as person:
        yield person


@pytest.fixture
def citizen(office: OfficeProcess, browser: Browser, language: str) -> Iterator[Citizen]:
    with citizen_with(office, browser, language, phone=True, greeted_by=".ask") as person:
        person.page.set_viewport_size(SMALL)
        person.arrive(CITIZENS[language][0])
        yield person


@pytest.fixture
def other(office: OfficeProcess, browser: Browser, language: str) -> Iterator[Citizen]:
    with citizen_with(office, browser, language) as person:
        person.arrive(CITIZENS[language][1])
        yield person


def choices(citizen: Citizen, name: str) -> Locator:
    """Open what one can do about somebody, by keyboard, from the list of people."""
    Keyboard(citizen.page).press(citizen.button("person-choices-label", name=name))
    part = citizen.page.get_by_role("region", name=citizen.word("person-choices-label", name=name), exact=True)
    expect(part.get_by_role("heading", level=2)).to_be_focused(timeout=PATIENCE_MS)
    return part


def is_accessible(citizen: Citizen | Officer) -> None:
    assert grave_faults(citizen.page) == []
    assert not citizen.page.evaluate(WIDER_THAN_THE_PAGE)


def says(other: Citizen, text: str) -> None:
    other.panel("chat")
    other.tells("room", text)
    other.hears(text)


def test_R25_a_citizen_mutes_another_and_sees_them_again(citizen: Citizen, other: Citizen, language: str) -> None:
    name, keyboard = CITIZENS[language][1], Keyboard(citizen.page)
    says(other, INSULT)
    citizen.panel("chat")
    citizen.hears(INSULT)
    keyboard.press(citizen.page.get_by_role("log").get_by_role("button", name=name, exact=True))
    part = citizen.page.get_by_role("region", name=citizen.word("person-choices-label", name=name), exact=True)
    keyboard.press(part.get_by_role("button", name=citizen.word("others-mute"), exact=True))
    expect(part.get_by_text(citizen.word("others-muted", name=name))).to_be_visible(timeout=PATIENCE_MS)
    is_accessible(citizen)
    says(other, LATER)
    log = citizen.page.get_by_role("log")
    expect(log.get_by_role("button", name=name, exact=True)).to_have_count(0)
    citizen.page.reload()
    citizen.panel("people")
    expect(citizen.button("others-unmute-label", name=name)).to_be_visible(timeout=PATIENCE_MS)
    says(other, HIDDEN)
    keyboard.press(citizen.button("others-unmute-label", name=name))
    says(other, SHOWN)
    citizen.panel("chat")
    citizen.hears(SHOWN)


def reports(citizen: Citizen, name: str) -> None:
    citizen.panel("people")
    part, keyboard = choices(citizen, name), Keyboard(citizen.page)
    keyboard.write(part.get_by_label(citizen.word("others-text"), exact=True), WORDS)
    keyboard.press(part.get_by_role("button", name=citizen.word("others-send"), exact=True))
    expect(part.get_by_text(citizen.word("others-sent", count=1))).to_be_visible(timeout=PATIENCE_MS)
    is_accessible(citizen)
    keyboard.press(part.get_by_role("button", name=citizen.word("others-close"), exact=True))
    expect(citizen.button("person-choices-label", name=name)).to_be_focused(timeout=PATIENCE_MS)


def bars(supervisor: Officer, by: str, name: str) -> Locator:
    keyboard = Keyboard(supervisor.page)
    keyboard.press(supervisor.button("reports-waiting", count=1))
    one = supervisor.page.get_by_role("article", name=supervisor.word("reports-one", name=name, by=by), exact=True)
    lines = one.get_by_role("list", name=supervisor.word("reports-lines", name=name), exact=True)
    expect(lines.get_by_role("listitem")).to_have_count(1, timeout=PATIENCE_MS)
    expect(lines).to_contain_text(INSULT)
    expect(one).to_contain_text(WORDS)
    one.get_by_label(supervisor.word("reports-decision"), exact=True).select_option("day")
    one.get_by_label(supervisor.word("reports-bar-reason"), exact=True).select_option("harassment")
    supervisor.page.route(ASKED, lambda route: route.abort())
    expect(supervisor.page.get_by_text(supervisor.word("reports-failed"))).to_be_visible(timeout=PATIENCE_MS)
    expect(one.get_by_label(supervisor.word("reports-decision"), exact=True)).to_have_value("day")  # what was chosen stays
    supervisor.page.unroute(ASKED)
    expect(supervisor.page.get_by_text(supervisor.word("reports-failed"))).to_have_count(0, timeout=PATIENCE_MS)
    is_accessible(supervisor)
    keyboard.press(one.get_by_role("button", name=supervisor.word("reports-decide", name=name), exact=True))
    expect(supervisor.page.get_by_text(supervisor.word("reports-none"))).to_be_visible(timeout=PATIENCE_MS)
    return supervisor.button("reports-lift-label", name=name)


def is_barred(other: Citizen) -> None:
    told = other.page.locator("section[aria-labelledby=barred]")
    expect(told).to_contain_text(other.word("reason-harassment"), timeout=PATIENCE_MS)
    expect(told).to_contain_text(other.word("barred-object"))
    for panel in ("chat", "people"):
        expect(other.menu().locator(f"[data-panel={panel}]")).to_have_count(0)
    is_accessible(other)


def test_R24_O28_O29_who_is_reported_and_barred_is_told_and_still_takes_a_ticket(
    citizen: Citizen, other: Citizen, supervisor: Officer, language: str
) -> None:
    by, name = CITIZENS[language]
    says(other, INSULT)
    citizen.panel("chat")
    citizen.hears(INSULT)
    reports(citizen, name)
    lift = bars(supervisor, by, name)
    is_barred(other)
    other.page.reload()
    is_barred(other)
    other.take_ticket(CONSULTATION[language])
    expect(citizen.page.get_by_text(citizen.word("others-answer-acted"))).to_be_visible(timeout=PATIENCE_MS)
    notice = citizen.word("notice-report_answered", name=name)
    expect(citizen.page.locator(".notice")).to_contain_text(notice, timeout=PATIENCE_MS)
    expect(citizen.button("person-choices-label", name=name)).to_have_count(0)
    Keyboard(supervisor.page).press(lift)
    expect(other.page.locator("section[aria-labelledby=barred]")).to_have_count(0, timeout=PATIENCE_MS)
    expect(citizen.button("person-choices-label", name=name)).to_be_visible(timeout=PATIENCE_MS)
