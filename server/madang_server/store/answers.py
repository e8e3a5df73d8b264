"""The answers to durable wishes, so that the same request id does the thing once (SPEC W6). Knows bytes, no wish."""

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from madang_server.store.rows import add
from madang_server.store.tables import answers

KEPT_SECONDS = 7 * 24 * 3_600  # a client that comes back later than this has long thrown its unanswered wishes away


async def kept_answer(sql: AsyncConnection, visitor: str, request: str) -> bytes | None:
    """Return the body of the answer given before."""
    query = select(answers.c.body).where(answers.c.visitor == visitor, answers.c.request == request)
    return (await sql.execute(query)).scalar()


async def keep_answer(sql: AsyncConnection, visitor: str, request: str, body: bytes, now: float) -> None:
    """Keep the answer, in the transaction of what it answers."""
    await add(sql, answers, {"visitor": visitor, "request": request, "body": body, "at": now})


async def forget_answers(sql: AsyncConnection, now: float) -> None:
    """Forget the answers that are too old to be asked for again."""
    await sql.execute(delete(answers).where(answers.c.at < now - KEPT_SECONDS))
