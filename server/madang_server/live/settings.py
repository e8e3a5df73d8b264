"""What the live side may be told from outside. The bounds that are nobody's choice are in `bounds.py`."""

from dataclasses import dataclass

from madang_protocol import limits
from madang_server.addresses import NO_PROXY, Proxies
from madang_server.live.node_ways import NO_WAY, NodeWays
from madang_server.request_target import node_path

OFFICE_SOCKETS, ROOM_SOCKETS = "ws", "rooms"  # the end of the path: of an office, and of rooms of one that another node has


def socket_path(base: str, kind: str = OFFICE_SOCKETS) -> str:
    """Return where sockets of this kind are taken, of an office below this path."""
    return f"{base}/{kind}"


@dataclass(frozen=True, slots=True)
class LiveSettings:
    """Settings of the live side. The seconds are the protocol's; a test may wait for less."""

    default_place: str
    base: str = ""  # the path below which the office is, among several of one server
    node: str = ""  # how this node of a cluster is called; nothing: it is none
    ways: NodeWays = NO_WAY  # by which people may be sent on
    kind: str = OFFICE_SOCKETS
    allowed_origins: frozenset[str] = frozenset()  # besides the server's own host (SPEC S13)
    host_names: frozenset[str] = frozenset()  # by which sockets are asked for, besides those of this machine (SPEC S14)
    proxies: Proxies = NO_PROXY  # besides those on this machine (SPEC S15)
    hello_seconds: float = limits.HELLO_SECONDS_MAX
    delay_seconds: float = limits.DELAY_SECONDS_MAX
    resume_seconds: float = limits.RESUME_SECONDS
    silence_seconds: float = limits.SILENCE_SECONDS_MAX
    sweep_seconds: float = 1.0  # deadlines are looked at this often

    @property
    def path(self) -> str:
        """Where sockets are taken."""
        return socket_path(self.base, self.kind)

    @property
    def node_path(self) -> str:
        """Where sockets are taken at this node, whichever address people come by."""
        return node_path(self.node, self.path)
