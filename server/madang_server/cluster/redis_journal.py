"""The journal of an office's sessions in Redis (SPEC S22, S23): which write comes when, and what its answer means.

Knows records and the port `JournalScripts`, no key, no session and no room. What the store itself decides is in redis_scripts.py.
"""

from itertools import count
from typing import Protocol, Self

from msgspec import DecodeError, msgpack

from madang_server.cluster.redis_link import RedisAway
from madang_server.cluster.redis_scripts import KEPT, PAST, JournalRead, JournalWrite, RedisScripts
from madang_server.live.journal_records import Changes, Entry, Found, KeptSession, RoomSnapshot, SpokenWords
from madang_server.live.ports import JournalAway

WAITING = b""  # a room has a name
_encode = msgpack.Encoder().encode
_entry = msgpack.Decoder(Entry)
_words = msgpack.Decoder(list[SpokenWords])
_room = msgpack.Decoder(RoomSnapshot)
_waiting = msgpack.Decoder(list[KeptSession])


class JournalScripts(Protocol):
    """What the journal asks of Redis, each in one step (redis_scripts.py)."""

    async def claim(self, epoch: int) -> int: ...

    async def read(self) -> JournalRead: ...

    async def keep(self, epoch: int, number: int, write: JournalWrite) -> bytes: ...

    async def epoch(self) -> int: ...

    async def close(self) -> None: ...


class Writer(Protocol):
    """By what right a journal is written: a lease of an office, or what stands for one at a host."""

    @property
    def office(self) -> str:
        """Under which name."""

    @property
    def epoch(self) -> int:
        """Who writes under a lower one writes nothing any more."""

    @property
    def owner_before_gone_s(self) -> float | None:
        """Since when the one before is gone; None: nobody knows."""


class RedisJournal:
    """The port `Journal`, for an office that this process has claimed."""

    def __init__(self, scripts: JournalScripts, lease: Writer) -> None:
        """`lease`: by which the office was claimed."""
        self._scripts = scripts
        self._lease, self._epoch = lease, lease.epoch
        self._writes = count(1)

    @classmethod
    def at(cls, url: str, lease: Writer) -> Self:
        """Return the journal that is kept in the Redis at this address."""
        return cls(RedisScripts(url, lease.office), lease)

    async def restore(self) -> Found:
        """Return what a server before has left; no server of an earlier epoch writes any more. Raises `JournalAway`."""
        try:
            age_ms = await self._scripts.claim(self._epoch)
            if age_ms < 0:
                raise JournalAway("a later epoch of the office has begun")
            return _found(await self._scripts.read(), age_ms / 1_000, self._lease.owner_before_gone_s)
        except (RedisAway, DecodeError) as error:
            raise JournalAway(str(error)) from error

    async def keep(self, changes: Changes) -> bool:
        """Keep all of it or nothing. False: what was kept before is gone, write it whole. Raises `JournalAway`."""
        try:
            answer = await self._scripts.keep(self._epoch, next(self._writes), _write(changes))
        except RedisAway as error:
            raise JournalAway(str(error)) from error
        if answer == PAST:
            raise JournalAway("a later epoch of the office has begun")
        return answer == KEPT

    async def answers(self) -> bool:
        """Return whether it could be written to now."""
        try:
            return await self._scripts.epoch() <= self._epoch
        except RedisAway:
            return False

    async def close(self) -> None:
        """Let go of the connection; what was kept stays for a while."""
        await self._scripts.close()


class HostJournal(RedisJournal):
    """The journal of rooms at a host: it begins empty, whatever the same node had rooms of before (SPEC N26)."""

    async def restore(self) -> Found:
        """Let nobody of before write any more. Raises `JournalAway`."""
        await super().restore()
        return Found()


def _write(changes: Changes) -> JournalWrite:
    rooms = {name.encode(): b"" if room is None else _encode(room) for name, room in changes.rooms.items()}
    if changes.waiting is not None:
        rooms[WAITING] = _encode(changes.waiting) if changes.waiting else b""
    entry = _encode(changes.entry) if changes.entry else b""
    return JournalWrite(changes.whole, entry, _encode(changes.words) if changes.words else b"", rooms)


def _found(read: JournalRead, age_s: float, gone_s: float | None) -> Found:
    rooms = dict(read.rooms)
    waiting = rooms.pop(WAITING, None)
    return Found(
        rooms={name.decode(): _room.decode(snapshot) for name, snapshot in rooms.items()},
        entries=[_entry.decode(entry) for entry in read.entries],
        words=[spoken for words in read.words for spoken in _words.decode(words)],
        waiting=_waiting.decode(waiting) if waiting else (),
        age_s=age_s,
        gone_s=gone_s,
    )
