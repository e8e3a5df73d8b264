"""Which requests are past the time for which they are kept, and how they go: first what belongs to them, then they (SPEC C53).

Knows rows and instants, no setting. What belongs to a request are the rows that point at it; its ticket forgets it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from sqlalchemy import ColumnElement, Executable, Table, and_, bindparam, delete, exists, literal, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from madang_office.cases import CaseState, ObjectionState
from madang_server.store.case_rows import OVER_STATES
from madang_server.store.rows import OF_OFFICE, of_office
from madang_server.store.tables import cases, metadata, tickets, visitors
from madang_server.store.writes import Write

AT_ONCE = 20
_c, _t, _v = cases.c, tickets.c, visitors.c
BELONG = tuple(
    table for table in metadata.sorted_tables if any(key.referred_table is cases for key in table.foreign_key_constraints)
)
_FORGET = update(tickets).where(_t.office == OF_OFFICE, _t.case == bindparam("of_case")).values({"case": None})


@dataclass(frozen=True, slots=True)
class PastTerm:
    """A request whose time is over. `bare`: nothing belongs to it any more."""

    id: str
    bare: bool


@dataclass(frozen=True, slots=True)
class EndedBefore:
    """What ended before its instant (unix seconds) is past its term: of these services, and of all others. None: it stays."""

    of_service: Mapping[str, float | None]
    of_others: float | None

    def conditions(self) -> Iterator[ColumnElement[bool]]:
        """Yield one for each term. A draft is past it when its citizen was not here for as long either."""
        for service, instant in self.of_service.items():
            if instant is not None:
                yield and_(_c.service == service, *_ended_before(instant))
        if self.of_others is not None:
            yield and_(_c.service.not_in(sorted(self.of_service)), *_ended_before(self.of_others))


async def past_terms(sql: AsyncConnection, ended: EndedBefore, *, now: float, after: str) -> list[PastTerm]:
    """Return at most `AT_ONCE` of those with an id behind `after`, by their ids. `now`: unix seconds.

    One to which somebody objects stays, and one to which somebody may object yet.
    """
    past = [*ended.conditions(), _of_nobody()]
    bare = and_(*(~_has(table) for table in BELONG))
    settled = (
        or_(_c.objection.is_(None), _c.objection != ObjectionState.FILED.value),
        or_(_c.object_until.is_(None), _c.object_until < now),
    )
    found = select(_c.id, bare).where(of_office(sql, cases), _c.id > after, or_(*past), *settled)
    return [PastTerm(row[0], bool(row[1])) for row in await sql.execute(found.order_by(_c.id).limit(AT_ONCE))]


def take_apart(case_id: str) -> list[Write]:
    """Take away what belongs to the request."""
    apart = [Write(table, _take_from(table), {"of_case": case_id}, key=case_id) for table in BELONG]
    return [*apart, Write(tickets, _FORGET, {"of_case": case_id}, key=case_id)]


def take_away(case_id: str) -> Write:
    """Take the request away, if nothing belongs to it."""
    return Write(cases, _take_bare(), {"of_case": case_id}, key=case_id)


def _ended_before(instant: float) -> tuple[ColumnElement[bool], ...]:
    citizen = and_(_v.office == _c.office, _v.id == _c.citizen)
    unseen = exists(select(literal(1)).where(citizen, _v.seen < instant))
    over = or_(_c.state.in_(sorted(OVER_STATES)), and_(_c.state == CaseState.DRAFT.value, unseen))
    return _c.since < instant, over


def _of_nobody() -> ColumnElement[bool]:
    """A draft of a citizen who wanted to be forgotten (SPEC S36): what was left of it when the office ended."""
    citizen = and_(_v.office == _c.office, _v.id == _c.citizen, _v.token_hash.is_(None), _v.officer_id.is_(None))
    return and_(_c.state == CaseState.DRAFT.value, exists(select(literal(1)).where(citizen)))


def _has(table: Table) -> ColumnElement[bool]:
    return exists(select(literal(1)).where(table.c.office == _c.office, table.c.case == _c.id))


@cache
def _take_from(table: Table) -> Executable:
    return delete(table).where(table.c.office == OF_OFFICE, table.c.case == bindparam("of_case"))


@cache
def _take_bare() -> Executable:
    return delete(cases).where(_c.office == OF_OFFICE, _c.id == bindparam("of_case"), *(~_has(table) for table in BELONG))
