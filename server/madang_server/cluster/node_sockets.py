"""What becomes of a request for a socket at a node: the office's own, or one that is passed on. Opens neither."""

import asyncio
from collections.abc import Callable, Iterator, Mapping, Sequence
from http import HTTPStatus
from typing import Any

from uvicorn.config import Config
from uvicorn.server import ServerState
from websockets.http11 import Request

from madang_server.cluster.hosting.host_link import HostLink
from madang_server.cluster.hosting.hosts import Hosts
from madang_server.cluster.hosting.link import LINK_PATH, IncomingLink, proves
from madang_server.cluster.hosting.room_hosts import RoomHosts
from madang_server.cluster.nodes import Node
from madang_server.cluster.office_slot import OfficeSlot
from madang_server.cluster.socket_relay import SocketRelay, SocketRelays, passed_on
from madang_server.live import Gate
from madang_server.live.live import Live
from madang_server.live.office_sockets import OfficeSockets
from madang_server.request_target import Headers, without_node


class NodeSockets(OfficeSockets):
    """The sockets at one node: of the offices that are open here, and those that are passed on."""

    def __init__(
        self,
        slots: Sequence[OfficeSlot],
        rooms: RoomHosts,
        relays: SocketRelays,
        gate: Gate,
        *,
        nodes: Callable[[], Mapping[str, Node]],
        secret: Callable[[], str | None],
    ) -> None:
        """`nodes`: those that are known, by name. `secret`: by which they know each other."""
        super().__init__(LiveOffices(slots, rooms))
        self._offices = {slot.id: slot for slot in slots}
        self._nodes = nodes
        self._secret = secret
        self._slots = {slot.office.live.path: slot for slot in slots}
        self._relays = relays
        self._gate = gate

    def maker_for(self, target: bytes, headers: Headers) -> Callable[..., asyncio.Protocol]:
        """Return what makes the connection's protocol: it is passed on unless the office is here, or another node passed it.

        While the office is being opened here, it waits for that as for another's. Nobody waits whom the owner would turn away.
        """
        node, path = without_node(target.partition(b"?")[0].decode("latin-1"))
        if node:
            return self if node == self._relays.node or passed_on(headers) else self._to_node(node)
        if path.startswith(LINK_PATH):
            return self._link(path.removeprefix(LINK_PATH), headers)
        slot = self._slots.get(path)
        if slot is None or slot.is_open or (passed_on(headers) and not slot.is_busy):
            return self
        if self._gate.turns_away(_told(headers, b"host"), _told(headers, b"origin")) is not None:
            return self

        def make(config: Config, server_state: ServerState, app_state: dict[str, Any]) -> SocketRelay:
            del config, app_state
            return self._relays.make(slot.id, server_state)

        return make

    def _link(self, office: str, headers: Headers) -> Callable[..., asyncio.Protocol]:
        """Return what lets another node be a host of this office (SPEC N23)."""
        proved = proves(headers, self._secret())

        def make(config: Config, server_state: ServerState, app_state: dict[str, Any]) -> IncomingLink:
            del config, server_state, app_state
            return IncomingLink(lambda: self._owners_end(office), proved=proved)

        return make

    def _owners_end(self, office: str) -> HostLink | None:
        slot = self._offices.get(office)
        hosts = slot.office.rooms_elsewhere if slot is not None and slot.is_open else None
        return hosts.peer() if isinstance(hosts, Hosts) else None

    def _to_node(self, node: str) -> Callable[..., asyncio.Protocol]:
        """Return what leads to a node that was asked for by name, as where the balancer does not know its path (SPEC N21)."""

        def make(config: Config, server_state: ServerState, app_state: dict[str, Any]) -> SocketRelay:
            del config, app_state
            return self._relays.make_to(lambda: self._address_of_node(node), server_state)

        return make

    def _address_of_node(self, node: str) -> str | None:
        found = self._nodes().get(node)
        return found.address if found is not None else None

    def turns_away(self, request: Request) -> HTTPStatus | None:
        """No office of this server takes sockets at that path or of such a request, or it is not open here."""
        rejected = self._gate.turns_away(request.headers.get_all("Host"), request.headers.get_all("Origin"))
        closed = super().turns_away(request)
        return rejected if rejected is not None and closed is not HTTPStatus.NOT_FOUND else closed


def _told(headers: Headers, wanted: bytes) -> list[str]:
    return [value.decode("latin-1") for name, value in headers if name == wanted]


class LiveOffices(Mapping[str, Live[Any]]):
    """The live side of each office as it stands now, and of the rooms of others, by the path of its sockets."""

    def __init__(self, slots: Sequence[OfficeSlot], rooms: RoomHosts) -> None:
        self._slots = {slot.office.live.path: slot for slot in slots}
        self._rooms = rooms

    def __getitem__(self, path: str) -> Live[Any]:
        rooms = self._rooms.live_at(path)
        return self._slots[path].office.live if rooms is None else rooms

    def __iter__(self) -> Iterator[str]:
        return iter(self._slots)

    def __len__(self) -> int:
        return len(self._slots)
