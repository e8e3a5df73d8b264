"""The replies to durable commands, so that the same request id does the thing once (SPEC W6). Knows bytes, no command."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import func, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from madang_server.store.people import batched
from madang_server.store.rows import of_office
from madang_server.store.tables import command_replies
from madang_server.store.writes import How, Write

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


_c = command_replies.c


async def kept_replies(sql: AsyncConnection, requests: Iterable[Request]) -> dict[tuple[str, str], KeptReply]:
    """Return the replies given before, by visitor and request id, whatever was asked under them."""
    found: dict[tuple[str, str], KeptReply] = {}
    asked = sorted({(request.visitor, request.id) for request in requests})
    replies = select(_c.visitor, _c.request, _c.body, _c.command)
    for some in batched(asked):
        rows = await sql.execute(replies.where(of_office(sql, command_replies), tuple_(_c.visitor, _c.request).in_(some)))
        found.update({(row.visitor, row.request): KeptReply(row.body, row.command) for row in rows})
    return found


async def replies_of(sql: AsyncConnection, visitors: Collection[str], *, limit: int) -> dict[str, dict[str, KeptReply] | None]:
    """Return the replies given to each of the visitors, by request id; None for one who has more than `limit`."""
    few: dict[str, dict[str, KeptReply]] = {}
    many: dict[str, None] = {}
    for some in batched(sorted(visitors)):
        theirs = of_office(sql, command_replies), _c.visitor.in_(some)
        for visitor, count in await sql.execute(select(_c.visitor, func.count()).where(*theirs).group_by(_c.visitor)):
            if count > limit:
                many[visitor] = None
            else:
                few[visitor] = {}
    for some in batched(sorted(few)):
        theirs = of_office(sql, command_replies), _c.visitor.in_(some)
        for row in await sql.execute(select(_c.visitor, _c.request, _c.body, _c.command).where(*theirs)):
            few[row.visitor][row.request] = KeptReply(row.body, row.command)
    return few | many


def keep_reply(request: Request, body: bytes, now: float) -> Write:
    """Keep the reply, in the transaction of what it replies to."""
    row = {"visitor": request.visitor, "request": request.id, "body": body, "at": now, "command": request.command}
    return Write(command_replies, How.INSERT, row)
