"""`make demo` is a hall with people in it: they walk, officers call and serve, a newcomer is called; Ctrl+C ends all of it."""

import asyncio
import urllib.error
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from playwright.sync_api import Browser, expect
from tests.browser.office_process import OfficeProcess, opened
from tests.browser.people import PATIENCE_MS, Citizen, context
from tests.live.wire import WAIT_SECONDS, Client

from madang_protocol import messages as m
from madang_protocol.motion import sections

PEOPLE_MIN = 6
WALKERS_MIN = 4


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OfficeProcess]:
    with opened(tmp_path_factory.mktemp("lively"), verb="lively") as process:
        yield process


def walkers(frame: m.TickFrame) -> set[int]:
    """Slots of those who are told to walk."""
    return {record.slot for section in sections(frame.d) for record in section.records if record.heading}


async def count_walkers(url: str, wanted: int) -> int:
    """Watch the hall over the wire until so many different people have been seen walking."""
    watcher, room = await Client.enter(url, name="Watcher", lang="en")
    seen: set[int] = set()
    async with asyncio.timeout(WAIT_SECONDS):
        while len(seen) < wanted:
            seen |= walkers(await watcher.until(m.TickFrame)) - {room.slot}
    await watcher.goodbye()
    return len(seen)


def test_a_newcomer_sees_people_and_is_called(office: OfficeProcess, browser: Browser) -> None:
    street = context(browser, office.url, "en", still=True)
    citizen = Citizen(street.new_page(), "en")
    citizen.arrive("Newcomer")
    citizen.take_ticket("Consultation")
    people = citizen.panel("people").get_by_role("listitem")
    expect(people.nth(PEOPLE_MIN)).to_be_visible(timeout=PATIENCE_MS)
    expect(citizen.button("called-coming")).to_be_visible(timeout=PATIENCE_MS)
    street.close()


def test_the_people_walk_about(office: OfficeProcess) -> None:
    watching = count_walkers(office.url.replace("http", "ws") + "/ws", WALKERS_MIN)
    with ThreadPoolExecutor() as thread:  # this one has Playwright's loop
        assert thread.submit(asyncio.run, watching).result() >= WALKERS_MIN


def test_ctrl_c_ends_people_officers_and_server(office: OfficeProcess) -> None:
    assert office.interrupt() == 0
    said = (office.data / "serve.log").read_text("utf-8")
    assert f"Madang is open: {office.url}" in said
    assert "Traceback" not in said
    with pytest.raises(urllib.error.URLError):
        office.get("/healthz")
