"""What the references of the audit log are called, for people: accounts by name, cases by number. Reads tables alone."""

from collections.abc import Collection, Iterable

from sqlalchemy import Column, Table, select
from sqlalchemy.ext.asyncio import AsyncConnection

from madang_office.audit import ACCOUNT, CASE, DOCUMENT, OFFICER, REFERENCES, AuditRow
from madang_office.numbers import read_document_number
from madang_server.store.people import batched
from madang_server.store.rows import of_office
from madang_server.store.tables import cases, officers


async def names_of(sql: AsyncConnection, rows: Iterable[AuditRow]) -> dict[str, str]:
    """Return what people call the actors and subjects of these rows, by reference; what nobody names otherwise is left out."""
    references = {reference for row in rows for reference in (row.actor, row.subject)}
    accounts = {_id(each) for each in references if each.startswith((OFFICER, ACCOUNT))}
    named = await _values(sql, officers, officers.c.name, accounts)
    numbered = await _values(sql, cases, cases.c.number, {_id(each) for each in references if each.startswith(CASE)})
    found = {OFFICER: named, ACCOUNT: named, CASE: numbered}
    pairs = ((each, found.get(f"{each.partition(':')[0]}:", {}).get(_id(each))) for each in references)
    return {reference: name for reference, name in pairs if name is not None}


async def reference_of(sql: AsyncConnection, typed: str) -> str:
    """Return the subject that somebody means who types a number, a name or a reference; what nobody has stays as it is."""
    typed = typed.strip()
    if typed.startswith(REFERENCES):
        return typed
    document = read_document_number(typed)
    if document is not None:
        return f"{DOCUMENT}{document}"
    case = (await sql.execute(select(cases.c.id).where(of_office(sql, cases), cases.c.number == typed))).scalar()
    if case is not None:
        return f"{CASE}{case}"
    account = (await sql.execute(select(officers.c.id).where(officers.c.name == typed))).scalar()
    return f"{ACCOUNT}{account}" if account is not None else typed


async def actor_of(sql: AsyncConnection, typed: str) -> str:
    """Return the actor that somebody means who types an account's name, or the actor itself."""
    account = (await sql.execute(select(officers.c.id).where(officers.c.name == typed.strip()))).scalar()
    return f"{OFFICER}{account}" if account is not None else typed.strip()


def _id(reference: str) -> str:
    return reference.partition(":")[2]


async def _values(sql: AsyncConnection, table: Table, column: Column[str], ids: Collection[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for some in batched(sorted(ids)):
        these = select(table.c.id, column).where(table.c.id.in_(some))
        mine = these.where(of_office(sql, table)) if "office" in table.c else these
        found.update((row[0], row[1]) for row in await sql.execute(mine))
    return found
