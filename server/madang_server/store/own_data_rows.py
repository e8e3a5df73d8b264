"""All rows about one citizen, as they are told to them, and what goes when they want to be forgotten (SPEC S35, S36).

Every table says by which column its rows are a citizen's (`OF_CITIZEN`), or belong to something of theirs (`THROUGH`), or why
they are not told (`NOT_TOLD`). Told are all columns but those of `WITHHELD`.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Float, Table, bindparam, delete, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from madang_office.cases import CaseState, ObjectionState
from madang_office.reports import LIVE_STATES
from madang_server.store import kept_cases, tables
from madang_server.store.case_rows import OVER_STATES
from madang_server.store.people import save_visitor
from madang_server.store.rows import OF_OFFICE, of_office
from madang_server.store.writes import Write

OF_CITIZEN: dict[Table, str] = {
    tables.visitors: "id",
    tables.citizen_addresses: "visitor",
    tables.outbox: "recipient",
    tables.tickets: "visitor",
    tables.appointments: "visitor",
    tables.bells: "visitor",
    tables.inquiries: "visitor",
    tables.reports: "reporter",
    tables.cases: "citizen",
    tables.documents: "visitor",
    tables.attachments: "visitor",
    tables.notices: "visitor",
    tables.recovery_codes: "visitor",
    tables.device_tokens: "visitor",
    tables.acts: "actor",
}
THROUGH: dict[Table, tuple[Table, str]] = {
    tables.periods: (tables.tickets, "ticket"),
    tables.wait_ranges: (tables.tickets, "ticket"),
    tables.entries: (tables.cases, "case"),
    tables.parties: (tables.cases, "case"),
}
NOT_TOLD = {
    "command_replies": "answers to the page, which go within a day",
    "case_notes": "what officers note for each other",
    "timers": "when a counter looks at a request again",
    "alarms": "when officers call each other for help, which protects them; they go after 90 days",
    "desks": "which number stands at a counter",
    "audit_log": "who read and decided what, by ids alone: it must stay whole",
}
# Rows of tables that are told to others, and name a citizen beside.
NOT_TOLD_BESIDE = {
    "reports_by_others": "what others reported about you, which protects them; the page says why and until when you are barred",
}
# Proofs, contents that have an address of their own, what is the office's own order, and ids of accounts.
WITHHELD = frozenset(
    {"office", "token_hash", "officer_id", "code_hash", "proof_hash", "link_hash", "key", "pdf", "hash", "source", "rank", "tie",
     "undo", "round", "facts", "memory", "skills", "acts", "acts_before", "officer", "preferred_officer", "decided_by", "seat",
     "rev", "reported", "outcome", "bar_reason", "bar_until"}
)  # fmt: skip
# Their instants are of the office's own time; those of the rest are by the clock on the wall.
BY_OFFICE_TIME = frozenset(
    {tables.tickets, tables.periods, tables.wait_ranges, tables.bells, tables.inquiries, tables.notices, tables.reports}
    | {tables.citizen_addresses, tables.outbox}
)
_GOES_AT_ONCE = (tables.recovery_codes, tables.device_tokens, tables.notices, tables.inquiries)
_c = tables.cases.c


def instants_of(table: Table) -> list[str]:
    """Return which columns that are told are instants; lengths in seconds end in `_s`."""
    return [one.name for one in _told(table) if isinstance(one.type, Float) and not one.name.endswith("_s")]


async def rows_of(sql: AsyncConnection, citizen: str) -> dict[Table, Sequence[dict[str, Any]]]:
    """Return what is told of this citizen, by table, in the order of its key."""
    found = {table: (table.c[column] == citizen,) for table, column in OF_CITIZEN.items()}
    for table, (owner, column) in THROUGH.items():
        theirs = select(owner.c.id).where(of_office(sql, owner), owner.c[OF_CITIZEN[owner]] == citizen)
        found[table] = (table.c[column].in_(theirs),)
    beside = or_(*found[tables.parties], tables.parties.c.visitor == citizen)  # theirs, and as whom they help others
    found[tables.parties] = (beside,)
    return {table: await _rows(sql, table, conditions) for table, conditions in found.items()}


async def under_way(sql: AsyncConnection, citizen: str) -> int:
    """Return how many requests of theirs wait for somebody: they are not over, or somebody objects to the decision."""
    goes_on = or_(_c.state.not_in(sorted({*OVER_STATES, CaseState.DRAFT})), _c.objection == ObjectionState.FILED.value)
    return int(
        (await sql.execute(select(func.count()).where(of_office(sql, tables.cases), _c.citizen == citizen, goes_on))).scalar_one()
    )


async def drafts_of(sql: AsyncConnection, citizen: str) -> list[str]:
    """Return the ids of what they have begun and not handed in."""
    mine = of_office(sql, tables.cases), _c.citizen == citizen, _c.state == CaseState.DRAFT.value
    return list((await sql.execute(select(_c.id).where(*mine))).scalars())


async def kept_of(sql: AsyncConnection, citizen: str) -> list[tuple[str, str, float]]:
    """Return number, service and since when it is over (unix seconds) of what stays, the oldest first."""
    mine = of_office(sql, tables.cases), _c.citizen == citizen, _c.state != CaseState.DRAFT.value
    found = await sql.execute(select(_c.number, _c.service, _c.since).where(*mine).order_by(_c.since, _c.number))
    return [(row.number, row.service, row.since) for row in found]


def forget(citizen: str, *, name: str) -> list[Write]:
    """Take away what nothing has to keep. `name`: under which they stay in what is kept; nobody can come as them any more."""
    gone = [Write(table, _DELETE[table], {"of_citizen": citizen}, key=citizen) for table in _GOES_AT_ONCE]
    decided = Write(tables.reports, _DECIDED_REPORTS, {"of_citizen": citizen}, key=citizen)  # the rest when it is over
    return [*gone, decided, save_visitor(citizen, token_hash=None, name=name, seen=0.0)]


def take_drafts_apart(drafts: Sequence[str]) -> list[Write]:
    """Take away what belongs to them; they go with `take_drafts_away`, by a later commit."""
    return [write for draft in drafts for write in kept_cases.take_apart(draft)]


def take_drafts_away(drafts: Sequence[str]) -> list[Write]:
    return [kept_cases.take_away(draft) for draft in drafts]


def _told(table: Table) -> list[Any]:
    return [column for column in table.c if column.name not in WITHHELD]


async def _rows(sql: AsyncConnection, table: Table, conditions: tuple[ColumnElement[bool], ...]) -> list[dict[str, Any]]:
    found = await sql.execute(select(*_told(table)).where(of_office(sql, table), *conditions))
    keys = [
        column.name for column in table.primary_key if column.name not in WITHHELD
    ]  # the database would go through all for it
    return sorted((dict(row._mapping) for row in found), key=lambda row: [row[key] for key in keys])  # noqa: SLF001 - SQLAlchemy's documented name


_DELETE = {
    table: delete(table).where(table.c.office == OF_OFFICE, table.c[OF_CITIZEN[table]] == bindparam("of_citizen"))
    for table in _GOES_AT_ONCE
}
_DECIDED_REPORTS = delete(tables.reports).where(
    tables.reports.c.office == OF_OFFICE,
    tables.reports.c.reporter == bindparam("of_citizen"),
    *(tables.reports.c.outcome != state.value for state in LIVE_STATES),
)
