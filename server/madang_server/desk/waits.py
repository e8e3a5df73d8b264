"""The waiting ranges of all lines, as madang_office computes them, remembered for a few seconds. Knows the floor, no visitor."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from madang_office import routing
from madang_office.desks import Desk
from madang_office.estimate import PLACES_MAX, OpenDesk, Range, joined, ranges
from madang_office.line import call_order
from madang_office.promises import Calibration, calibrate, promise
from madang_office.services import Service
from madang_office.turns import History, history_of
from madang_server.desk.floor import Floor

FRESH_S = 5.0  # a range is not computed more often than this while the same desks are open
AHEAD = 8  # places computed beyond the line, for those who come next
HISTORY_MAX = 120
PROMISES_MAX = 300


@dataclass(frozen=True, slots=True)
class _Computed:
    at: float
    desks: frozenset[str]
    low: Sequence[Range]
    high: Sequence[Range]


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a ticket stands, and what can honestly be said about its wait."""

    place: int
    range: Range | None


class Waits:
    """Ranges by service. `settled` must be told of every promise whose wait has come to its end."""

    def __init__(self, floor: Floor, services: dict[str, Service], now: Callable[[], float]) -> None:
        self._floor = floor
        self._services = services
        self._now = now
        self._computed: dict[str, _Computed] = {}
        self._promises: dict[str, list[tuple[Range, float]]] = {name: [] for name in services}

    def standings(self, service: str) -> dict[str, Standing]:
        """Return place and range of everybody in this line."""
        order = self._floor.line(service).order()
        merged = {ticket: place for place, ticket in enumerate(self._merged(service), 1)}
        return {
            ticket.id: Standing(place, self._range(service, place, merged.get(ticket.id, place)))
            for place, ticket in enumerate(order, 1)
        }

    def newcomer(self, service: str) -> Range | None:
        """Return the range for one who takes a ticket now."""
        place = len(self._floor.line(service).order()) + 1
        return self._range(service, place, max(place, len(self._merged(service)) + 1))

    def open_desks(self, service: str) -> list[Desk]:
        """Return the desks that people of this service are called to."""
        return routing.open_desks(self._services[service], list(self._floor.desks.values()))

    def settled(self, service: str, told: Range, waited_s: float) -> None:
        """Remember what came of a range that was told, for the calibration."""
        kept = self._promises.setdefault(service, [])
        kept.append((told, waited_s))
        del kept[:-PROMISES_MAX]

    def calibration(self, service: str) -> Calibration:
        """Return how often the ranges of a service held."""
        return calibrate([promise(told, waited) for told, waited in self._promises.get(service, [])])

    def _shared(self, service: str) -> list[str]:
        """Return the services that the same open desks also serve, with this one."""
        offered = {name for desk in self.open_desks(service) for name in desk.services} | {service}
        return [name for name in self._services if name in offered]

    def _merged(self, service: str) -> list[str]:
        shared = self._shared(service)
        if len(shared) == 1:
            return [ticket.id for ticket in self._floor.line(service).order()]
        return [ticket.id for ticket in call_order([self._floor.line(name) for name in shared], lambda _ticket: True)]

    def _range(self, service: str, place: int, merged_place: int) -> Range | None:
        known = self._fresh(service, max(place, merged_place))
        if max(place, merged_place) > len(known.high) or place > len(known.low):
            return None
        return joined(known.low[place - 1], known.high[merged_place - 1])

    def _fresh(self, service: str, places: int) -> _Computed:
        desks = self.open_desks(service)
        known = self._computed.get(service)
        same = known is not None and known.desks == frozenset(desk.counter for desk in desks)
        short = known is not None and 0 < len(known.high) < min(places, PLACES_MAX)
        if known is None or not same or short or self._now() - known.at > FRESH_S:
            known = self._computed[service] = self._compute(service, min(places + AHEAD, PLACES_MAX), desks)
        return known

    def _compute(self, service: str, places: int, desks: Collection[Desk]) -> _Computed:
        busy = [OpenDesk(self._busy_s(desk)) for desk in desks]
        stretch = self.calibration(service).stretch
        usual = self._services[service].usual
        shared = frozenset(self._shared(service))
        high = ranges(places, busy, self._history(shared), usual=usual, stretch=stretch)
        low = (
            high if len(shared) == 1 else ranges(places, busy, self._history(frozenset({service})), usual=usual, stretch=stretch)
        )
        return _Computed(self._now(), frozenset(desk.counter for desk in desks), low, high)

    def _busy_s(self, desk: Desk) -> float | None:
        ticket = self._floor.tickets.get(desk.ticket or "")
        return max(0.0, self._now() - ticket.called) if ticket is not None and ticket.called is not None else None

    def _history(self, services: frozenset[str]) -> History:
        return history_of(list(self._floor.periods), services, newest=HISTORY_MAX)
