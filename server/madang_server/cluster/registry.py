"""Which nodes are there, and how busy: each tells it to Redis every second. A hint; nothing durable is decided by it."""

import asyncio
from collections.abc import Callable
from contextlib import suppress

import msgspec
import structlog

from madang_server.cluster.nodes import Node
from madang_server.cluster.redis_link import RedisAway, RedisLink

TELL_EVERY_S = 1.0
GONE_AFTER_S = 5.0  # a node that has told nothing for so long
NODES_MAX = 1_000
INVITED_S = 5
_INDEX = "madang:nodes"
_SECRET = "madang:secret"  # noqa: S105 - the name of a key
_log = structlog.get_logger()
_decoder = msgspec.json.Decoder(Node)


class NodeRegistry:
    """The nodes as last seen. `about_me`: what is told of this one. Without Redis the last ones known stay."""

    def __init__(
        self, link: RedisLink, about_me: Callable[[], Node], *, new_secret: Callable[[], str], invited: Callable[[str], None]
    ) -> None:
        """`invited` is told of each office of which this node is asked to have rooms."""
        self._link = link
        self._about_me = about_me
        self._new_secret = new_secret
        self._invited = invited
        self.nodes: dict[str, Node] = {}
        self.asked_to_drain = False
        self.secret: str | None = None  # by which nodes know each other
        self.reached: bool | None = None  # None: not tried yet
        self._told = False  # once this node was told of, only another of its name tells otherwise
        self._has_twin = False

    async def run(self) -> None:
        """Tell and look, for ever."""
        while True:
            try:
                await self.look()
            except Exception:  # noqa: BLE001 - the next look must come whatever happened in this one
                _log.exception("telling of this node failed")
            await asyncio.sleep(TELL_EVERY_S)

    async def look(self) -> None:
        """Tell of this node and learn of the others, once."""
        try:
            self.nodes = await self._told_and_found()
            reached = True
        except RedisAway as error:
            reached = False
            cause = str(error)
        if reached is not self.reached:
            if reached:
                _log.info("redis answers", nodes=sorted(self.nodes))
            else:
                _log.error("redis is away; the office goes on without it", cause=cause)
        self.reached = reached

    async def _told_and_found(self) -> dict[str, Node]:
        me = self._about_me()
        async with self._link.pipeline() as pipe:
            pipe.get(_key(me.id))
            pipe.set(_key(me.id), msgspec.json.encode(me), px=int(GONE_AFTER_S * 1_000))
            pipe.sadd(_INDEX, me.id)
            pipe.get(_drain_key(me.id))
            pipe.set(_SECRET, self.secret or self._new_secret(), nx=True)  # an emptied Redis gets it again
            pipe.get(_SECRET)
            pipe.smembers(_invited_key(me.id))
            pipe.delete(_invited_key(me.id))
            pipe.smembers(_INDEX)
            before, _, _, asked, _, secret, invited, _, ids = await self._link.execute(pipe)
        self.secret = secret.decode(errors="replace") if secret else None
        for office in invited:
            self._invited(office.decode(errors="replace"))
        self.asked_to_drain = asked == me.boot.encode()
        self._look_for_twin(me, before)
        return {me.id: me} | await nodes_of(self._link, {name.decode(errors="replace") for name in ids} - {me.id})

    def _look_for_twin(self, me: Node, before: bytes | None) -> None:
        """Say in the log that another node has the same name: then each knows nothing of the other, and offices do not spread."""
        told = None if before is None else _read(before)
        has_twin = self._told and told is not None and told.boot != me.boot
        if has_twin and told is not None and not self._has_twin:
            _log.error("another node has the same node_id", node=me.id, address=told.address)
        self._told, self._has_twin = True, has_twin

    async def invite(self, node: str, office: str) -> None:
        """Ask a node to have rooms of this office. It may come to nothing."""
        with suppress(RedisAway):
            async with self._link.pipeline() as pipe:
                pipe.sadd(_invited_key(node), office)
                pipe.expire(_invited_key(node), INVITED_S)
                await self._link.execute(pipe)

    async def leave(self) -> None:
        """Tell that this node is gone, so that nobody waits for it."""
        me = self._about_me()
        try:
            async with self._link.pipeline() as pipe:
                pipe.delete(_key(me.id))
                pipe.srem(_INDEX, me.id)
                pipe.delete(_drain_key(me.id))
                await self._link.execute(pipe)
        except RedisAway:
            return


async def find_nodes(link: RedisLink) -> dict[str, Node]:
    """Return the nodes that are there. Raises `RedisAway`."""
    async with link.pipeline() as pipe:
        pipe.smembers(_INDEX)
        (ids,) = await link.execute(pipe)
    return await nodes_of(link, {name.decode(errors="replace") for name in ids})


async def nodes_of(link: RedisLink, ids: set[str]) -> dict[str, Node]:
    """Return those of them that are there; the others are taken off the list. Raises `RedisAway`."""
    if not ids:
        return {}
    asked = sorted(ids)[:NODES_MAX]
    async with link.pipeline() as pipe:
        pipe.mget([_key(name) for name in asked])
        (bodies,) = await link.execute(pipe)
    told = {name: body for name, body in zip(asked, bodies, strict=True) if body is not None}
    gone = set(asked) - set(told)
    if gone:
        async with link.pipeline() as pipe:
            pipe.srem(_INDEX, *gone)
            await link.execute(pipe)
    found = {name: _read(body) for name, body in told.items()}
    return {name: node for name, node in found.items() if node is not None}


async def ask_to_drain(link: RedisLink, node: Node, *, asked: bool) -> None:
    """Ask a node to hand its offices over and take none, or no longer so. Raises `RedisAway`.

    N7: this life of its process is asked. One that comes after it under the same name is not, whatever became of this one.
    """
    async with link.pipeline() as pipe:
        if asked:
            pipe.set(_drain_key(node.id), node.boot)
        else:
            pipe.delete(_drain_key(node.id))
        await link.execute(pipe)


def _read(body: bytes) -> Node | None:
    """Return what a node told of itself; None: it is of another version, or nobody of ours wrote it."""
    try:
        return _decoder.decode(body)
    except msgspec.DecodeError:  # which a `ValidationError` is too
        return None


def _key(node: str) -> str:
    return f"madang:node:{node}"


def _invited_key(node: str) -> str:
    return f"madang:invited:{node}"


def _drain_key(node: str) -> str:
    return f"madang:drain:{node}"
