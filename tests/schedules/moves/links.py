"""Connections between nodes in virtual time: bytes in order, after a while, or never. The link's own end is the server's.

What a stopped machine is told waits for it, in order. A line that is cut holds what goes over it until it is whole again.
"""

from collections import deque
from collections.abc import Callable
from typing import Any

from tests.schedules.scheduler import Machine as AnyMachine
from tests.schedules.scheduler import Resume, Scheduler, Wait

from madang_server.cluster.hosting.link import Link, LinkEnd, LinkLost
from madang_server.cluster.hosting.wire import AnyRecord, Record

SLOW_S = 0.3
QUICK = 0.8  # of what is sent arrives in the same instant


class Machine(AnyMachine):
    """One with connections to others."""

    def __init__(self, scheduler: Scheduler, *, offset_s: float, rate: float) -> None:
        super().__init__(scheduler, offset_s=offset_s, rate=rate)
        self.connections: list[Transport] = []

    def kill(self) -> None:
        """The system that it ran on ends its connections."""
        super().kill()
        for side in self.connections:
            side.ends_there()


class Event:
    """As `asyncio.Event`."""

    def __init__(self, scheduler: Scheduler) -> None:
        self._scheduler = scheduler
        self._is_set = False
        self._waiting: list[Callable[[Any, BaseException | None], None]] = []

    def set(self) -> None:
        self._is_set = True
        waiting, self._waiting = self._waiting, []
        for resume in waiting:
            self._scheduler.after(0.0, resume, None, None)

    async def wait(self) -> None:
        if not self._is_set:
            await Wait(self._waiting.append)


class Line:
    """Between two machines. `is_cut`: nothing arrives."""

    def __init__(self) -> None:
        self.is_cut = False
        self.ways: list[Way] = []

    def mend(self) -> None:
        self.is_cut = False
        for way in list(self.ways):
            way.flow()


class Way:
    """One direction of a connection, to a machine. What has arrived is told in order."""

    def __init__(self, line: Line, machine: Machine) -> None:
        self._line, self._machine = line, machine
        self._held: deque[tuple[float, Callable[[], None]]] = deque()
        self._last = 0.0
        line.ways.append(self)

    def carry(self, arrives: Callable[[], None]) -> None:
        scheduler = self._machine.scheduler
        slow = scheduler.chance.random() > QUICK
        self._last = max(self._last, scheduler.now + (scheduler.chance.random() * SLOW_S if slow else 0.0))
        self._held.append((self._last, arrives))
        scheduler.after(self._last - scheduler.now, self.flow)

    def flow(self) -> None:
        """Let arrive what is due."""
        scheduler = self._machine.scheduler
        while self._held and not self._line.is_cut and not self._machine.is_dead:
            if not self._machine.runs:
                scheduler.after(self._machine.stopped_until - scheduler.now, self.flow)
                return
            if self._held[0][0] > scheduler.now:
                return
            self._held.popleft()[1]()


class Transport:
    """One side of a connection, as far as a link uses it. `far` is the other side."""

    def __init__(self, machine: Machine, way: Way) -> None:
        """`machine`: the one on this side. `way`: to the other."""
        self.machine = machine
        self.link: Link | None = None
        self.far: Transport | None = None
        self._way = way
        self._is_closing = False

    def is_closing(self) -> bool:
        return self._is_closing

    def get_write_buffer_size(self) -> int:
        return 0

    def write(self, data: bytes) -> None:
        self._way.carry(lambda: self._arrives(data))

    def _arrives(self, data: bytes) -> None:
        far = self.far
        if far is not None and far.link is not None and not far.is_closing():
            far.link.data_received(data)

    def close(self) -> None:
        """End it: the other side hears of it behind all that was sent."""
        if not self._is_closing:
            self.ends_there()
            self.ended()

    abort = close

    def ends_there(self) -> None:
        """The other side hears that it is over."""
        self._way.carry(lambda: self.far.ended() if self.far is not None else None)

    def ended(self) -> None:
        """It is over on this side."""
        if not self._is_closing and self.link is not None:
            self._is_closing = True
            self.machine.scheduler.after(0.0, self.machine.do, self.link.connection_lost, None)


class SteppedLink(Link):
    """A link whose answers are awaited in virtual time."""

    def __init__(self, peer: LinkEnd, scheduler: Scheduler) -> None:
        super().__init__(peer)
        self._scheduler = scheduler

    async def asked(self, record: Record) -> AnyRecord:
        return await self.asked_within(record, None)

    async def asked_within(self, record: Record, seconds: float | None) -> AnyRecord:
        """As `asked`; no answer within so many seconds is none."""

        def begin(resume: Resume) -> None:
            self.ask(record, lambda answer: self._scheduler.after(0.0, resume, answer, None))
            if seconds is not None:
                self._scheduler.after(seconds, resume, None, None)

        came: AnyRecord | None = await Wait(begin)
        if came is None:
            raise LinkLost
        return came


def connect(line: Line, near: tuple[Machine, LinkEnd], far: tuple[Machine, LinkEnd]) -> tuple[SteppedLink, SteppedLink]:
    """Return both ends of a new connection: of who connects, and of whom they connect to."""
    scheduler = near[0].scheduler
    links = SteppedLink(near[1], scheduler), SteppedLink(far[1], scheduler)
    sides = Transport(near[0], Way(line, far[0])), Transport(far[0], Way(line, near[0]))
    for side, other, link in zip(sides, sides[::-1], links, strict=True):
        side.far, side.link = other, link
        transport: Any = side  # as far as a link uses it
        link.connection_made(transport)
        side.machine.connections.append(side)
    return links
