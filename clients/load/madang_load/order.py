"""What a load run is asked to do. Pure data, sent to every worker process."""

from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import urljoin, urlsplit

from madang_protocol.messages import SeeOther

Scenario = Literal["visit", "stroll", "crowd", "office-day", "lively", "storm", "counters"]


@dataclass(frozen=True)
class SignIn:
    """An officer's account for the run: a sign-in that was made already, or the password to make one."""

    name: str
    token: str | None = None
    password: str | None = None


@dataclass(frozen=True)
class Order:
    """One run. `url`: the http address of the office. Times in seconds."""

    url: str
    scenario: Scenario = "visit"
    citizens: int = 20
    officers: tuple[SignIn, ...] = ()
    seconds: float = 20.0
    seed: int = 1
    processes: int = 1
    places: tuple[str, ...] = ()  # citizens are spread over them; none: where the office puts them
    walking_share: float = 1.0  # the others stand still
    observers: int = 12  # visitors in each process whose frames are decoded whole
    connect_per_second: int = 400
    server_pid: int | None = None
    rate: float | None = None  # durable commands a second of all citizens; none: as fast as they are answered
    waiting: int = 0  # who stay in line for a talk, beside the citizens
    rejected_share: float = 0.0  # of the commands, which are asked in vain on purpose
    drawn_behind_ticks: float = 1.5  # how far in the past others are drawn (docs/reference/drawing.md)

    @property
    def address(self) -> str:
        """The http address, without a slash at the end."""
        return self.url.rstrip("/")

    @property
    def server(self) -> str:
        """The address of the server, which may have several offices below it."""
        return urljoin(self.address, "/").rstrip("/")

    @property
    def socket_url(self) -> str:
        return self.address.replace("http", "ws", 1) + "/ws"

    def socket_at(self, way: SeeOther) -> str:
        """Return the address of a node's sockets, by its path or by its name as well (SPEC N21, N28)."""
        server = urlsplit(self.server)
        return f"{server.scheme.replace('http', 'ws', 1)}://{way.host or server.netloc}{way.path}"


@dataclass(frozen=True)
class Share:
    """One worker's part of an order."""

    order: Order
    worker: int
    citizens: range
    officers: tuple[SignIn, ...] = field(default=())
    waiting: range = range(0)  # numbered on after all citizens


def shares(order: Order) -> list[Share]:
    """Return the shares of an order, one a process. Every citizen and every officer is in exactly one.

    Officers who call a line have the last of several processes to themselves: what its people are told takes nothing from the
    time in which a call is answered.
    """
    alone = order.waiting > 0 and len(order.officers) > 0 and order.processes > 1
    parts = min(order.processes - alone, order.citizens)
    citizens, waiting = _parted(order.citizens, parts), _parted(order.waiting, parts, order.citizens)
    officers = [()] * parts if alone else [order.officers[part::parts] for part in range(parts)]
    crowd = [Share(order, part, citizens[part], officers[part], waiting[part]) for part in range(parts)]
    return [*crowd, Share(order, parts, range(0), order.officers)] if alone else crowd


def _parted(count: int, parts: int, first: int = 0) -> list[range]:
    bounds = [first + count * part // parts for part in range(parts + 1)]
    return [range(bounds[part], bounds[part + 1]) for part in range(parts)]
