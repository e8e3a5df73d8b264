"""A model of Redis as far as the journal of an office needs it: it may lose its last writes, all of them, or be away.

The scripts mean what those of `madang_server.cluster.redis_scripts` mean; test_model_redis.py runs both against each other.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple, Protocol

from tests.schedules.scheduler import Scheduler

from madang_server.cluster.redis_scripts import KEPT, PAST, UNKNOWN, JournalRead, JournalWrite


class Kept(NamedTuple):
    """The keys of one office: it is never changed, another takes its place. `at_ms`: of the last write; 0: none."""

    epoch: int = 0
    number: int = 0
    at_ms: int = 0
    rooms: Mapping[bytes, bytes] = MappingProxyType({})
    entries: tuple[bytes, ...] = ()
    words: tuple[bytes, ...] = ()


NOTHING = Kept()


class Watcher(Protocol):
    """Who is told what becomes of the journals."""

    def journal_begun(self, office: str, epoch: int) -> None: ...

    def journal_written(self, office: str, epoch: int) -> None: ...

    def journals_forgotten(self) -> None: ...


class ModelRedis:
    """One server. Keys that go by themselves do so after more time than a schedule has."""

    def __init__(self, scheduler: Scheduler, watcher: Watcher | None = None) -> None:
        self._scheduler = scheduler
        self.watcher = watcher
        self._of: dict[str, list[tuple[float, Kept]]] = {}  # by office: how it was since which instant
        self.is_away = False

    def kept(self, office: str) -> Kept:
        states = self._of.get(office)
        return states[-1][1] if states else NOTHING

    def _put(self, office: str, kept: Kept) -> None:
        self._of.setdefault(office, []).append((self._scheduler.now, kept))

    def now_ms(self) -> int:
        return int((1_000_000.0 + self._scheduler.now) * 1_000)

    def empty(self) -> None:
        """Forget all."""
        self._forgets()
        self._of = {}

    def lose(self, seconds: float) -> None:
        """Forget what was written in the last so many seconds, as a replica that had not heard of it."""
        self._forgets()
        instant = self._scheduler.now - seconds
        for office, states in self._of.items():
            self._of[office] = [state for state in states if state[0] < instant]

    def _forgets(self) -> None:
        if self.watcher is not None:
            self.watcher.journals_forgotten()

    # the scripts -----------------------------------------------------------------------------------------------------------

    @staticmethod
    def is_past(stored: int, epoch: int) -> bool:
        """The rule of the epoch: what a server of an earlier one writes changes nothing."""
        return stored > epoch

    @staticmethod
    def follows(kept: Kept, epoch: int, number: int) -> bool:
        """The rule of the numbers: a write is the one after the last, in the same epoch."""
        return kept.epoch == epoch and number == kept.number + 1

    def claim(self, office: str, epoch: int) -> int:
        kept = self.kept(office)
        if self.is_past(kept.epoch, epoch):
            return -1
        self._put(office, kept._replace(epoch=epoch, number=0))
        if self.watcher is not None:
            self.watcher.journal_begun(office, epoch)
        return max(0, self.now_ms() - kept.at_ms)

    def read(self, office: str) -> JournalRead:
        kept = self.kept(office)
        return JournalRead(dict(kept.rooms), list(kept.entries), list(kept.words))

    def keep(self, office: str, epoch: int, number: int, write: JournalWrite) -> bytes:
        kept = self.kept(office)
        if self.is_past(kept.epoch, epoch):
            return PAST
        if kept.epoch == epoch and number <= kept.number:
            return KEPT
        if write.whole:
            kept = NOTHING
        elif not self.follows(kept, epoch, number):
            return UNKNOWN
        rooms = {name: room for name, room in {**kept.rooms, **write.rooms}.items() if room}
        entries = (*kept.entries, write.entry) if write.entry else kept.entries
        words = (*kept.words, write.words) if write.words else kept.words
        self._put(office, Kept(epoch, number, self.now_ms(), rooms, entries, words))
        if self.watcher is not None:
            self.watcher.journal_written(office, epoch)
        return KEPT

    def epoch(self, office: str) -> int:
        return self.kept(office).epoch
