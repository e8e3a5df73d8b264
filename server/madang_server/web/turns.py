"""How many may do the same at once: of a person, of an address, in all. Knows no HTTP and no file."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager


class Turns:
    """Those that are under way."""

    def __init__(self, *, of_person: int, of_source: int, in_all: int) -> None:
        self._of_person = of_person
        self._of_source = of_source
        self._in_all = in_all
        self._persons: Counter[str] = Counter()
        self._sources: Counter[str] = Counter()

    @contextmanager
    def turn(self, person: str, source: str) -> Iterator[bool]:
        """Count one for the block. Gives False when there is no turn now: then nothing is counted."""
        if self._are_all_taken(person, source):
            yield False
            return
        self._persons[person] += 1
        self._sources[source] += 1
        try:
            yield True
        finally:
            _take_one(self._persons, person)
            _take_one(self._sources, source)

    def _are_all_taken(self, person: str, source: str) -> bool:
        is_own_taken = self._persons[person] >= self._of_person or self._sources[source] >= self._of_source
        return is_own_taken or self._persons.total() >= self._in_all


def _take_one(counts: Counter[str], key: str) -> None:
    counts[key] -= 1
    if not counts[key]:
        del counts[key]
