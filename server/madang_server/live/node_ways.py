"""How browsers are sent to a node of a cluster: by its path, by a name of its own, or not at all (SPEC N21, N28). Pure."""

from dataclasses import dataclass

from madang_protocol.messages import SeeOther
from madang_server.node_names import name_of
from madang_server.request_target import without_node


@dataclass(frozen=True, slots=True)
class NodeWays:
    """As the operator says."""

    routed: bool = False  # paths of nodes lead to them, at the ordinary address
    names: str | None = None  # `{node}.madang.example.org`; none: nodes have no names of their own

    @property
    def any(self) -> bool:
        """Whether people may be sent at all."""
        return self.routed or self.names is not None

    def see_other(self, path: str, seat: str) -> SeeOther:
        """Return what sends somebody to this path of a node."""
        return SeeOther(path=path, seat=seat, host=name_of(self.names, without_node(path)[0]) if self.names is not None else None)


NO_WAY = NodeWays()
