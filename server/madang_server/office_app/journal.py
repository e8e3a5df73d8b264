"""What a batch of decisions changes in the state: done, taken back, and done again. Knows no table and no command.

Decisions of one batch see each other's changes; everybody else sees the state as the database has it. So the changes are taken
back before the batch is committed, and done again when it is (SPEC C2); after a fault they stay taken back, without a trace.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

T = TypeVar("T")


@dataclass(slots=True)
class Journal:
    """Changes in the order in which they were made."""

    _changes: list[tuple[Callable[[Any], None], Any, Any]] = field(default_factory=list)

    def change(self, put: Callable[[Any], None], before: Any, after: Any) -> None:
        """Do one change: `put` sets the thing to `after`, and would set it to `before`."""
        put(after)
        self._changes.append((put, before, after))

    def take_back(self) -> None:
        for put, before, _ in reversed(self._changes):
            put(before)

    def do_again(self) -> None:
        for put, _, after in self._changes:
            put(after)


def put_or_take(things: dict[str, T], key: str, thing: T | None) -> None:
    """Set the thing where it stands already, or take it away."""
    if thing is None:
        things.pop(key, None)
    else:
        things[key] = thing
