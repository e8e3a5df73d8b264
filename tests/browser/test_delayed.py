"""The database does not answer while people come in: the page says that it waits, and what was typed stays (SPEC S20)."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from tests.browser.office_process import OfficeProcess, environment, opened
from tests.browser.people import PATIENCE_MS, Citizen, context
from tests.postgresql_server import PostgreSQL

COPY = "주민등록표 초본 발급"
NAME = "박 소나무"


@pytest.fixture
def database(postgresql: PostgreSQL) -> Iterator[str]:
    name = postgresql.migrated()
    yield name
    postgresql.drop(name)


@pytest.fixture
def narrow(postgresql: PostgreSQL, database: str, tmp_path: Path) -> Iterator[OfficeProcess]:
    """An office with three connections to its database: one reads, one writes, one keeps the lease."""
    few = {
        "MADANG_DATABASE": postgresql.url(database),
        "MADANG_DATABASE_CONNECTIONS": "3",
        "MADANG_DATABASE_SECONDS": "1",
    }
    with opened(tmp_path, variables=environment() | few) as process:
        yield process


def test_S20_a_full_pool_is_waited_for_and_neither_name_nor_half_typed_form_is_lost(
    narrow: OfficeProcess, postgresql: PostgreSQL, database: str, browser: Browser
) -> None:
    pages = [context(browser, narrow.url, "ko", still=True) for _ in range(2)]
    citizen, newcomer = (Citizen(each.new_page(), "ko") for each in pages)
    citizen.arrive(NAME)
    citizen.panel("counters")
    citizen.press("fill-form-label", service=COPY)
    citizen.box("성명").fill("박소나무")
    citizen.sees(citizen.word("draft-saved"))
    newcomer.at_the_door("이웃")
    with postgresql.connect(database) as sql, sql.transaction():
        sql.execute("LOCK TABLE visitors IN ACCESS EXCLUSIVE MODE")
        citizen.page.reload()
        newcomer.press("enter")
        for person in (citizen, newcomer):
            person.sees(person.word("waiting-delayed"))
    for person, name in ((citizen, NAME), (newcomer, "이웃")):
        person.is_in()
        expect(person.page.get_by_text(person.word("waiting-delayed"))).to_have_count(0, timeout=PATIENCE_MS)
        person.panel("people")
        expect(person.me()).to_contain_text(name, timeout=PATIENCE_MS)
    citizen.panel("cases").get_by_role("button").filter(has_text=COPY).click()
    expect(citizen.box("성명")).to_have_value("박소나무", timeout=PATIENCE_MS)
    for each in pages:
        each.close()
