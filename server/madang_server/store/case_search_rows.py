"""Finds cases as officers look for them: by number, name, service, state, and what is in their lines (SPEC C44). Reads alone."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import ColumnElement, exists, literal, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from madang_office.cases import Case, CaseState
from madang_server.store import tables
from madang_server.store.case_rows import OVER_STATES, CaseData, StoredCase
from madang_server.store.rows import from_row, of_office

_c, _e, _v = tables.cases.c, tables.entries.c, tables.visitors.c
_CITIZEN = (_v.office == _c.office) & (_v.id == _c.citizen)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is looked for. `services`: those of the officer; `officer`: whose cases that are not over; `text`: empty for any."""

    services: Collection[str]
    text: str = ""
    state: CaseState | None = None
    officer: str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A case, and the name of its citizen."""

    case: StoredCase
    name: str


async def search(sql: AsyncConnection, wanted: Wanted, *, limit: int) -> list[Found]:
    """Return at most so many of them, the newest first. Drafts are the citizens' own."""
    found = select(tables.cases, _v.name.label("citizen_name")).join(tables.visitors, _CITIZEN)
    found = found.where(of_office(sql, tables.cases), _c.service.in_(sorted(wanted.services)), _c.state != CaseState.DRAFT.value)
    found = found.where(*_conditions(wanted)).order_by(_c.created.desc(), _c.number.desc()).limit(limit)
    rows = await sql.execute(found)
    return [Found(StoredCase(from_row(Case, row), from_row(CaseData, row)), row.citizen_name) for row in rows]


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.state is not None:
        conditions.append(_c.state == wanted.state.value)
    if wanted.officer is not None:
        conditions += [_c.officer == wanted.officer, _c.state.not_in(list(OVER_STATES)) | (_c.objection == "filed")]
    if wanted.text:
        said = exists(select(literal(1)).where(_e.office == _c.office, _e.case == _c.id, _within(_e.text, wanted.text)))
        conditions.append(or_(_within(_c.number, wanted.text), _within(_v.name, wanted.text), said))
    return conditions


def _within(column: ColumnElement[str], text: str) -> ColumnElement[bool]:
    return column.icontains(text, autoescape=True)
