"""What both sides write into a case, and what is said aloud in the booth where it is served (SPEC C6). Pure decisions."""

from madang_office.parties import Party, PartyRole
from madang_office.periods import TicketState
from madang_office.rejected import Rejected, too_long
from madang_office.tickets import Ticket
from madang_protocol import Rejection, limits
from madang_protocol import commands as c
from madang_protocol.writing import written_text
from madang_server.office_app.commands import case_news
from madang_server.office_app.commands.party_forms import written
from madang_server.office_app.context import OfficeContext
from madang_server.office_app.queries import case_access
from madang_server.office_app.state import Visitor
from madang_server.office_app.unit_of_work import Accepted, Outcome, UnitOfWork
from madang_server.store import case_rows
from madang_server.store.case_rows import EntryRow, StoredCase


def say(work: UnitOfWork, context: OfficeContext, visitor: Visitor, command: c.CaseSay) -> Outcome:
    """Write into the case: kept, and heard by its two sides (SPEC C6), fit to be shown (SPEC R18)."""
    text = written_text(command.text)
    found = _written(work, context, visitor, command.case)
    if isinstance(found, Rejected):
        return found
    case, party = found
    if len(text) > limits.TEXT_CHARS_MAX:
        return too_long("text")
    role = party.role if party is not None else None
    return _write(work, context, visitor, case, text, role=role) if text else Rejected(Rejection.BLANK_TEXT)


def _written(
    work: UnitOfWork, context: OfficeContext, visitor: Visitor, case_id: str
) -> tuple[StoredCase, Party | None] | Rejected:
    """Return the case when the visitor may write into it, and as whom one helps who does."""
    if visitor.officer_id is None:
        return written(work, visitor, case_id)
    case = case_access.workable_case(work.case(case_id), context, visitor)
    return case if isinstance(case, Rejected) else (case, None)


def write_down(work: UnitOfWork, context: OfficeContext, visitor: Visitor, *, place: str, booth: str, text: str) -> Outcome:
    """Add the line when the speaker is one of the two sides; whoever else sits there is not a side of the case."""
    mine = [ticket for ticket in _served_in(work, context, place, booth) if _is_side(visitor, ticket)]
    case_id = next((ticket.case for ticket in mine), None)
    if case_id is None:
        return Rejected(Rejection.UNKNOWN_CASE)
    case = work.case(case_id)
    return _write(work, context, visitor, case, text, aloud=True) if case is not None else Rejected(Rejection.WRONG_STATE)


def leave_note(work: UnitOfWork, context: OfficeContext, visitor: Visitor, case_id: str | None, note: str) -> Outcome:
    """Write what the officer leaves at the end of a conversation into a case that goes on: both sides read it (SPEC C6)."""
    case = work.case(case_id)
    if len(note) > limits.TEXT_CHARS_MAX:
        return too_long("note")
    return _write(work, context, visitor, case, note) if case is not None else Rejected(Rejection.WRONG_STATE)


def _served_in(work: UnitOfWork, context: OfficeContext, place: str, booth: str) -> list[Ticket]:
    """Return what is served in the booths of that name: each room of the place has one (SPEC R20)."""
    serving = [x for x in work.state.tickets.values() if x.state is TicketState.SERVING and x.booth == booth]
    return [ticket for ticket in serving if context.counter_directory.place_of(ticket.counter) == place]


def _is_side(visitor: Visitor, ticket: Ticket) -> bool:
    return visitor.id == ticket.visitor or (visitor.officer_id is not None and visitor.officer_id == ticket.officer)


def _write(work: UnitOfWork, context: OfficeContext, visitor: Visitor, case: StoredCase, text: str, *,
           role: PartyRole | None = None, aloud: bool = False) -> Outcome:  # fmt: skip
    """Add the line, unless the record is full (SPEC C12). `aloud`: it was said in a booth, where nobody else hears it (R12)."""
    case_id = case.record.id
    if case.record.state in case_rows.OVER_STATES or case_id in work.state.closing:
        return Rejected(Rejection.WRONG_STATE)
    by: case_rows.Side = "officer" if visitor.officer_id is not None else "citizen"
    entry = EntryRow(case=case_id, n=0, at=work.wall, by=by, name=visitor.name, text=text, party=role)
    whole = work.whole_case(case_id)
    assert whole is not None, "it was read a moment ago"
    before = whole.size
    if not before.plus(entry).fits:
        return Rejected(Rejection.RECORD_FULL)
    case_news.tell_entry(work, context, case, work.add_entry(entry), speaker=visitor.id, aloud=aloud)
    if before.plus(entry).nearly_full and not before.nearly_full:
        case_news.tell_nearly_full(work, context, case, speaker=visitor.id)
    return Accepted(case_id)
