"""Who asks to be called some minutes later: their number and their place among the others (SPEC T39)."""

from pathlib import Path

from tests.server.office_site import Clock, Site, open_site, request_id

from madang_office.tickets import LATERS_MAX
from madang_protocol import NoticeCode, Rejection
from madang_protocol import commands as c
from madang_protocol import messages as m
from madang_server.office_app import Visitor

MINUTE = 60


def later(ticket: str, minutes: int) -> c.TicketLater:
    return c.TicketLater(id=request_id(), ticket=ticket, minutes=minutes)


async def finish(site: Site, officer: Visitor) -> None:
    await site.done(officer, c.DeskFinish(id=request_id(), outcome="solved"))


async def test_T39_who_comes_later_is_not_called_before_and_then_stands_where_they_stood(site: Site) -> None:
    people = [await site.citizen(f"Person {number}") for number in range(3)]
    tickets = [await site.take(person) for person in people]
    officer = await site.officer(counter="one")
    await site.done(people[0], later(tickets[0], 10))
    await site.later(1)
    mine = site.tickets(people[0])[0]
    assert (mine.number, mine.state, mine.place, mine.not_before, mine.laters) == (
        "C-001", "deferred", 1, round(site.clock.now() + 10 * MINUTE - 1), LATERS_MAX - 1
    )  # fmt: skip
    assert [site.tickets(person)[0].place for person in people[1:]] == [1, 2]
    assert site.service().waiting == 2
    await site.serve_next(officer)
    assert site.ticket_at(officer).number == "C-002"
    await finish(site, officer)
    await site.later(10 * MINUTE)
    assert (site.tickets(people[0])[0].place, site.tickets(people[0])[0].not_before) == (1, None)
    assert site.tickets(people[2])[0].place == 2
    await site.serve_next(officer)
    assert site.ticket_at(officer).number == "C-001"


async def test_T39_the_range_holds_for_who_comes_later(site: Site) -> None:
    mina, _ = await site.citizen(), await site.officer(counter="one")
    ticket = await site.take(mina)
    await site.later(1)
    before = site.tickets(mina)[0]
    await site.done(mina, later(ticket, 15))
    after = site.tickets(mina)[0]
    assert (before.low_s, after.low_s) == (0, 15 * MINUTE)
    assert before.high_s is not None
    assert after.high_s == 15 * MINUTE + before.high_s


async def test_T39_the_upper_bound_of_the_others_counts_those_who_come_later(site: Site) -> None:
    first, second = await site.citizen("First"), await site.citizen("Second")
    await site.officer(counter="one")
    ticket, _ = await site.take(first), await site.take(second)
    await site.later(1)
    before = site.tickets(second)[0]
    await site.done(first, later(ticket, 5))
    await site.later(6)
    after = site.tickets(second)[0]
    assert (before.place, after.place) == (2, 1)
    assert (after.low_s, after.high_s) == (0, before.high_s)


async def test_T39_it_can_be_asked_for_three_times_and_within_the_day(site: Site) -> None:
    mina = await site.citizen()
    ticket = await site.take(mina)
    assert await site.code(mina, later(ticket, 0)) is Rejection.WRONG_STATE
    for minutes in (5, 30, 5):
        await site.done(mina, later(ticket, minutes))
    assert await site.code(mina, later(ticket, 5)) is Rejection.LIMIT
    await site.done(mina, later(ticket, 0))
    assert (site.tickets(mina)[0].not_before, site.tickets(mina)[0].laters) == (None, 0)
    jun = await site.citizen("Jun")
    his = await site.take(jun)
    ends = site.tickets(jun)[0].ends
    assert ends is not None
    await site.later(ends - site.clock.now() - 4 * MINUTE)
    assert await site.code(jun, later(his, 5)) is Rejection.TOO_LATE
    assert await site.code(mina, later(his, 5)) is Rejection.NOT_YOURS


async def test_T39_who_is_called_may_do_so_too_and_the_desk_is_free_for_the_next(site: Site) -> None:
    mina, jun, officer = await site.citizen(), await site.citizen("Jun"), await site.officer(counter="one")
    ticket = await site.take(mina)
    await site.take(jun)
    await site.done(officer, c.DeskCall(id=request_id()))
    await site.done(mina, later(ticket, 5))
    assert (site.desk(officer).state, site.desk(officer).ticket) == ("open", None)
    assert [told.code for told in site.notifier.told(officer, m.Notice)] == [NoticeCode.CITIZEN_LATER]
    await site.done(officer, c.DeskCall(id=request_id()))
    assert site.ticket_at(officer).number == "C-002"
    await site.done(officer, c.DeskMissed(id=request_id()))


async def test_T39_an_officer_sees_when_they_come_and_cannot_call_them_before(site: Site) -> None:
    mina, officer = await site.citizen(), await site.officer(counter="one")
    ticket = await site.take(mina)
    await site.done(mina, later(ticket, 5))
    seen = site.office.queue_view(officer).tickets
    assert [one.not_before for one in seen] == [int(site.clock.now() + 5 * MINUTE)]
    assert await site.code(officer, c.DeskCall(id=request_id())) is Rejection.NOBODY_WAITING
    assert await site.code(officer, c.DeskCall(id=request_id(), ticket=ticket)) is Rejection.TOO_EARLY
    await site.later(5 * MINUTE + 1)
    assert [one.not_before for one in site.office.queue_view(officer).tickets] == [None]
    await site.done(officer, c.DeskCall(id=request_id()))


async def test_T39_an_officer_with_nothing_to_do_is_told_when_the_time_has_come(site: Site) -> None:
    mina, _ = await site.citizen(), await site.officer(counter="one")
    ticket = await site.take(mina)
    await site.done(mina, later(ticket, 5))
    await site.later(5 * MINUTE - 1)
    before = site.notifier.queue_changes, site.notifier.office_changes
    await site.later(2)
    assert (site.notifier.queue_changes > before[0], site.notifier.office_changes > before[1]) == (True, True)


async def test_T39_the_range_ends_one_turn_after_the_time_whatever_the_place(site: Site) -> None:
    people = [await site.citizen(f"Person {number}") for number in range(5)]
    await site.officer(counter="one")
    tickets = [await site.take(person) for person in people]
    await site.later(1)
    first, last = (site.tickets(people[at])[0] for at in (0, 4))
    assert None not in {first.high_s, last.high_s}
    await site.done(people[4], later(tickets[4], 30))
    await site.later(25)  # the ranges are computed anew
    asked = site.tickets(people[4])[0]
    assert asked.high_s is not None
    assert asked.high_s <= max(last.high_s or 0, 30 * MINUTE + (first.high_s or 0))


async def test_T39_it_holds_over_a_restart(tmp_path: Path) -> None:
    clock = Clock()
    async with open_site(tmp_path, clock) as site:
        mina, jun = await site.citizen(), await site.citizen("Jun")
        ticket = await site.take(mina)
        await site.take(jun)
        await site.done(mina, later(ticket, 10))
        clock.instant += 3 * MINUTE
    async with open_site(tmp_path, clock) as site:
        back, _ = await site.again(mina), await site.again(jun)
        told = [one for one in await site.office.state_of(back) if isinstance(one, m.Tickets)]
        assert [(one.number, one.not_before) for one in told[0].tickets] == [("C-001", int(clock.now() + 7 * MINUTE))]
        officer = await site.officer(counter="one")
        await site.done(officer, c.DeskCall(id=request_id()))
        assert site.ticket_at(officer).number == "C-002"


async def test_T15_T39_who_goes_away_meanwhile_is_away_when_the_time_has_come(site: Site) -> None:
    mina, officer = await site.citizen(), await site.officer(counter="one")
    ticket = await site.take(mina)
    await site.done(mina, later(ticket, 5))
    await site.office.left(mina.id)
    await site.later(5 * MINUTE + 1)
    assert await site.code(officer, c.DeskCall(id=request_id())) is Rejection.NOBODY_WAITING
    await site.again(mina)
    await site.done(officer, c.DeskCall(id=request_id()))
    assert site.ticket_at(officer).id == ticket
