"""How the office stands and how its lines went, as a supervisor sees it on a phone (SPEC O20 to O22)."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, ViewportSize, expect
from tests.browser.conftest import citizen_with, officer_with
from tests.browser.office_process import OfficeProcess
from tests.browser.people import PATIENCE_MS, Officer
from tests.browser.sizes import SMALL, WIDER_THAN_THE_PAGE, ZOOMED
from tests.browser.test_screen_reader import grave_faults
from tests.browser.views import CONSULTATION

NAMES = {"ko": "관리자 한소라", "en": "Supervisor Lee"}
COUNTERS = {"ko": "상담 1", "en": "Consultation 1"}
FIRST = {"ko": "가장 오래 기다린 시간 1분", "en": "the first for 1 min"}
CITIZENS = {"ko": "김민호", "en": "Kim Minho"}
OUTCOMES = {"ko": "해결됨", "en": "Solved"}


@pytest.fixture(scope="module", params=["ko", "en"])
def supervisor(office: OfficeProcess, browser: Browser, request: pytest.FixtureRequest) -> Iterator[Officer]:
    with officer_with(office, browser, request.param, name=NAMES[request.param], supervisor=True, size=SMALL) as person:
        yield person


def row(panel: Locator, name: str) -> Locator:
    return panel.get_by_role("row").filter(has=panel.page.get_by_role("rowheader", name=name, exact=True))


def test_O20_O21_O22_a_supervisor_sees_a_visit_from_the_line_to_the_figures(
    supervisor: Officer, office: OfficeProcess, browser: Browser
) -> None:
    language = supervisor.language
    panel = supervisor.panel("supervision")
    lines = panel.get_by_role("table", name=supervisor.word("supervision-lines"), exact=True)
    counters = panel.get_by_role("table", name=supervisor.word("supervision-counters"), exact=True)
    with citizen_with(office, browser, language) as citizen:
        citizen.arrive(CITIZENS[language])
        number = citizen.take_ticket(CONSULTATION[language])
        expect(row(lines, CONSULTATION[language])).to_contain_text(FIRST[language], timeout=PATIENCE_MS)
        expect(panel).to_contain_text(supervisor.word("supervision-officers", names=NAMES[language]))
        supervisor.closes_panel()
        supervisor.open_desk(COUNTERS[language])
        supervisor.press("desk-call-next")
        supervisor.press("desk-serve")
        supervisor.panel("supervision")
        expect(row(counters, COUNTERS[language])).to_contain_text(number, timeout=PATIENCE_MS)
        expect(row(counters, COUNTERS[language])).to_contain_text(NAMES[language])
        expect(panel).not_to_contain_text(CITIZENS[language])
        supervisor.closes_panel()
        supervisor.finish(OUTCOMES[language], "")
        supervisor.close_desk()
    supervisor.panel("supervision")
    supervisor.page.get_by_label(supervisor.word("figures-days"), exact=True).select_option("7")
    expect(panel.get_by_role("table", name=CONSULTATION[language], exact=True)).to_be_visible(timeout=PATIENCE_MS)
    with supervisor.page.expect_download() as download:
        panel.get_by_role("button", name=supervisor.word("figures-save"), exact=True).click()
    assert download.value.suggested_filename == "figures-7.csv"
    assert CONSULTATION[language] in download.value.path().read_text("utf-8-sig")
    expect(panel.get_by_text(supervisor.word("figures-save-saved"))).to_be_visible()
    assert grave_faults(supervisor.page) == []


@pytest.mark.parametrize("size", [SMALL, ZOOMED], ids=["small", "zoomed"])
def test_O20_it_fits_a_small_phone_and_a_page_at_400_percent(supervisor: Officer, size: ViewportSize) -> None:
    supervisor.page.set_viewport_size(size)
    panel = supervisor.panel("supervision")
    tables = panel.get_by_role("table")
    expect(tables.first).to_be_visible(timeout=PATIENCE_MS)
    assert not supervisor.page.evaluate(WIDER_THAN_THE_PAGE)
    for part in panel.locator(".audit-rows").all():
        assert part.evaluate("(one) => one.scrollWidth <= one.clientWidth")


def test_O20_an_officer_who_does_not_supervise_is_told_so(office: OfficeProcess, browser: Browser) -> None:
    with officer_with(office, browser, "en", name="Officer Kang") as officer:
        officer.page.goto("/officer#supervision")
        expect(officer.page.get_by_text(officer.word("supervision-not_allowed"))).to_be_visible(timeout=PATIENCE_MS)
        expect(officer.page.get_by_role("table")).to_have_count(0)
