"""What people in the rooms of this server said lately, and to whom: put beside a report by the office itself (SPEC O28).

Kept in memory alone, for ten minutes, as far as somebody heard it: of each speaker what is among the last lines that one of
their hearers was told, so that nobody takes a line away by talking to others. What is said in a talk is in its case, not here.
"""

from collections import Counter, deque
from collections.abc import Callable, Iterable
from typing import NamedTuple

from madang_office.reports import LINES_MAX, LINES_S, HeardLine
from madang_protocol.messages import Said

KEPT_OF_SPEAKER_MAX = 200  # at as many the lines that no report would have go
KEPT_AFTER_THAT_MAX = 160  # the newest of the others
SPEAKERS_MAX = 2_000  # the silent for longest go first
KEPT_MAX = 80_000  # of all speakers, likewise


class _Spoken(NamedTuple):
    line: HeardLine
    hearers: tuple[str, ...]


class HeardLines:
    """Of one live side. `now`: unix seconds."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._spoken: dict[str, deque[_Spoken]] = {}  # by speaker, who spoke last at the end
        self._kept = 0

    def add(self, said: Said, hearers: tuple[str, ...]) -> None:
        """Keep what was told to these; what nobody heard is not kept."""
        if not hearers:
            return
        spoken = self._spoken.pop(said.id, None) or deque()
        self._kept -= len(spoken)
        since = self._now() - LINES_S
        while spoken and spoken[0].line.at < since:
            spoken.popleft()
        spoken.append(_Spoken(HeardLine(said.at, said.name, said.scope, said.text), hearers))
        self._spoken[said.id] = spoken if len(spoken) < KEPT_OF_SPEAKER_MAX else _thinned(spoken)
        self._kept += len(self._spoken[said.id])
        self._forget(since)

    def of(self, speaker: str, hearer: str) -> tuple[HeardLine, ...]:
        """Return the last lines that one told the other, the oldest first."""
        since = self._now() - LINES_S
        found = [line for line, hearers in self._spoken.get(speaker, ()) if hearer in hearers and line.at >= since]
        return tuple(found[-LINES_MAX:])

    def _forget(self, since: float) -> None:
        """Let go of those whose last line is too old, and of the silent for longest where there are too many; not of the last."""
        while len(self._spoken) > 1:
            speaker = next(iter(self._spoken))
            is_full = len(self._spoken) > SPEAKERS_MAX or self._kept > KEPT_MAX
            if not is_full and self._spoken[speaker][-1].line.at >= since:
                return
            self._kept -= len(self._spoken.pop(speaker))


def _thinned(spoken: Iterable[_Spoken]) -> deque[_Spoken]:
    """Return the lines that are among the last that one of their hearers was told, as many as are kept."""
    told: Counter[str] = Counter()
    kept: deque[_Spoken] = deque()
    for one in reversed(list(spoken)):
        if any(told[hearer] < LINES_MAX for hearer in one.hearers) and len(kept) < KEPT_AFTER_THAT_MAX:
            kept.appendleft(one)
        told.update(one.hearers)
    return kept
