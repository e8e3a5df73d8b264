"""Who has closed the page: they rule no line and are called when they are back (SPEC T15), and a talk knows of it (SPEC T16)."""

from pathlib import Path

from tests.server.office_site import Clock, Site, open_site, request_id

from madang_protocol import NoticeCode, Rejection
from madang_protocol import commands as c
from madang_protocol import messages as m
from madang_server.office_app import Visitor


async def two_in_line(site: Site) -> tuple[Visitor, Visitor]:
    first, second = await site.citizen("Mina"), await site.citizen("Jun")
    await site.take(first)
    await site.take(second)
    return first, second


def notices(site: Site, visitor: Visitor) -> list[NoticeCode]:
    return [notice.code for notice in site.notifier.told(visitor, m.Notice)]


async def test_T15_one_who_is_away_is_passed_over_and_called_when_back(site: Site) -> None:
    officer = await site.officer(counter="one")
    first, second = await two_in_line(site)
    await site.office.left(first.id)
    await site.later(1)
    assert [(ticket.number, ticket.place) for ticket in site.tickets(second)] == [("C-002", 1)]
    assert site.service().waiting == 1
    await site.done(officer, c.DeskCall(id=request_id()))
    assert site.ticket_at(officer).number == "C-002"
    await site.done(officer, c.DeskMissed(id=request_id()))
    await site.office.left(second.id)
    assert await site.code(officer, c.DeskCall(id=request_id())) is Rejection.NOBODY_WAITING
    await site.again(first)
    await site.done(officer, c.DeskCall(id=request_id()))
    assert site.ticket_at(officer).number == "C-001"


async def test_T15_who_is_back_stands_where_their_age_puts_them(site: Site) -> None:
    first, second = await two_in_line(site)
    await site.office.left(first.id)
    await site.later(1)
    await site.again(first)
    await site.later(1)
    assert [ticket.place for ticket in site.tickets(first)] == [1]
    assert [ticket.place for ticket in site.tickets(second)] == [2]


async def test_T15_an_officer_sees_who_is_away_and_may_call_them_by_name(site: Site) -> None:
    officer = await site.officer(counter="one")
    first, _ = await two_in_line(site)
    await site.office.left(first.id)
    row = site.office.queue_view(officer).tickets[-1]
    assert (row.number, row.here) == ("C-001", False)
    await site.done(officer, c.DeskCall(id=request_id(), ticket=row.id))
    assert site.ticket_at(officer).number == "C-001"


async def test_T15_who_was_passed_over_is_told_so_once_for_each_absence(site: Site) -> None:
    officer = await site.officer(counter="one")
    first, second = await two_in_line(site)
    third = await site.citizen("Sora")
    await site.take(third)
    await site.office.left(first.id)
    for _ in range(2):
        await site.done(officer, c.DeskCall(id=request_id()))
        await site.done(officer, c.DeskMissed(id=request_id()))
    assert notices(site, first) == [NoticeCode.PASSED_OVER]
    assert notices(site, second) == notices(site, third) == [NoticeCode.MISSED]
    back = await site.again(first)
    told = [message for message in await site.office.state_of(back) if isinstance(message, m.Notice)]
    assert [(notice.code, notice.about["number"]) for notice in told] == [(NoticeCode.PASSED_OVER, "C-001")]
    await site.office.left(first.id)
    await site.done(officer, c.DeskCall(id=request_id()))
    assert notices(site, first) == [NoticeCode.PASSED_OVER] * 2


async def test_T15_after_a_restart_nobody_is_away_before_they_could_come_back(tmp_path: Path) -> None:
    clock = Clock()
    async with open_site(tmp_path, clock) as site:
        first, _ = await two_in_line(site)
        officer = await site.sign_in("Officer Han")
    async with open_site(tmp_path, clock) as site:
        seated = await site.office.arrive(c.Hello(versions=[1], officer=officer))
        assert [row.here for row in site.office.queue_view(seated).tickets] == [True, True]
        await site.again(first)
        await site.later(61)
        assert [row.here for row in site.office.queue_view(seated).tickets] == [True, False]


async def test_T13_who_is_called_may_let_the_next_one_go_first(site: Site) -> None:
    officer = await site.officer(counter="one")
    first, _ = await two_in_line(site)
    await site.done(officer, c.DeskCall(id=request_id()))
    ticket = site.tickets(first)[0].id
    await site.done(first, c.TicketDefer(id=request_id(), ticket=ticket))
    assert [(mine.state, mine.place) for mine in site.tickets(first)] == [("deferred", 2)]
    assert site.desk(officer).ticket is None
    await site.done(officer, c.DeskCall(id=request_id()))
    assert site.ticket_at(officer).number == "C-002"


async def test_T13_nobody_goes_first_where_nobody_else_is_here(site: Site) -> None:
    officer = await site.officer(counter="one")
    first, second = await two_in_line(site)
    await site.office.left(second.id)
    await site.done(officer, c.DeskCall(id=request_id()))
    defer = c.TicketDefer(id=request_id(), ticket=site.tickets(first)[0].id)
    assert await site.code(first, defer) is Rejection.NOBODY_WAITING
    assert [mine.state for mine in site.tickets(first)] == ["called"]


async def test_T16_each_side_of_a_talk_is_told_once_that_the_other_is_away_and_back(site: Site) -> None:
    officer, mina = await site.officer(counter="one"), await site.citizen()
    await site.take(mina)
    await site.serve_next(officer)
    await site.office.dropped(mina.id)
    await site.office.left(mina.id)
    await site.again(mina)
    assert notices(site, officer) == [NoticeCode.PARTNER_AWAY, NoticeCode.PARTNER_BACK]
    await site.office.dropped(officer.id)
    assert notices(site, mina) == [NoticeCode.PARTNER_AWAY]


async def test_T16_one_who_talks_with_nobody_is_missed_by_nobody(site: Site) -> None:
    officer = await site.officer(counter="one")
    first, second = await two_in_line(site)
    await site.office.dropped(first.id)
    assert notices(site, officer) == notices(site, second) == []
