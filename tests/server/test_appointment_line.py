"""Appointments among those who took a number: called, reminded of, seen and counted, on both databases (SPEC T33 to T36)."""

from pathlib import Path

from sqlalchemy import select
from tests.server.office_site import Clock, Site, open_site, request_id
from tests.server.test_appointments import HOUR, MINUTE, NOON, NOW, at_desk, booked, cancel, check_in, gives, move, notices

from madang_protocol import NoticeCode
from madang_protocol import commands as c
from madang_protocol import messages as m
from madang_server.store import appointment_rows, tables
from madang_server.store.result_rows import results


async def test_T33_one_that_is_due_is_called_before_walk_ins_and_the_next_is_a_walk_in(site: Site) -> None:
    officer = await site.officer(counter="one")
    gives(site, desks=2)
    booking = [await site.citizen(f"Booked {number}") for number in range(2)]
    refs = [await booked(site, person) for person in booking]
    await site.later(2 * HOUR - 10 * MINUTE)
    walking = [await site.citizen(f"Walking {number}") for number in range(3)]
    for person in walking:
        await site.take(person)
    numbers = [(await at_desk(site, person, ref)).number for person, ref in zip(booking, refs, strict=True)]
    await site.later(10 * MINUTE + 1)
    called = []
    for _ in range(5):
        await site.serve_next(officer)
        called.append(site.ticket_at(officer).number)
        await site.done(officer, c.DeskFinish(id=request_id(), outcome="solved"))
    assert called == [numbers[0], "C-001", numbers[1], "C-002", "C-003"]


async def test_T33_who_is_early_is_called_last_and_at_once_when_nobody_else_waits(site: Site) -> None:
    officer, mina, juno = await site.officer(counter="one"), await site.citizen(), await site.citizen("Juno")
    ref = await booked(site, mina)
    await site.later(2 * HOUR - 10 * MINUTE)
    early = (await at_desk(site, mina, ref)).number
    await site.take(juno)
    await site.later(1)
    assert (site.tickets(mina)[0].place, site.tickets(mina)[0].low_s) == (0, None)
    order = [one.number for one in site.office.queue_view(officer).tickets]
    assert order == ["C-002", early]
    await site.serve_next(officer)
    await site.done(officer, c.DeskFinish(id=request_id(), outcome="solved"))
    await site.serve_next(officer)
    assert site.ticket_at(officer).number == early


async def test_T2_T33_who_was_early_is_told_their_place_once_it_is_time(site: Site) -> None:
    mina, juno = await site.citizen(), await site.citizen("Juno")
    ref = await booked(site, mina)
    await site.later(2 * HOUR - 10 * MINUTE)
    await at_desk(site, mina, ref)
    await site.take(juno)
    await site.later(10 * MINUTE - 1)
    told = [site.tickets(mina)[0].place, site.tickets(juno)[0].place]
    await site.later(2)
    assert (told, site.tickets(mina)[0].place, site.tickets(juno)[0].place) == ([0, 1], 1, 2)


async def test_T33_across_the_lines_of_a_desk_an_appointment_is_never_more_than_one_in_two(site: Site) -> None:
    officer = await site.officer(counter="two")
    gives(site, desks=3)
    booking = [await site.citizen(f"Booked {number}") for number in range(3)]
    refs = [await booked(site, person) for person in booking]
    await site.later(2 * HOUR - 5 * MINUTE)
    for number in range(2):
        await site.take(await site.citizen(f"Echo {number}"), "echo")
    numbers = [(await at_desk(site, person, ref)).number for person, ref in zip(booking, refs, strict=True)]
    await site.later(5 * MINUTE + 1)
    called = []
    for _ in range(5):
        await site.done(officer, c.DeskCall(id=request_id()))
        called.append(site.ticket_at(officer).number)
        await site.done(officer, c.DeskServe(id=request_id()))
        await site.done(officer, c.DeskFinish(id=request_id(), outcome="solved"))
    assert called == [numbers[0], "E-001", numbers[1], "E-002", numbers[2]]


async def test_T7_T33_the_range_that_is_told_knows_of_appointments_to_come(site: Site) -> None:
    officer = await site.officer(counter="one")
    await site.take(await site.citizen("Served"))
    await site.serve_next(officer)
    await site.later(1)
    without = site.service()
    gives(site, desks=2)
    for number in range(2):
        await booked(site, await site.citizen(f"Booked {number}"), NOW + 80 * MINUTE)
    await site.later(80 * MINUTE - 2)
    after = site.service()
    assert (without.low_s, after.low_s) == (0, 0)
    assert without.high_s is not None
    assert after.high_s is not None
    assert after.high_s >= without.high_s + 20 * MINUTE


async def test_T34_one_is_reminded_in_the_evening_and_shortly_before_once(site: Site) -> None:
    mina, monday = await site.citizen(), NOW + 3 * 24 * HOUR
    await booked(site, mina, monday)
    told = []
    for seconds in (2 * 24 * HOUR, 8 * HOUR - 1, 1, 60, 15 * HOUR + 44 * MINUTE - 1, 1, 60):
        await site.later(seconds)
        told.append(notices(site, mina))
    tomorrow, soon = NoticeCode.APPOINTMENT_TOMORROW, NoticeCode.APPOINTMENT_SOON
    assert told == [[], [], [tomorrow], [tomorrow], [tomorrow], [tomorrow, soon], [tomorrow, soon]]
    about = site.notifier.told(mina, m.Notice)[-1].about
    assert (about["service"], about["at"], about["number"]) == ("consultation", str(monday), "R-00001")


async def test_T20_T34_a_reminder_waits_for_who_comes_back(site: Site) -> None:
    mina, monday = await site.citizen(), NOW + 3 * 24 * HOUR
    await booked(site, mina, monday)
    await site.office.left(mina.id)
    await site.later(3 * 24 * HOUR - 10 * MINUTE)
    back = await site.again(mina)
    told = [one for one in await site.office.state_of(back) if isinstance(one, m.Notice)]
    assert [notice.code for notice in told] == [NoticeCode.APPOINTMENT_SOON]


async def test_T34_who_moves_it_is_not_reminded_of_the_old_time(site: Site) -> None:
    mina, monday = await site.citizen(), NOW + 3 * 24 * HOUR
    ref = await booked(site, mina, monday)
    await site.later(2 * 24 * HOUR + 9 * HOUR)
    await site.done(mina, move(ref, monday + 24 * HOUR))
    await site.office.left(mina.id)
    back = await site.again(mina)
    assert [one for one in await site.office.state_of(back) if isinstance(one, m.Notice)] == []


async def test_T30_it_is_there_after_a_restart_and_so_is_whose_turn_it_is(tmp_path: Path) -> None:
    clock = Clock()
    async with open_site(tmp_path, clock) as site:
        gives(site, desks=2)
        mina, juno = await site.citizen(), await site.citizen("Juno")
        ref, _ = await booked(site, mina), await booked(site, juno)
        officer = await site.officer(counter="one")
        await site.later(2 * HOUR - 5 * MINUTE)
        for number in range(2):
            await site.take(await site.citizen(f"Walking {number}"))
        await at_desk(site, mina, ref)
        await site.later(5 * MINUTE + 1)
        await site.done(officer, c.DeskCall(id=request_id()))
        assert site.ticket_at(officer).appointment == NOON
        before = site.office._context.state.counted_calls
    async with open_site(tmp_path, clock) as site:
        back = await site.again(juno)
        told = [one for one in await site.office.state_of(back) if isinstance(one, m.Appointments)]
        assert [one.at for one in told[0].appointments] == [NOON]
        assert (site.office._context.state.counted_calls, before["consultation"].due_called) == (before, True)


async def test_T36_officers_see_who_is_expected_today(site: Site) -> None:
    officer, mina, juno = await site.officer(counter="one"), await site.citizen(), await site.citizen("Juno")
    ref, _ = await booked(site, mina), await booked(site, juno, NOW + 3 * 24 * HOUR)
    expected = site.office.queue_view(officer).appointments
    assert [(one.name, one.at, one.number) for one in expected] == [("Mina", NOON, "R-00001")]
    await site.later(2 * HOUR - 5 * MINUTE)
    await site.done(mina, check_in(ref))
    assert site.office.queue_view(officer).appointments == []


async def test_O9_T36_the_results_count_what_was_kept_missed_and_cancelled(site: Site) -> None:
    gives(site, desks=4)
    people = [await site.citizen(f"Person {number}") for number in range(4)]
    refs = [await booked(site, person) for person in people]
    await site.done(people[0], cancel(refs[0]))
    await site.later(2 * HOUR)
    await site.done(people[1], check_in(refs[1]))
    await site.later(HOUR)
    async with site.store.read() as sql:
        found = (await results(sql, now=site.clock.now(), wall=site.clock.now()))["consultation"]
    assert (found.kept_appointments, found.missed_appointments, found.cancelled_appointments) == (1, 2, 1)


async def test_T36_what_is_over_is_cleared_away(site: Site) -> None:
    await booked(site, await site.citizen())
    await site.later(3 * HOUR)
    await site.later(appointment_rows.KEPT_S)
    await site.later(HOUR)
    async with site.store.read() as sql:
        assert (await sql.execute(select(tables.appointments))).all() == []
