"""Opens connections: paced at first, later whenever a visitor arrives or reconnects. No other file opens any."""

import asyncio
import random
import sys
import time
from collections.abc import Coroutine
from contextlib import suppress
from urllib.parse import urlsplit

import httpx
from picows import WSError, ws_connect

from madang_load.link import Link
from madang_load.node_names import LOOPBACK, LOOPBACKS, NodeNames, dialled
from madang_load.order import Order, SignIn
from madang_load.step import Floor, read_floor
from madang_load.tally import Tally
from madang_protocol import limits

HANDSHAKES_MAX = 64  # at once, while everybody arrives
WINDOW_SECONDS_MAX = 30.0
SETTLED_SECONDS_MAX = limits.HELLO_SECONDS_MAX + limits.DELAY_SECONDS_MAX  # until a hello is answered (SPEC S20), or closed
PER_ADDRESS = 4_000  # connections: a server gives one address at most half of its places (SPEC S18)
SEVERAL_ADDRESSES = sys.platform == "linux"  # of the loopback interface
ADDRESSES_MAX = 254
NODES_MAX = 4  # that somebody is sent to one after the other
HANDSHAKE_S = 30.0
NAME_ANSWERS_S = 4.0  # SPEC N28


class NotSignedIn(RuntimeError):
    """The office does not accept an officer's sign-in."""


def source_of(address: str, block: int) -> tuple[str, int] | None:
    """Return the address from which this block of PER_ADDRESS connections comes. None: the machine's choice."""
    local = urlsplit(address).hostname == LOOPBACK
    return (f"127.0.0.{1 + block % ADDRESSES_MAX}", 0) if local and block else None


class Dialler:
    """Opens all connections of one worker. Its tasks belong to the group that is handed in.

    More than PER_ADDRESS come from further loopback addresses, as from several houses, where there are such (Linux).
    """

    def __init__(self, order: Order, tally: Tally, chance: random.Random, group: asyncio.TaskGroup, *, worker: int = 0) -> None:
        self._order = order
        self._worker = worker
        self._links = 0
        self._tally = tally
        self._chance = chance
        self._group = group
        self._tasks: set[asyncio.Task[None]] = set()
        self._handshakes = asyncio.Semaphore(HANDSHAKES_MAX)
        self._names = NodeNames(time.monotonic, here=urlsplit(order.address).hostname in LOOPBACKS)

    def start(self, work: Coroutine[None, None, None]) -> asyncio.Task[None]:
        """Run this as a task until it ends or `close` cancels it."""
        task = self._group.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    def close(self) -> None:
        """Cancel every task that is under way."""
        for task in list(self._tasks):
            task.cancel()

    async def arrive(self, link: Link) -> None:
        """Open the first connection of a visitor. A failure is counted, not raised."""
        block = self._worker + self._links // PER_ADDRESS * self._order.processes
        link.source = source_of(self._order.address, block) if SEVERAL_ADDRESSES else None
        self._links += 1
        async with self._handshakes:
            await self._connect(link)

    async def come_back(self, link: Link) -> None:
        """Reconnect after a drop: wait a random time within the server's window, doubled after each failure (SPEC S8)."""
        window = link.back_seconds
        while not link.open:
            if link.way is None:  # who is sent on goes at once
                await asyncio.sleep(self._chance.uniform(0, window))
            await self._connect(link)
            window = min(WINDOW_SECONDS_MAX, 2 * window)

    async def _connect(self, link: Link) -> None:
        """Connect, and go on to the node that the server names, a few times at most (SPEC N21, N28)."""
        for _ in range(NODES_MAX):
            way, link.way = self._names.usable(link.way), None
            link.seat = way.seat if way is not None else None
            link.named = way is not None and way.host is not None
            if not await self._connect_once(link, self._order.socket_at(way) if way is not None else self._order.socket_url):
                link.way = self._names.unreached(way)
            if link.way is None:
                return
        link.way = None

    async def _connect_once(self, link: Link, address: str) -> bool:
        """False: nobody answers there."""
        url, headers = dialled(address)
        try:
            await ws_connect(
                lambda: link,
                url,
                extra_headers={"Sec-WebSocket-Protocol": limits.SUBPROTOCOL} | headers,
                websocket_handshake_timeout=NAME_ANSWERS_S if link.named else HANDSHAKE_S,
                logger_name="load",
                local_addr=link.source,
            )
        except (OSError, TimeoutError, ValueError, WSError) as error:
            self._tally.counts[f"connect_failed_{type(error).__name__}"] += 1
            return False
        with suppress(TimeoutError):
            await asyncio.wait_for(link.settled.wait(), SETTLED_SECONDS_MAX)
        return True

    async def fetch_floor(self, place: str, floors: dict[str, Floor]) -> None:
        """Put the floor of a place into `floors`. Without a published floor the drawing is not measured there."""
        try:
            async with httpx.AsyncClient(trust_env=False, timeout=30) as client:
                answer = await client.get(f"{self._order.address}/places/{place}/floor.json")
                floors[place] = read_floor(answer.raise_for_status().json())
        except (httpx.HTTPError, KeyError, ValueError):
            self._tally.counts["floors_missing"] += 1

    async def sign_in(self, who: SignIn) -> str:
        """Return the officer's sign-in token. Raises `NotSignedIn`."""
        if who.token is not None:
            return who.token
        try:
            async with httpx.AsyncClient(trust_env=False, timeout=30) as client:
                wanted = {"name": who.name, "password": who.password}
                answer = await client.post(f"{self._order.address}/api/officer/sign-in", json=wanted)
                token = answer.raise_for_status().json()["token"]
        except (httpx.HTTPError, KeyError, ValueError) as error:
            raise NotSignedIn(f"officer {who.name} cannot sign in: {error}") from error
        if not isinstance(token, str):
            raise NotSignedIn(f"officer {who.name} must choose a password first")
        return token
