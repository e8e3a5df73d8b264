"""A citizen saves what the office holds about them, and has it deleted (SPEC S35, S36)."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from tests.browser.conftest import citizen_with
from tests.browser.office_process import OfficeProcess
from tests.browser.people import PATIENCE_MS, Citizen
from tests.browser.sizes import SMALL, WIDER_THAN_THE_PAGE
from tests.browser.test_screen_reader import grave_faults
from tests.browser.views import CONSULTATION


@pytest.fixture(params=["ko", "en"])
def stranger(office: OfficeProcess, browser: Browser, request: pytest.FixtureRequest) -> Iterator[Citizen]:
    with citizen_with(office, browser, request.param) as person:
        yield person


def in_settings(citizen: Citizen) -> None:
    citizen.page.set_viewport_size(SMALL)
    citizen.panel("settings")
    citizen.button("own-data-save").wait_for()


def test_S35_one_saves_what_the_office_holds(stranger: Citizen, tmp_path: Path) -> None:
    stranger.arrive("김복순")
    stranger.panel("counters")
    number = stranger.take_ticket(CONSULTATION[stranger.language])
    in_settings(stranger)
    with stranger.page.expect_download(timeout=PATIENCE_MS) as coming:
        stranger.button("own-data-save").press("Enter")
    coming.value.save_as(tmp_path / "madang.json")
    told = json.loads((tmp_path / "madang.json").read_text("utf-8"))
    assert (coming.value.suggested_filename, told["visitors"][0]["name"]) == ("madang.json", "김복순")
    assert [ticket["number"] for ticket in told["tickets"]] == [number]
    expect(stranger.page.get_by_text(stranger.word("own-data-saved"))).to_be_visible(timeout=PATIENCE_MS)
    assert (stranger.page.evaluate(WIDER_THAN_THE_PAGE), grave_faults(stranger.page)) == (False, [])


def test_S36_nothing_is_deleted_while_a_ticket_waits_and_everything_afterwards(stranger: Citizen) -> None:
    stranger.arrive("김복순")
    stranger.panel("counters")
    stranger.take_ticket(CONSULTATION[stranger.language])
    in_settings(stranger)
    deletes(stranger)
    under_way = stranger.word("own-data-under-way", list=stranger.word("own-data-tickets", count=1))
    expect(stranger.page.get_by_role("status").filter(has_text=under_way)).to_be_visible(timeout=PATIENCE_MS)
    assert (stranger.page.evaluate(WIDER_THAN_THE_PAGE), grave_faults(stranger.page)) == (False, [])
    gives_up(stranger)
    in_settings(stranger)
    deletes(stranger)
    expect(stranger.page.get_by_role("heading", name="지웠습니다")).to_be_visible(timeout=PATIENCE_MS)
    stranger.page.goto("/")
    expect(stranger.button("enter")).to_be_visible(timeout=PATIENCE_MS)
    assert stranger.page.evaluate("Object.keys(localStorage).filter((key) => key.endsWith('token'))") == []


def deletes(citizen: Citizen) -> None:
    citizen.button("own-data-forget").press("Enter")
    expect(citizen.button("own-data-forget-no")).to_be_focused(timeout=PATIENCE_MS)
    citizen.button("own-data-forget-yes").press("Enter")


def gives_up(citizen: Citizen) -> None:
    citizen.ticket_chip().click()
    citizen.button("ticket-leave").press("Enter")
    expect(citizen.button("ticket-leave-no")).to_be_focused(timeout=PATIENCE_MS)
    citizen.button("ticket-leave-yes").press("Enter")
    expect(citizen.button("ticket-undo")).to_be_visible(timeout=PATIENCE_MS)
