"""The answers to durable commands, so that the same request id does the thing once (SPEC W6). Knows bytes, no command."""

from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from madang_server.store.rows import add
from madang_server.store.tables import answers

KEPT_SECONDS = 7 * 24 * 3_600  # a client that comes back later than this has long thrown its unanswered commands away


@dataclass(frozen=True, slots=True)
class Request:
    """One durable command, asked for: whose, by which id, and the hash of all that it says."""

    visitor: str
    id: str
    command: str


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer given before; `command` is the hash of what it was given to, none when that was not kept yet."""

    body: bytes
    command: str | None

    def answers(self, request: Request) -> bool:
        """Say whether this is the answer to that very command."""
        return self.command in {None, request.command}


async def kept_answer(sql: AsyncConnection, request: Request) -> Kept | None:
    """Return the answer given before to this id of this visitor, whatever was asked."""
    query = select(answers.c.body, answers.c.command).where(answers.c.visitor == request.visitor, answers.c.request == request.id)
    row = (await sql.execute(query)).first()
    return Kept(row.body, row.command) if row else None


async def keep_answer(sql: AsyncConnection, request: Request, body: bytes, now: float) -> None:
    """Keep the answer, in the transaction of what it answers."""
    row = {"visitor": request.visitor, "request": request.id, "body": body, "at": now, "command": request.command}
    await add(sql, answers, row)


async def forget_answers(sql: AsyncConnection, now: float) -> None:
    """Forget the answers that are too old to be asked for again."""
    await sql.execute(delete(answers).where(answers.c.at < now - KEPT_SECONDS))
