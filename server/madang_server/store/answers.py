"""The answers to durable wishes, so that the same request id does the thing once (SPEC W6). Knows bytes, no wish."""

from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from madang_server.store.rows import add
from madang_server.store.tables import answers

KEPT_SECONDS = 7 * 24 * 3_600  # a client that comes back later than this has long thrown its unanswered wishes away


@dataclass(frozen=True, slots=True)
class Request:
    """One durable wish, asked for: whose, by which id, and the hash of all that it says."""

    visitor: str
    id: str
    wish: str


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer given before; `wish` is the hash of what it was given to, none when that was not kept yet."""

    body: bytes
    wish: str | None

    def answers(self, request: Request) -> bool:
        """Say whether this is the answer to that very wish."""
        return self.wish in {None, request.wish}


async def kept_answer(sql: AsyncConnection, request: Request) -> Kept | None:
    """Return the answer given before to this id of this visitor, whatever was wished."""
    query = select(answers.c.body, answers.c.wish).where(answers.c.visitor == request.visitor, answers.c.request == request.id)
    row = (await sql.execute(query)).first()
    return Kept(row.body, row.wish) if row else None


async def keep_answer(sql: AsyncConnection, request: Request, body: bytes, now: float) -> None:
    """Keep the answer, in the transaction of what it answers."""
    row = {"visitor": request.visitor, "request": request.id, "body": body, "at": now, "wish": request.wish}
    await add(sql, answers, row)


async def forget_answers(sql: AsyncConnection, now: float) -> None:
    """Forget the answers that are too old to be asked for again."""
    await sql.execute(delete(answers).where(answers.c.at < now - KEPT_SECONDS))
