"""The office as a host's live side sees it: everything is asked of the owner, over the link. Decides nothing.

While there is no owner, what must be kept is answered with `storage`: nothing of it was done. What was on its way when the link
broke is asked again of the next owner under its own request id, so it is done once, and its answer is true (SPEC W6, C20).
"""

import asyncio
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass

import structlog

from madang_office.reports import HeardLine
from madang_office.ticket_record import AT_DESK_STATES
from madang_protocol import Rejection, codec
from madang_protocol.commands import DurableCommand, Hello, ReportMake
from madang_protocol.messages import Desk, Done, Message, Office, Queue, Rejected, Tickets
from madang_server.cluster.hosting import wire
from madang_server.cluster.hosting.link import Link, LinkLost
from madang_server.faults import OfficeLost, StorageFailed
from madang_server.live.seats import SeatOver

OWNER_AWAITED_S = 2.0  # by a command: then it is answered with `storage`, and the client asks again
_STORAGE = "storage"
_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Talk:
    """A booth, its counter, and those who were seated in it."""

    visitors: tuple[str, ...]
    booth: str
    counter: str


class RemoteOffice:
    """The port `Office` of a host."""

    def __init__(self) -> None:
        self._link: Link | None = None
        self._linked = asyncio.Event()
        self._ended = False
        self._board = Office(services=[], counters=[])
        self._queues: dict[str, Queue] = {}
        self._talks: dict[str, Talk] = {}
        self.guests: dict[str, wire.Guest] = {}  # as the office sees them now
        self.passports: dict[str, bytes] = {}

    # the link --------------------------------------------------------------------------------------------------------

    def link_to(self, link: Link | None) -> None:
        """From now on this is the way to the owner; None: there is none."""
        self._link = link
        if link is not None:
            self._linked.set()
        elif not self._ended:
            self._linked.clear()

    def end(self) -> None:
        """There will be no owner any more for these rooms: whoever waits for one waits no longer."""
        self._ended = True
        self._linked.set()

    async def _asked(self, record: wire.Record, *, again: bool) -> wire.AnyRecord:
        """Ask the owner; `again`: and the next one. Raises `StorageFailed`: it was not asked; `OfficeLost`: nobody knows."""
        with suppress(TimeoutError):
            async with asyncio.timeout(OWNER_AWAITED_S):
                await self._linked.wait()
        if self._link is None:
            raise StorageFailed(_STORAGE)
        while (link := self._link) is not None:
            try:
                answer = await link.asked(record)
            except LinkLost:
                if not again:
                    break
                self._is_over(link)
                await self._linked.wait()
                continue
            if isinstance(answer, wire.Failed):
                raise OfficeLost(_STORAGE) if answer.lost else StorageFailed(_STORAGE)
            return answer
        raise OfficeLost(_STORAGE)

    def _is_over(self, link: Link) -> None:
        """A link that closes answers nothing: ask it no more, though its end is told only in a moment."""
        if link is self._link:
            self.link_to(None)

    # people ----------------------------------------------------------------------------------------------------------

    async def arrive(self, hello: Hello, source: str | None = None) -> wire.Guest:  # noqa: ARG002
        """Nobody comes in here without a seat (SPEC N22)."""
        raise SeatOver

    def seen_as(self, visitor: wire.Guest) -> wire.Guest:
        return self.guests.get(visitor.id, visitor)

    async def dropped(self, visitor_id: str) -> None:
        self._tell(wire.Dropped(visitor_id))

    async def left(self, visitor_id: str, *, on_purpose: bool = False) -> None:
        self.forget(visitor_id)
        self._tell(wire.Left(visitor_id, on_purpose))

    def forget(self, visitor_id: str) -> None:
        """They are not here any more."""
        for known in (self.guests, self.passports, self._queues, self._talks):
            known.pop(visitor_id, None)

    def _tell(self, record: wire.Record) -> None:
        if self._link is not None:  # else the next owner learns who is here when it is told
            self._link.tell(record)

    # commands --------------------------------------------------------------------------------------------------------

    async def execute(self, visitor: wire.Guest, command: DurableCommand, heard: Sequence[HeardLine] = ()) -> Done | Rejected:
        try:
            answer = await self._asked(wire.Execute(visitor.id, codec.encode_command(command), list(heard)), again=True)
        except OfficeLost:
            raise
        except StorageFailed:
            return Rejected(id=command.id, code=Rejection.STORAGE)
        return _reply(answer)

    async def report(self, visitor: wire.Guest, command: ReportMake, heard: Sequence[HeardLine]) -> Done | Rejected:
        return await self.execute(visitor, command, heard)

    def begin(
        self, visitor: wire.Guest, command: DurableCommand, settle: Callable[[Done | Rejected | BaseException], None]
    ) -> bool:
        """Every command waits for the owner."""
        del visitor, command, settle
        return False

    async def said_in_booth(self, visitor: wire.Guest, place: str, booth: str, text: str) -> Rejection | None:
        try:
            answer = await self._asked(wire.SaidInBooth(visitor.id, place, booth, text), again=False)
        except OfficeLost:
            raise
        except StorageFailed:
            return Rejection.STORAGE
        assert isinstance(answer, wire.Kept), answer
        return Rejection(answer.code) if answer.code is not None else None

    async def notices_shown(self, visitor_id: str, numbers: Collection[int]) -> None:
        self._tell(wire.NoticesShown(visitor_id, list(numbers)))

    # views -----------------------------------------------------------------------------------------------------------

    async def state_of(self, visitor: wire.Guest) -> list[Message]:
        answer = await self._asked(wire.StateOf(visitor.id), again=True)
        assert isinstance(answer, wire.Replied), answer
        return [message for message in map(understood, answer.bodies) if message is not None]

    def office_view(self) -> Office:
        return self._board

    def queue_view(self, visitor: wire.Guest) -> Queue:
        return self._queues.get(visitor.id) or Queue(tickets=[], cases=[])

    def seating_of(self, visitor: wire.Guest) -> Talk | None:
        return self._talks.get(visitor.id)

    # what the owner tells --------------------------------------------------------------------------------------------

    def board_is(self, body: bytes) -> None:
        """The office's board, as it is told."""
        board = understood(body)
        if isinstance(board, Office):
            self._board = board

    def queue_is(self, visitor_id: str, body: bytes) -> None:
        """An officer's line, as it is told."""
        queue = understood(body)
        if isinstance(queue, Queue):
            self._queues[visitor_id] = queue

    def sees(self, guest: wire.Guest) -> None:
        """A visitor is seen so now; one who is not here is passed over."""
        if guest.id in self.guests:
            self.guests[guest.id] = guest

    def talk_begins(self, talk: Talk) -> None:
        """These talk in a booth here."""
        self._talks |= dict.fromkeys(talk.visitors, talk)

    def told(self, visitor_id: str, message: Message) -> None:
        """Something is told to somebody here: a talk may be over with it."""
        match message:
            case Desk(ticket=None):
                self._talks.pop(visitor_id, None)
            case Tickets(tickets=tickets) if not any(ticket.state in AT_DESK_STATES for ticket in tickets):
                self._talks.pop(visitor_id, None)


def understood(body: bytes) -> Message | None:
    """Return what the owner tells. None: it is of a later version, and passed over as a client would (SPEC W14)."""
    try:
        return codec.decode_message(body)[1]
    except ValueError as error:
        _log.warning("the owner tells what is no message here", cause=type(error).__name__)
        return None


def _reply(answer: wire.AnyRecord) -> Done | Rejected:
    assert isinstance(answer, wire.Replied), answer
    _, reply = codec.decode_message(answer.bodies[0])
    assert isinstance(reply, Done | Rejected), reply
    return reply
