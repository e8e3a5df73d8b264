"""One host as the owner has it: what it asks of the office, and what the office tells its people. Decides no placement."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import Any, Protocol

import structlog

from madang_office.reports import HeardLine
from madang_protocol import ProtocolError, codec
from madang_protocol.commands import Profile, ReportMake
from madang_protocol.messages import Done, Message, Rejected
from madang_server.cluster.hosting import wire
from madang_server.cluster.hosting.link import Answer, Link, LinkLost
from madang_server.cluster.hosting.right import HostingGrant
from madang_server.faults import OfficeLost, StorageFailed
from madang_server.live.board import OFFICER_ROLES
from madang_server.live.command_queue import TaskSupervisor
from madang_server.live.moving import MovingSession

TELL_AGAIN_S = 1.0
_log = structlog.get_logger()


class OwnersOffice(Protocol):
    """The office, with what hosts need beside what its own live side does."""

    async def execute(self, visitor: Any, command: Any) -> Done | Rejected: ...

    def begin(self, visitor: Any, command: Any, settle: Callable[[Done | Rejected | BaseException], None]) -> bool: ...

    async def report(self, visitor: Any, command: ReportMake, heard: Sequence[HeardLine]) -> Done | Rejected: ...

    async def state_of(self, visitor: Any) -> list[Message]: ...

    async def notices_shown(self, visitor_id: str, numbers: list[int]) -> None: ...

    async def dropped(self, visitor_id: str) -> None: ...

    async def left(self, visitor_id: str, *, on_purpose: bool = False) -> None: ...

    async def said_in_booth(self, visitor: Any, place: str, booth: str, text: str) -> Any: ...

    def office_view(self) -> Message: ...

    def queue_view(self, visitor: Any) -> Message: ...

    def known(self, visitor_id: str) -> Any:
        """Return who is here, as the office sees them; None: nobody of this id is."""

    def passport_of(self, visitor: Any) -> bytes:
        """Return what `readmit` makes this visitor of again."""

    async def readmit(self, passport: bytes) -> Any:
        """Let somebody be here who was when another server had the office. Returns the visitor."""


class HostKeeper(Protocol):
    """Whoever keeps all hosts of an office."""

    office: OwnersOffice
    tasks: TaskSupervisor

    def registers(self, host: "HostLink", said: wire.Register) -> wire.Registered | None: ...

    def gone(self, host: "HostLink", visitor_id: str) -> bool:
        """Somebody's session at this host is over. False: they are at another by now."""

    def wants(self, host: "HostLink", said: wire.MoveTo) -> None:
        """Somebody at this host wants to be in another place."""


class HostLink:
    """The owner's end of one link. Before it has said who it is, `boot` is nothing."""

    def __init__(self, keeper: HostKeeper, grant: HostingGrant) -> None:
        self._keeper = keeper
        self.grant = grant
        self.link: Link | None = None
        self.node = self.boot = self.address = ""
        self.number = 0  # of its journal
        self.drains = False
        self.idle_since = grant.answered_at
        self.rooms: dict[str, wire.RoomAt] = {}
        self.people: dict[str, None] = {}
        self._coming: Counter[str] = Counter()  # who is on the way to which room

    def begin(self, link: Link) -> None:
        """This is its link."""
        self.link = link

    @property
    def linked(self) -> bool:
        """Whether it can be told things."""
        return self.link is not None and self.link.open and bool(self.boot)

    @property
    def takes_people(self) -> bool:
        """Whether somebody may be sent there."""
        return self.linked and not self.drains and not self.grant.over

    def tell(self, record: wire.Record) -> None:
        if self.link is not None:
            self.link.tell(record)

    def count(self, key: str, place: str, people: int, capacity: int) -> None:
        """Take a room as it is about to be, until the host tells."""
        self.rooms[key] = wire.RoomAt(key, place, people, capacity)

    async def bring(self, visitor: Any, session: MovingSession, *, room: str, entry: str | None) -> str | None:
        """Ask it to take somebody in. Returns their seat; None: that room is full, or the host cannot be reached."""
        office = self._keeper.office
        guest = guest_of(visitor)
        queue = codec.encode(office.queue_view(visitor)) if guest.role in OFFICER_ROLES else None
        self._coming[room] += 1
        try:
            return await self._seat(wire.Bring(guest, office.passport_of(visitor), session, room, entry, queue))
        finally:
            self._coming[room] -= 1

    async def seat_for(self, visitor_id: str) -> str | None:
        """Ask it for a seat for somebody who is there. None: they are not."""
        return await self._seat(wire.GiveSeat(visitor_id))

    async def _seat(self, record: wire.Record) -> str | None:
        if self.link is None:
            return None
        try:
            answer = await self.link.asked(record)
        except LinkLost:
            return None
        return answer.seat if isinstance(answer, wire.Seated) else None

    async def let_go(self, visitor_id: str) -> MovingSession | None:
        """Ask it to let somebody go. None: they are not there. Raises `LinkLost`."""
        if self.link is None:
            raise LinkLost
        answer = await self.link.asked(wire.Export(visitor_id))
        return answer.session if isinstance(answer, wire.Exported) else None

    # what it says ----------------------------------------------------------------------------------------------------

    def lost(self, link: Link) -> None:
        if link is self.link:
            self.link = None

    def came(self, record: wire.AnyRecord, answer: Answer) -> None:
        """Take what it says."""
        match record:
            case wire.Register():
                answer(self._keeper.registers(self, record) or wire.Failed(lost=False))
            case wire.Renew(rooms=rooms, drains=drains):
                opening = {key: room for key, room in self.rooms.items() if self._coming[key] > 0}
                self.rooms = opening | {room.key: room for room in rooms}
                self.drains = drains
                self.grant.answered()
                answer(wire.Renewed())
            case wire.MoveTo():
                self._keeper.wants(self, record)
            case wire.Execute():
                self._execute(record, answer)
            case _:
                self._keeper.tasks.start(self._take(record, answer), "what a host asks")

    def _execute(self, asked: wire.Execute, answer: Answer) -> None:
        visitor_id = asked.visitor
        visitor = self._keeper.office.known(visitor_id)
        if visitor is None:
            answer(wire.Failed(lost=False))
            return
        try:
            command = codec.decode_command(asked.command)
        except ProtocolError as error:  # of a later version: asked again it would cut each link that it comes by
            _log.error("a host asks for what is no command here", node=self.node, cause=str(error))
            answer(wire.Failed(lost=False))
            return
        settle = partial(self._settled, command, visitor_id, answer)
        office = self._keeper.office
        if isinstance(command, ReportMake):
            later = office.report(visitor, command, asked.heard)
        elif office.begin(visitor, command, settle):
            return
        else:
            later = office.execute(visitor, command)
        self._keeper.tasks.start(self._settle_later(later, settle), "a command of a host")

    @staticmethod
    async def _settle_later(reply: Awaitable[Done | Rejected], settle: Callable[[Done | Rejected | BaseException], None]) -> None:
        try:
            settle(await reply)
        except Exception as error:
            settle(error)
            if not isinstance(error, StorageFailed):
                raise

    def _settled(self, command: Any, visitor_id: str, answer: Answer, came: Done | Rejected | BaseException) -> None:
        if not isinstance(came, Done | Rejected):
            answer(wire.Failed(lost=True))
            return
        if isinstance(command, Profile) and (visitor := self._keeper.office.known(visitor_id)) is not None:
            self.tell(wire.Seen(guest_of(visitor)))  # before the reply, upon which the host shows them so
        answer(wire.Replied([codec.encode(came)]))

    async def _take(self, record: wire.AnyRecord, answer: Answer) -> None:
        office = self._keeper.office
        try:
            match record:
                case wire.StateOf(visitor=visitor_id):
                    answer(await self._state(visitor_id))
                case wire.SaidInBooth(visitor=visitor_id, place=place, booth=booth, text=text):
                    code = await office.said_in_booth(office.known(visitor_id), place, booth, text)
                    answer(wire.Kept(code.value if code is not None else None))
                case wire.NoticesShown(visitor=visitor_id, numbers=numbers):
                    await office.notices_shown(visitor_id, numbers)
                case wire.Dropped(visitor=visitor_id):
                    await office.dropped(visitor_id)
                case wire.Left(visitor=visitor_id, on_purpose=on_purpose):
                    if self._keeper.gone(self, visitor_id):
                        await office.left(visitor_id, on_purpose=on_purpose)
                case _:
                    _log.error("a host says what an owner does not know", what=type(record).__name__)
        except Exception as error:
            answer(wire.Failed(lost=isinstance(error, OfficeLost) or not isinstance(error, StorageFailed)))
            if not isinstance(error, StorageFailed):
                raise

    async def _state(self, visitor_id: str) -> wire.Record:
        visitor = self._keeper.office.known(visitor_id)
        if visitor is None:
            return wire.Failed(lost=False)
        return wire.Replied([codec.encode(message) for message in await self._keeper.office.state_of(visitor)])

    async def readmit(self, present: wire.Present) -> None:
        """Let the office know somebody who is there. Raises `OfficeLost`."""
        try:
            await self._keeper.office.readmit(present.passport)
        except OfficeLost:
            raise
        except Exception:  # noqa: BLE001 - one whose passport is of another version holds up nobody else
            _log.exception("somebody at a host is not known to the office", node=self.node)

    async def tell_all(self, visitor_ids: list[str]) -> None:
        """Tell these people all that is theirs, whole: what was told while the host could not be reached is in it."""
        for visitor_id in visitor_ids:
            state = await self._state_at_last(visitor_id)
            for body in state.bodies if isinstance(state, wire.Replied) else ():
                self.tell(wire.Tell(visitor_id, body))

    async def _state_at_last(self, visitor_id: str) -> wire.Record | None:
        """Return what is theirs, as soon as the database answers. None: the link is over, or the office lost."""
        while self.linked:
            try:
                return await self._state(visitor_id)
            except OfficeLost:
                return None
            except StorageFailed as error:
                _log.warning("somebody at a host cannot be told everything yet", cause=str(error))
            await asyncio.sleep(TELL_AGAIN_S)
        return None


def guest_of(visitor: Any) -> wire.Guest:
    """Return what a host may know of a visitor."""
    return wire.Guest(
        visitor.id, visitor.name, visitor.look, visitor.lang, visitor.role, visitor.new_token, visitor.place, visitor.barred
    )
