"""The fresh state of a visitor who comes in without a session to resume (SPEC S5, T9, T11). Reads, changes nothing."""

from msgspec import structs
from sqlalchemy.ext.asyncio import AsyncConnection

from madang_office import case_terms
from madang_office.periods import TicketState
from madang_protocol import NoticeCode, codec
from madang_protocol import messages as m
from madang_server.office_app.context import OfficeContext
from madang_server.office_app.queries import case_access
from madang_server.office_app.queries.case_views import for_officer, read_case
from madang_server.office_app.queries.party_views import for_party, with_parties
from madang_server.office_app.state import Visitor
from madang_server.office_app.ticket_news import notice_of_end
from madang_server.store import case_note_rows, case_rows, inquiry_rows, notice_rows, office_rows, party_rows, report_rows
from madang_server.store.notice_rows import NoticeRow

ENDS_TOLD_S = notice_rows.NOTICES_KEPT_S  # a ticket that was missed for good is told whenever its holder comes in (SPEC T17)
ENDED_SHOWN_S = 30 * 24 * 3_600.0
ENDED_SHOWN_MAX = 50  # of all that somebody may have opened and withdrawn; together with the live ones far within the lane
HELPED_SHOWN_MAX = 20  # the newest requests of others
_OF_TERMS = {NoticeCode.TERM_SOON, NoticeCode.TERM_OVER, NoticeCode.CASE_STILL_OPEN}
STATE_BYTES_MAX = 160 * 1024  # all of it must fit into the reliable lane at once


async def state_of(context: OfficeContext, visitor: Visitor) -> list[m.Message]:
    """Return the messages, whole; past the bound the oldest cases are left out."""
    since = context.environment.office.now() - ENDS_TOLD_S
    if visitor.officer_id is not None:
        return await _officer_state(context, visitor, visitor.officer_id, since)
    mine = context.state.tickets_of(visitor.id)
    now = context.environment.now()
    calls = [context.views.called(ticket, again=True) for ticket in mine if ticket.state is TicketState.CALLED]
    async with context.store.read() as sql:
        told = await _kept_notices(context, sql, visitor, since)
        made = context.views.reports(visitor.id, await report_rows.reports_of(sql, visitor.id))
        left = await inquiry_rows.inquiries_of(sql, visitor.id)
        ended = await office_rows.missed_for_good(sql, visitor.id, since=since)
        over = await case_rows.newest_over(sql, visitor.id, since=now - ENDED_SHOWN_S, now=now, limit=ENDED_SHOWN_MAX)
        cases = over + await case_rows.cases_of(sql, visitor.id, ended_since=float("inf"))
        cases.sort(key=lambda case: case.record.created)
        beside = await party_rows.parties_of_cases(sql, [case.record.id for case in cases])
        views = [
            with_parties(await read_case(sql, context.catalogue, case), beside.get(case.record.id, ()))
            for case in reversed(cases)
        ]
        views += await _helped(context, sql, visitor.id, now)
    ends = [notice_of_end(ticket) for ticket in ended]
    booked = context.views.appointments(visitor.id)
    rung = context.views.bells(visitor.id)
    mine_too: list[m.Message] = [
        *([booked] if booked.appointments else []),
        *([rung] if rung.bells else []),
        *map(context.views.inquiry, left),
        *([made] if made.reports or made.bar else []),
    ]  # without: none
    return [context.views.tickets(visitor.id), *mine_too, *calls, *reversed(_within_bound(views)), *told, *ends]


async def _helped(context: OfficeContext, sql: AsyncConnection, visitor: str, now: float) -> list[m.Case]:
    """Return the requests with which they help somebody, as they may see them (SPEC C48)."""
    ids = await party_rows.helped_cases(sql, visitor, limit=HELPED_SHOWN_MAX)
    beside, found = await party_rows.parties_of_cases(sql, ids), []
    for case in await case_rows.cases_by_id(sql, ids):
        party = case_access.party_of(beside.get(case.record.id, ()), case, visitor, now)
        offer = context.catalogue.offers.get(case.record.service)
        if party is not None:
            message = await read_case(sql, context.catalogue, case, citizen="")  # as officers: what is submitted alone
            message = m.Case(structs.replace(message.case, citizen=None, acts=[]))
            found.append(for_party(message, offer.backend.form if offer is not None else None, case, party, now))
    return found


async def _kept_notices(context: OfficeContext, sql: AsyncConnection, visitor: Visitor, since: float) -> list[m.Message]:
    """Return what was told to them and not acknowledged (SPEC T20)."""
    rows = await notice_rows.kept_notices(sql, visitor.id, since=since)
    return [m.Notice(NoticeCode(row.code), _about(context, row), row.n) for row in rows if _holds(context, row)]


def _about(context: OfficeContext, row: NoticeRow) -> dict[str, str]:
    """Return what a kept notice is about, with the term of a request that goes on as it is now (SPEC C43)."""
    case = context.state.tray.get(str(row.about.get("term", ""))) if row.code == NoticeCode.CASE_STILL_OPEN else None
    if case is None:
        return dict(row.about)
    told = {name: value for name, value in row.about.items() if name not in {"standing", "at"}}
    return told | case_terms.standing(case.record, context.environment.now())


def _holds(context: OfficeContext, row: NoticeRow) -> bool:
    """Return whether what was told of a term is still so: what has ended meanwhile, or has another term, is not (SPEC C43)."""
    if row.code not in _OF_TERMS:
        return True
    case, now = context.state.tray.get(str(row.about.get("term", ""))), context.environment.now()
    due = case_terms.due_of(case.record) if case is not None else None
    if case is None or row.code == NoticeCode.CASE_STILL_OPEN:
        return case is not None
    return due is not None and str(int(due)) == row.about.get("at") and (row.code == NoticeCode.TERM_OVER or now < due)


async def _officer_state(context: OfficeContext, visitor: Visitor, officer: str, since: float) -> list[m.Message]:
    desk = context.state.desk_of(officer)
    ticket = context.state.tickets.get(desk.ticket or "") if desk else None
    async with context.store.read() as sql:
        told = await _kept_notices(context, sql, visitor, since)
        served = await case_rows.stored_case(sql, ticket.case) if ticket is not None and ticket.case else None
        now_at = context.state.desk_of(officer) if desk else None
        cases = ([served] if served else []) + (context.views.tray(now_at) if now_at else [])
        names = context.state.names
        notes = await case_note_rows.notes_of_cases(sql, [case.record.id for case in cases])
        beside = await party_rows.parties_of_cases(sql, [case.record.id for case in cases])
        views = [
            for_officer(
                with_parties(
                    await read_case(sql, context.catalogue, case, citizen=names.get(case.record.citizen, "")),
                    beside.get(case.record.id, ()),
                ),
                notes.get(case.record.id, ()),
                [row.name for row in case_access.colleagues(context, case, but=officer)],
            )
            for case in cases
        ]
    return [context.views.desk(desk), *_within_bound(views), *told]


def _within_bound(cases: list[m.Case]) -> list[m.Case]:
    kept: list[m.Case] = []
    left = STATE_BYTES_MAX
    for case in cases:
        size = len(codec.encode(case))
        if size <= left:  # one that is too large keeps out no other
            left -= size
            kept.append(case)
    return kept
