"""What becomes of a desk whose officer is gone (SPEC T11)."""

from pathlib import Path

import pytest
from tests.server.office_site import Clock, Site, open_site, request_id
from tests.server.test_told_on_return import told

from madang_protocol import Rejection
from madang_protocol import commands as c
from madang_server.office_app import Visitor


async def test_T11_a_lost_officer_leaves_a_paused_desk_and_the_served_ticket_stays(site: Site) -> None:
    mina, officer = await site.citizen(), await site.officer(counter="one")
    await site.take(mina)
    await site.serve_next(officer)
    await site.office.left(officer.id)
    assert (site.desk(officer).state, site.desk(officer).ticket is not None) == ("paused", True)
    assert [ticket.state for ticket in site.tickets(mina)] == ["serving"]
    await site.done(officer, c.DeskResume(id=request_id()))
    assert site.desk(officer).state == "serving"


async def test_T11_a_called_ticket_of_a_lost_officer_goes_back_to_its_place(site: Site) -> None:
    mina, jun = await site.citizen("Mina"), await site.citizen("Jun")
    officer = await site.officer(counter="one")
    await site.take(mina)
    await site.take(jun)
    await site.done(officer, c.DeskCall(id=request_id()))
    await site.office.left(officer.id)
    assert [(ticket.state, ticket.place) for ticket in site.tickets(mina)] == [("waiting", 1)]


BEFORE_LEAVING: dict[str, list[c.DurableCommand]] = {
    "idle": [],
    "on a break": [c.DeskPause(id="request-break")],
    "calling": [c.DeskCall(id="request-call")],
    "serving": [c.DeskCall(id="request-call"), c.DeskServe(id="request-serve")],
}


def seat(site: Site, counter: str = "one") -> tuple[str, str | None]:
    """A counter as the board shows it: its state and its officer."""
    return next((view.state, view.officer) for view in site.office.office_view().counters if view.id == counter)


async def officer_at_desk(site: Site, pause: c.DeskPause | None) -> Visitor:
    """An officer at counter `one`, who pauses the desk when a pause is given."""
    officer = await site.officer(counter="one")
    if pause is not None:
        await site.done(officer, pause)
    return officer


@pytest.mark.parametrize("pause", [None, c.DeskPause(id="request-pause", reason="meeting")], ids=["open", "in a meeting"])
async def test_T11_the_desk_of_a_lost_officer_closes_after_a_while_whatever_it_was_doing(
    site: Site, pause: c.DeskPause | None
) -> None:
    officer = await officer_at_desk(site, pause)
    await site.office.left(officer.id)
    await site.later(29 * 60)
    assert seat(site) == ("paused", "Officer Han")
    await site.later(2 * 60)
    assert seat(site) == ("closed", None)
    assert site.desk(officer).counter is None


async def test_T11_the_reason_of_a_pause_is_shown_while_its_officer_is_gone(site: Site) -> None:
    officer = await site.officer(counter="one")
    await site.done(officer, c.DeskPause(id=request_id(), reason="meeting"))
    await site.office.left(officer.id)
    assert (site.desk(officer).state, site.desk(officer).reason) == ("paused", "meeting")


async def test_T12_the_board_says_whose_officer_is_gone(site: Site) -> None:
    officer = await site.officer(counter="one")
    await site.done(officer, c.DeskPause(id=request_id(), reason="meeting"))
    gone = [{view.id for view in site.office.office_view().counters if view.gone}]
    await site.office.left(officer.id)
    gone.append({view.id for view in site.office.office_view().counters if view.gone})
    assert gone == [set(), {"one"}]


async def forsaken(site: Site) -> tuple[Visitor, Visitor]:
    """A citizen with the older of two tickets, and the officer who is gone in the middle of their talk."""
    mina, officer = await site.citizen("Mina"), await site.officer(counter="one")
    await site.take(mina)
    await site.take(await site.citizen("Jun"))
    await site.serve_next(officer)
    await site.office.left(officer.id)
    return mina, officer


async def test_T11_whom_a_lost_officer_was_serving_waits_again_at_their_old_age_after_two_minutes(site: Site) -> None:
    mina, officer = await forsaken(site)
    await site.later(119)
    assert [ticket.state for ticket in site.tickets(mina)] == ["serving"]
    await site.later(2)
    assert [(ticket.state, ticket.place) for ticket in site.tickets(mina)] == [("waiting", 1)]
    assert (seat(site), site.desk(officer).ticket) == (("paused", "Officer Han"), None)


async def test_T11_a_colleague_calls_whom_a_lost_officer_was_serving(site: Site) -> None:
    mina, _ = await forsaken(site)
    await site.later(121)
    await site.serve_next(await site.officer("Officer Seo", counter="two"))
    assert [(ticket.state, ticket.counter) for ticket in site.tickets(mina)] == [("serving", "two")]


async def test_T11_an_officer_who_is_back_within_two_minutes_keeps_the_talk(site: Site) -> None:
    token = await site.sign_in("Officer Han")
    hello = c.Hello(versions=[1], officer=token)
    mina, officer = await site.citizen(), await site.office.arrive(hello)
    await site.done(officer, c.DeskOpen(id=request_id(), counter="one"))
    await site.take(mina)
    await site.serve_next(officer)
    await site.office.left(officer.id)
    await site.later(119)
    await site.office.arrive(hello)
    await site.later(10 * 60)
    assert [ticket.state for ticket in site.tickets(mina)] == ["serving"]


async def test_T11_both_sides_are_told_that_a_talk_went_back_into_the_line(site: Site) -> None:
    mina, officer = await forsaken(site)
    await site.later(121)
    notices = [[notice.code for notice in await told(site, person)] for person in (mina, officer)]
    assert notices == [["returned"], ["returned"]]


@pytest.mark.parametrize("doing", ["idle", "on a break", "calling", "serving"])
async def test_T11_the_desk_of_an_officer_who_leaves_the_office_closes_at_once(site: Site, doing: str) -> None:
    mina, officer = await site.citizen(), await site.officer(counter="one")
    await site.take(mina)
    for command in BEFORE_LEAVING[doing]:
        await site.done(officer, command)
    await site.office.left(officer.id, on_purpose=True)
    assert seat(site) == ("closed", None)
    assert [(ticket.state, ticket.place) for ticket in site.tickets(mina)] == [("waiting", 1)]
    assert [notice.about["why"] for notice in await told(site, officer)] == ["left"]


async def test_T11_an_officer_who_came_back_keeps_the_desk_until_they_are_gone_again(site: Site) -> None:
    token = await site.sign_in("Officer Han")
    hello = c.Hello(versions=[1], officer=token)
    officer, other = await site.office.arrive(hello), await site.officer("Officer Seo")
    await site.done(officer, c.DeskOpen(id=request_id(), counter="one"))
    await site.office.left(officer.id)
    await site.later(20 * 60)
    await site.office.arrive(hello)
    await site.later(20 * 60)
    assert await site.code(other, c.DeskOpen(id=request_id(), counter="one")) is Rejection.DESK_TAKEN
    await site.office.left(officer.id)
    await site.later(20 * 60)
    assert seat(site) == ("paused", "Officer Han")


@pytest.mark.parametrize("pause", [None, c.DeskPause(id="request-pause", reason="break")], ids=["open", "on a break"])
async def test_T11_the_time_of_a_lost_officer_goes_on_over_a_restart(tmp_path: Path, pause: c.DeskPause | None) -> None:
    clock = Clock()
    async with open_site(tmp_path, clock) as site:
        officer = await officer_at_desk(site, pause)
        await site.office.left(officer.id)
        await site.later(20 * 60)
    async with open_site(tmp_path, clock) as site:
        await site.later(9 * 60)
        assert seat(site) == ("paused", "Officer Han")
        await site.later(2 * 60)
        assert seat(site) == ("closed", None)


async def test_T11_an_officer_on_a_break_who_was_not_yet_lost_is_after_a_restart(tmp_path: Path) -> None:
    clock = Clock()
    async with open_site(tmp_path, clock) as site:
        await site.done(await site.officer(counter="one"), c.DeskPause(id=request_id(), reason="break"))
    async with open_site(tmp_path, clock) as site:
        await site.later(61)
        await site.done(await site.officer("Officer Seo"), c.DeskOpen(id=request_id(), counter="one"))
        assert seat(site) == ("open", "Officer Seo")
