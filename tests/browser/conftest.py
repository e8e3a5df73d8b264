"""Fixtures of the browser tests: an office that is open for one file of tests, a Chromium for all, people with pages.

Chromium ends with the last test of this folder that comes in a row, so that Playwright's loop never runs beside the loop of
another test.
"""

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, ViewportSize, expect
from tests.browser import chromium, failure_report
from tests.browser.office_process import OfficeProcess, environment, opened
from tests.browser.people import PATIENCE_MS, Citizen, Officer, context
from tests.browser.sizes import DESK
from tests.browser.staff import sign_in
from tests.smtp_server import SmtpServer

HERE = Path(__file__).parent
SERVICES = ("consultation", "resident-register-copy", "echo")
COUNTER_OFFICER = "Han Sora"
NAMES = map("한소라 {}".format, count(1))  # of officers, each new to every office
KEPT = chromium.Kept()

expect.set_options(timeout=PATIENCE_MS)  # its own five seconds would decide on a busy machine


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test of this folder needs the browser."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Generator[None, Any, Any]:
    """Add what the pages showed to the report of a failure."""
    report = yield
    if report.failed and HERE in item.path.parents:
        report.sections += failure_report.pages_of(KEPT.contexts())
        offices = [value for value in getattr(item, "funcargs", {}).values() if isinstance(value, OfficeProcess)]
        report.sections += [(f"log of {office.url}", failure_report.end_of_log(office.data)) for office in offices]
    return report


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(nextitem: pytest.Item | None) -> Generator[None]:
    try:
        yield
    finally:
        if nextitem is None or HERE not in nextitem.path.parents:
            KEPT.close()


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OfficeProcess]:
    with opened(tmp_path_factory.mktemp("office")) as process:
        yield process


@pytest.fixture(scope="module")
def flags() -> tuple[str, ...]:
    """How Chromium draws; a file that wants another one has a fixture of this name."""
    return chromium.DRAWS_FOR_TESTS


@pytest.fixture(scope="module")
def browser(flags: tuple[str, ...]) -> Browser:
    return KEPT.browser(*flags)


@pytest.fixture(scope="module")
def mailing_office(tmp_path_factory: pytest.TempPathFactory, mail: SmtpServer) -> Iterator[OfficeProcess]:
    """One that sends mail."""
    with opened(tmp_path_factory.mktemp("office"), variables=environment() | mail.settings()) as process:
        yield process


@contextmanager
def citizen_with(
    office: OfficeProcess,
    browser: Browser,
    language: str,
    *,
    greeted_by: str = ".panel",
    phone: bool = False,
    sharpness: int | None = None,
) -> Iterator[Citizen]:
    """Somebody with a page of that language who has not come in yet."""
    street = context(browser, office.url, language, phone=phone, still=True, sharpness=sharpness)
    yield Citizen(street.new_page(), language, greeted_by)
    street.close()


@contextmanager
def officer_with(
    office: OfficeProcess,
    browser: Browser,
    language: str = "en",
    *,
    name: str = COUNTER_OFFICER,
    supervisor: bool = False,
    size: ViewportSize = DESK,
) -> Iterator[Officer]:
    """An officer of every service who is signed in. The name must be new to the office."""
    desk = context(browser, office.url, language, still=True)
    person = Officer(desk.new_page(), language)
    person.page.set_viewport_size(size)
    sign_in(person, office, name, SERVICES, supervisor=supervisor)
    yield person
    desk.close()


@pytest.fixture
def citizen(office: OfficeProcess, browser: Browser) -> Iterator[Citizen]:
    """Somebody who has come in; a file that wants another citizen has a fixture of this name, and of the next."""
    with citizen_with(office, browser, "ko") as person:
        person.arrive("김복순")
        yield person


@pytest.fixture(scope="module")
def officer(office: OfficeProcess, browser: Browser) -> Iterator[Officer]:
    with officer_with(office, browser) as person:
        yield person
