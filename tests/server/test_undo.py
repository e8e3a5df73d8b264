"""What is undone within ten seconds: a place that was given back, and a call that was marked as missed (SPEC T37, T38)."""

from pathlib import Path

import pytest
from tests.server.office_site import Clock, Site, open_site, request_id

from madang_office.periods import period_faults
from madang_protocol import NoticeCode, Rejection
from madang_protocol import commands as c
from madang_protocol import messages as m
from madang_server.office_app import Visitor
from madang_server.store import office_rows


def leave(ticket: str) -> c.TicketLeave:
    return c.TicketLeave(id=request_id(), ticket=ticket)


def take_back(ticket: str) -> c.TicketUndo:
    return c.TicketUndo(id=request_id(), ticket=ticket)


def call_back(ticket: str) -> c.DeskUndo:
    return c.DeskUndo(id=request_id(), ticket=ticket)


def undo_of(site: Site, visitor: Visitor) -> list[m.Undoable]:
    return site.notifier.told(visitor, m.Tickets)[-1].undo


async def test_T37_who_gave_a_place_back_by_mistake_gets_number_and_place_again(site: Site) -> None:
    people = [await site.citizen(f"Person {number}") for number in range(3)]
    tickets = [await site.take(person) for person in people]
    await site.done(people[1], leave(tickets[1]))
    assert (site.tickets(people[1]), undo_of(site, people[1])) == (
        [], [m.Undoable(id=tickets[1], number="C-002", service="consultation", left_s=10)],
    )  # fmt: skip
    await site.later(9)
    assert site.tickets(people[2])[0].place == 2
    await site.done(people[1], take_back(tickets[1]))
    await site.later(0.5)
    assert [site.tickets(person)[0].place for person in people] == [1, 2, 3]
    assert (site.tickets(people[1])[0].number, undo_of(site, people[1])) == ("C-002", [])
    async with site.store.read() as sql:
        periods = await office_rows.periods_of(sql, tickets[1])
    assert ([period.state.value for period in periods], period_faults(periods)) == (["waiting", "left", "waiting"], [])


async def test_T37_after_ten_seconds_by_the_offices_clock_it_is_over(site: Site) -> None:
    mina = await site.citizen()
    ticket = await site.take(mina)
    await site.done(mina, leave(ticket))
    site.clock.jumped_s -= 3_600  # what the wall shows does not matter
    site.clock.instant += 10.1
    assert await site.code(mina, take_back(ticket)) is Rejection.TOO_LATE
    await site.later(60)
    assert await site.code(mina, take_back(ticket)) is Rejection.UNKNOWN_TICKET


async def test_T37_it_is_told_to_who_reloads_and_done_after_a_restart(tmp_path: Path) -> None:
    clock = Clock()
    async with open_site(tmp_path, clock) as site:
        first, mina = await site.citizen("First"), await site.citizen()
        await site.take(first)
        ticket = await site.take(mina)
        await site.done(mina, leave(ticket))
        clock.instant += 4
    async with open_site(tmp_path, clock) as site:
        back = await site.again(mina)
        told = [one for one in await site.office.state_of(back) if isinstance(one, m.Tickets)]
        assert [(one.number, one.left_s) for one in told[0].undo] == [("C-002", 6)]
        await site.done(back, take_back(ticket))
        assert [(one.number, one.place) for one in site.tickets(back)] == [("C-002", 2)]
    async with open_site(tmp_path, clock) as site:
        assert site.office._context.state.tickets[ticket].number == "C-002"


async def test_T37_who_comes_back_to_a_session_is_told_how_long_it_can_be_undone_yet(site: Site) -> None:
    mina = await site.citizen()
    await site.done(mina, leave(await site.take(mina)))
    site.clock.instant += 7
    await site.again(mina)
    assert [one.left_s for one in undo_of(site, mina)] == [3]


async def test_T37_who_was_called_waits_again_and_the_officer_is_told(site: Site) -> None:
    mina, officer = await site.citizen(), await site.officer(counter="one")
    ticket = await site.take(mina)
    await site.done(officer, c.DeskCall(id=request_id()))
    await site.done(mina, leave(ticket))
    await site.done(mina, take_back(ticket))
    codes = [notice.code for notice in site.notifier.told(officer, m.Notice)]
    assert codes == [NoticeCode.CITIZEN_LEFT, NoticeCode.CITIZEN_BACK]
    assert [(one.state, one.place) for one in site.tickets(mina)] == [("waiting", 1)]
    await site.serve_next(officer)
    assert site.ticket_at(officer).id == ticket


async def test_T37_what_cannot_be_undone_changes_nothing(site: Site) -> None:
    mina, jun, officer = await site.citizen(), await site.citizen("Jun"), await site.officer(counter="one")
    first = await site.take(mina)
    assert await site.code(mina, take_back(first)) is Rejection.WRONG_STATE
    await site.done(mina, leave(first))
    assert await site.code(jun, take_back(first)) is Rejection.NOT_YOURS
    await site.take(mina)
    assert await site.code(mina, take_back(first)) is Rejection.ALREADY_WAITING
    await site.serve_next(officer)
    talked = site.ticket_at(officer).id
    await site.done(mina, leave(talked))
    assert undo_of(site, mina) == [m.Undoable(id=first, number="C-001", service="consultation", left_s=10)]
    assert await site.code(mina, take_back(talked)) is Rejection.UNKNOWN_TICKET  # a talk ended with it


async def test_T37_a_talk_that_was_set_aside_and_ends_is_over_for_good(site: Site) -> None:
    mina, officer = await site.citizen(), await site.officer(counter="one")
    ticket = await site.take(mina)
    case = await site.serve_next(officer)
    await site.done(officer, c.DeskHold(id=request_id()))
    await site.done(mina, leave(ticket))
    assert (undo_of(site, mina), site.case(mina, case).state) == ([], "closed")


async def missed(site: Site, officer: Visitor) -> str:
    """Call the next and mark them as missed; the id of their ticket."""
    await site.done(officer, c.DeskCall(id=request_id()))
    ticket = site.ticket_at(officer).id
    await site.done(officer, c.DeskMissed(id=request_id()))
    return ticket


@pytest.mark.parametrize("times", [1, 2])
async def test_T38_an_officer_calls_somebody_again_whom_they_marked_as_missed(site: Site, times: int) -> None:
    mina, officer = await site.citizen(), await site.officer(counter="one")
    await site.take(mina)
    for _ in range(times):
        ticket = await missed(site, officer)
    undo = site.desk(officer).undo
    assert undo == m.Undoable(id=ticket, number="C-001", service="consultation", left_s=10)
    site.clock.instant += 9
    await site.done(officer, call_back(ticket))
    assert (site.ticket_at(officer).state, site.ticket_at(officer).left_s, site.desk(officer).undo) == ("called", 90, None)
    assert site.notifier.told(mina, m.Called)[-1].again
    back = await site.again(mina)
    codes = [told.code for told in await site.office.state_of(back) if isinstance(told, m.Notice)]
    assert codes == []  # that it was missed is past
    await site.done(officer, c.DeskServe(id=request_id()))
    await site.done(officer, c.DeskFinish(id=request_id(), outcome="solved"))
    async with site.store.read() as sql:
        assert period_faults(await office_rows.periods_of(sql, ticket)) == []


async def test_T38_a_call_that_nobody_came_to_in_time_is_undone_as_well(site: Site) -> None:
    mina, officer = await site.citizen(), await site.officer(counter="one")
    ticket = await site.take(mina)
    await site.done(officer, c.DeskCall(id=request_id()))
    await site.later(91)
    undo = site.desk(officer).undo
    assert undo is not None
    await site.done(officer, call_back(undo.id))
    assert site.ticket_at(officer).id == ticket


async def test_T38_it_is_undone_at_that_desk_alone_while_it_is_free_and_not_for_long(site: Site) -> None:
    mina = await site.citizen()
    officer, colleague = await site.officer(counter="one"), await site.officer("Officer Lee", counter="two")
    await site.take(mina)
    ticket = await missed(site, officer)
    assert site.desk(colleague).undo is None
    assert await site.code(mina, call_back(ticket)) is Rejection.NOT_ALLOWED
    assert await site.code(colleague, call_back(ticket)) is Rejection.WRONG_STATE
    await site.done(officer, c.DeskCall(id=request_id()))  # by the line, once more
    assert site.desk(officer).undo is None
    assert await site.code(officer, call_back(ticket)) is Rejection.IN_TALK
    await site.done(officer, c.DeskMissed(id=request_id()))
    site.clock.instant += 10.1
    assert await site.code(officer, call_back(ticket)) is Rejection.TOO_LATE


async def test_T38_it_is_known_after_a_restart(tmp_path: Path) -> None:
    clock = Clock()
    async with open_site(tmp_path, clock) as site:
        await site.take(await site.citizen())
        officer = await site.officer(counter="one")
        ticket = await missed(site, officer)
        await site.done(officer, c.DeskPause(id=request_id()))
        clock.instant += 5
    async with open_site(tmp_path, clock) as site:
        undo = site.office._context.state.undoable[ticket].undo
        assert undo is not None
        assert undo.counter == "one"


async def test_T38_somebody_who_is_at_another_desk_is_not_called(site: Site) -> None:
    mina = await site.citizen()
    officer, colleague = await site.officer(counter="one"), await site.officer("Officer Lee", counter="two")
    await site.take(mina)
    await site.take(mina, "echo")
    ticket = await missed(site, officer)
    await site.done(colleague, c.DeskCall(id=request_id()))
    assert site.ticket_at(colleague).service == "echo"
    assert await site.code(officer, call_back(ticket)) is Rejection.IN_TALK
