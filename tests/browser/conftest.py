"""Fixtures of the browser tests: an office that is open for one file of tests, Chromium for the same file, people with pages.

Both end with the file, so that Playwright's loop never runs beside the loop of another test.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from tests.browser import chromium
from tests.browser.office_process import OfficeProcess, opened

HERE = Path(__file__).parent
SERVICES = ("consultation", "resident-register-copy", "echo")
COUNTER_OFFICER = "Han Sora"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test of this folder needs the browser."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OfficeProcess]:
    with opened(tmp_path_factory.mktemp("office")) as process:
        yield process


@pytest.fixture(scope="module")
def flags() -> tuple[str, ...]:
    """How Chromium draws; a file that wants another one has a fixture of this name."""
    return chromium.DRAWS


@pytest.fixture(scope="module")
def browser(flags: tuple[str, ...]) -> Iterator[Browser]:
    with chromium.launched(*flags) as launched:
        yield launched
