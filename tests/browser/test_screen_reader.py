"""What a screen reader is told: landmarks, headings, live regions, an urgent call, and no fault that axe-core calls serious."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browser.conftest import COUNTER_OFFICER, SERVICES, citizen_with
from tests.browser.office_process import OfficeProcess
from tests.browser.people import PATIENCE_MS, Citizen, Officer, context
from tests.browser.staff import sign_in
from tests.browser.views import CONSULTATION, arrival, chat, counters, hall, walk

AXE = Path(__file__).parents[2] / "clients/web/node_modules/axe-core/axe.min.js"
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
GRAVE = {"serious", "critical"}
IS_THERE = "() => 'axe' in window"
LOOK_AT = """async (rules) => {
    const found = await axe.run(document, { runOnly: rules, resultTypes: ["violations"] });
    return found.violations.map((fault) => [fault.impact, fault.id, fault.nodes.map((node) => node.html.slice(0, 200))]);
}"""


@pytest.fixture
def citizen(office: OfficeProcess, browser: Browser, language: str) -> Iterator[Citizen]:
    with citizen_with(office, browser, language) as person:
        yield person


def grave_faults(page: Page, rules: Sequence[str] = RULES) -> list[list[object]]:
    """What axe-core calls serious or critical. `rules`: its tags, or its rules."""
    if not page.evaluate(IS_THERE):  # half a megabyte, which a page keeps until it is loaded anew
        page.evaluate(AXE.read_text())
    return [fault for fault in page.evaluate(LOOK_AT, list(rules)) if fault[0] in GRAVE]


@pytest.mark.parametrize("language", ["ko", "en"])
def test_axe_finds_nothing_grave(citizen: Citizen) -> None:
    assert [(view, fault) for view in walk(citizen) for fault in grave_faults(citizen.page)] == []


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_page_says_its_language(citizen: Citizen) -> None:
    arrival(citizen)
    expect(citizen.page.locator("html")).to_have_attribute("lang", citizen.language)


@pytest.mark.parametrize("language", ["ko"])
def test_the_first_page_has_landmarks_and_one_first_heading(citizen: Citizen) -> None:
    arrival(citizen)
    for landmark in ("banner", "main", "contentinfo"):
        expect(citizen.page.get_by_role(landmark)).to_have_count(1)
    expect(citizen.page.get_by_role("heading", level=1)).to_have_count(1)


@pytest.mark.parametrize("language", ["ko"])
def test_the_hall_has_landmarks_and_each_panel_a_heading(citizen: Citizen) -> None:
    hall(citizen)
    for landmark in ("banner", "main", "navigation"):
        expect(citizen.page.get_by_role(landmark)).to_have_count(1)
    for panel in ("people", "chat", "cases", "help", "settings", "counters"):
        expect(citizen.panel(panel).get_by_role("heading", level=2).first).to_be_focused()


@pytest.mark.parametrize("language", ["en"])
def test_what_is_said_stands_in_a_polite_log(citizen: Citizen) -> None:
    chat(citizen)
    log = citizen.page.get_by_role("log", name=citizen.word("chat-log"))
    expect(log).to_have_attribute("aria-live", "polite")


@pytest.mark.parametrize("language", ["en"])
def test_the_call_is_told_at_once(citizen: Citizen, office: OfficeProcess, browser: Browser) -> None:
    desk = context(browser, office.url, "en", still=True)
    officer = Officer(desk.new_page(), "en")
    sign_in(officer, office, COUNTER_OFFICER, SERVICES)
    officer.open_desk("Consultation 2")
    counters(citizen)
    number = citizen.take_ticket(CONSULTATION["en"])
    officer.line().get_by_role("listitem").filter(has_text=number).get_by_role("button").click()
    # role alert is an assertive live region: it is read before anything else
    expect(citizen.page.get_by_role("alert")).to_contain_text(number, timeout=PATIENCE_MS)
    assert grave_faults(citizen.page) == []
    assert grave_faults(officer.page) == []
    told = citizen.page.get_by_role("alert").element_handle()
    officer.press("desk-recall")
    citizen.sees(citizen.word("called-again", number=number))
    officer.press("desk-recall")
    citizen.page.wait_for_function("(told) => !told.isConnected", arg=told)
    again = citizen.page.get_by_role("alert").element_handle()
    assert again is not None
    desk.close()
