"""The reliable lane of one session: numbers, replay, acknowledgement, bounds. Pure: carries bytes it is handed."""

from collections import deque
from itertools import islice

from madang_protocol import codec, limits


class LaneFull(Exception):
    """More is unacknowledged than the lane may hold: close with SLOW_READER; the next hello gets a fresh state."""


class ReliableLane:
    """Numbered messages of one session, kept until they are acknowledged (SPEC W9, S5).

    A body is kept as it was handed in and numbered only when it is sent: what many are told is in memory once.
    """

    __slots__ = ("_bytes", "_bytes_max", "_kept", "_messages_max", "sequence")

    def __init__(self, *, bytes_max: int = limits.REPLAY_BYTES_MAX, messages_max: int = limits.REPLAY_MESSAGES_MAX) -> None:
        self.sequence = 0  # of the newest message
        self._kept: deque[bytes] = deque()  # the bodies of the last messages, the newest with number `sequence`
        self._bytes = 0
        self._bytes_max = bytes_max
        self._messages_max = messages_max

    @property
    def bytes_kept(self) -> int:
        """Bytes held for replay, never above the bound."""
        return self._bytes

    def push(self, body: bytes) -> int:
        """Keep `body` and return its number. Raises `LaneFull` past the bound."""
        held = self._bytes + len(body)
        if held > self._bytes_max or len(self._kept) >= self._messages_max:
            raise LaneFull
        self._bytes = held
        self._kept.append(body)
        self.sequence += 1
        return self.sequence

    def acknowledge(self, sequence: int) -> bool:
        """Forget all up to `sequence`. False when that number was never sent."""
        if sequence > self.sequence:
            return False
        for _ in range(len(self._kept) - (self.sequence - sequence)):
            self._bytes -= len(self._kept.popleft())
        return True

    def since(self, sequence: int) -> list[bytes] | None:
        """All messages after `sequence`, numbered, or None when the lane cannot give every one of them (SPEC S5)."""
        missing = self.sequence - sequence
        if not 0 <= missing <= len(self._kept):
            return None
        bodies = islice(self._kept, len(self._kept) - missing, None)
        return [codec.number(body, number) for number, body in enumerate(bodies, sequence + 1)]
