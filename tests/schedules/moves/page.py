"""Somebody's page: comes to the owner, goes where it is sent, late or twice now and then, talks, walks, leaves, comes back."""

from collections.abc import Callable
from itertools import count
from typing import TYPE_CHECKING, Any

from tests.schedules.scheduler import Scheduler

from madang_protocol import Close, codec
from madang_protocol.commands import Hello
from madang_protocol.messages import Done, SeeOther, Welcome

if TYPE_CHECKING:
    from tests.schedules.moves.laws import Laws
    from tests.schedules.moves.node import Node
    from tests.schedules.moves.side import Side

THINKS_S = (0.05, 1.0)
PATIENCE_S = 4.0
AWAY_S = (1.0, 12.0)
FOLLOWS_LATE = 0.05  # how often somebody goes where they are sent only after so many seconds
LATE_S = (0.5, 25.0)
COMES_TWICE = 0.1  # how often a seat is shown again
SHORT_MAX, LENGTH_MAX = 125, 1 << 16


class Socket:
    """A connection of a page, as the live side uses it. `side`: who took it."""

    unsent_bytes = 0
    passed_on = False
    source = "127.0.0.1"
    trace = None

    def __init__(self, page: "Page", seat: str | None) -> None:
        self.open = True
        self.seat = seat
        self.side: Side | None = None
        self.has_said_bye = False  # whether or not anybody has heard it yet
        self._page = page

    def write(self, framed: bytes) -> None:
        """Take whole frames, each with a numbered message."""
        start = 0
        while start < len(framed):
            size, head = framed[start + 1], 2
            if size > SHORT_MAX:
                size, head = int.from_bytes(framed[start + 2 : start + 4], "big"), 4
            self.send(framed[start + head : start + head + size])
            start += head + size

    def send(self, payload: bytes) -> None:
        if not self.open:
            return
        number, message = codec.decode_message(payload)
        if isinstance(message, Welcome):
            self._page.laws.welcomed(self, message)
        self._page.deliver(lambda: self._page.hears(self, number, message))

    def close(self, code: Close, reason: str = "") -> None:
        """The server ends it."""
        del code, reason
        self.open = False
        self._page.deliver(lambda: self._page.loses(self))


class Page:
    """`find` returns the node that has the office, as far as anybody reaches it; `node` one of this name."""

    def __init__(
        self,
        name: str,
        scheduler: Scheduler,
        laws: "Laws",
        find: Callable[[], "Node | None"],
        node: Callable[[str], "Node | None"],
    ) -> None:
        self.name, self.laws = name, laws
        self.received: list[bytes] = []  # under `key`
        self.key: str | None = None
        self.asked: str | None = None  # words that are not answered yet
        self.stops_asking = False
        self._scheduler, self._chance = scheduler, scheduler.chance
        self._find, self._node = find, node
        self._requests = count(1)
        self._socket: Socket | None = None
        self._at: Node | None = None
        self._is_welcome = False
        self._waits_since = 0.0
        self._away_until = 0.0
        self._arrives_at = 0.0
        self._on_the_way = False
        self.think()

    @property
    def is_served(self) -> bool:
        return self._is_welcome and self.asked is None

    def think(self) -> None:
        self._scheduler.after(self._chance.uniform(*THINKS_S), self.think)
        if self._on_the_way:
            return
        if self._socket is None:
            if self.stops_asking or self._scheduler.now >= self._away_until:
                self._come()
        elif not self._is_welcome or self.asked is not None:
            if self._scheduler.now - self._waits_since > PATIENCE_S:
                self._hang_up()
        else:
            self._act()

    def _act(self) -> None:
        chance = self._chance.random()
        if self.stops_asking:
            return
        if chance < 0.08:
            self._hang_up()
            self._away_until = self._scheduler.now + (self._chance.uniform(*AWAY_S) if chance < 0.03 else 0.0)
        elif chance < 0.12:
            self._tell("leave")
            self.key = None
            if self._socket is not None:
                self._socket.has_said_bye = True
            self._hang_up()
        elif chance < 0.3:
            self._tell("walk", self._chance.choice(("hall", "court")))
        else:
            self.say(f"{self.name[-8:]}-{next(self._requests):06d}")

    def say(self, request: str) -> None:
        self.asked, self._waits_since = request, self._scheduler.now
        self._tell("say", request)

    def _tell(self, what: str, *given: str) -> None:
        """Say something by this connection to whoever took it."""
        node, socket = self._at, self._socket
        if node is not None and socket is not None:
            self._to(node, lambda: socket.side and getattr(socket.side, what)(self.name, socket, *given))

    # connections -----------------------------------------------------------------------------------------------------------

    def _come(self) -> None:
        node = self._find()
        if node is not None:
            self._connect(node, "ws", None)

    def _connect(self, node: "Node", kind: str, seat: str | None) -> None:
        self._on_the_way = False
        self._at, self._socket, self._is_welcome = node, Socket(self, seat), False
        self._waits_since = self._scheduler.now
        socket, seen = self._socket, len(self.received) if self.key else 0
        hello = Hello(versions=[1], features=["see_other"], token=self.name, session=self.key, seen=seen, seat=seat)
        self._to(node, lambda: node.hello(socket, hello, kind))

    def _to(self, node: "Node", happens: Callable[[], Any]) -> None:
        """What a stopped machine is told waits for it."""
        seconds = 0.0 if self._chance.random() < 0.8 else self._chance.random() * 0.2
        self._scheduler.after(seconds, node.machine.do, happens)

    def deliver(self, arrives: Callable[[], None]) -> None:
        """Nothing overtakes what is on its way."""
        slow = self._chance.random() > 0.8
        self._arrives_at = max(self._arrives_at, self._scheduler.now + (self._chance.random() * 0.1 if slow else 0.0)) + 1e-6
        self._scheduler.after(self._arrives_at - self._scheduler.now, arrives)

    def _hang_up(self) -> None:
        node, socket = self._at, self._socket
        self._forget()
        if node is not None and socket is not None:
            self._to(node, lambda: self._closes(socket))

    def _closes(self, socket: Socket) -> None:
        socket.open = False
        if socket.side is not None:
            socket.side.dropped(self.name, socket)

    def _forget(self) -> None:
        self._at = self._socket = None
        self._is_welcome = False

    def loses(self, socket: Socket) -> None:
        if socket is self._socket:
            self._forget()

    def machine_gone(self, node: "Node") -> None:
        if self._at is node and self._socket is not None:
            socket = self._socket
            self.deliver(lambda: self.loses(socket))

    # what it hears ---------------------------------------------------------------------------------------------------------

    def hears(self, socket: Socket, number: int | None, message: Any) -> None:
        if socket is not self._socket:
            return
        match message:
            case SeeOther():
                self._follow(message)
            case Welcome():
                self._welcomed(socket, message)
            case _:
                if number is not None:
                    self._told(number, message)

    def _follow(self, told: SeeOther) -> None:
        _, _, name, kind = told.path.split("/")
        self._hang_up()
        seconds = self._chance.uniform(*LATE_S) if self._chance.random() < FOLLOWS_LATE else 0.0
        self._on_the_way = True
        self._scheduler.after(seconds, self._goes, name, kind, told.seat)
        if self._chance.random() < COMES_TWICE:
            self._scheduler.after(seconds + self._chance.random() * 3.0, self._shows_again, name, kind, told.seat)

    def _goes(self, name: str, kind: str, seat: str) -> None:
        node = self._node(name)
        self._on_the_way = False
        if node is not None:
            self._connect(node, kind, seat)

    def _shows_again(self, name: str, kind: str, seat: str) -> None:
        """Somebody who saw the seat comes with it, too."""
        node, stranger = self._node(name), Socket(self, seat)
        if node is not None:
            self._to(node, lambda: node.hello(stranger, Hello(versions=[1], features=["see_other"], seat=seat), kind))
            self._scheduler.after(1.0, self._to, node, lambda: self._closes(stranger))

    def _welcomed(self, socket: Socket, message: Welcome) -> None:
        self._is_welcome = True
        if not message.resumed:
            self.received = []
        elif socket.side is not None:
            self.laws.resumed(self, socket.side)
        self.key = message.session
        if self.asked is not None:
            self.say(self.asked)

    def _told(self, number: int, message: Any) -> None:
        self.received.append(codec.encode(message))
        if number != len(self.received):
            raise self.laws.broken("lane", f"{self.name} has {len(self.received) - 1} messages and hears {number}")
        if isinstance(message, Done) and message.id == self.asked:
            self.asked = None
            self.laws.saw("words answered")
