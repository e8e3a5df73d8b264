"""Rows of messages that were left for a service: madang_office's records 1:1. Decides nothing."""

from sqlalchemy import bindparam, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from madang_office.inquiries import OPEN_STATES, Inquiry
from madang_server.store.rows import OF_OFFICE, many, of_office, one, to_row
from madang_server.store.tables import inquiries
from madang_server.store.writes import How, Write

KEPT_S = 30 * 24 * 3_600.0  # after what happened to it last: so long its author was told that it is kept
NUMBERED = "inquiry"  # under this name they are counted
SHOWN_MAX = 10  # of a visitor, the newest
_REMOVE = delete(inquiries).where(inquiries.c.office == OF_OFFICE, inquiries.c.id == bindparam("gone"))


def save_inquiry(inquiry: Inquiry) -> Write:
    return Write(inquiries, How.UPSERT, to_row(inquiry))


def remove_inquiry(inquiry_id: str) -> Write:
    return Write(inquiries, _REMOVE, {"gone": inquiry_id}, key=inquiry_id)


async def open_inquiries(sql: AsyncConnection) -> list[Inquiry]:
    """Return those that wait for an answer, the oldest first."""
    still = inquiries.c.state.in_([state.value for state in OPEN_STATES])
    found = select(inquiries).where(of_office(sql, inquiries), still).order_by(inquiries.c.created, inquiries.c.id)
    return many(Inquiry, await sql.execute(found))


async def inquiries_of(sql: AsyncConnection, visitor: str) -> list[Inquiry]:
    """Return the newest of a visitor, the oldest of them first, whatever became of them."""
    theirs = select(inquiries).where(of_office(sql, inquiries), inquiries.c.visitor == visitor)
    found = many(Inquiry, await sql.execute(theirs.order_by(inquiries.c.created.desc(), inquiries.c.id).limit(SHOWN_MAX)))
    return found[::-1]


async def inquiry_of_number(sql: AsyncConnection, number: str) -> Inquiry | None:
    """Return the one of this number, whatever became of it. The caller compares the key."""
    found = select(inquiries).where(of_office(sql, inquiries), inquiries.c.number == number)
    return one(Inquiry, (await sql.execute(found)).first())
