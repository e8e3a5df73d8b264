"""What outlives an owner and a host: which hosts there are, and the journals of their sessions. Knows Redis by what it is handed.

A host's journal has a name of its own for each life of its node, and a number that grows with each host and each epoch of the
office: who restores it writes a higher one, and a host that was held up writes nothing more.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from itertools import count

import structlog

from madang_server.cluster.hosting.right import HostingGrant
from madang_server.cluster.redis_link import RedisAway, RedisLink
from madang_server.live.journal_reader import Restored
from madang_server.live.journal_turns import restored_from
from madang_server.live.ports import Journal

HOSTS_OF_EPOCH_MAX = 1 << 20
LOOK_EVERY_S = 2.0
_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class JournalOwner:
    """By what a journal of a host is written: its name, its number, and since when the one before is gone."""

    office: str
    epoch: int
    owner_before_gone_s: float | None = None


class Succession:
    """Of one office at its owner, from when it was opened."""

    def __init__(
        self,
        *,
        office: str,
        redis: RedisLink,
        epoch: Callable[[], int],
        make_journal: Callable[[JournalOwner], Journal],
        clock: Callable[[], float],
    ) -> None:
        """`epoch`: of the office. `make_journal` opens the journal of a host."""
        self._office = office
        self._redis = redis
        self._epoch = epoch
        self._make_journal = make_journal
        self._clock = clock
        self._numbers = count(1)
        self._grant = HostingGrant(clock, clock())
        self._expected: dict[str, int] = {}  # hosts of the owner before that have not registered: the numbers of their journals
        self._seen: set[str] = set()  # those that have registered
        self._over: set[str] = set()  # those that are none any more
        self._is_known = False
        self._looked_at = float("-inf")

    @property
    def is_open(self) -> bool:
        """True while a host of the owner before may yet say who is with it."""
        return not self._grant.over and (bool(self._expected) or not self._is_known)

    @property
    def ends_in(self) -> float:
        """Seconds until hosts of the owner before have stopped, if they have not registered; then 0 or less."""
        return self._grant.ends_in

    def next_number(self) -> int:
        """Return the number for a host's journal, higher than any before."""
        return self._epoch() * HOSTS_OF_EPOCH_MAX + next(self._numbers)

    async def begin(self) -> None:
        """The office is this node's: learn which hosts there were."""
        self._grant.answered()
        await self.learn()

    async def look(self, numbers: Mapping[str, int]) -> None:
        """Ask Redis again for what it did not tell, and note these hosts, every two seconds."""
        if self._clock() - self._looked_at >= LOOK_EVERY_S:
            self._looked_at = self._clock()
            await self.learn()
            await self.note(numbers)

    async def learn(self) -> None:
        """Learn it once Redis answers. Before that there may be any: whoever is with one must not be here, too (SPEC N27)."""
        if self._is_known:
            return
        found = await self._ask(self._hosts())
        if found is not None:
            self._expected = {boot: number for boot, number in found.items() if boot not in self._seen | self._over}
            self._is_known = True

    async def _hosts(self) -> dict[str, int]:
        async with self._redis.pipeline() as pipe:
            pipe.hgetall(self._key)
            (found,) = await self._redis.execute(pipe)
        return {boot.decode(): int(number) for boot, number in found.items()}

    async def registered(self, boot: str, number: int) -> None:
        """Note a host, for the next owner."""
        self._seen.add(boot)
        self._expected.pop(boot, None)
        await self._ask(self._noted("hset", boot, number))

    async def note(self, numbers: Mapping[str, int]) -> None:
        """Note these hosts again: Redis may have been emptied."""
        if numbers:
            await self._ask(self._noted("hset", mapping=dict(numbers)))

    async def over(self, boot: str) -> None:
        """A host is none any more."""
        self._over.add(boot)
        await self._ask(self._noted("hdel", boot))

    async def _noted(self, command: str, *given: object, **named: object) -> None:
        async with self._redis.pipeline() as pipe:
            getattr(pipe, command)(self._key, *given, **named)
            await self._redis.execute(pipe)

    def lapsed(self) -> list[tuple[str, int]]:
        """Return, once, the hosts of the owner before that have not registered in time, with the numbers of their journals."""
        if not self._grant.over:
            return []
        lapsed, self._expected = list(self._expected.items()), {}
        return lapsed

    async def restored(self, boot: str, number: int, gone_s: float | None) -> Restored:
        """Return what a host has left, and let it write no more. Nothing when its journal does not answer.

        `gone_s`: since it proved last that it was there; None: nobody knows.
        """
        later = max(self.next_number(), number + 1)
        journal = self._make_journal(JournalOwner(journal_name(self._office, boot), later, gone_s))
        restored = await restored_from(journal)
        await journal.close()
        await self.over(boot)
        return restored

    @property
    def _key(self) -> str:
        return f"madang:hosts:{self._office}"

    @staticmethod
    async def _ask(asked: Awaitable[dict[str, int]] | Awaitable[None]) -> dict[str, int] | None:
        try:
            return await asked
        except RedisAway as error:
            _log.warning("which nodes have rooms of the office cannot be kept", cause=str(error))
            return None


def journal_name(office: str, boot: str) -> str:
    """Return the name under which the journal of an office's rooms at a host is kept."""
    return f"{office}@{boot}"
