"""The end of a day in the line: numbers whose day is over end (SPEC T22), and places that nobody came back to (SPEC T23).

Finds and decides; each decision is the office's own unit of work. Knows no clock: instants are the office's own, but `work.wall`.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from math import inf

from madang_office import tickets as t
from madang_office.rejected import Rejected
from madang_office.tickets import Ticket, TicketEvent
from madang_protocol import NoticeCode, Rejection
from madang_server.office_app.context import OfficeContext
from madang_server.office_app.state import OfficeState
from madang_server.office_app.unit_of_work import Accepted, Outcome, UnitOfWork

AT_ONCE = 100  # tickets of one unit of work: what people want meanwhile comes between


def over_by_service(state: OfficeState, now: float) -> dict[str, list[str]]:
    """Return the tickets whose day is over, by service. All are looked at only when the first of them may be."""
    over: dict[str, list[str]] = defaultdict(list)
    if now < state.first_end:
        return over
    ends = inf
    for ticket in state.tickets.values():
        if ticket.over(now):
            over[ticket.service].append(ticket.id)
        if ticket.ends is not None and not ticket.at_desk:
            ends = min(ends, ticket.ends)
    state.first_end = ends
    return over


def abandoned(context: OfficeContext, now: float) -> list[str]:
    """Return the tickets in a line whose holders have been away for longer than the office keeps a place."""
    state, before = context.state, now - context.catalogue.away_s
    gone = [visitor for visitor, since in state.away_at.items() if since <= before]
    return [ticket.id for visitor in gone for ticket in state.tickets_of(visitor) if ticket.in_line]


def end_day(work: UnitOfWork, context: OfficeContext, service: str, tickets: list[str], told: int) -> Outcome:
    """Let these tickets of a service end with their day. `told`: of how many the officers are told; 0: they are told already."""
    ended = [ticket for ticket in _still(work, tickets) if ticket.over(work.now) and _end(work, ticket, TicketEvent.EXPIRE)]
    if not ended:
        return Rejected(Rejection.WRONG_STATE)
    facts = _when_it_opens(work, context, service)
    work.news_facts.update({ticket.id: facts for ticket in ended})
    if told:
        _tell_officers(work, service, told)
    return Accepted()


def abandon(work: UnitOfWork, context: OfficeContext, tickets: list[str]) -> Outcome:
    """Let these tickets end, whose holders stayed away for longer than the office keeps a place."""
    before = work.now - context.catalogue.away_s
    away = [ticket for ticket in _still(work, tickets) if work.state.is_away(ticket.visitor, before)]
    ended = [ticket for ticket in away if _end(work, ticket, TicketEvent.ABANDON)]
    facts = {"minutes": str(round(context.catalogue.away_s / 60))}
    work.news_facts.update({ticket.id: facts for ticket in ended})
    return Accepted() if ended else Rejected(Rejection.WRONG_STATE)


def without_end(state: OfficeState) -> list[str]:
    """Return the live tickets that were taken before days were kept."""
    return [ticket.id for ticket in state.tickets.values() if ticket.ends is None]


def give_ends(work: UnitOfWork, context: OfficeContext, tickets: list[str]) -> Outcome:
    """Let these tickets end with the day on which they were taken."""
    for ticket in _still(work, tickets):
        taken = work.wall - (work.now - ticket.created)
        ends = context.catalogue.days_of(ticket.service).at(taken).ends
        work.put_ticket(replace(ticket, ends=work.now + ends - work.wall))
    return Accepted()


def _still(work: UnitOfWork, tickets: list[str]) -> Iterator[Ticket]:
    return filter(None, map(work.ticket, tickets))


def _end(work: UnitOfWork, ticket: Ticket, event: TicketEvent) -> bool:
    changed = t.apply(ticket, event, work.now)
    if isinstance(changed, Rejected):
        return False
    work.keep_ticket(changed)
    return True


def _when_it_opens(work: UnitOfWork, context: OfficeContext, service: str) -> dict[str, str]:
    """Return what the holders are told beside the number: when the service opens next. Nothing: it is open, or nobody knows."""
    opens = context.catalogue.days_of(service).open_state(work.wall).opens
    return {} if opens is None else {"opens": str(int(opens))}


def _tell_officers(work: UnitOfWork, service: str, count: int) -> None:
    """Tell the officers who are here, at desks that offer the service; whoever comes later sees an empty line."""
    officers = (desk.officer for desk in work.state.desks.values() if service in desk.services)
    for visitor in (work.state.staff_visitors.get(officer or "") for officer in officers):
        if visitor in work.state.visitors:
            about = {"service": service, "count": str(count)}
            work.keep_notice(visitor, NoticeCode.LINE_ENDED, about, subject=f"line {service}")
