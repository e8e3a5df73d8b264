"""Tickets through the office, on a real database."""

from pathlib import Path

import pytest
from tests.server.office_site import MORNING, Clock, Site, open_site, request_id

from madang_office.periods import period_faults
from madang_protocol import Rejection
from madang_protocol import commands as c
from madang_protocol import messages as m
from madang_server.store import office_rows


async def test_T1_a_second_ticket_for_the_same_service_is_rejected(site: Site) -> None:
    mina = await site.citizen()
    await site.take(mina)
    assert await site.code(mina, c.TicketTake(id=request_id(), service="consultation")) is Rejection.ALREADY_WAITING
    await site.take(mina, "echo")
    assert [ticket.service for ticket in site.tickets(mina)] == ["consultation", "echo"]


async def test_T1_an_unknown_service_and_ground_are_rejected(site: Site) -> None:
    mina = await site.citizen()
    assert await site.code(mina, c.TicketTake(id=request_id(), service="marriage")) is Rejection.UNKNOWN_SERVICE
    ground = c.TicketTake(id=request_id(), service="echo", ground="hurry")
    assert (await site.rejected(mina, ground)).fields == {"ground": "unknown"}


async def test_T2_numbers_and_places_follow_the_line(site: Site) -> None:
    first, second = await site.citizen("Mina"), await site.citizen("Jun")
    mine = await site.take(first)
    await site.take(second)
    assert [(ticket.number, ticket.place) for ticket in site.tickets(second)] == [("C-002", 2)]
    await site.done(first, c.TicketLeave(id=request_id(), ticket=mine))
    await site.later(1)
    assert [(ticket.number, ticket.place) for ticket in site.tickets(second)] == [("C-002", 1)]


async def test_T4_periods_of_a_whole_visit_have_no_gap(site: Site) -> None:
    mina, officer = await site.citizen(), await site.officer(counter="one")
    ticket = await site.take(mina)
    site.clock.instant += 60
    await site.serve_next(officer)
    site.clock.instant += 300
    await site.done(officer, c.DeskFinish(id=request_id(), outcome="solved"))
    async with site.store.read() as sql:
        periods = await office_rows.periods_of(sql, ticket)
    assert [period.state.value for period in periods] == ["waiting", "called", "serving"]
    assert [period.ended for period in periods] == pytest.approx([MORNING + 60, MORNING + 60, MORNING + 360], abs=0.01)
    assert period_faults(periods) == []


async def test_T5_a_called_visitor_is_told_and_told_again(site: Site) -> None:
    mina, officer = await site.citizen(), await site.officer(counter="one")
    await site.take(mina)
    await site.done(officer, c.DeskCall(id=request_id()))
    await site.done(officer, c.DeskRecall(id=request_id()))
    assert [(called.ticket.number, called.again) for called in site.notifier.told(mina, m.Called)] == [
        ("C-001", False),
        ("C-001", True),
    ]
    for _ in range(2):
        await site.done(officer, c.DeskRecall(id=request_id()))
    assert await site.code(officer, c.DeskRecall(id=request_id())) is Rejection.LIMIT


async def test_T6_a_missed_ticket_goes_back_once_and_then_ends(site: Site) -> None:
    mina, officer = await site.citizen(), await site.officer(counter="one")
    await site.take(mina)
    await site.done(officer, c.DeskCall(id=request_id()))
    await site.later(91)
    assert [(ticket.state, ticket.place) for ticket in site.tickets(mina)] == [("missed", 1)]
    assert site.desk(officer).ticket is None
    await site.done(officer, c.DeskCall(id=request_id()))
    await site.done(officer, c.DeskMissed(id=request_id()))
    assert site.tickets(mina) == []


async def test_T7_without_an_open_desk_there_is_no_range(site: Site) -> None:
    mina = await site.citizen()
    await site.take(mina)
    assert (site.service().low_s, site.service().high_s, site.tickets(mina)[0].high_s) == (None, None, None)
    await site.officer(counter="one")
    await site.later(1)
    assert site.service().high_s is not None
    assert site.tickets(mina)[0].high_s is not None


async def test_T8_priority_is_served_first_and_then_the_oldest(site: Site) -> None:
    ordinary = [await site.citizen(f"Ordinary {number}") for number in range(2)]
    favoured = [await site.citizen(f"Favoured {number}") for number in range(3)]
    officer = await site.officer(counter="one")
    for visitor in ordinary:
        await site.take(visitor)
    for visitor in favoured:
        await site.take(visitor, ground="pregnancy")
    numbers = []
    for _ in range(4):
        await site.serve_next(officer)
        numbers.append(site.ticket_at(officer).number)
        await site.done(officer, c.DeskFinish(id=request_id(), outcome="solved"))
    assert numbers == ["C-003", "C-004", "C-001", "C-005"]


async def test_T9_number_and_place_survive_a_restart(tmp_path: Path) -> None:
    clock = Clock()
    async with open_site(tmp_path, clock) as site:
        people = [await site.citizen(f"Person {number}") for number in range(3)]
        for visitor in people:
            await site.take(visitor)
            clock.instant += 5
        before = [site.tickets(visitor) for visitor in people]
    async with open_site(tmp_path, clock) as site:
        states = [await site.office.state_of(await site.again(visitor)) for visitor in people]
    after = [message.tickets for state in states for message in state if isinstance(message, m.Tickets)]
    assert [[(t.number, t.place) for t in tickets] for tickets in after] == [
        [(t.number, t.place) for t in tickets] for tickets in before
    ]


async def test_T9_the_row_of_priority_calls_survives_a_restart(tmp_path: Path) -> None:
    async with open_site(tmp_path) as site:
        officer = await site.officer(counter="one")
        for _ in range(2):
            await site.take(await site.citizen(), ground="age_80")
            await site.serve_next(officer)
            await site.done(officer, c.DeskFinish(id=request_id(), outcome="solved"))
        await site.take(await site.citizen("Ordinary"))
        await site.take(await site.citizen("Favoured"), ground="age_80")
    async with open_site(tmp_path) as site:
        officer = await site.officer("Officer Two", counter="two")
        await site.done(officer, c.DeskCall(id=request_id()))
        assert site.desk(officer).citizen == "Ordinary"


async def test_T13_a_visitor_defers_and_leaves(site: Site) -> None:
    mina, jun = await site.citizen("Mina"), await site.citizen("Jun")
    hers, his = await site.take(mina), await site.take(jun)
    await site.done(mina, c.TicketDefer(id=request_id(), ticket=hers))
    assert [(ticket.state, ticket.place) for ticket in site.tickets(mina)] == [("deferred", 2)]
    assert [ticket.place for ticket in site.tickets(jun)] == [1]
    assert await site.code(mina, c.TicketDefer(id=request_id(), ticket=hers)) is Rejection.NOBODY_WAITING
    assert await site.code(mina, c.TicketLeave(id=request_id(), ticket=his)) is Rejection.NOT_YOURS
    await site.done(mina, c.TicketLeave(id=request_id(), ticket=hers))
    assert await site.code(mina, c.TicketLeave(id=request_id(), ticket=hers)) is Rejection.UNKNOWN_TICKET


async def test_T13_leaving_while_served_frees_the_desk_and_closes_the_talk(site: Site) -> None:
    mina, officer = await site.citizen(), await site.officer(counter="one")
    ticket = await site.take(mina)
    case = await site.serve_next(officer)
    await site.done(mina, c.TicketLeave(id=request_id(), ticket=ticket))
    assert (site.desk(officer).state, site.desk(officer).ticket) == ("open", None)
    assert (site.case(mina, case).state, site.case(mina, case).outcome) == ("closed", "left")
