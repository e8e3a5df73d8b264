"""Brings the state back from the database at start (SPEC T9): the database is the authority."""

from madang_office.estimate import Range
from madang_server.desk.state import PERIODS_MAX, OfficeState
from madang_server.desk.waits import Waits
from madang_server.store import Store, case_rows, office_rows, people

PROMISES_MAX = 1_000


async def load_state(store: Store, state: OfficeState, waits: Waits, now: float) -> None:
    """Fill an empty state. Officers at their desks count as lost from now on: they have as long to come back as anybody."""
    async with store.read() as sql:
        state.put_staff(await people.all_officers(sql))
        state.staff_visitors.update(await people.visitors_of_officers(sql))
        state.tickets.update({ticket.id: ticket for ticket in await office_rows.live_tickets(sql)})
        state.desks.update({desk.counter: desk for desk in await office_rows.all_desks(sql)})
        state.favoured_calls.update(await office_rows.favoured_calls(sql))
        state.tray.update({case.record.id: case for case in await case_rows.tray_cases(sql)})
        state.periods.extend(await office_rows.ended_periods(sql, limit=PERIODS_MAX))
        citizens = {ticket.visitor for ticket in state.tickets.values()} | {case.record.citizen for case in state.tray.values()}
        state.names.update(await people.names_of(sql, citizens))
        told = await office_rows.wait_ranges(sql, limit=PROMISES_MAX)
    state.lost_at.update({desk.officer: now for desk in state.desks.values() if desk.officer is not None})
    _take_promises(state, waits, told)


def _take_promises(state: OfficeState, waits: Waits, told: list[office_rows.WaitRange]) -> None:
    for row in told:
        said = Range(int(row.low_s), int(row.high_s), int(row.plain_low_s), int(row.plain_high_s))
        if row.waited_s is not None:
            waits.settled(row.service, said, row.waited_s)
        elif row.ticket in state.tickets:
            state.told_ranges[row.ticket] = said
