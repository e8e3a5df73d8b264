"""Rows of issued documents. The PDF is kept in the row, so that a document exists whole or not at all (SPEC C9)."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from madang_server.store.people import batched
from madang_server.store.rows import OF_OFFICE, many, of_office, one, to_row
from madang_server.store.tables import documents
from madang_server.store.writes import How, Write


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRow:
    """An issued document, without its bytes."""

    number: str
    case: str
    visitor: str
    title_ko: str
    title_en: str
    issued: float
    revoked: float | None = None


_FACTS = [documents.c[name] for name in DocumentRow.__slots__]
_THIS = documents.c.office == OF_OFFICE, documents.c.number == bindparam("of_document")
_REVOKE = update(documents).where(*_THIS).values(revoked=bindparam("at_instant"))


def add_document(row: DocumentRow, pdf: bytes) -> Write:
    return Write(documents, How.INSERT, to_row(row) | {"pdf": pdf})


async def document(sql: AsyncConnection, number: str) -> DocumentRow | None:
    return one(
        DocumentRow, (await sql.execute(select(*_FACTS).where(of_office(sql, documents), documents.c.number == number))).first()
    )


async def documents_of_case(sql: AsyncConnection, case: str) -> list[DocumentRow]:
    """Return the documents of a case, oldest first."""
    mine = select(*_FACTS).where(of_office(sql, documents), documents.c.case == case).order_by(documents.c.issued)
    return many(DocumentRow, await sql.execute(mine))


async def documents_of_cases(sql: AsyncConnection, cases: Collection[str]) -> dict[str, list[DocumentRow]]:
    """Return the documents of these cases, oldest first."""
    found: dict[str, list[DocumentRow]] = {}
    for some in batched(sorted(cases)):
        mine = select(*_FACTS).where(of_office(sql, documents), documents.c.case.in_(some)).order_by(documents.c.issued)
        for row in many(DocumentRow, await sql.execute(mine)):
            found.setdefault(row.case, []).append(row)
    return found


async def own_document(sql: AsyncConnection, number: str, visitor: str) -> tuple[DocumentRow, bytes] | None:
    """Return a document of this visitor, and its bytes (SPEC C8)."""
    own = of_office(sql, documents), documents.c.number == number, documents.c.visitor == visitor
    found = (await sql.execute(select(*_FACTS, documents.c.pdf).where(*own))).mappings().first()
    return (DocumentRow(**{name: found[name] for name in DocumentRow.__slots__}), found["pdf"]) if found else None


def revoke_document(number: str, at: float) -> Write:
    """It is valid no longer, from then on."""
    return Write(documents, _REVOKE, {"of_document": number, "at_instant": at})
