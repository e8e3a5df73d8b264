"""Where the office's counters and booths stand, taken from the floor plans. The one file that reads a plan for the office."""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from madang_protocol.messages import Words
from madang_server.faults import Misconfigured
from madang_worlds import Plan

TALK_SEATS = 2  # a booth for a talk has room for both


@dataclass(frozen=True, slots=True)
class Counter:
    """A spot in a place where services are offered."""

    id: str
    place: str
    title: Words
    services: frozenset[str]


@dataclass(frozen=True, slots=True)
class CounterDirectory:
    """All counters, and the booths of each place in order."""

    counters: Mapping[str, Counter]
    booths: Mapping[str, tuple[str, ...]]

    def place_of(self, counter: str | None) -> str | None:
        found = self.counters.get(counter) if counter is not None else None
        return found.place if found else None

    def free_booth(self, counter: str, reserved: Mapping[str, int], rooms: int) -> str | None:
        """Return the booth of the counter's place that is reserved least. `rooms` of the place each have it once (SPEC R20)."""
        mine = self.booths.get(self.counters[counter].place, ())
        free = [booth for booth in mine if reserved.get(booth, 0) < rooms]
        return min(free, key=lambda booth: reserved.get(booth, 0), default=None)


def read_counters(plans: Iterable[Plan], offered: AbstractSet[str]) -> CounterDirectory:
    """Return the directory. Services that the office does not offer are left out. Raises `Misconfigured` for a counter twice."""
    counters: dict[str, Counter] = {}
    booths: dict[str, tuple[str, ...]] = {}
    for plan in plans:
        booths[plan.name] = tuple(sorted(booth.id for booth in plan.booths.values() if booth.capacity >= TALK_SEATS))
        for counter in _counters(plan, offered):
            if counter.id in counters:
                raise Misconfigured(f"place {plan.name}: counter {counter.id} is also in {counters[counter.id].place}")
            counters[counter.id] = counter
    return CounterDirectory(counters, booths)


def _counters(plan: Plan, offered: AbstractSet[str]) -> Iterable[Counter]:
    for spot in plan.counters.values():
        yield Counter(spot.id, plan.name, Words(spot.title["ko"], spot.title["en"]), frozenset(spot.services) & offered)
