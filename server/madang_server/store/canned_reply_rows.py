"""Rows of what officers write often: madang_office's records 1:1. Decides nothing."""

from sqlalchemy import bindparam, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from madang_office.canned_replies import CannedReply
from madang_server.store.rows import OF_OFFICE, many, of_office, to_row
from madang_server.store.tables import canned_replies
from madang_server.store.writes import How, Write

_REMOVE = delete(canned_replies).where(canned_replies.c.office == OF_OFFICE, canned_replies.c.id == bindparam("removed"))


async def all_replies(sql: AsyncConnection) -> list[CannedReply]:
    """Return those of the office, in their order."""
    ordered = select(canned_replies).where(of_office(sql, canned_replies)).order_by(canned_replies.c.order, canned_replies.c.id)
    return many(CannedReply, await sql.execute(ordered))


def save_reply(reply: CannedReply) -> Write:
    return Write(canned_replies, How.UPSERT, to_row(reply), key=reply.id)


def remove_reply(reply_id: str) -> Write:
    return Write(canned_replies, _REMOVE, {"removed": reply_id}, key=reply_id)
