"""The scripts of the journal in Redis, and the reading of it. Knows keys and bytes, no session; decides what a script decides.

Four keys of an office, each with the time after which it goes by itself:

- `meta`: a hash with the epoch of the office, the number of the last write, and when that was;
- `rooms`: a hash with a snapshot of each room, and under the empty name those of a server before who are not back yet;
- `log`: a stream of what happened to sessions, as long as a message can still be asked for;
- `words`: a stream of what was said, as long as its ids are known (SPEC W12).

Each write is one script, so it is kept whole or not at all. A write of an earlier epoch changes nothing: a server that was
stopped and goes on does not overwrite its successor. A write must follow the one before it: after one that was lost, or when
Redis was emptied, everything is written anew.
"""

from typing import Any, NamedTuple

from madang_protocol import limits
from madang_server.cluster.redis_link import FAULTS, RedisAway, redis_at
from madang_server.live.departed import WORDS_KEPT_SECONDS

LOG_KEPT_MS = (limits.RESUME_SECONDS + 30) * 1_000
ROOMS_KEPT_MS = (limits.RESUME_SECONDS + 15) * 1_000
WORDS_KEPT_MS = int(WORDS_KEPT_SECONDS * 1_000)
META_KEPT_MS = 24 * 3_600 * 1_000
KEPT, UNKNOWN, PAST = b"kept", b"unknown", b"past"  # what `keep` answers

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


class JournalWrite(NamedTuple):
    """One write. `entry`, `words`: nothing when there is none. `rooms`: by key, nothing for one that is gone."""

    whole: bool
    entry: bytes
    words: bytes
    rooms: dict[bytes, bytes]


class JournalRead(NamedTuple):
    """What there is: rooms by key, and entries in the order in which they were written."""

    rooms: dict[bytes, bytes]
    entries: list[bytes]
    words: list[bytes]


class RedisScripts:
    """The port `JournalScripts` (redis_journal.py), for one office. Everything raises `RedisAway`: it may have been done."""

    def __init__(self, url: str, office: str) -> None:
        """Connects when it is used first."""
        self._redis = redis_at(url)
        self._keys = [f"madang:{{{office}}}:{name}" for name in ("meta", "rooms", "log", "words")]
        self._claim, self._keep = self._redis.register_script(_CLAIM), self._redis.register_script(_KEEP)

    async def claim(self, epoch: int) -> int:
        """Begin an epoch; return how many milliseconds ago was written. -1: a later one has begun."""
        try:
            return int(await self._claim(keys=self._keys, args=[epoch, META_KEPT_MS]))
        except FAULTS as error:
            raise RedisAway(type(error).__name__) from error

    async def read(self) -> JournalRead:
        """Return all there is."""
        try:
            async with self._redis.pipeline(transaction=False) as asked:
                asked.hgetall(self._keys[1])
                asked.xrange(self._keys[2])
                asked.xrange(self._keys[3])
                rooms, log, words = await asked.execute()
        except FAULTS as error:
            raise RedisAway(type(error).__name__) from error
        return JournalRead(rooms, [fields[b"e"] for _, fields in log], [fields[b"e"] for _, fields in words])

    async def keep(self, epoch: int, number: int, write: JournalWrite) -> bytes:
        """Keep all of it or nothing: `KEPT`, or `UNKNOWN` when it does not follow what is there, or `PAST`: a later epoch."""
        kept = [LOG_KEPT_MS, WORDS_KEPT_MS, META_KEPT_MS, ROOMS_KEPT_MS]
        head: list[Any] = [epoch, number, int(write.whole), write.entry, write.words, *kept]
        try:
            return bytes(
                await self._keep(keys=self._keys, args=[*head, *(part for room in write.rooms.items() for part in room)])
            )
        except FAULTS as error:
            raise RedisAway(type(error).__name__) from error

    async def epoch(self) -> int:
        """Return the newest epoch that began; 0: it knows of none."""
        try:
            return int(await self._redis.hget(self._keys[0], "epoch") or 0)
        except FAULTS as error:
            raise RedisAway(type(error).__name__) from error

    async def close(self) -> None:
        """Let go of the connection; what was kept stays for a while."""
        await self._redis.aclose()
