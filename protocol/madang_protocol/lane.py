"""The reliable lane of one session: numbers, replay, acknowledgement, bounds. Pure: carries bytes it is handed."""

from collections import deque

from madang_protocol import codec, limits


class LaneFull(Exception):
    """More is unacknowledged than the lane may hold: close with SLOW_READER; the next hello gets a fresh state."""


class ReliableLane:
    """Numbered messages of one session, kept until they are acknowledged (SPEC W9, S5)."""

    def __init__(self, *, bytes_max: int = limits.REPLAY_BYTES_MAX, messages_max: int = limits.REPLAY_MESSAGES_MAX) -> None:
        self.sequence = 0
        self._kept: deque[tuple[int, bytes]] = deque()
        self._bytes = 0
        self._bytes_max = bytes_max
        self._messages_max = messages_max

    @property
    def bytes_kept(self) -> int:
        """Bytes held for replay, never above the bound."""
        return self._bytes

    def push(self, body: bytes) -> bytes:
        """Number `body`, keep it, and return the frame to send. Raises `LaneFull` past the bound."""
        if len(self._kept) >= self._messages_max or self._bytes + len(body) + 8 > self._bytes_max:
            raise LaneFull
        self.sequence += 1
        frame = codec.number(body, self.sequence)
        self._kept.append((self.sequence, frame))
        self._bytes += len(frame)
        return frame

    def acknowledge(self, sequence: int) -> bool:
        """Forget all up to `sequence`. False when that number was never sent."""
        if sequence > self.sequence:
            return False
        while self._kept and self._kept[0][0] <= sequence:
            self._bytes -= len(self._kept.popleft()[1])
        return True

    def since(self, sequence: int) -> list[bytes] | None:
        """All frames after `sequence`, or None when the lane cannot give every one of them (SPEC S5)."""
        oldest = self._kept[0][0] if self._kept else self.sequence + 1
        if sequence > self.sequence or sequence < oldest - 1:
            return None
        return [frame for number, frame in self._kept if number > sequence]
