"""Which host and room somebody goes to, and when another host is wanted. Decides over what is known."""

from collections.abc import Awaitable, Callable, Iterable, Mapping

from madang_server.cluster.hosting.host_link import HostLink
from madang_server.cluster.hosting.wire import RoomAt
from madang_server.cluster.nodes import Node
from madang_server.live import bounds
from madang_server.live.room_directory import RoomDirectory, twin_names

ASKED_AT_PART = 0.75  # of the limit: a host is there when it is needed
PROMISED_S = 15.0  # a name that was given to a room is not given again for so long, whether or not a host tells of it


class HostPlaces:
    """Of one office at its owner. `people_max`: how many people it has at its own node before others go to hosts."""

    def __init__(
        self,
        *,
        people_max: int,
        node: str,
        nodes: Callable[[], Mapping[str, Node]],
        invite: Callable[[str], Awaitable[None]],
        clock: Callable[[], float],
    ) -> None:
        """`node`: this one. `invite` asks a node to be a host; it may come to nothing."""
        self._people_max = people_max
        self._node = node
        self._nodes = nodes
        self._invite = invite
        self._clock = clock
        self._promised: dict[str, float] = {}  # names of rooms

    def is_past_limit(self, people: int) -> bool:
        """Return whether no more should come to the owner's own node."""
        return people >= self._people_max

    def wants_hosts(self, people: int) -> bool:
        """Return whether there should be a host, with so many at the owner's own node."""
        return people >= min(ASKED_AT_PART * self._people_max, self._people_max - 1)

    def choose(
        self, place: str, hosts: Iterable[HostLink], rooms: RoomDirectory, *, avoid: HostLink | None
    ) -> tuple[HostLink, str] | None:
        """Return a host and a room of the place there: the fullest with space, else a new twin where the fewest are."""
        able = [host for host in hosts if host.takes_people and host is not avoid]
        found = [(room.people, host, room) for host in able for room in host.rooms.values() if _has_space(room, place)]
        if found:
            _, host, room = max(found, key=lambda each: each[0])
            return host, self._counted(host, room.key, place, room.people + 1, room.capacity)
        if not able or not self._may_open(able, rooms):
            return None
        host = min(able, key=lambda each: len(each.people))
        return host, self._counted(host, self._new_name(place, able, rooms), place, 1, rooms.plans[place].capacity)

    def can_choose(self, place: str, hosts: Iterable[HostLink], rooms: RoomDirectory) -> bool:
        """Return whether there is a host for somebody who goes to this place."""
        able = [host for host in hosts if host.takes_people]
        has_space = any(_has_space(room, place) for host in able for room in host.rooms.values())
        return has_space or (bool(able) and self._may_open(able, rooms))

    def room_at(self, host: HostLink, place: str, rooms: RoomDirectory) -> str:
        """Return a room of the place at this host, a new one where none has space; nothing: there may be no more."""
        found = max((room for room in host.rooms.values() if _has_space(room, place)), key=lambda room: room.people, default=None)
        if found is not None:
            return self._counted(host, found.key, place, found.people + 1, found.capacity)
        if not self._may_open([host], rooms):
            return ""
        return self._counted(host, self._new_name(place, [host], rooms), place, 1, rooms.plans[place].capacity)

    @staticmethod
    def _counted(host: HostLink, key: str, place: str, people: int, capacity: int) -> str:
        """Count somebody who is on the way there, until the host itself tells."""
        host.count(key, place, people, capacity)
        return key

    @staticmethod
    def is_full(host: HostLink, key: str) -> None:
        """That room turned out to be full."""
        room = host.rooms.get(key)
        if room is not None:
            host.count(key, room.place, room.capacity, room.capacity)

    def has_room(self, key: str, hosts: Iterable[HostLink]) -> bool:
        """Return whether a room elsewhere is called so, or may be in a moment."""
        return any(key in host.rooms for host in hosts) or self._clock() - self._promised.get(key, -PROMISED_S) < PROMISED_S

    def _may_open(self, hosts: Iterable[HostLink], rooms: RoomDirectory) -> bool:
        return sum(len(host.rooms) for host in hosts) + sum(1 for _ in rooms.rooms) < bounds.ROOMS_MAX

    def _new_name(self, place: str, hosts: Iterable[HostLink], rooms: RoomDirectory) -> str:
        """Return a name that no room has. The plain one is the owner's: the first room of a place stays."""
        hosts, taken = list(hosts), {actor.key for actor in rooms.rooms}
        name = next(name for name in twin_names(place) if name not in taken and not self.has_room(name, hosts))
        now = self._clock()
        self._promised = {key: at for key, at in self._promised.items() if now - at < PROMISED_S} | {name: now}
        return name

    async def look(self, people: int, hosts: Iterable[HostLink]) -> None:
        """Ask the least loaded other node to be a host when one more is needed."""
        hosts = list(hosts)
        if not self.wants_hosts(people) or any(_is_free(host, self._people_max) for host in hosts):
            return
        taken = {host.node for host in hosts} | {self._node}
        able = [
            node
            for node in self._nodes().values()
            if node.hosts_rooms and node.reached and not node.draining and node.id not in taken
        ]
        if able:
            await self._invite(min(able, key=lambda node: node.sessions + node.hosted).id)


def _has_space(room: RoomAt, place: str) -> bool:
    return room.place == place and room.people < room.capacity


def _is_free(host: HostLink, people_max: int) -> bool:
    return host.takes_people and len(host.people) < people_max
