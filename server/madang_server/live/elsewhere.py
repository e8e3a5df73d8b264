"""Rooms of an office at other nodes, as the live side of one node sees them (SPEC N23). Shapes, and a server's that has none.

`RoomsElsewhere` of the node that has the office knows who is at which other node; that of a host asks the former.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple, Protocol

from madang_protocol.commands import Hello
from madang_protocol.messages import Message
from madang_server.live.ports import Visitor

SEE_OTHER = "see_other"  # the feature of a client that can be sent on


class Way(NamedTuple):
    """Where somebody's room is: the node's address for other nodes, its path for browsers, and their seat there."""

    address: str
    path: str
    seat: str


class RoomsElsewhere(Protocol):
    """What is at other nodes. Methods that return nothing do not block, and do not raise."""

    @property
    def people(self) -> int:
        """How many are at other nodes."""

    def attach(self, recipients: Any) -> None:
        """From now on these `Recipients` (notifications.py) are here."""

    async def close(self) -> None:
        """Nobody is here any more."""

    async def way_of(self, visitor: Visitor, hello: Hello, entry: str) -> Way | None:
        """Return where else this visitor's room is, or is to be. `entry`: the place where they would begin here.

        None: it is here.
        """

    def moves(self, session: Any, place: str, entry: str) -> bool:
        """Begin to bring a session that is here into a room of the place at another node. False: it stays here."""

    def has(self, visitor_id: str) -> bool:
        """Return whether this visitor is at another node."""

    def has_room(self, key: str) -> bool:
        """Return whether a room at another node is called so."""

    def open_rooms(self, place: str) -> int:
        """Return how many rooms of the place are open at other nodes."""

    def tell(self, visitor_id: str, message: Message) -> None:
        """Tell somebody who is at another node, if they are."""

    def office_changed(self) -> None:
        """The board says something else."""

    def queue_changed(self) -> None:
        """The officers' lines are otherwise."""

    def profile_changed(self, visitor_id: str) -> None:
        """The office sees this visitor otherwise now."""

    def gathers(self, visitor_ids: Sequence[str], booth: str, counter: str) -> bool:
        """Begin to bring those who are at other nodes to where all of them can talk. True: all are at one of these."""

    def dismiss(self, visitor_id: str) -> None:
        """End their session, if it is at another node."""


class NowhereElse:
    """All rooms are here."""

    @property
    def people(self) -> int:
        return 0

    def attach(self, recipients: Any) -> None:
        """It has nobody to lead anywhere."""

    async def close(self) -> None:
        """There is nothing to close."""

    async def way_of(self, visitor: Visitor, hello: Hello, entry: str) -> Way | None:  # noqa: ARG002
        return None

    def moves(self, session: Any, place: str, entry: str) -> bool:  # noqa: ARG002
        return False

    def has(self, visitor_id: str) -> bool:  # noqa: ARG002
        return False

    def has_room(self, key: str) -> bool:  # noqa: ARG002
        return False

    def open_rooms(self, place: str) -> int:  # noqa: ARG002
        return 0

    def tell(self, visitor_id: str, message: Message) -> None:
        """They are nowhere else."""

    def office_changed(self) -> None:
        """Nobody else reads it."""

    def queue_changed(self) -> None:
        """Nobody else reads it."""

    def profile_changed(self, visitor_id: str) -> None:
        """Nobody else sees them."""

    def gathers(self, visitor_ids: Sequence[str], booth: str, counter: str) -> bool:  # noqa: ARG002
        return False

    def dismiss(self, visitor_id: str) -> None:
        """They are nowhere else."""
