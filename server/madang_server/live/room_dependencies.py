"""What every room of a server is handed from outside. Names powers, has none."""

from collections.abc import Callable
from typing import NamedTuple

from madang_protocol.messages import Said
from madang_server.live.clock import TickClock
from madang_server.live.metrics import LiveMetrics
from madang_server.live.session import AnySession
from madang_worlds import Plan, Room

RoomMaker = Callable[[Plan], Room]


class SpokenInBooth(NamedTuple):
    """Something said in a booth: who said it under which request id, where, and who else heard it."""

    session: AnySession
    id: str
    place: str
    booth: str
    text: str
    hearers: list[AnySession]


class RoomDependencies(NamedTuple):
    """Time, numbers, and the two ways out of a room that lead past the wire."""

    clock: TickClock
    metrics: LiveMetrics
    make_room: RoomMaker
    unix_seconds: Callable[[], float]
    said_in_booth: Callable[[SpokenInBooth], bool]  # False: it cannot be taken now, so it is not said; else it is answered later
    heard: Callable[[Said, tuple[str, ...]], None] = lambda _said, _hearers: None  # told to these visitors (SPEC O28)
    base: str = ""  # the path below which the office is
    held: Callable[[], bool] = lambda: True  # False: it may be another node's room by now, and nothing is decided (SPEC N26)
