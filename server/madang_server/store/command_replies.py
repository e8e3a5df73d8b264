"""The replies to durable commands, so that the same request id does the thing once (SPEC W6). Knows bytes, no command."""

from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from madang_server.store.rows import add
from madang_server.store.tables import command_replies

KEPT_SECONDS = 7 * 24 * 3_600  # a client that comes back later than this has long thrown its unanswered commands away


@dataclass(frozen=True, slots=True)
class Request:
    """One durable command, asked for: whose, by which id, and the hash of all that it says."""

    visitor: str
    id: str
    command: str


@dataclass(frozen=True, slots=True)
class KeptReply:
    """A reply given before; `command` is the hash of the command that it answers, none when that was not kept yet."""

    body: bytes
    command: str | None

    def belongs_to(self, request: Request) -> bool:
        """Say whether this is the reply to that very command."""
        return self.command in {None, request.command}


async def kept_reply(sql: AsyncConnection, request: Request) -> KeptReply | None:
    """Return the reply given before to this id of this visitor, whatever was asked."""
    query = select(command_replies.c.body, command_replies.c.command).where(
        command_replies.c.visitor == request.visitor, command_replies.c.request == request.id
    )
    row = (await sql.execute(query)).first()
    return KeptReply(row.body, row.command) if row else None


async def keep_reply(sql: AsyncConnection, request: Request, body: bytes, now: float) -> None:
    """Keep the reply, in the transaction of what it replies to."""
    row = {"visitor": request.visitor, "request": request.id, "body": body, "at": now, "command": request.command}
    await add(sql, command_replies, row)


async def forget_replies(sql: AsyncConnection, now: float) -> None:
    """Forget the replies that are too old to be asked for again."""
    await sql.execute(delete(command_replies).where(command_replies.c.at < now - KEPT_SECONDS))
