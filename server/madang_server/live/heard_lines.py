"""What people in the rooms of this server said lately, and to whom: put beside a report by the office itself (SPEC O28).

Kept in memory alone: of each speaker the last lines, for ten minutes. What is said in a talk is in its case, and not here.
"""

from collections import deque
from collections.abc import Callable
from typing import NamedTuple

from madang_office.reports import LINES_MAX, LINES_S, HeardLine
from madang_protocol.messages import Said

KEPT_OF_SPEAKER_MAX = 40  # others hear lines, too, that the reporter does not
SPEAKERS_MAX = 2_000  # the silent for longest go first


class _Spoken(NamedTuple):
    line: HeardLine
    hearers: tuple[str, ...]


class HeardLines:
    """Of one live side. `now`: unix seconds."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._spoken: dict[str, deque[_Spoken]] = {}  # by speaker, who spoke last at the end

    def add(self, said: Said, hearers: tuple[str, ...]) -> None:
        """Keep what was told to these."""
        spoken = self._spoken.pop(said.id, None) or deque(maxlen=KEPT_OF_SPEAKER_MAX)
        spoken.append(_Spoken(HeardLine(said.at, said.name, said.scope, said.text), hearers))
        self._spoken[said.id] = spoken
        self._forget()

    def of(self, speaker: str, hearer: str) -> tuple[HeardLine, ...]:
        """Return the last lines that one told the other, the oldest first."""
        since = self._now() - LINES_S
        found = [line for line, hearers in self._spoken.get(speaker, ()) if hearer in hearers and line.at >= since]
        return tuple(found[-LINES_MAX:])

    def _forget(self) -> None:
        since = self._now() - LINES_S
        while self._spoken:
            speaker = next(iter(self._spoken))
            if len(self._spoken) <= SPEAKERS_MAX and self._spoken[speaker][-1].line.at >= since:
                return
            del self._spoken[speaker]
