"""What all simulated visitors of one worker share: tally, pace, rooms watched, server clock, floors, what was said when."""

from collections.abc import Callable

from madang_load.crowdwatch import RoomWatch
from madang_load.order import Order
from madang_load.pacer import Pacer
from madang_load.server_clock import ServerClock
from madang_load.step import Floor
from madang_load.tally import Tally
from madang_protocol import messages

SAID_MAX = 20_000  # the newest texts that are timed


class Commons:
    """What the visitors of one worker share. `ask_floor` is called with the name of a place whose floor is wanted."""

    def __init__(self, tally: Tally, order: Order, ask_floor: Callable[[str], None], pacer: Pacer) -> None:
        self.tally = tally
        self.pacer = pacer
        self.seconds = order.seconds
        self.rejected_share = order.rejected_share
        self.drawn_behind_ticks = order.drawn_behind_ticks
        self.clock = ServerClock()
        self.floors: dict[str, Floor] = {}
        self.measuring = False
        self._ask_floor = ask_floor
        self._watches: dict[str, RoomWatch] = {}
        self._said_at: dict[str, float] = {}

    def watch(self, room: messages.Room) -> RoomWatch:
        watch = self._watches.get(room.room)
        if watch is None:
            watch = self._watches[room.room] = RoomWatch(room.capacity)
        return watch

    def floor(self, place: str) -> Floor | None:
        """Return the floor of a place, or None until it is fetched."""
        if place not in self.floors:
            self._ask_floor(place)
        return self.floors.get(place)

    def talk_service(self, office: messages.Office | None) -> str | None:
        """Return the service in whose line people wait for a talk: the first that works; None: there is none."""
        services = office.services if office else []
        return next((each.id for each in services if each.kind == "talk" and not each.broken), None)

    def said(self, text: str, now: float) -> None:
        """Note that somebody says this at `now`. Every text must be one that nobody said before."""
        while len(self._said_at) >= SAID_MAX:
            del self._said_at[next(iter(self._said_at))]
        self._said_at[text] = now

    def heard(self, text: str, now: float) -> None:
        """Time how long this text took to be heard by somebody else."""
        said_at = self._said_at.get(text)
        if said_at is not None and self.measuring:
            self.tally.latency("chat", now - said_at)
