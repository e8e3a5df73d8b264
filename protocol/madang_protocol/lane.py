"""The reliable lane of one session: numbers, replay, acknowledgement, bounds. Pure: it keeps the bytes that it is handed."""

from madang_protocol import codec, limits


class LaneFull(Exception):
    """The lane holds all that it may. Close with SLOW_READER; the next hello gets a fresh state (SPEC S5, S11)."""


class ReliableLane:
    """The unacknowledged messages of one session, by number (SPEC W9, S4, S5).

    Bodies are kept as they were handed in and are numbered when they are sent. A body that many sessions keep is in memory
    once. Kept in a list: most lanes are empty, and an empty deque is as large as ten empty lists.
    """

    __slots__ = ("_bytes", "_bytes_max", "_kept", "_messages_max", "sequence")

    def __init__(self, *, bytes_max: int = limits.REPLAY_BYTES_MAX, messages_max: int = limits.REPLAY_MESSAGES_MAX) -> None:
        self.sequence = 0  # of the newest message
        self._kept: list[bytes] = []  # the bodies of the last messages, the newest with number `sequence`
        self._bytes = 0
        self._bytes_max = bytes_max
        self._messages_max = messages_max

    @classmethod
    def of(cls, sequence: int, bodies: list[bytes]) -> "ReliableLane":
        """Return a lane that goes on where another ended: `sequence` is its last number, that of the last of `bodies`.

        Raises `LaneFull` when they are more than a lane keeps.
        """
        lane = cls()
        lane.sequence = sequence - len(bodies)
        for body in bodies:
            lane.push(body)
        return lane

    @property
    def bytes_kept(self) -> int:
        return self._bytes

    def push(self, body: bytes) -> int:
        """Keep `body` and return its number: 1 for the first, then one more each time (SPEC W9).

        `body`: the bytes of a reliable message from `codec.encode`. Raises `LaneFull` when the lane would hold more than
        `bytes_max` bytes or `messages_max` messages; `body` is then not kept. The caller sends `codec.number(body, number)`, in
        this order.
        """
        held = self._bytes + len(body)
        if held > self._bytes_max or len(self._kept) >= self._messages_max:
            raise LaneFull
        self._bytes = held
        self._kept.append(body)
        self.sequence += 1
        return self.sequence

    def acknowledge(self, sequence: int) -> bool:
        """Forget all messages up to the number `sequence`. One that was acknowledged before changes nothing.

        Returns False, and forgets nothing, when that number was never given: close the connection with `bad_field` (SPEC S4).
        """
        if sequence > self.sequence:
            return False
        gone = max(0, len(self._kept) - (self.sequence - sequence))
        self._bytes -= sum(map(len, self._kept[:gone]))
        del self._kept[:gone]
        return True

    def bodies_after(self, sequence: int) -> list[bytes]:
        """Return what is kept of the messages after the number `sequence`, oldest first; the last has the newest number."""
        return self._kept[max(0, len(self._kept) - (self.sequence - sequence)) :] if sequence < self.sequence else []

    def since(self, sequence: int) -> list[bytes] | None:
        """Return the frames of all messages after the number `sequence`, numbered, oldest first; empty when there is none.

        Returns None when one of them is not kept any more or `sequence` was never given. Then the caller does not resume, and
        sends `welcome` with `resumed` False and a full state (SPEC S5). Nothing is forgotten: call `acknowledge` for that.
        """
        missing = self.sequence - sequence
        if not 0 <= missing <= len(self._kept):
            return None
        bodies = self._kept[len(self._kept) - missing :]
        return [codec.number(body, number) for number, body in enumerate(bodies, sequence + 1)]
