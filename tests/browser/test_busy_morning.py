"""A busy morning, played whole: six citizens, three officers, a supervisor (T6, T28, T33, C27, C41, C48, O13, O21, O23)."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from tests.browser import busy_morning as m
from tests.browser.busy_morning import Morning
from tests.browser.moved_clock import opened_with_clock
from tests.browser.office_process import environment
from tests.postgresql_server import PostgreSQL
from tests.smtp_server import SmtpServer


def opened(folder: Path, browser: Browser, mail: SmtpServer, **settings: str) -> Iterator[Morning]:
    folder.mkdir()
    with opened_with_clock(folder, variables=environment() | mail.settings() | settings) as office, ExitStack() as street:
        yield Morning(office, browser, mail, street)


@pytest.fixture
def morning(tmp_path: Path, browser: Browser, mail: SmtpServer) -> Iterator[Morning]:
    yield from opened(tmp_path / "office", browser, mail)


@pytest.fixture
def on_postgresql(tmp_path: Path, browser: Browser, mail: SmtpServer, postgresql: PostgreSQL) -> Iterator[Morning]:
    name = postgresql.migrated()
    yield from opened(tmp_path / "office", browser, mail, MADANG_DATABASE=postgresql.url(name))
    postgresql.drop(name)


def test_O13_O23_C48_a_busy_morning(morning: Morning) -> None:
    boksun = morning.citizen("김복순")
    han = morning.officer("한소라")
    number = m.a_doorbell(morning, boksun, han)
    choi, seo = morning.officer("최다온"), morning.officer("서하루")
    supervisor = morning.officer("관리자 윤가람", supervisor=True)
    m.a_missed_call(boksun, han, number)
    m.a_transfer_and_back(boksun, han, choi, number)
    m.an_alarm(boksun, han, choi)
    m.a_supplement_with_a_photo(morning.citizen("이정호"), seo)
    m.an_objection(morning.citizen("박서연"), seo, choi)
    m.a_companion(morning, morning.citizen("최민수"))
    m.an_appointment(morning, morning.citizen("정하늘"), morning.citizen("한가람"), han)
    m.the_figures(supervisor, served=3)


def test_O13_O23_a_busy_hour_on_postgresql(on_postgresql: Morning) -> None:
    boksun = on_postgresql.citizen("김복순")
    han = on_postgresql.officer("한소라")
    number = m.a_doorbell(on_postgresql, boksun, han)
    choi = on_postgresql.officer("최다온")
    m.a_missed_call(boksun, han, number)
    m.a_transfer_and_back(boksun, han, choi, number)
    m.an_alarm(boksun, han, choi)
