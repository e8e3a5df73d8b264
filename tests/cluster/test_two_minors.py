"""Clients and servers of two minors of the wire, each with each, on one cluster (SPEC W14). The clients know msgpack alone."""

from pathlib import Path
from typing import Any, Self

import msgpack
from tests.cluster.later_madang import FEATURE
from tests.cluster.later_steps import EXPAND, Later
from tests.cluster.nodes import Cluster
from tests.live.wire import OPTIONS
from websockets.asyncio.client import ClientConnection, connect


class Page:
    """Somebody's page, of either minor: `features` is what it knows. It passes over what it does not know."""

    def __init__(self, socket: ClientConnection, features: tuple[str, ...]) -> None:
        self._socket = socket
        self._features = features
        self.welcome: dict[str, Any] = {}

    @classmethod
    async def open(cls, port: int, features: tuple[str, ...], token: str | None = None) -> Self:
        page = cls(await connect(f"ws://127.0.0.1:{port}/ws", **OPTIONS), features)
        hello: dict[str, Any] = {"t": "hello", "versions": [1], "name": "Mina"}
        await page.send(hello | ({"features": features} if features else {}) | ({"token": token} if token else {}))
        page.welcome = await page.until("welcome")
        return page

    async def send(self, command: dict[str, Any]) -> None:
        await self._socket.send(msgpack.packb(command))

    async def until(self, kind: str) -> dict[str, Any]:
        while (message := msgpack.unpackb(await self._socket.recv(decode=False)))["t"] != kind:
            pass
        return message  # type: ignore[no-any-return]

    async def ping(self) -> str:
        """Ask in the way that both sides know; which it was."""
        both = set(self._features) & set(self.welcome.get("features", []))
        command = {"t": "ping.moody", "c": 7, "mood": "glad"} if both else {"t": "ping", "c": 7}
        await self.send(command)
        assert (await self.until("pong"))["c"] == 7
        return str(command["t"])

    async def close(self) -> None:
        await self._socket.close()


async def test_W14_pages_of_two_minors_are_served_by_nodes_of_two_minors(one_office: Cluster, tmp_path: Path) -> None:
    version = Later(tmp_path / "later")
    version.add(EXPAND)
    await one_office.start_all("before")
    before = one_office.nodes["before"]
    assert await one_office.owner() == "before"
    pages = [await Page.open(before.port, features) for features in ((), (FEATURE,))]
    assert [await page.ping() for page in pages] == ["ping", "ping"]
    after = await one_office.start_later("after", version, LATER_WIRE="1")
    assert [await (await Page.open(after.port, features)).ping() for features in ((), (FEATURE,))] == [
        "ping",
        "ping",
    ]  # passed on
    await one_office.stop("before")
    assert await one_office.owner() == "after"
    back = [await Page.open(after.port, page._features, page.welcome["token"]) for page in pages]
    assert [page.welcome["visitor"] for page in back] == [page.welcome["visitor"] for page in pages]
    assert [page.welcome["mood"] for page in back] == ["glad", "glad"]
    assert [await page.ping() for page in back] == ["ping", "ping.moody"]
    for page in (*pages, *back):
        await page.close()
