"""The office's state as the database has it: filled once, when this server takes the office. Knows rows, decides nothing."""

from madang_office.estimate import Range
from madang_office.tickets import UNDO_WITHIN_S
from madang_protocol.limits import RESUME_SECONDS
from madang_server.office_app.state import NOTICES, PERIODS_MAX, PROMISES_MAX, OfficeState, Settled
from madang_server.office_clock import OfficeClock
from madang_server.store import Store, announcement_rows, appointment_rows, case_rows, office_rows, people


async def load_state(store: Store, state: OfficeState, settled: Settled, clock: OfficeClock) -> None:
    """Fill an empty state from the database (SPEC T9). `settled` gets each range that was told and what the wait became.

    The clock goes on after what was kept (SPEC T14). Officers at their desks count as lost from now on: they have as long to come
    back as anybody. Who waits is away after that.
    """
    async with store.read() as sql:
        clock.go_on_after(await office_rows.last_instant(sql))
        state.staff.update({row.id: row for row in await people.all_officers(sql)})
        state.staff_visitors.update(await people.visitors_of_officers(sql))
        for ticket in await office_rows.live_tickets(sql):
            state.put_ticket(ticket.id, ticket)
        for ticket in await office_rows.left_lately(sql, since=clock.now() - UNDO_WITHIN_S):
            state.put_ticket(ticket.id, ticket)
        for desk in await office_rows.all_desks(sql):
            state.put_desk(desk.counter, desk)
        state.counted_calls.update(await office_rows.counted_calls(sql))
        for appointment in await appointment_rows.holding_appointments(sql, clock.shown(clock.now())):
            state.appointments.put(appointment.id, appointment)
        state.tray.update({case.record.id: case for case in await case_rows.tray_cases(sql)})
        state.periods.extend(await office_rows.ended_periods(sql, limit=PERIODS_MAX))
        state.names.update(await people.names_of(sql, state.citizens()))
        announced = await announcement_rows.announcements_after(sql, clock.shown(clock.now()))
        state.announcements.update({one.id: one for one in announced})
        told = await office_rows.wait_ranges(sql, limit=PROMISES_MAX)
        await state.contact.load(sql, clock.now())
        state.counts[NOTICES] = await office_rows.count_of(sql, NOTICES)
    now = clock.now()
    for visitor in {ticket.visitor for ticket in state.tickets.values()}:
        state.set_away(visitor, now + RESUME_SECONDS)
    state.lost_at.update({desk.officer: now for desk in state.desks.values() if desk.officer is not None})
    for row in told:
        said = Range(int(row.low_s), int(row.high_s), int(row.plain_low_s), int(row.plain_high_s))
        if row.waited_s is not None:
            settled(row.service, said, row.waited_s)
        elif row.ticket in state.tickets:
            state.told_ranges[row.ticket] = said
