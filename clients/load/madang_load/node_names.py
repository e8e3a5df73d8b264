"""Names of nodes to which simulated people are sent: which are followed, and which rest (SPEC N28). Knows no connection."""

from collections.abc import Callable
from urllib.parse import urlsplit

import msgspec

from madang_protocol.messages import SeeOther

RESTS_S = 600.0  # a name by which nobody answered
LOOPBACK = "127.0.0.1"
LOOPBACKS = frozenset({LOOPBACK, "localhost", "::1"})


class NodeNames:
    """The names that one worker has met."""

    def __init__(self, now: Callable[[], float], *, here: bool) -> None:
        """`here`: the load is for this machine; names of others are not followed."""
        self._now = now
        self._here = here
        self._resting: dict[str, float] = {}  # until when

    def usable(self, way: SeeOther | None) -> SeeOther | None:
        """Return the way without its name where that is another node's, or rests."""
        if way is None or way.host is None:
            return way
        node = way.path.split("/")[2].lower()
        is_nodes = way.host.startswith(f"{node}.") and (not self._here or _is_here(way.host))
        rests = self._resting.get(way.host, 0.0) > self._now()
        return way if is_nodes and not rests else _by_path(way)

    def unreached(self, way: SeeOther | None) -> SeeOther | None:
        """Nobody answered there. Return how else to go there; None: not at all."""
        if way is None or way.host is None:
            return None
        self._resting[way.host] = self._now() + RESTS_S
        return _by_path(way)


def _by_path(way: SeeOther) -> SeeOther:
    return msgspec.structs.replace(way, host=None)


def _is_here(host: str) -> bool:
    return host.partition(":")[0].endswith(".localhost")


def dialled(address: str) -> tuple[str, dict[str, str]]:
    """Return the address to connect to, and the headers that it needs: a name below `localhost` is this machine (RFC 6761)."""
    parts = urlsplit(address)
    if not _is_here(parts.netloc):
        return address, {}
    port = f":{parts.port}" if parts.port is not None else ""
    return parts._replace(netloc=f"{LOOPBACK}{port}").geturl(), {"Host": parts.netloc}
