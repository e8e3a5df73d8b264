"""Who of an office goes to which node: newcomers, those who come back, and those who walk from one to another (SPEC N23, N24).

The owner decides for everybody. Each move is one session that travels: it is let go, taken in, and its visitor is sent behind it.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any

from madang_protocol.commands import Hello
from madang_server.cluster.hosting import wire
from madang_server.cluster.hosting.guests import GuestBook
from madang_server.cluster.hosting.host_link import HostLink, OwnersOffice, guest_of
from madang_server.cluster.hosting.host_places import HostPlaces
from madang_server.cluster.hosting.link import LinkLost
from madang_server.faults import StorageFailed
from madang_server.live.command_queue import TaskSupervisor
from madang_server.live.elsewhere import Way
from madang_server.live.journal_records import KeptSession
from madang_server.live.moving import MovingSession
from madang_server.live.notifications import Recipients
from madang_server.live.ports import Visitor
from madang_server.live.room_directory import PlaceFull
from madang_server.live.settings import ROOM_SOCKETS, socket_path
from madang_server.request_target import node_path

TRIES_MAX = 3  # of rooms that turn out to be full


class HostMoves:
    """Of one office at its owner, while its live side is there."""

    def __init__(
        self,
        *,
        office: OwnersOffice,
        here: Recipients,
        hosts: Mapping[str, HostLink],
        guests: GuestBook,
        places: HostPlaces,
        tasks: TaskSupervisor,
        awaits_hosts: Callable[[], bool],
        node: str,
        base: str,
    ) -> None:
        """`hosts`: by boot. `awaits_hosts`: whether a host of the owner before may yet say who is with it."""
        self._office = office
        self._here = here
        self._hosts = hosts
        self._guests = guests
        self._places = places
        self._tasks = tasks
        self._awaits_hosts = awaits_hosts
        self._way_here = node_path(node, socket_path(base))
        self._base = base

    @property
    def _is_past_limit(self) -> bool:
        return self._places.is_past_limit(len(self._here.sessions.sessions))

    # who says hello --------------------------------------------------------------------------------------------------

    async def way_of(self, visitor: Visitor, hello: Hello, place: str) -> Way | None:
        """As `RoomsElsewhere`. Raises `StorageFailed` while it is not known where they are."""
        sessions = self._here.sessions
        if visitor.id in sessions.sessions:
            return None
        if visitor.id in self._guests:
            return await self._way_back(visitor)
        if visitor.id in sessions.memory.remembered:
            return None
        if self._awaits_hosts() and hello.session is not None:
            raise StorageFailed("it is not known yet who is at which node")
        if not self._is_past_limit:
            return None
        new = MovingSession(KeptSession(visitor.id, "", 0, place=place))
        way = await self._bring(visitor, new, entry=hello.entry or "")
        if way is None:
            self._guests.forget(visitor.id)  # they are told everything when they begin here
        return way

    async def _way_back(self, visitor: Visitor) -> Way | None:
        guest = self._guests.of(visitor.id)
        if guest is not None and guest.waiting is None and guest.host.drains and guest.host.linked:
            await self.relocate(visitor.id, guest.host, "", None)
            guest = self._guests.of(visitor.id)
        if guest is not None and guest.waiting is not None:
            await guest.moved.wait()
            guest = self._guests.of(visitor.id)
        if guest is None:
            return None
        host = guest.host
        host.tell(wire.Seen(guest_of(visitor)))
        seat = await host.seat_for(visitor.id) if host.linked else None
        if seat is not None:
            return self._way_to(host, seat)
        if host.linked and self._guests.is_at(host, visitor.id):  # their session there is over
            self._guests.forget(visitor.id)
            return None
        raise StorageFailed("the node at which they are cannot be reached")

    def _way_to(self, host: HostLink, seat: str) -> Way:
        return Way(host.address, node_path(host.node, socket_path(self._base, ROOM_SOCKETS)), seat)

    # to a host -------------------------------------------------------------------------------------------------------

    async def _bring(
        self, visitor: Visitor, session: MovingSession, *, entry: str | None, avoid: HostLink | None = None
    ) -> Way | None:
        """Bring somebody to a host. None: no host has room for them; what waits for them waits on, until they are taken in."""
        rooms = self._here.rooms
        place = session.kept.place
        if place not in rooms.plans:
            place, session = rooms.default_place, session.bound_for(rooms.default_place)
        with self._guests.on_the_way(visitor.id):
            for _ in range(TRIES_MAX):
                chosen = self._places.choose(place, self._hosts.values(), rooms, avoid=avoid)
                if chosen is None:
                    break
                host, room = chosen
                self._guests.leaves(visitor.id, host)
                seat = await host.bring(visitor, session, room=room, entry=entry)
                if seat is not None:
                    self._guests.has_come(visitor.id, host)
                    return self._way_to(host, seat)
                self._places.is_full(host, room)
        return None

    def moves(self, session: Any, place: str, entry: str) -> bool:
        """As `RoomsElsewhere`: somebody here goes to a host when no room here has space, and enough people are here."""
        rooms = self._here.rooms
        if not self._is_past_limit or rooms.has_space(place) or not self._places.can_choose(place, self._hosts.values(), rooms):
            return False
        self._tasks.start(self._send_away(session.visitor, place, entry), "a session to a host")
        return True

    async def _send_away(self, visitor: Any, place: str, entry: str) -> None:
        gone = self._here.sessions.moves.depart(visitor.id)
        if gone is None:
            return
        with self._guests.on_the_way(visitor.id):
            way = await self._bring(visitor, gone.session.bound_for(place), entry=entry)
            way = way or self._take_in(visitor, gone.session, entry=None)
        gone.send_on(way.path, way.seat)

    # from a host -----------------------------------------------------------------------------------------------------

    async def want(self, host: HostLink, said: wire.MoveTo) -> None:
        """Somebody at this host wants to be in another place."""
        if said.place not in self._here.rooms.plans or not self._guests.is_at(host, said.visitor):
            return
        if self._is_past_limit:
            room = self._places.room_at(host, said.place, self._here.rooms)
            host.tell(wire.Stay(said.visitor, said.place, said.entry, room))
        else:
            await self.relocate(said.visitor, host, said.place, said.entry)

    async def relocate(self, visitor_id: str, host: HostLink, place: str, entry: str | None, *, home: bool = False) -> None:
        """Bring somebody from a host here, or to another when enough are here. `place`: nothing: as now. `home`: here."""
        guest, visitor = self._guests.of(visitor_id), self._office.known(visitor_id)
        if guest is None or guest.host is not host or guest.waiting is not None or visitor is None:
            return
        self._guests.leaves(visitor_id, host)
        try:
            session = await host.let_go(visitor_id)
        except LinkLost:
            self._guests.stays(visitor_id)  # its right runs out, or it comes again
            return
        host.people.pop(visitor_id, None)
        if session is None:
            self._guests.forget(visitor_id)
            return
        moving, way = session.bound_for(place) if place else session, None
        with self._guests.on_the_way(visitor_id):
            if not home and self._is_past_limit:
                way = await self._bring(visitor, moving, entry=entry, avoid=host)
            way = way or self._take_in(visitor, moving, entry=entry)
        host.tell(wire.SentOn(visitor_id, way.path, way.seat))

    def _take_in(self, visitor: Any, session: MovingSession, *, entry: str | None) -> Way:
        """Take somebody in here, in any room of the place; where all are full, where everybody begins."""
        sessions = self._here.sessions
        try:
            come = sessions.moves.come(visitor, session, room="", entry=entry)
        except PlaceFull:
            with suppress(PlaceFull):
                sessions.moves.come(visitor, session.bound_for(""), room="", entry="")
        else:
            sessions.return_to_booth(come)
        waiting = self._guests.forget(visitor.id)
        arrived = sessions.find(visitor.id)
        for message in waiting if arrived is not None else ():
            arrived.tell_for_office(message)  # type: ignore[union-attr]  # nothing waits for nobody
        return Way("", self._way_here, sessions.give_seat(visitor))

    def gathers(self, visitor_ids: Sequence[str], booth: str, counter: str) -> bool:
        """As `RoomsElsewhere`: a talk is at the host at which both are; else they come here, where it begins."""
        guests = {visitor: guest for visitor in visitor_ids if (guest := self._guests.of(visitor)) is not None}
        hosts = {id(guest.host): guest.host for guest in guests.values() if guest.waiting is None}
        if len(guests) == len(visitor_ids) and len(hosts) == 1:
            next(iter(hosts.values())).tell(wire.SeatThem(list(visitor_ids), booth, counter))
            return True
        for visitor, guest in guests.items():
            self._tasks.start(self.relocate(visitor, guest.host, "", None, home=True), "somebody to their talk")
        return False

    async def empty(self, host: HostLink) -> None:
        """It drains: its people come here, or to another host."""
        for visitor_id in list(host.people):
            await self.relocate(visitor_id, host, "", None)
