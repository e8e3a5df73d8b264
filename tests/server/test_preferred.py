"""Somebody waits for a certain officer, until they or that officer change it (SPEC T42)."""

from pathlib import Path

from tests.server.office_site import Clock, Site, open_site, request_id

from madang_protocol import NoticeCode, Rejection
from madang_protocol import commands as c
from madang_protocol import messages as m
from madang_server.office_app import Visitor
from madang_server.store import office_rows


def prefer(ticket: str, counter: str | None) -> c.TicketPrefer:
    return c.TicketPrefer(id=request_id(), ticket=ticket, counter=counter)


def call(ticket: str | None = None) -> c.DeskCall:
    return c.DeskCall(id=request_id(), ticket=ticket)


def told(site: Site, visitor: Visitor) -> list[NoticeCode]:
    return [notice.code for notice in site.notifier.told(visitor, m.Notice)]


async def test_T42_others_pass_over_whoever_waits_for_an_officer(site: Site) -> None:
    mina, jun = await site.citizen(), await site.citizen("Jun")
    lee, han = await site.officer("Officer Lee", counter="one"), await site.officer("Officer Han", counter="two")
    hers, _ = await site.take(mina), await site.take(jun)
    await site.later(1)
    await site.done(mina, prefer(hers, "two"))
    await site.later(1)
    mine = site.tickets(mina)[0]
    assert (mine.place, mine.preferred, mine.low_s, mine.high_s) == (1, "Officer Han", None, None)
    assert site.tickets(jun)[0].high_s is not None
    assert [one.preferred for one in site.office.queue_view(lee).tickets] == ["Officer Han", None]
    await site.done(lee, call())
    assert site.ticket_at(lee).number == "C-002"
    await site.done(lee, c.DeskMissed(id=request_id()))
    await site.done(han, call())
    assert site.ticket_at(han).id == hers


async def test_T42_it_is_dropped_at_any_time_and_an_officer_may_still_choose_the_ticket(site: Site) -> None:
    mina = await site.citizen()
    lee, _ = await site.officer("Officer Lee", counter="one"), await site.officer("Officer Han", counter="two")
    ticket = await site.take(mina)
    await site.done(mina, prefer(ticket, "two"))
    assert await site.code(lee, call()) is Rejection.NOBODY_WAITING
    await site.done(mina, prefer(ticket, None))
    assert site.tickets(mina)[0].preferred is None
    await site.done(mina, prefer(ticket, "two"))
    await site.done(lee, call(ticket))
    assert site.ticket_at(lee).id == ticket
    assert await site.code(mina, prefer(ticket, None)) is Rejection.WRONG_STATE


async def test_T28_T42_who_was_sent_back_to_a_counter_and_chooses_an_officer_is_called_by_that_one(site: Site) -> None:
    mina = await site.citizen()
    lee, han = await site.officer("Officer Lee", counter="one"), await site.officer("Officer Han", counter="two")
    ticket = await site.take(mina)
    await site.done(lee, call())
    await site.done(lee, c.DeskServe(id=request_id()))
    await site.done(lee, c.DeskTransfer(id=request_id(), service="echo"))
    await site.done(han, call(ticket))
    await site.done(han, c.DeskServe(id=request_id()))
    await site.done(han, c.DeskTransfer(id=request_id(), service="consultation", to="first"))
    await site.done(mina, prefer(ticket, "two"))
    assert await site.code(lee, call()) is Rejection.NOBODY_WAITING
    await site.done(han, call())
    assert site.ticket_at(han).id == ticket


async def test_T13_T42_nobody_changes_places_with_who_waits_for_another_officer(site: Site) -> None:
    mina, jun = await site.citizen(), await site.citizen("Jun")
    lee, _ = await site.officer("Officer Lee", counter="one"), await site.officer("Officer Han", counter="two")
    first, second = await site.take(mina), await site.take(jun)
    await site.done(jun, prefer(second, "two"))
    await site.done(lee, call())
    assert site.ticket_at(lee).id == first
    assert await site.code(mina, c.TicketDefer(id=request_id(), ticket=first)) is Rejection.NOBODY_WAITING


async def test_T7_T42_a_wait_for_a_certain_officer_is_no_broken_promise(site: Site) -> None:
    mina, han = await site.citizen(), await site.officer("Officer Han", counter="two")
    await site.later(1)
    ticket = await site.take(mina)
    await site.done(mina, prefer(ticket, "two"))
    await site.later(3_000)
    await site.done(han, call())
    async with site.store.read() as sql:
        assert [row.waited_s for row in await office_rows.wait_ranges(sql, limit=10)] == [None]


async def test_T42_only_an_officer_on_duty_who_serves_the_ticket_is_waited_for(site: Site) -> None:
    mina, jun = await site.citizen(), await site.citizen("Jun")
    await site.officer("Officer Papers", counter="papers")
    ticket = await site.take(mina)
    for counter in ("papers", "one", "nowhere"):
        assert await site.code(mina, prefer(ticket, counter)) is Rejection.UNKNOWN_COUNTER
    assert await site.code(jun, prefer(ticket, None)) is Rejection.NOT_YOURS


async def test_T42_when_the_officer_leaves_anybody_may_call_and_the_holder_is_told(site: Site) -> None:
    mina = await site.citizen()
    han, lee = await site.officer("Officer Han", counter="two"), await site.officer("Officer Lee", counter="one")
    ticket = await site.take(mina)
    await site.done(mina, prefer(ticket, "two"))
    await site.done(han, c.DeskPause(id=request_id()))
    assert (site.tickets(mina)[0].preferred, told(site, mina)) == ("Officer Han", [])
    await site.done(han, c.DeskClose(id=request_id()))
    assert (site.tickets(mina)[0].preferred, told(site, mina)) == (None, [NoticeCode.PREFERRED_LEFT])
    assert site.notifier.told(mina, m.Notice)[-1].about["name"] == "Officer Han"
    await site.done(lee, call())
    assert site.ticket_at(lee).id == ticket


async def test_T42_who_goes_to_another_counter_of_that_service_is_still_waited_for(site: Site) -> None:
    mina, jun, han = await site.citizen(), await site.citizen("Jun"), await site.officer("Officer Han", counter="two")
    hers, his = await site.take(mina), await site.take(jun, "echo")
    await site.done(mina, prefer(hers, "two"))
    await site.done(jun, prefer(his, "two"))
    await site.done(han, c.DeskOpen(id=request_id(), counter="one"))
    assert (site.tickets(mina)[0].preferred, site.tickets(jun)[0].preferred) == ("Officer Han", None)
    assert (told(site, mina), told(site, jun)) == ([], [NoticeCode.PREFERRED_LEFT])


async def test_T42_an_officer_who_stays_away_is_no_longer_waited_for(site: Site) -> None:
    mina, han = await site.citizen(), await site.officer("Officer Han", counter="two")
    ticket = await site.take(mina)
    await site.done(mina, prefer(ticket, "two"))
    await site.office.left(han.id, on_purpose=True)
    assert (site.tickets(mina)[0].preferred, told(site, mina)) == (None, [NoticeCode.PREFERRED_LEFT])


async def test_T42_it_holds_over_a_restart(tmp_path: Path) -> None:
    clock = Clock()
    async with open_site(tmp_path, clock) as site:
        mina, _ = await site.citizen(), await site.officer("Officer Han", counter="two")
        ticket = await site.take(mina)
        await site.done(mina, prefer(ticket, "two"))
    async with open_site(tmp_path, clock) as site:
        back = await site.again(mina)
        state = [one for one in await site.office.state_of(back) if isinstance(one, m.Tickets)]
        assert [one.preferred for one in state[0].tickets] == ["Officer Han"]
        lee = await site.officer("Officer Lee", counter="one")
        assert await site.code(lee, call()) is Rejection.NOBODY_WAITING


async def test_T37_T42_a_place_that_is_taken_back_waits_for_nobody_who_has_left(site: Site) -> None:
    mina, han = await site.citizen(), await site.officer("Officer Han", counter="two")
    ticket = await site.take(mina)
    await site.done(mina, prefer(ticket, "two"))
    for leaves in (False, True):
        await site.done(mina, c.TicketLeave(id=request_id(), ticket=ticket))
        await site.done(han, c.DeskClose(id=request_id()) if leaves else c.DeskPause(id=request_id()))
        await site.done(mina, c.TicketUndo(id=request_id(), ticket=ticket))
        assert site.tickets(mina)[0].preferred == (None if leaves else "Officer Han")
