"""Officers who are signed in already: an account and a sign-in in the office's own database, and its token in the officer's tab.

What everybody does at the terminal and at the door, where it is not what a test is about. test_visit.py and test_two_counters.py
go through the door. Knows the store of an office on this machine, and under which name a page keeps a token.
"""

import asyncio
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from playwright.sync_api import Page, expect
from tests.browser.clocked_office import AHEAD, clocked
from tests.browser.office_process import OfficeProcess
from tests.browser.people import PASSWORD, PATIENCE_MS, Officer
from tests.server.office_site import quick_passwords

from madang_server.accounts import Accounts, SignIn
from madang_server.database_url import SQLITE
from madang_server.settings import DATABASE_FILE
from madang_server.store import open_store

LIGHT = "/readyz"  # a page of the office that loads nothing; a tab's memory belongs to the office's address
REMEMBER = "(token) => sessionStorage.setItem('madang.officer', JSON.stringify(token))"
HOURS = 12


def sign_in(officer: Officer, office: OfficeProcess, name: str, services: Sequence[str], *, supervisor: bool = False) -> None:
    """Make an account with `PASSWORD`, and lead its officer to the desk. The name must be new to the office."""
    with ThreadPoolExecutor(1) as thread:  # Playwright has a loop in this one
        token = thread.submit(asyncio.run, _token(office, name, list(services), supervisor=supervisor)).result()
    remember(officer.page, token)
    officer.page.goto("/officer")
    expect(officer.page.get_by_role("heading", name=officer.word("desk-mine"))).to_be_visible(timeout=PATIENCE_MS)


def remember(page: Page, token: str) -> None:
    """Put a sign-in into the memory of a tab."""
    page.goto(LIGHT)
    page.evaluate(REMEMBER, token)


async def _token(office: OfficeProcess, name: str, services: list[str], *, supervisor: bool) -> str:
    store = open_store(office.variables.get("MADANG_DATABASE") or f"{SQLITE}:///{office.data / DATABASE_FILE}")
    accounts = Accounts(store, clocked(office.data / AHEAD), sign_in_hours=HOURS, passwords=quick_passwords())
    try:
        one_time = await accounts.add(name, services=services, skills=[], supervisor=supervisor)
        signed = await accounts.sign_in(name, one_time, PASSWORD)
        assert isinstance(signed, SignIn)
        assert signed.token is not None
        return signed.token
    finally:
        await accounts.close()
        await store.close()
