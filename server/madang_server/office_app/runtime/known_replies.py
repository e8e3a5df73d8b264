"""The replies to commands of those who are active, in memory: whether a request was done before is known without the database.

Of a visitor either all kept replies are here, or it is known that they are too many: then the database is asked for each. Knows
requests and bytes, no command.
"""

from collections import OrderedDict
from collections.abc import Collection, Iterable

from sqlalchemy.ext.asyncio import AsyncConnection

from madang_office.rejected import Rejected
from madang_server.office_app.runtime.idempotency import ID_REUSED
from madang_server.store import command_replies
from madang_server.store.command_replies import KeptReply, Request

VISITORS_MAX = 5_000
REPLIES_MAX = 200  # of one visitor
REJECTIONS_MAX = 10_000  # that are repeated to who sends the same command again


class KnownReplies:
    """Replies by visitor and request id. The least lately active visitors are let go; the database has all."""

    def __init__(self) -> None:
        self._of: OrderedDict[str, dict[str, KeptReply] | None] = OrderedDict()  # None: too many to be here

    def knows_all(self, requests: Iterable[Request]) -> bool:
        """Return whether nothing need be read for these requests."""
        return all(self._of.get(request.visitor) is not None for request in requests)

    async def read(self, sql: AsyncConnection, requests: Collection[Request]) -> dict[tuple[str, str], KeptReply]:
        """Bring what is not known of their visitors; return the replies to those of whom too many are kept."""
        new = {request.visitor for request in requests if request.visitor not in self._of}  # not `- keys()`: it visits them all
        if new:
            found = await command_replies.replies_of(sql, new, limit=REPLIES_MAX)
            self._of.update({visitor: found.get(visitor, {}) for visitor in new})
        unsure = [request for request in requests if self._of.get(request.visitor) is None]
        return await command_replies.kept_replies(sql, unsure) if unsure else {}

    def get(self, request: Request) -> KeptReply | None:
        """Return the reply that was given before."""
        return (self._of.get(request.visitor) or {}).get(request.id)

    def add(self, request: Request, reply: KeptReply) -> None:
        """Take a reply that is kept now."""
        known = self._of.get(request.visitor)
        if known is None:
            return
        known[request.id] = reply
        self._of.move_to_end(request.visitor)
        if len(known) > REPLIES_MAX:
            self._of[request.visitor] = None

    def nothing_yet(self, visitor: str) -> None:
        """Somebody is new: nothing was ever replied to them, and nothing need be read before their first command."""
        self._of.setdefault(visitor, {})
        self.let_go()

    def has_none(self, visitor: str) -> bool:
        """Return whether it is known that nothing of this visitor was ever accepted, or is kept no longer."""
        return self._of.get(visitor) == {}

    def let_go(self) -> None:
        """Let go of the visitors who were not active lately."""
        while len(self._of) > VISITORS_MAX:
            self._of.popitem(last=False)


class KnownRejections:
    """The rejections that this process gave lately (SPEC W6); they are nowhere else."""

    def __init__(self) -> None:
        self._given: OrderedDict[tuple[str, str], tuple[str, Rejected]] = OrderedDict()

    def get(self, request: Request) -> Rejected | None:
        """Return the one that this request got."""
        command, rejected = self._given.get((request.visitor, request.id), (request.command, None))
        return rejected if command == request.command else ID_REUSED

    def add(self, request: Request, rejected: Rejected) -> None:
        self._given[request.visitor, request.id] = (request.command, rejected)
        if len(self._given) > REJECTIONS_MAX:
            self._given.popitem(last=False)
