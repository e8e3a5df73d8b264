"""How many files may be uploaded at once and in a minute, by whom: bounds of memory and of what strangers can fill (SPEC C24)."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from madang_server.web.throttle import Tries

A_MINUTE_OF_VISITOR = 30
A_MINUTE_OF_SOURCE = 120  # a house of people may share one address
AT_ONCE_OF_VISITOR = 3
AT_ONCE_OF_SOURCE = 8
AT_ONCE = 16  # of the server: each may hold a whole file in memory
WAIT_S = 2.0


class UploadLimits:
    """The uploads of one server that are under way, and those of the last minute."""

    def __init__(self, now: Callable[[], float]) -> None:
        """`now`: seconds that do not jump."""
        self._of_visitors = Tries(now, A_MINUTE_OF_VISITOR)
        self._of_sources = Tries(now, A_MINUTE_OF_SOURCE)
        self._under_way: Counter[str] = Counter()

    @contextmanager
    def turn(self, visitor: str, source: str) -> Iterator[float]:
        """Count one upload for the block. Gives the seconds after which it may be tried again; 0.0: go on."""
        wait_s = self._wait_s(visitor, source)
        if wait_s:
            yield wait_s
            return
        self._of_visitors.add(visitor)
        self._of_sources.add(source)
        mine = f"visitor {visitor}", f"source {source}"
        self._under_way.update(mine)
        try:
            yield 0.0
        finally:
            self._under_way.subtract(mine)
            for key in mine:
                if not self._under_way[key]:
                    del self._under_way[key]

    def _wait_s(self, visitor: str, source: str) -> float:
        of_visitor, of_source = self._under_way[f"visitor {visitor}"], self._under_way[f"source {source}"]
        in_all = sum(self._under_way.values()) // 2  # each counts for its visitor and for its source
        if of_visitor >= AT_ONCE_OF_VISITOR or of_source >= AT_ONCE_OF_SOURCE or in_all >= AT_ONCE:
            return WAIT_S
        return max(self._of_visitors.wait_s(visitor), self._of_sources.wait_s(source))
