"""Rows to frozen dataclasses and back, field by column. The one place that knows how a value of the field is written in SQL."""

from collections.abc import Iterable
from typing import Any, TypeVar

import msgspec
from sqlalchemy import Row

T = TypeVar("T")


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
    """Return the dataclasses of all rows."""
    return [from_row(kind, row) for row in rows]
