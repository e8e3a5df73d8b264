"""What must hold at every step while people are on the way between nodes. Knows sides and seats, no fault."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from tests.schedules.laws import LawBroken
from tests.schedules.scheduler import Scheduler

from madang_protocol.messages import Welcome
from madang_server.live.seats import SEAT_SECONDS

if TYPE_CHECKING:
    from tests.schedules.moves.page import Page, Socket
    from tests.schedules.moves.side import Side

CLOCKS_DIFFER = 1.02

LAWS = {
    "one place": "nobody is welcomed at a node while another may go on with them (N26, N27)",
    "seat": "a seat is good once, for fifteen seconds (N22)",
    "lane": "messages of a session come by their numbers, each once, wherever it goes (N24, W9)",
    "resumed": "a session that is resumed has the same past at both ends (S5, N24)",
    "served": "when nothing fails any more, everybody is welcome and answered (N23)",
}


class Laws:
    """Of one schedule. `sides`: all that live, those of stopped machines among them."""

    def __init__(self, scheduler: Scheduler, sides: Callable[[], Iterable["Side"]]) -> None:
        self.seen: dict[str, int] = {}
        self._scheduler, self._sides = scheduler, sides
        self._given: dict[str, float] = {}
        self._taken: set[str] = set()

    def broken(self, law: str, told: str) -> LawBroken:
        broken = LawBroken(law, f"at {self._scheduler.now:.3f} s: {told}")
        self._scheduler.failed(broken)
        return broken

    def saw(self, what: str) -> None:
        self.seen[what] = self.seen.get(what, 0) + 1

    def gave(self, seat: str) -> None:
        self._given[seat] = self._scheduler.now

    def welcomed(self, socket: "Socket", message: Welcome) -> None:
        """A side says welcome."""
        here, visitor = socket.side, message.visitor
        assert here is not None
        self.saw("resumed" if message.resumed else "begun")
        if here.kind == "rooms":
            self.saw("welcomes at hosts")
        if socket.seat is not None:
            self._seat(socket.seat)
        for side in self._sides() if here.acts() else ():
            session = side.sessions.get(visitor)
            is_with_them = session is not None and session.socket is not None and not session.socket.has_said_bye
            if side is not here and is_with_them and side.acts():
                raise self.broken("one place", f"{visitor} is welcome at {here.name}, and {side.name} goes on with them")

    def _seat(self, seat: str) -> None:
        if seat in self._taken:
            raise self.broken("seat", f"{seat} is good again")
        self._taken.add(seat)
        if self._scheduler.now - self._given[seat] > SEAT_SECONDS * CLOCKS_DIFFER:
            raise self.broken("seat", f"{seat} is good after {self._scheduler.now - self._given[seat]:.1f} s")

    def resumed(self, page: "Page", side: "Side") -> None:
        """A page hears that its session goes on at this side."""
        session = side.sessions.get(page.name)
        if session is None or session.key is None:
            return
        bodies = session.lane.bodies_after(0)
        first = session.lane.sequence - len(bodies)
        both = page.received[first : session.lane.sequence]
        if both != bodies[: len(both)]:
            raise self.broken("resumed", f"{page.name} and {side.name} have another past")
