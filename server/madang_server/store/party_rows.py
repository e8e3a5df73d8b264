"""Rows of people beside requests. Knows hashes of invitations, never a code. Decides nothing."""

from collections.abc import Collection

from sqlalchemy import and_, case, literal, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from madang_office.cases import ObjectionState
from madang_office.parties import AFTER_END_S, CODE_KEPT_S, DAY_S, OPEN_STATES, WHILE_OPEN, Party, PartyState
from madang_server.store.case_rows import OVER_STATES
from madang_server.store.people import batched
from madang_server.store.rows import many, of_office, to_row
from madang_server.store.tables import cases, parties
from madang_server.store.writes import How, Write

_p, _c = parties.c, cases.c
_CASE_OF_PARTY = (_c.office == _p.office) & (_c.id == _p.case)
_ENDS = case(
    (_p.state == PartyState.INVITED.value, _p.invited + CODE_KEPT_S),
    (_p.days != WHILE_OPEN, _p.joined + _p.days * literal(DAY_S)),
)


def save_party(party: Party) -> Write:
    return Write(parties, How.UPSERT, to_row(party))


async def parties_of_cases(sql: AsyncConnection, ids: Collection[str]) -> dict[str, list[Party]]:
    """Return who is beside these requests, in the order in which they were invited."""
    found: dict[str, list[Party]] = {}
    for some in batched(sorted(ids)):
        mine = select(parties).where(of_office(sql, parties), _p.case.in_(some))
        for party in many(Party, await sql.execute(mine.order_by(_p.case, _p.invited, _p.id))):
            found.setdefault(party.case, []).append(party)
    return found


async def case_by_code(sql: AsyncConnection, code_hash: str) -> str | None:
    """Return the id of the request to which this is an invitation."""
    found: str | None = (await sql.execute(select(_p.case).where(of_office(sql, parties), _p.code_hash == code_hash))).scalar()
    return found


async def helped_cases(sql: AsyncConnection, visitor: str, *, limit: int) -> list[str]:
    """Return the ids of the requests into which this visitor is let in, the newest first."""
    mine = select(_p.case).where(of_office(sql, parties), _p.visitor == visitor, _p.state == PartyState.JOINED.value)
    return list((await sql.execute(mine.order_by(_p.joined.desc()).limit(limit))).scalars())


async def shared_cases(sql: AsyncConnection, visitor: str) -> list[str]:
    """Return the ids of the requests beside which somebody is invited or let in, of this visitor's or with whom they help."""
    found = select(_p.case).distinct().join(cases, _CASE_OF_PARTY)
    is_open = _p.state.in_([state.value for state in OPEN_STATES])
    theirs = or_(_c.citizen == visitor, _p.visitor == visitor)
    return list((await sql.execute(found.where(of_office(sql, parties), is_open, theirs))).scalars())


async def cases_with_ended(sql: AsyncConnection, now: float, *, limit: int) -> list[str]:
    """Return the ids of requests beside which somebody's time may be over."""
    is_filed = _c.objection.is_not_distinct_from(ObjectionState.FILED.value)  # it is not over while an objection waits
    over = and_(_c.state.in_([state.value for state in OVER_STATES]), _c.since <= now - AFTER_END_S, ~is_filed)
    due = select(_p.case).distinct().join(cases, _CASE_OF_PARTY)
    due = due.where(of_office(sql, parties), _p.state.in_([state.value for state in OPEN_STATES]), or_(now >= _ENDS, over))
    return list((await sql.execute(due.limit(limit))).scalars())
