"""Which action of a worker is due next. Pure: a heap of due times; instants are handed in."""

import heapq
from collections.abc import Callable
from itertools import count

Action = Callable[[float], float | None]  # called with its due time; returns when it is due again (None: never)


class Schedule:
    """Due actions of one worker, in order of time."""

    def __init__(self) -> None:
        self._heap: list[tuple[float, int, Action]] = []
        self._order = count()

    def add(self, due: float, action: Action) -> None:
        heapq.heappush(self._heap, (due, next(self._order), action))

    def run_until(self, now: float) -> None:
        """Run every action that is due at `now`, and add those that are due again."""
        while self._heap and self._heap[0][0] <= now:
            due, _, action = heapq.heappop(self._heap)
            again = action(due)
            if again is not None:
                self.add(again, action)
