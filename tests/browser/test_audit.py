"""A supervisor reads the audit log at the desk: by keyboard, on a small phone, at 400 %, in both languages (SPEC A6)."""

import asyncio
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, ViewportSize, expect
from tests.browser.conftest import officer_with
from tests.browser.keyboard import Keyboard
from tests.browser.office_process import OfficeProcess
from tests.browser.people import PATIENCE_MS, Officer
from tests.browser.sizes import SMALL, WIDER_THAN_THE_PAGE, ZOOMED
from tests.browser.test_screen_reader import grave_faults

from madang_office.audit import AuditEntry, AuditKind
from madang_server.database_url import SQLITE
from madang_server.settings import DATABASE_FILE
from madang_server.store import audit_chain, open_store

IS_SCROLLED_SIDEWAYS = "(one) => one.scrollWidth > one.clientWidth"
NAMES = {"ko": "관리자 한소라", "en": "Supervisor Lee"}
ROWS_OF_A_PAGE = 50


@pytest.fixture(scope="module", params=["ko", "en"])
def supervisor(office: OfficeProcess, browser: Browser, request: pytest.FixtureRequest) -> Iterator[Officer]:
    with officer_with(office, browser, request.param, name=NAMES[request.param], supervisor=True, size=SMALL) as person:
        yield person


def table(panel: Locator, supervisor: Officer) -> Locator:
    return panel.get_by_role("table", name=supervisor.word("audit-caption"), exact=True)


def first_row(panel: Locator, supervisor: Officer) -> Locator:
    return table(panel, supervisor).get_by_role("row").nth(1)


def choice(panel: Locator, supervisor: Officer, name: str) -> Locator:
    return panel.get_by_label(supervisor.word(f"audit-by-{name}"), exact=True)


def test_A6_a_supervisor_finds_rows_by_keyboard(supervisor: Officer) -> None:
    name = NAMES[supervisor.language]
    opens = supervisor.menu().get_by_role("button", name=supervisor.word("audit"), exact=True)
    opens.focus()
    supervisor.page.keyboard.press("Enter")
    panel = supervisor.page.get_by_role("region", name=supervisor.word("audit"), exact=True)
    expect(first_row(panel, supervisor)).to_contain_text(supervisor.word("audit-kind-log-read"), timeout=PATIENCE_MS)
    expect(first_row(panel, supervisor).get_by_role("rowheader")).to_contain_text(re.compile(r"20\d\d"))
    keyboard = Keyboard(supervisor.page)
    kind = choice(panel, supervisor, "kind")
    keyboard.go_to(kind)
    kind.select_option(label=supervisor.word("audit-kind-account-added"))
    keyboard.write(choice(panel, supervisor, "subject"), name)
    keyboard.press(panel.get_by_role("button", name=supervisor.word("audit-find"), exact=True))
    rows = table(panel, supervisor).get_by_role("row")
    expect(rows).to_have_count(2, timeout=PATIENCE_MS)
    expect(first_row(panel, supervisor)).to_contain_text(supervisor.word("audit-kind-account-added"))
    expect(first_row(panel, supervisor)).to_contain_text(supervisor.word("audit-of-account", name=name))
    expect(first_row(panel, supervisor).get_by_role("cell").last).to_have_text(supervisor.word("audit-of-terminal"))
    choice(panel, supervisor, "day").fill("2001-01-01")
    supervisor.page.keyboard.press("Enter")
    expect(panel.get_by_role("status").get_by_text(supervisor.word("audit-none"))).to_be_visible(timeout=PATIENCE_MS)
    keyboard.press(panel.get_by_role("button", name=supervisor.word("audit-all"), exact=True))
    choice(panel, supervisor, "actor").select_option(label=name)
    panel.get_by_role("button", name=supervisor.word("audit-find"), exact=True).click()
    expect(table(panel, supervisor).get_by_role("cell").last).to_have_text(name, timeout=PATIENCE_MS)
    supervisor.page.keyboard.press("Escape")
    expect(opens).to_be_focused()


def test_A6_it_says_whether_the_chain_held(supervisor: Officer) -> None:
    panel = supervisor.panel("audit")
    said = re.escape(supervisor.word("audit-holds", time="@", count="#")).replace("@", ".+").replace("\\#", r"\d+")
    expect(panel.get_by_role("status")).to_contain_text(re.compile(said), timeout=PATIENCE_MS)
    supervisor.closes_panel()


def test_A6_older_rows_are_a_page_away(supervisor: Officer, office: OfficeProcess) -> None:
    with ThreadPoolExecutor(1) as thread:  # Playwright has a loop in this one
        thread.submit(asyncio.run, fill(office.data)).result()
    panel = supervisor.panel("audit")
    older, newer = (panel.get_by_role("button", name=supervisor.word(f"audit-{way}"), exact=True) for way in ("older", "newer"))
    row = first_row(panel, supervisor)
    filled = table(panel, supervisor).get_by_role("row").filter(has_text=supervisor.word("audit-kind-backup-made"))
    expect(filled).not_to_have_count(0, timeout=PATIENCE_MS)  # above them may be a row of who reads the log
    newest = int(row.get_by_role("rowheader").inner_text().split()[0])
    expect(newer).to_be_disabled()
    Keyboard(supervisor.page).press(older)
    expect(row.get_by_role("rowheader")).to_have_text(re.compile(f"^{newest - ROWS_OF_A_PAGE}\\s"), timeout=PATIENCE_MS)
    newer.click()
    expect(row.get_by_role("rowheader")).to_have_text(re.compile(f"^{newest}\\s"), timeout=PATIENCE_MS)
    supervisor.closes_panel()


async def fill(data: Path) -> None:
    """As many rows as a page of the panel has."""
    store = open_store(f"{SQLITE}:///{data / DATABASE_FILE}")
    told = AuditEntry(at=1_767_315_600, actor="terminal", kind=AuditKind.BACKUP_MADE)
    async with store.write() as sql:
        await audit_chain.append(sql, [told] * ROWS_OF_A_PAGE)
    await store.close()


@pytest.mark.parametrize("size", [SMALL, ZOOMED], ids=["small", "zoomed"])
def test_A6_it_fits_a_small_phone_and_a_page_at_400_percent(supervisor: Officer, size: ViewportSize) -> None:
    supervisor.page.set_viewport_size(size)
    panel = supervisor.panel("audit")
    expect(first_row(panel, supervisor)).to_be_visible(timeout=PATIENCE_MS)
    assert not supervisor.page.evaluate(WIDER_THAN_THE_PAGE)
    assert not table(panel, supervisor).locator("..").evaluate(IS_SCROLLED_SIDEWAYS)
    supervisor.closes_panel()


def test_A6_axe_finds_nothing_grave_in_it(supervisor: Officer) -> None:
    panel = supervisor.panel("audit")
    expect(first_row(panel, supervisor)).to_be_visible(timeout=PATIENCE_MS)
    assert grave_faults(supervisor.page) == []
    supervisor.closes_panel()


def test_A6_an_officer_without_these_powers_has_no_such_button_and_is_told_nothing(officer: Officer) -> None:
    expect(officer.menu().get_by_role("button", name=officer.word("audit"), exact=True)).to_have_count(0)
    officer.page.goto("/officer#audit")
    expect(officer.page.get_by_role("status").get_by_text(officer.word("audit-not_allowed"))).to_be_visible(timeout=PATIENCE_MS)
