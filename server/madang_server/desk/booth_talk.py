"""What is said aloud in a booth, for the transcript of the case that is served there (SPEC C6). Pure decisions over a deed."""

from madang_office.periods import TicketState
from madang_office.rejected import Rejected
from madang_office.tickets import Ticket
from madang_protocol import Rejection
from madang_server.desk import sides
from madang_server.desk.bureau import Bureau
from madang_server.desk.case_commands import ENTRIES_MAX
from madang_server.desk.deed import Accepted, Deed
from madang_server.desk.visitor import Visitor
from madang_server.store import case_rows
from madang_server.store.case_rows import EntryRow


async def write_down(deed: Deed, bureau: Bureau, visitor: Visitor, *, place: str, booth: str, text: str) -> Accepted | Rejected:
    """Add the line when the speaker is one of the two sides; whoever else sits there is not a side of the case."""
    ticket = _served_in(deed, bureau, place, booth)
    if ticket is None or ticket.case is None or not _is_side(visitor, ticket):
        return Rejected(Rejection.UNKNOWN_CASE)
    return await _write(deed, bureau, visitor, ticket.case, text)


def _served_in(deed: Deed, bureau: Bureau, place: str, booth: str) -> Ticket | None:
    serving = [x for x in deed.floor.tickets.values() if x.state is TicketState.SERVING and x.booth == booth]
    return next((ticket for ticket in serving if bureau.hall.place_of(ticket.counter) == place), None)


def _is_side(visitor: Visitor, ticket: Ticket) -> bool:
    return visitor.id == ticket.visitor or (visitor.officer_id is not None and visitor.officer_id == ticket.officer)


async def _write(deed: Deed, bureau: Bureau, visitor: Visitor, case: str, text: str) -> Accepted | Rejected:
    file = await case_rows.case_file(deed.sql, case)
    if file is None or not file.case.live or await case_rows.count_entries(deed.sql, case) >= ENTRIES_MAX:
        return Rejected(Rejection.WRONG_STATE)
    by: case_rows.Side = "officer" if visitor.officer_id is not None else "citizen"
    entry = await deed.add_entry(EntryRow(case=case, n=0, at=deed.now, by=by, name=visitor.name, text=text))
    sides.tell_entry(deed, bureau, file, entry, speaker=visitor.id)
    return Accepted(case)
