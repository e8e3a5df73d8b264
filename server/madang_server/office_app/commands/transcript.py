"""What both sides write into a case, and what is said aloud in the booth where it is served (SPEC C6). Pure decisions."""

from madang_office.periods import TicketState
from madang_office.rejected import Rejected
from madang_office.tickets import Ticket
from madang_protocol import Rejection
from madang_protocol import commands as c
from madang_protocol.writing import tidy_text
from madang_server.office_app.commands import case_news
from madang_server.office_app.context import OfficeContext
from madang_server.office_app.queries import case_access
from madang_server.office_app.state import Visitor
from madang_server.office_app.unit_of_work import Accepted, Outcome, UnitOfWork
from madang_server.store import case_rows
from madang_server.store.case_rows import EntryRow

ENTRIES_MAX = 2_000  # of one case


async def say(work: UnitOfWork, context: OfficeContext, visitor: Visitor, command: c.CaseSay) -> Outcome:
    """Write into the case: kept, and heard by its two sides (SPEC C6), fit to be shown (SPEC R18)."""
    text = tidy_text(command.text)
    case = await case_access.visible_case(work.sql, context, visitor, command.case)
    if isinstance(case, Rejected):
        return case
    if not text:
        return Rejected(Rejection.BLANK_TEXT)
    if not case.record.live or case.record.id in work.state.closing:
        return Rejected(Rejection.WRONG_STATE)
    if await case_rows.count_entries(work.sql, case.record.id) >= ENTRIES_MAX:
        return Rejected(Rejection.LIMIT)
    by: case_rows.Side = "officer" if visitor.officer_id is not None else "citizen"
    entry = await work.add_entry(EntryRow(case=case.record.id, n=0, at=work.now, by=by, name=visitor.name, text=text))
    case_news.tell_entry(work, context, case, entry, speaker=visitor.id)
    return Accepted(case.record.id)


async def write_down(work: UnitOfWork, context: OfficeContext, visitor: Visitor, *, place: str, booth: str, text: str) -> Outcome:
    """Add the line when the speaker is one of the two sides; whoever else sits there is not a side of the case."""
    mine = [ticket for ticket in _served_in(work, context, place, booth) if _is_side(visitor, ticket)]
    case_id = next((ticket.case for ticket in mine), None)
    return await _write(work, context, visitor, case_id, text) if case_id is not None else Rejected(Rejection.UNKNOWN_CASE)


def _served_in(work: UnitOfWork, context: OfficeContext, place: str, booth: str) -> list[Ticket]:
    """Return what is served in the booths of that name: each room of the place has one (SPEC R20)."""
    serving = [x for x in work.state.tickets.values() if x.state is TicketState.SERVING and x.booth == booth]
    return [ticket for ticket in serving if context.counter_directory.place_of(ticket.counter) == place]


def _is_side(visitor: Visitor, ticket: Ticket) -> bool:
    return visitor.id == ticket.visitor or (visitor.officer_id is not None and visitor.officer_id == ticket.officer)


async def _write(work: UnitOfWork, context: OfficeContext, visitor: Visitor, case_id: str, text: str) -> Outcome:
    case = await case_rows.stored_case(work.sql, case_id)
    if case is None or not case.record.live or case_id in work.state.closing:
        return Rejected(Rejection.WRONG_STATE)
    if await case_rows.count_entries(work.sql, case_id) >= ENTRIES_MAX:
        return Rejected(Rejection.LIMIT)
    by: case_rows.Side = "officer" if visitor.officer_id is not None else "citizen"
    entry = await work.add_entry(EntryRow(case=case_id, n=0, at=work.now, by=by, name=visitor.name, text=text))
    case_news.tell_entry(work, context, case, entry, speaker=visitor.id)
    return Accepted(case_id)
