"""The journal of an office's sessions in Redis (SPEC S22, S23). Knows its keys and its script, no session and no room.

Four keys of an office, each with the time after which it goes by itself:

- `meta`: a hash with the epoch of the office, the number of the last write, and when that was;
- `rooms`: a hash with a snapshot of each room, and under the empty name those of a server before who are not back yet;
- `log`: a stream of what happened to sessions, as long as a message can still be asked for;
- `words`: a stream of what was said, as long as its ids are known (SPEC W12).

Each write is one script, so it is kept whole or not at all. A write of an earlier epoch changes nothing: a server that was
stopped and goes on does not overwrite its successor. A write must follow the one before it: after one that was lost, or when
Redis was emptied, everything is written anew.
"""

from itertools import count
from typing import Any

from msgspec import DecodeError, msgpack

from madang_protocol import limits
from madang_server.cluster.redis_link import FAULTS, redis_at
from madang_server.live.departed import WORDS_KEPT_SECONDS
from madang_server.live.journal_records import Changes, Entry, Found, KeptSession, RoomSnapshot, SpokenWords
from madang_server.live.ports import JournalAway
from madang_server.store.lease import Lease

LOG_KEPT_MS = (limits.RESUME_SECONDS + 30) * 1_000
ROOMS_KEPT_MS = (limits.RESUME_SECONDS + 15) * 1_000
WORDS_KEPT_MS = int(WORDS_KEPT_SECONDS * 1_000)
META_KEPT_MS = 24 * 3_600 * 1_000
WAITING = b""  # a room has a name

_CLAIM = """
local stored = redis.call('HMGET', KEYS[1], 'epoch', 'at')
if tonumber(stored[1] or '0') > tonumber(ARGV[1]) then return -1 end
local now = redis.call('TIME')
redis.call('HSET', KEYS[1], 'epoch', ARGV[1], 'write', 0)
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return math.max(0, now[1] * 1000 + math.floor(now[2] / 1000) - tonumber(stored[2] or '0'))
"""
_KEEP = """
local epoch, write, whole = tonumber(ARGV[1]), tonumber(ARGV[2]), ARGV[3] == '1'
local stored = redis.call('HMGET', KEYS[1], 'epoch', 'write')
local stored_epoch, last = tonumber(stored[1] or '0'), tonumber(stored[2] or '0')
if stored_epoch > epoch then return 'past' end
if stored_epoch == epoch and write <= last then return 'kept' end
if whole then redis.call('DEL', KEYS[2], KEYS[3], KEYS[4])
elseif stored_epoch ~= epoch or write ~= last + 1 then return 'unknown' end
local now = redis.call('TIME')
local now_ms = now[1] * 1000 + math.floor(now[2] / 1000)
redis.call('HSET', KEYS[1], 'epoch', ARGV[1], 'write', ARGV[2], 'at', string.format('%d', now_ms))
redis.call('PEXPIRE', KEYS[1], ARGV[8])
local function append(key, entry, kept_ms)
  if entry ~= '' then redis.call('XADD', key, '*', 'e', entry) end
  redis.call('XTRIM', key, 'MINID', '~', string.format('%d', now_ms - kept_ms))
  redis.call('PEXPIRE', key, kept_ms)
end
append(KEYS[3], ARGV[4], tonumber(ARGV[6]))
append(KEYS[4], ARGV[5], tonumber(ARGV[7]))
for i = 10, #ARGV, 2 do
  if ARGV[i + 1] == '' then redis.call('HDEL', KEYS[2], ARGV[i]) else redis.call('HSET', KEYS[2], ARGV[i], ARGV[i + 1]) end
end
redis.call('PEXPIRE', KEYS[2], ARGV[9])
return 'kept'
"""
_encode = msgpack.Encoder().encode
_entry = msgpack.Decoder(Entry)
_words = msgpack.Decoder(list[SpokenWords])
_room = msgpack.Decoder(RoomSnapshot)
_waiting = msgpack.Decoder(list[KeptSession])


class RedisJournal:
    """The port `Journal`, for an office that this process has claimed."""

    def __init__(self, url: str, lease: Lease) -> None:
        """Connects when it is used first. `lease`: by which the office was claimed."""
        self._lease, self._epoch = lease, lease.epoch
        self._redis = redis_at(url)
        self._keys = [f"madang:{{{lease.office}}}:{name}" for name in ("meta", "rooms", "log", "words")]
        self._claim, self._keep = self._redis.register_script(_CLAIM), self._redis.register_script(_KEEP)
        self._writes = count(1)

    async def restore(self) -> Found:
        """Return what a server before has left; no server of an earlier epoch writes any more. Raises `JournalAway`."""
        try:
            age_ms = await self._claim(keys=self._keys, args=[self._epoch, META_KEPT_MS])
            if age_ms < 0:
                raise JournalAway("a later epoch of the office has begun")
            async with self._redis.pipeline(transaction=False) as asked:
                asked.hgetall(self._keys[1])
                asked.xrange(self._keys[2])
                asked.xrange(self._keys[3])
                rooms, log, words = await asked.execute()
            return _found(rooms, log, words, age_ms / 1_000, self._lease.owner_before_gone_s)
        except (*FAULTS, DecodeError) as error:
            raise JournalAway(type(error).__name__) from error

    async def keep(self, changes: Changes) -> bool:
        """Keep all of it or nothing. False: what was kept before is gone, write it whole. Raises `JournalAway`."""
        entry = _encode(changes.entry) if changes.entry else b""
        words = _encode(changes.words) if changes.words else b""
        rooms: list[Any] = []
        for name, snapshot in changes.rooms.items():
            rooms += [name, b"" if snapshot is None else _encode(snapshot)]
        if changes.waiting is not None:
            rooms += [WAITING, _encode(changes.waiting) if changes.waiting else b""]
        kept = [LOG_KEPT_MS, WORDS_KEPT_MS, META_KEPT_MS, ROOMS_KEPT_MS]
        head: list[Any] = [self._epoch, next(self._writes), int(changes.whole), entry, words, *kept]
        try:
            answer = await self._keep(keys=self._keys, args=[*head, *rooms])
        except FAULTS as error:
            raise JournalAway(type(error).__name__) from error
        if answer == b"past":
            raise JournalAway("a later epoch of the office has begun")
        return bool(answer == b"kept")

    async def answers(self) -> bool:
        """Return whether it could be written to now."""
        try:
            stored = await self._redis.hget(self._keys[0], "epoch")
        except FAULTS:
            return False
        return int(stored or 0) <= self._epoch

    async def close(self) -> None:
        """Let go of the connection; what was kept stays for a while."""
        await self._redis.aclose()


def _found(rooms: dict[bytes, bytes], log: list[Any], words: list[Any], age_s: float, gone_s: float | None) -> Found:
    waiting = rooms.pop(WAITING, None)
    return Found(
        rooms={name.decode(): _room.decode(snapshot) for name, snapshot in rooms.items()},
        entries=[_entry.decode(fields[b"e"]) for _, fields in log],
        words=[spoken for _, fields in words for spoken in _words.decode(fields[b"e"])],
        waiting=_waiting.decode(waiting) if waiting else (),
        age_s=age_s,
        gone_s=gone_s,
    )
