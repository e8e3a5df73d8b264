"""The server's present tick, from pings and pongs, by the rule of docs/reference/drawing.md. Pure: instants are handed in."""

from collections import deque

from madang_protocol import limits

SAMPLES_MAX = 8
PINGS_OPEN_MAX = 64
TICK_SECONDS = limits.TICK_MS / 1_000


class ServerClock:
    """Keeps the last SAMPLES_MAX answers and uses the one with the shortest round trip. Instants are monotonic seconds."""

    def __init__(self) -> None:
        self._samples: deque[tuple[float, float]] = deque(maxlen=SAMPLES_MAX)  # (round trip s, server's s minus ours)
        self._sent: dict[int, float] = {}

    @property
    def known(self) -> bool:
        return bool(self._samples)

    def ping(self, now: float) -> int:
        """Return the mark to send in a `ping` now."""
        if len(self._sent) >= PINGS_OPEN_MAX:
            self._sent.clear()
        mark = int(now * 1_000_000) & 0xFFFF_FFFF
        self._sent[mark] = now
        return mark

    def learn(self, mark: int, tick: int, into_ms: int, now: float) -> None:
        """Take a pong: its mark, tick and milliseconds into it. One without a ping is ignored."""
        sent = self._sent.pop(mark, None)
        if sent is not None:
            round_trip = now - sent
            there = tick * TICK_SECONDS + (into_ms + 0.5) / 1_000 + round_trip / 2  # whole ms are cut off, half a one on average
            self._samples.append((round_trip, there - now))

    def tick_at(self, now: float) -> float:
        """Return the server's tick at `now`, with its fraction. Call it only when `known`."""
        return (now + min(self._samples)[1]) / TICK_SECONDS
