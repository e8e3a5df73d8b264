"""A host that is held up, or says what the owner does not understand, harms nobody else (SPEC N26, N27)."""

import asyncio
from collections.abc import Callable

import msgspec
from tests.cluster.nodes import Cluster
from tests.live.wire import WAIT_SECONDS

from madang_server.cluster.hosting import wire
from madang_server.cluster.hosting.link import Link, connected
from madang_server.office_app.state import Visitor

MINA = Visitor(id="mina", name="Mina", look="hanbok", lang="en")


class Host:
    """A host that answers nothing by itself."""

    def __init__(self) -> None:
        self.heard: asyncio.Queue[wire.AnyRecord] = asyncio.Queue()
        self.over = asyncio.Event()

    def came(self, record: wire.AnyRecord, answer: Callable[[wire.Record], None]) -> None:
        del answer
        self.heard.put_nowait(record)

    def lost(self, link: Link) -> None:
        del link
        self.over.set()

    async def until(self, kind: type[wire.Record]) -> None:
        while not isinstance(await self.heard.get(), kind):
            pass


def passport(visitor: Visitor) -> bytes:
    return msgspec.msgpack.encode((visitor, None))


async def register(made: Cluster, host: Host, *people: wire.Present) -> Link:
    """Start a node, and be a host of its office with these people."""
    await made.start_all("a")
    secret = made.redis.ask("GET", "madang:secret").decode()
    link = await connected(host, node="b", address=made.nodes[await made.owner()].url, path="/link/main", secret=secret)
    asked = wire.Register("z", "boot-z", "http://127.0.0.1:9", 0, list(people))
    assert isinstance(await link.asked(asked), wire.Registered)
    return link


async def test_N26_a_host_that_is_held_up_while_it_drains_is_taken_over_all_the_same(one_office: Cluster) -> None:
    host = Host()
    async with asyncio.timeout(WAIT_SECONDS):
        link = await register(one_office, host, wire.Present("mina", passport(MINA)))
        assert isinstance(await link.asked(wire.Renew([], drains=True)), wire.Renewed)
        await host.until(wire.Export)  # which is not answered, ever
        await host.over.wait()
        assert "a host is gone" in one_office.nodes["a"].output


async def test_N27_one_whom_a_new_owner_cannot_know_again_holds_up_nobody_else(one_office: Cluster) -> None:
    host = Host()
    async with asyncio.timeout(WAIT_SECONDS):
        unknown, mina = wire.Present("juno", b"of another version"), wire.Present("mina", passport(MINA))
        link = await register(one_office, host, unknown, mina)
        await host.until(wire.Tell)  # all that is hers
        strange = await link.asked(wire.Execute("mina", b"\x81\xa1t\xaeof.later.times"))
        assert strange == wire.Failed(lost=False)
        assert await link.asked(wire.StateOf("juno")) == wire.Failed(lost=False)
        assert isinstance(await link.asked(wire.StateOf("mina")), wire.Replied)
        assert link.open
        link.close()
