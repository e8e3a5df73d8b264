"""A journal in memory, which passes the same contract as the one in Redis: two servers of one test share it."""

from dataclasses import dataclass, field

from madang_server.live.journal_records import Changes, Entry, Found, KeptSession, RoomSnapshot, SpokenWords
from madang_server.live.ports import JournalAway


@dataclass
class KeptJournal:
    """What all servers of an office share."""

    epoch: int = 0
    is_known: bool = True  # False: emptied
    rooms: dict[str, RoomSnapshot] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)
    words: list[SpokenWords] = field(default_factory=list)
    waiting: list[KeptSession] = field(default_factory=list)
    age_s: float = 0.0
    gone_s: float | None = None
    away: bool = False

    def empty(self) -> None:
        """Forget all."""
        self.epoch, self.is_known = 0, False
        self._clear()

    def _clear(self) -> None:
        self.rooms, self.entries, self.words, self.waiting = {}, [], [], []

    def opened(self, epoch: int) -> "MemoryJournal":
        """The journal of a server that claimed the office in this epoch."""
        return MemoryJournal(self, epoch)

    def keep(self, epoch: int, changes: Changes) -> bool:
        """As the port promises."""
        if self.away or epoch < self.epoch:
            raise JournalAway("away")
        if changes.whole:
            self._clear()
            self.epoch, self.is_known = epoch, True
        elif not self.is_known or self.epoch != epoch:
            return False
        self.entries += [changes.entry]
        self.words += changes.words
        for key, snapshot in changes.rooms.items():
            self.rooms.pop(key, None)
            self.rooms |= {} if snapshot is None else {key: snapshot}
        self.waiting = self.waiting if changes.waiting is None else list(changes.waiting)
        return True


@dataclass
class MemoryJournal:
    """The port `Journal` of one server. `dead`: the server was killed, nothing more of it arrives."""

    kept: KeptJournal
    epoch: int
    dead: bool = False
    writes: int = 0

    async def restore(self) -> Found:
        if self.kept.away or self.epoch < self.kept.epoch:
            raise JournalAway("away")
        kept = self.kept
        kept.epoch = self.epoch
        return Found(dict(kept.rooms), list(kept.entries), list(kept.words), list(kept.waiting), kept.age_s, kept.gone_s)

    async def keep(self, changes: Changes) -> bool:
        self.writes += 1
        return True if self.dead else self.kept.keep(self.epoch, changes)

    async def answers(self) -> bool:
        return not self.kept.away and self.kept.epoch <= self.epoch

    async def close(self) -> None:
        self.dead = True
