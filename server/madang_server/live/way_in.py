"""Who says hello, and where their room is: here, or at another node that they are sent to (SPEC N21, N22). Knows no session."""

from typing import Generic

from madang_protocol import Close, codec
from madang_protocol.commands import Hello
from madang_server.live.clock import TickClock
from madang_server.live.connection import Connection
from madang_server.live.elsewhere import SEE_OTHER, RoomsElsewhere, Way
from madang_server.live.forwarded import forwarder
from madang_server.live.patience import Patience
from madang_server.live.ports import Office, V
from madang_server.live.seats import Seats
from madang_server.live.settings import LiveSettings


class WayIn(Generic[V]):
    """The door of one live side."""

    def __init__(
        self,
        *,
        office: Office[V],
        patience: Patience,
        elsewhere: RoomsElsewhere,
        seats: Seats[V],
        clock: TickClock,
        settings: LiveSettings,
    ) -> None:
        self._office = office
        self._patience = patience
        self._elsewhere = elsewhere
        self._seats = seats
        self._clock = clock
        self._settings = settings

    async def identify(self, connection: Connection, hello: Hello) -> V:
        """Return whose seat it is, or who the office says that it is. Raises `SeatOver`, and what `Office.arrive` does."""
        if hello.seat is not None:
            return self._office.seen_as(self._seats.take(hello.seat, self._clock.now()))
        return await self._patience.ask(lambda: self._office.arrive(hello, connection.socket.source), connection.socket)

    async def way_of(self, connection: Connection, hello: Hello, visitor: V, place: str) -> Way | None:
        """Return where else they are to go. `place`: where they would begin here. None: they are served here."""
        if hello.seat is not None:
            return None
        socket = connection.socket
        way = await self._patience.ask(lambda: self._elsewhere.way_of(visitor, hello, place), socket)
        if way is None and socket.passed_on and self._sends_on(hello):  # to this node, past the other
            return Way("", self._settings.node_path, self._seats.give(visitor, self._clock.now()))
        return way

    def _sends_on(self, hello: Hello) -> bool:
        return self._settings.ways.any and SEE_OTHER in hello.features

    def lead(self, connection: Connection, hello: Hello, way: Way) -> None:
        """Send them on; who cannot be sent is passed on from here."""
        if self._sends_on(hello):
            connection.socket.send(codec.encode(self._settings.ways.see_other(way.path, way.seat)))
            connection.socket.close(Close.SEE_OTHER)
        else:
            connection.forward(forwarder(connection.socket, way, hello, self._settings.node))
