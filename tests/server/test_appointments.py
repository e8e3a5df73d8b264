"""Appointments of a real office on both databases: booked, moved, cancelled, kept, missed, reminded (SPEC T29 to T34, T36)."""

import asyncio
from dataclasses import replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from tests.server.office_site import MORNING, Site, request_id

from madang_office.appointments import OPEN_APPOINTMENTS_MAX, AppointmentRules
from madang_protocol import NoticeCode, Rejection
from madang_protocol import commands as c
from madang_protocol import messages as m
from madang_server.office_app import Visitor
from madang_server.office_app.queries.slots import free_slots
from madang_server.store import appointment_rows, tables
from madang_server.store.writes import write_all

NOW, MINUTE, HOUR = int(MORNING), 60, 3_600
NOON = NOW + 2 * HOUR


def book(at: int = NOON, service: str = "consultation") -> c.AppointmentBook:
    return c.AppointmentBook(id=request_id(), service=service, at=at)


def move(appointment: str, at: int) -> c.AppointmentMove:
    return c.AppointmentMove(id=request_id(), appointment=appointment, at=at)


def cancel(appointment: str) -> c.AppointmentCancel:
    return c.AppointmentCancel(id=request_id(), appointment=appointment)


def check_in(appointment: str) -> c.AppointmentCheckIn:
    return c.AppointmentCheckIn(id=request_id(), appointment=appointment)


def take() -> c.TicketTake:
    return c.TicketTake(id=request_id(), service="consultation")


async def booked(site: Site, visitor: Visitor, at: int = NOON) -> str:
    ref = (await site.done(visitor, book(at))).ref
    assert ref is not None
    return ref


async def at_desk(site: Site, visitor: Visitor, appointment: str) -> m.TicketView:
    """Check in: the ticket."""
    ref = (await site.done(visitor, check_in(appointment))).ref
    return next(ticket for ticket in site.tickets(visitor) if ticket.id == ref)


def mine(site: Site, visitor: Visitor) -> list[m.AppointmentView]:
    """A visitor's appointments as they were told last."""
    return site.notifier.told(visitor, m.Appointments)[-1].appointments


def notices(site: Site, visitor: Visitor) -> list[NoticeCode]:
    return [notice.code for notice in site.notifier.told(visitor, m.Notice)]


def free(site: Site, service: str = "consultation") -> list[int]:
    return [int(one.slot.at) for one in free_slots(site.office._context, service, site.clock.now())]


def gives(site: Site, *, desks: int, service: str = "consultation") -> None:
    """Let a service give so many appointments at a time."""
    offers: Any = site.office._context.catalogue.offers
    rules = offers[service].service.appointments or AppointmentRules(desks=desks, slot_s=1_200.0, days_ahead=14)
    offers[service] = replace(offers[service], service=replace(offers[service].service, appointments=replace(rules, desks=desks)))


async def test_T29_the_board_says_which_services_give_appointments(site: Site) -> None:
    assert [site.service(name).appointments for name in ("consultation", "echo")] == [True, False]
    assert (free(site)[0], free(site, "echo")) == (NOW + HOUR, [])
    assert datetime.fromtimestamp(free(site)[-1], ZoneInfo("Asia/Seoul")).strftime("%d %H:%M") == "16 17:40"


async def test_T30_a_citizen_books_with_nobody_there_and_sees_number_and_key(site: Site) -> None:
    mina = await site.citizen()
    ref = await booked(site, mina)
    found = mine(site, mina)
    assert [(one.id, one.service, one.at, one.until) for one in found] == [(ref, "consultation", NOON, NOON + 20 * MINUTE)]
    assert (found[0].number, len(found[0].key), found[0].check_in, found[0].kept_until) == (
        "R-00001",
        9,
        NOON - 15 * MINUTE,
        NOON + 10 * MINUTE,
    )
    assert NOON not in free(site)


async def test_T30_of_two_who_want_the_last_place_one_gets_it(site: Site) -> None:
    people = [await site.citizen(f"Person {number}") for number in range(8)]
    replies = await asyncio.gather(*[site.office.execute(person, book()) for person in people])
    codes = [reply.code for reply in replies if isinstance(reply, m.Rejected)]
    assert (len(codes), set(codes)) == (7, {Rejection.SLOT_GONE})


async def test_T30_as_many_as_desks_have_the_same_time(site: Site) -> None:
    gives(site, desks=3)
    people = [await site.citizen(f"Person {number}") for number in range(4)]
    for person in people[:3]:
        await booked(site, person)
    assert await site.code(people[3], book()) is Rejection.SLOT_GONE


async def test_T30_the_database_holds_no_two_appointments_on_one_seat(site: Site) -> None:
    mina, juno = await site.citizen(), await site.citizen("Juno")
    await booked(site, mina)
    first = next(iter(site.office._context.state.appointments))
    second = replace(first, id="another", number="R-00002", visitor=juno.id)
    with pytest.raises(IntegrityError):
        async with site.store.write() as sql:
            await write_all(sql, [appointment_rows.save_appointment(second)])


@pytest.mark.parametrize(("at", "service"), [(NOON + 1, "consultation"), (NOW + 40 * MINUTE, "consultation"), (NOON, "echo")])
async def test_T30_a_time_that_is_not_offered_is_rejected(site: Site, at: int, service: str) -> None:
    assert await site.code(await site.citizen(), book(at, service)) is Rejection.SLOT_GONE


async def test_T30_an_unknown_service_and_an_officer_are_rejected(site: Site) -> None:
    assert await site.code(await site.citizen(), book(NOON, "taxes")) is Rejection.UNKNOWN_SERVICE
    assert await site.code(await site.officer(), book()) is Rejection.NOT_ALLOWED


async def test_T30_one_at_a_service_and_so_many_in_all(site: Site) -> None:
    mina, names = await site.citizen(), ["consultation", "echo", "resident-register-copy"]
    for name in names:
        gives(site, desks=2, service=name)
    await booked(site, mina)
    assert await site.code(mina, book(NOON + HOUR)) is Rejection.ALREADY_BOOKED
    for name in names[1:OPEN_APPOINTMENTS_MAX]:
        await site.done(mina, book(NOON, name))
    assert len(mine(site, mina)) == OPEN_APPOINTMENTS_MAX


async def test_W6_an_appointment_is_booked_once_for_each_id(site: Site) -> None:
    mina, command = await site.citizen(), book()
    replies = [await site.done(mina, command) for _ in range(2)]
    assert (replies[0], len(mine(site, mina))) == (replies[1], 1)


async def test_T26_T29_no_slot_is_offered_while_a_line_is_closed(site: Site) -> None:
    supervisor, mina = await site.supervisor(), await site.citizen()
    await site.done(supervisor, c.AnnouncementPost(id=request_id(), kind="line_closed", ko="마감", since=NOON, until=NOON + HOUR))
    assert [at for at in free(site) if NOON <= at <= NOON + HOUR] == [NOON + HOUR]
    assert await site.code(mina, book()) is Rejection.SLOT_GONE


async def test_T31_moving_keeps_the_old_time_when_the_new_one_is_taken(site: Site) -> None:
    mina, juno = await site.citizen(), await site.citizen("Juno")
    ref, _ = await booked(site, mina), await booked(site, juno, NOON + HOUR)
    assert await site.code(mina, move(ref, NOON + HOUR)) is Rejection.SLOT_GONE
    assert [one.at for one in mine(site, mina)] == [NOON]
    await site.done(mina, move(ref, NOON + 2 * HOUR))
    assert ([one.at for one in mine(site, mina)], NOON in free(site)) == ([NOON + 2 * HOUR], True)


async def test_T31_who_cancels_gives_the_time_back(site: Site) -> None:
    mina = await site.citizen()
    ref = await booked(site, mina)
    await site.done(mina, cancel(ref))
    assert (mine(site, mina), NOON in free(site)) == ([], True)
    assert await site.code(mina, cancel(ref)) is Rejection.UNKNOWN_APPOINTMENT
    async with site.store.read() as sql:
        done = (await sql.execute(select(tables.acts.c.action).where(tables.acts.c.about == ref))).scalars().all()
    assert done == ["appointment-book", "appointment-cancel"]


async def test_T31_for_others_it_does_not_exist(site: Site) -> None:
    mina, juno, officer = await site.citizen(), await site.citizen("Juno"), await site.officer()
    ref = await booked(site, mina)
    codes = [
        await site.code(who, what) for who in (juno, officer) for what in (move(ref, NOON + HOUR), cancel(ref), check_in(ref))
    ]
    assert codes == [Rejection.UNKNOWN_APPOINTMENT] * 6


async def test_T32_one_checks_in_in_time_and_has_a_number_and_the_officer_sees_the_time(site: Site) -> None:
    officer, mina = await site.officer(counter="one"), await site.citizen()
    ref = await booked(site, mina)
    assert await site.code(mina, check_in(ref)) is Rejection.TOO_EARLY
    await site.later(2 * HOUR - 15 * MINUTE)
    ticket = await at_desk(site, mina, ref)
    assert (ticket.number, ticket.appointment, ticket.low_s, mine(site, mina)) == ("C-001", NOON, None, [])
    assert [(one.number, one.appointment) for one in site.office.queue_view(officer).tickets] == [("C-001", NOON)]
    assert await site.code(mina, check_in(ref)) is Rejection.WRONG_STATE


async def test_T32_who_waits_in_that_line_already_keeps_the_number(site: Site) -> None:
    mina = await site.citizen()
    ref = await booked(site, mina)
    await site.later(2 * HOUR - 5 * MINUTE)
    taken = await site.take(mina)
    ticket = await at_desk(site, mina, ref)
    assert (ticket.id, ticket.appointment, len(site.tickets(mina))) == (taken, NOON, 1)


async def test_T32_within_the_grace_the_place_is_kept_and_after_it_the_appointment_is_missed(site: Site) -> None:
    mina, juno = await site.citizen(), await site.citizen("Juno")
    gives(site, desks=2)
    late, missing = await booked(site, mina), await booked(site, juno)
    await site.later(2 * HOUR + 9 * MINUTE)
    assert (await at_desk(site, mina, late)).appointment == NOON
    await site.later(MINUTE)
    assert (notices(site, juno)[-1], mine(site, juno)) == (NoticeCode.APPOINTMENT_MISSED, [])
    assert await site.code(juno, check_in(missing)) is Rejection.UNKNOWN_APPOINTMENT
    await site.done(juno, take())
    assert site.tickets(juno)[0].appointment is None
