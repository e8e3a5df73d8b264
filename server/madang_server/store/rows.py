"""Rows to frozen dataclasses and back, field by column. The one place that knows how a value of the field is written in SQL."""

from collections.abc import Iterable
from functools import cache
from typing import Any, TypeVar

import msgspec
from sqlalchemy import BindParameter, ColumnElement, Executable, Row, Table, bindparam, insert
from sqlalchemy.dialects.postgresql import insert as insert_postgresql
from sqlalchemy.dialects.sqlite import insert as insert_sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

T = TypeVar("T")
OFFICE = "madang_office"  # the execution option of a transaction that says whose it is
# Of a statement that is made once; `write_all` gives it the transaction's office.
OF_OFFICE: BindParameter[str] = bindparam("of_office")


def office_of(sql: AsyncConnection) -> str:
    """Return the office whose transaction this is."""
    office: str = sql.sync_connection.get_execution_options()[OFFICE]  # type: ignore[union-attr]  # it is open
    return office


def of_office(sql: AsyncConnection, table: Table) -> ColumnElement[bool]:
    """Return the condition that a row of the table belongs to the office of the transaction."""
    return table.c.office == office_of(sql)


def with_office(sql: AsyncConnection, table: Table, row: dict[str, Any]) -> dict[str, Any]:
    """Return the columns of a row with the office of the transaction, where the table has one."""
    return {"office": office_of(sql), **row} if "office" in table.c else row


def to_row(record: Any) -> dict[str, Any]:
    """Return the columns of a dataclass: enums as text, sets and tuples as lists."""
    row: dict[str, Any] = msgspec.to_builtins(record)
    return row


def from_row(kind: type[T], row: Row[Any]) -> T:
    """Return the dataclass of a row; columns that it does not have are left out. Raises `msgspec.ValidationError`."""
    columns = {str(name): value for name, value in row._mapping.items()}  # noqa: SLF001 - SQLAlchemy's documented name
    return msgspec.convert(columns, kind)


def one(kind: type[T], row: Row[Any] | None) -> T | None:
    """Return the dataclass of a row that may not be there."""
    return None if row is None else from_row(kind, row)


def many(kind: type[T], rows: Iterable[Row[Any]]) -> list[T]:
    return [from_row(kind, row) for row in rows]


async def add(sql: AsyncConnection, table: Table, row: dict[str, Any]) -> None:
    """Insert the row, as the office's own."""
    await sql.execute(insert_into(table), with_office(sql, table, row))


async def add_unless(sql: AsyncConnection, table: Table, row: dict[str, Any], *, keys: tuple[str, ...]) -> bool:
    """Insert the row, as the office's own. False: there is one with these keys, also one that somebody inserts right now."""
    statement = insert_unless_into(table, sql.dialect.name, keys)
    return (await sql.execute(statement, with_office(sql, table, row))).rowcount == 1


async def upsert(sql: AsyncConnection, table: Table, row: dict[str, Any]) -> None:
    """Insert the row as the office's own, or write it over the one with the same primary key."""
    await sql.execute(upsert_into(table, sql.dialect.name), with_office(sql, table, row))


@cache
def insert_into(table: Table) -> Executable:
    """Return the statement that inserts rows. Built once: making a statement costs more than running it."""
    return insert(table)


@cache
def insert_unless_into(table: Table, dialect: str, keys: tuple[str, ...]) -> Executable:
    """Return the statement that inserts a row, unless there is one with the same keys, which are unique."""
    statement = insert_postgresql(table) if dialect == "postgresql" else insert_sqlite(table)
    return statement.on_conflict_do_nothing(index_elements=keys).execution_options(preserve_rowcount=True)


@cache
def upsert_into(table: Table, dialect: str) -> Executable:
    """Return the statement that inserts rows, or writes them over those with the same primary keys."""
    statement = insert_postgresql(table) if dialect == "postgresql" else insert_sqlite(table)
    keys = [column.name for column in table.primary_key]
    rest = {column.name: statement.excluded[column.name] for column in table.columns if column.name not in keys}
    return statement.on_conflict_do_update(index_elements=keys, set_=rest)
