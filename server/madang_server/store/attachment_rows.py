"""Rows of the files of cases: madang_office's records 1:1. Their content lies elsewhere (attachments/). Decides nothing."""

from collections.abc import Collection

from sqlalchemy import bindparam, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from madang_office.attachments import KEPT_UNSUBMITTED_S, Attachment
from madang_server.store.people import batched
from madang_server.store.rows import OF_OFFICE, many, of_office, one, to_row
from madang_server.store.tables import attachments
from madang_server.store.writes import How, Write

KEPT_S = KEPT_UNSUBMITTED_S + 24 * 3_600.0  # a day after its time is over, by whatever clock; the rest stays
_a = attachments.c
_THIS = _a.office == OF_OFFICE, _a.id == bindparam("of_file")
_SUBMIT = update(attachments).where(*_THIS).values(submitted=bindparam("at_instant"))
_REMOVE = delete(attachments).where(*_THIS)


def add_attachment(row: Attachment) -> Write:
    return Write(attachments, How.INSERT, to_row(row))


def submit_attachment(attachment_id: str, at: float) -> Write:
    """It is part of what was submitted, from then on."""
    return Write(attachments, _SUBMIT, {"of_file": attachment_id, "at_instant": at})


def remove_attachment(attachment_id: str) -> Write:
    return Write(attachments, _REMOVE, {"of_file": attachment_id})


async def attachment(sql: AsyncConnection, attachment_id: str) -> Attachment | None:
    found = select(attachments).where(of_office(sql, attachments), _a.id == attachment_id)
    return one(Attachment, (await sql.execute(found)).first())


async def attachments_of(sql: AsyncConnection, case: str) -> list[Attachment]:
    """Return the files of a case, the oldest first."""
    return (await attachments_of_cases(sql, [case])).get(case, [])


async def attachments_of_cases(sql: AsyncConnection, cases: Collection[str]) -> dict[str, list[Attachment]]:
    """Return the files of these cases, the oldest first."""
    found: dict[str, list[Attachment]] = {}
    for some in batched(sorted(cases)):
        mine = select(attachments).where(of_office(sql, attachments), _a.case.in_(some)).order_by(_a.at, _a.id)
        for row in many(Attachment, await sql.execute(mine)):
            found.setdefault(row.case, []).append(row)
    return found


async def open_bytes_of(sql: AsyncConnection, visitor: str) -> int:
    """Return how much a citizen has uploaded and not submitted, in all of their cases."""
    mine = of_office(sql, attachments), _a.visitor == visitor, _a.submitted.is_(None)
    return int((await sql.execute(select(func.coalesce(func.sum(attachments.c.size), 0)).where(*mine))).scalar_one())


async def known_of(sql: AsyncConnection, ids: Collection[str]) -> set[str]:
    """Return those of the ids that a row has."""
    found: set[str] = set()
    for some in batched(sorted(ids)):
        rows = await sql.execute(select(_a.id).where(of_office(sql, attachments), _a.id.in_(some)))
        found.update(rows.scalars())
    return found
