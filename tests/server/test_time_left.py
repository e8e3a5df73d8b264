"""How long somebody who is called still has to come, in seconds that no clock on a wall changes (SPEC T18)."""

import pytest
from tests.server.office_site import Site, request_id

from madang_protocol import commands as c
from madang_protocol import messages as m
from madang_server.office_app import Visitor

HOUR = 3_600.0


async def called(site: Site) -> tuple[Visitor, Visitor, str]:
    """A citizen, the officer who calls them, and the ticket."""
    mina, officer = await site.citizen(), await site.officer(counter="one")
    ticket = await site.take(mina)
    await site.done(officer, c.DeskCall(id=request_id()))
    return mina, officer, ticket


async def test_T18_a_call_says_how_many_seconds_are_left(site: Site) -> None:
    mina, officer, _ = await called(site)
    assert site.notifier.told(mina, m.Called)[-1].ticket.left_s == 90
    assert site.tickets(mina)[0].left_s == 90
    assert site.ticket_at(officer).left_s == 90


async def test_T18_a_recall_and_an_answer_say_what_is_left_then(site: Site) -> None:
    mina, officer, ticket = await called(site)
    await site.later(50)
    await site.done(officer, c.DeskRecall(id=request_id()))
    assert site.notifier.told(mina, m.Called)[-1].ticket.left_s == 90
    await site.later(30)
    await site.done(mina, c.TicketAnswer(id=request_id(), ticket=ticket))
    assert (site.tickets(mina)[0].left_s, site.ticket_at(officer).left_s) == (180, 180)


async def test_T18_who_comes_back_is_told_what_is_left_now(site: Site) -> None:
    mina, _, _ = await called(site)
    await site.later(50)
    await site.again(mina)
    assert site.tickets(mina)[0].left_s == 40


async def test_T18_an_officer_who_comes_back_is_told_what_is_left_now(site: Site) -> None:
    sign_in = await site.sign_in("Officer Han")
    officer, mina = await site.office.arrive(c.Hello(versions=[1], officer=sign_in)), await site.citizen()
    await site.done(officer, c.DeskOpen(id=request_id(), counter="one"))
    await site.take(mina)
    await site.done(officer, c.DeskCall(id=request_id()))
    await site.later(50)
    await site.office.arrive(c.Hello(versions=[1], officer=sign_in))
    assert site.ticket_at(officer).left_s == 40


@pytest.mark.parametrize("jumped", [HOUR, -HOUR])
async def test_T18_the_clock_on_the_wall_changes_nothing(site: Site, jumped: float) -> None:
    mina, _, _ = await called(site)
    site.clock.jumped_s = jumped
    await site.later(50)
    await site.again(mina)
    assert site.tickets(mina)[0].left_s == 40


async def test_T18_who_is_not_called_has_no_time_left(site: Site) -> None:
    mina, officer, _ = await called(site)
    await site.done(officer, c.DeskServe(id=request_id()))
    assert site.tickets(mina)[0].left_s is None
    assert site.ticket_at(officer).left_s is None
