"""What all simulated visitors of one worker share: tally, rooms watched, the server's clock, floors, who said what when."""

from collections.abc import Callable

from madang_load.crowdwatch import RoomWatch
from madang_load.order import Order
from madang_load.server_clock import ServerClock
from madang_load.step import Floor
from madang_load.tally import Tally
from madang_protocol import messages

SAID_MAX = 20_000  # things said that may still be heard


class Commons:
    """One worker's shared knowledge. `ask_floor` is told the name of a place whose floor is wanted."""

    def __init__(self, tally: Tally, order: Order, ask_floor: Callable[[str], None]) -> None:
        self.tally = tally
        self.seconds = order.seconds
        self.drawn_behind_ticks = order.drawn_behind_ticks
        self.clock = ServerClock()
        self.floors: dict[str, Floor] = {}
        self.measuring = False
        self._ask_floor = ask_floor
        self._watches: dict[str, RoomWatch] = {}
        self._said_at: dict[str, float] = {}

    def watch(self, room: messages.Room) -> RoomWatch:
        """The watch of a room, made when it is first entered."""
        watch = self._watches.get(room.room)
        if watch is None:
            watch = self._watches[room.room] = RoomWatch(room.capacity)
        return watch

    def floor(self, place: str) -> Floor | None:
        """The floor of a place, or None while it is fetched."""
        if place not in self.floors:
            self._ask_floor(place)
        return self.floors.get(place)

    def said(self, text: str, now: float) -> None:
        """Somebody said this, a text that nobody said before."""
        while len(self._said_at) >= SAID_MAX:
            del self._said_at[next(iter(self._said_at))]
        self._said_at[text] = now

    def heard(self, text: str, now: float) -> None:
        """Somebody else heard it."""
        said_at = self._said_at.get(text)
        if said_at is not None and self.measuring:
            self.tally.latency("chat", now - said_at)
