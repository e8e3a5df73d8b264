"""The hosts of an office, as its owner has them: which there are, and what they are told. Its live side's `RoomsElsewhere`."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import structlog

from madang_protocol import codec
from madang_protocol.commands import Hello
from madang_protocol.messages import Message
from madang_server.cluster.hosting import wire
from madang_server.cluster.hosting.gone_hosts import GoneHosts
from madang_server.cluster.hosting.guests import GuestBook
from madang_server.cluster.hosting.host_link import HostLink, OwnersOffice, guest_of
from madang_server.cluster.hosting.host_moves import HostMoves
from madang_server.cluster.hosting.host_places import HostPlaces
from madang_server.cluster.hosting.right import HostingGrant
from madang_server.cluster.hosting.succession import Succession
from madang_server.cluster.hosting.told_rooms import OfficeRooms, ToldRoom
from madang_server.live.board import OFFICER_ROLES, Coalesced
from madang_server.live.bounds import OFFICE_SECONDS_MIN
from madang_server.live.command_queue import TaskSupervisor
from madang_server.live.elsewhere import Way
from madang_server.live.notifications import Recipients
from madang_server.live.ports import Visitor

LOOK_EVERY_S = 0.5
CLOSING_S = 2.0  # for who is on the way as the office closes
IDLE_S = 30.0  # for which a host stays one that nobody needs
_log = structlog.get_logger()


class Hosts:
    """Of one office at the node that has it, from `attach` to `close`."""

    def __init__(
        self,
        *,
        office: OwnersOffice,
        places: HostPlaces,
        succession: Succession,
        tell: Callable[[OfficeRooms], Awaitable[None]],
        clock: Callable[[], float],
        node: str,
        base: str,
        tasks: TaskSupervisor | None = None,
        guests: GuestBook | None = None,
    ) -> None:
        """`tell` tells which rooms there are. `clock`: seconds that also pass while the machine sleeps.

        `node`, `base`: this one, and the path below its address. `tasks`, `guests`: others than those of an event loop.
        """
        self.office = office
        self.tasks = tasks or TaskSupervisor()
        self._places = places
        self._succession = succession
        self._tell = tell
        self._clock = clock
        self._node = node
        self._base = base
        self._here: Recipients | None = None
        self._moves: HostMoves | None = None
        self._hosts: dict[str, HostLink] = {}  # by boot
        self._emptied: set[str] = set()  # by boot: those whose people are being brought elsewhere
        self._guests = guests if guests is not None else GuestBook()
        self._gone = GoneHosts(succession, self._guests)
        self._looking: asyncio.Task[None] | None = None
        self._board = Coalesced(self._tell_board, OFFICE_SECONDS_MIN)
        self._queues = Coalesced(self._tell_queues, OFFICE_SECONDS_MIN)

    # its life --------------------------------------------------------------------------------------------------------

    def attach(self, recipients: Recipients) -> None:
        self.begin(recipients)
        self._looking = asyncio.create_task(self._look(), name="hosts")

    def begin(self, recipients: Recipients) -> None:
        """These are here. Whoever calls this looks after the hosts, too: `look`, twice a second."""
        self._here = recipients
        self._moves = HostMoves(
            office=self.office,
            here=recipients,
            hosts=self._hosts,
            guests=self._guests,
            places=self._places,
            tasks=self.tasks,
            awaits_hosts=lambda: self._succession.is_open,
            node=self._node,
            base=self._base,
        )

    async def close(self) -> None:
        """The office is another's soon: its hosts look for the next owner."""
        self._here = self._moves = None
        if self._looking is not None:
            self._looking.cancel()
            await asyncio.gather(self._looking, return_exceptions=True)
        self._board.close()
        self._queues.close()
        for host in self._hosts.values():
            if host.link is not None:
                host.link.close()
        await self.tasks.finish(CLOSING_S)

    def peer(self) -> HostLink | None:
        """Return the owner's end for a host that connects now. None: the office is not open."""
        return HostLink(self, HostingGrant(self._clock, self._clock())) if self._here is not None else None

    async def _look(self) -> None:
        await self._succession.begin()
        while self._here is not None:
            try:
                await self.look()
            except Exception:  # noqa: BLE001 - the next look must come whatever happened in this one
                _log.exception("looking after the hosts failed")
            await asyncio.sleep(self._until_next_look())

    def _until_next_look(self) -> float:
        """Return the seconds until a look is due: sooner when the right of a host that is not linked ends before."""
        ends = [self._succession.ends_in, *(host.grant.ends_in for host in self._hosts.values() if not host.linked)]
        return min([LOOK_EVERY_S, *(seconds for seconds in ends if seconds > 0)])

    async def look(self) -> None:
        """Take over whose right is over, empty those who drain, ask for one where one is wanted."""
        here, moves = self._here, self._moves
        if here is None or moves is None:
            return
        for host in list(self._hosts.values()):
            if host.grant.over:
                del self._hosts[host.boot]
                await self._gone.take_over(here, host, self._clock() - host.grant.answered_at)
            elif host.linked and (host.drains or self._is_idle(host, len(here.sessions.sessions))):
                self._begin_to_empty(moves, host)
        await self._gone.take_over_lapsed(here)
        await self._places.look(len(here.sessions.sessions), self._hosts.values())
        await self._succession.look({host.boot: host.number for host in self._hosts.values()})
        await self._tell(self._rooms_told(here))

    def _is_idle(self, host: HostLink, people: int) -> bool:
        """Return whether nobody has been there for a while, and nobody will soon."""
        if host.people or self._places.wants_hosts(people):
            host.idle_since = self._clock()
        return self._clock() - host.idle_since >= IDLE_S

    def _begin_to_empty(self, moves: HostMoves, host: HostLink) -> None:
        """Beside the looks: a host that is stopped meanwhile answers nothing, and a look must find that its right is over."""
        if host.boot not in self._emptied:
            self._emptied.add(host.boot)
            self.tasks.start(self._empty(moves, host), "a host is emptied")

    async def _empty(self, moves: HostMoves, host: HostLink) -> None:
        try:
            await moves.empty(host)
            await self._let_end(host)
        finally:
            self._emptied.discard(host.boot)

    async def _let_end(self, host: HostLink) -> None:
        if not host.people and self._hosts.get(host.boot) is host:
            del self._hosts[host.boot]
            host.tell(wire.Over())
            await self._succession.over(host.boot)

    def _rooms_told(self, here: Recipients) -> OfficeRooms:
        own = [ToldRoom(actor.key, actor.plan.name, self._node, len(actor.sessions)) for actor in here.rooms.rooms]
        hosts = self._hosts.values()
        others = [ToldRoom(room.key, room.place, host.node, room.people) for host in hosts for room in host.rooms.values()]
        return OfficeRooms(own + others, [host.node for host in hosts])

    # hosts that come -------------------------------------------------------------------------------------------------

    def registers(self, host: HostLink, said: wire.Register) -> wire.Registered | None:
        """A host is here: a new one, one of the owner before, or one whose link broke. None: the office closes."""
        here = self._here
        if here is None:
            return None
        before = self._hosts.get(said.boot)
        host.node, host.boot, host.address = said.node, said.boot, said.address
        host.number = said.number or self._succession.next_number()
        self._hosts[said.boot] = host
        self.tasks.start(self._succession.registered(said.boot, host.number), "a host noted")
        replaced = [each.visitor for each in said.people if self._is_back_elsewhere(here, before, each.visitor)]
        people = [present for present in said.people if present.visitor not in replaced]
        if before is not None:
            self._compare(before, {present.visitor for present in people})
        for present in people:
            here.sessions.memory.remembered.take(present.visitor)
            self._guests.put(present.visitor, host)
        _log.info("a node has rooms of the office", node=host.node, people=len(people), link_version=said.version)
        self.tasks.start(self._readmit(here, host, people), "people of a host")
        return wire.Registered(host.number, codec.encode(self.office.office_view()), replaced, wire.VERSION)

    def _is_back_elsewhere(self, here: Recipients, before: HostLink | None, visitor: str) -> bool:
        guest = self._guests.of(visitor)
        return visitor in here.sessions.sessions or (guest is not None and guest.host is not before)

    def _compare(self, before: HostLink, present: set[str]) -> None:
        """Its link broke: who left meanwhile has left."""
        if before.link is not None:
            before.link.cut()
        for visitor in [visitor for visitor in before.people if self._guests.is_at(before, visitor)]:
            self._guests.forget(visitor)
            if visitor not in present:
                self.tasks.start(self.office.left(visitor), "somebody who left a host")

    async def _readmit(self, here: Recipients, host: HostLink, people: list[wire.Present]) -> None:
        for present in people:
            if self._guests.is_at(host, present.visitor) and self.office.known(present.visitor) is None:
                await host.readmit(present)
        here.sessions.ask_soon()
        await host.tell_all([present.visitor for present in people])

    def gone(self, host: HostLink, visitor_id: str) -> bool:
        """Somebody's session at this host is over. False: they are elsewhere by now."""
        if not self._guests.is_at(host, visitor_id):
            return False
        self._guests.forget(visitor_id)
        return self._here is None or visitor_id not in self._here.sessions.sessions

    def wants(self, host: HostLink, said: wire.MoveTo) -> None:
        """Somebody at this host wants to be in another place."""
        if self._moves is not None:
            self.tasks.start(self._moves.want(host, said), "a session of a host")

    # the live side's RoomsElsewhere ---------------------------------------------------------------------------------------

    @property
    def people(self) -> int:
        return len(self._guests)

    async def way_of(self, visitor: Visitor, hello: Hello, place: str) -> Way | None:
        return await self._moves.way_of(visitor, hello, place) if self._moves is not None else None

    def moves(self, session: Any, place: str, entry: str) -> bool:
        return self._moves is not None and self._moves.moves(session, place, entry)

    def gathers(self, visitor_ids: Sequence[str], booth: str, counter: str) -> bool:
        return self._moves is not None and self._moves.gathers(visitor_ids, booth, counter)

    def has(self, visitor_id: str) -> bool:
        return visitor_id in self._guests

    def has_room(self, key: str) -> bool:
        return self._places.has_room(key, self._hosts.values())

    def open_rooms(self, place: str) -> int:
        return sum(room.place == place for host in self._hosts.values() for room in host.rooms.values())

    def tell(self, visitor_id: str, message: Message) -> None:
        self._guests.tell(visitor_id, message)

    def office_changed(self) -> None:
        if self._hosts:
            self._board.ask()

    def _tell_board(self) -> None:
        body = codec.encode(self.office.office_view())
        for host in self._hosts.values():
            host.tell(wire.Board(body))

    def queue_changed(self) -> None:
        if len(self._guests):
            self._queues.ask()

    def _tell_queues(self) -> None:
        for visitor_id, guest in self._guests:
            visitor = self.office.known(visitor_id)
            if visitor is not None and visitor.role in OFFICER_ROLES:
                guest.host.tell(wire.QueueIs(visitor_id, codec.encode(self.office.queue_view(visitor))))

    def profile_changed(self, visitor_id: str) -> None:
        guest, visitor = self._guests.of(visitor_id), self.office.known(visitor_id)
        if guest is not None and visitor is not None:
            guest.host.tell(wire.Seen(guest_of(visitor)))

    def dismiss(self, visitor_id: str) -> None:
        if (guest := self._guests.of(visitor_id)) is not None:
            guest.host.tell(wire.Dismiss(visitor_id))
