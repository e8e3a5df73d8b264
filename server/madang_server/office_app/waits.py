"""The waiting ranges of all lines, as madang_office computes them, a few seconds old at most. Knows the state, no visitor."""

import asyncio
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from madang_office import routing
from madang_office.appointments import AppointmentState
from madang_office.desks import Desk
from madang_office.estimate import PLACES_MAX, OpenDesk, Range, Stretch, joined, not_before, ranges
from madang_office.kept_line import KeptLine, merged_order
from madang_office.periods import Period
from madang_office.promises import Calibration, calibrate, promise
from madang_office.services import Service, UsualLength
from madang_office.tickets import Ticket
from madang_office.turns import history_of
from madang_server.office_app.state import OfficeState

FRESH_S = 5.0
AHEAD = 32  # places computed beyond the line, for those who come next
HISTORY_MAX = 120
PROMISES_MAX = 300
COMING_S = 12 * 3_600.0  # whose appointment is later than that holds nobody up who waits now


@dataclass(frozen=True, slots=True)
class WaitQuestion:
    """All that the ranges of one line depend on, taken at one instant; it may be answered in another thread."""

    at: float
    service: str
    counters: frozenset[str]  # of the open desks
    busy: tuple[OpenDesk, ...]
    lines: tuple[KeptLine, ...]  # of all services that these desks serve
    periods: tuple[Period, ...]
    usual: UsualLength | None
    stretch: Stretch
    coming: tuple[float, ...] = ()  # seconds until each appointment of these services is due that is not in the line yet

    def answer(self) -> "WaitAnswer":
        """Replay the past: tens of milliseconds of work."""
        shared = frozenset(line.service for line in self.lines)
        whole = [line.with_later() for line in self.lines]  # at most: all those come in between who asked to be called later
        merges = len(shared) > 1 or any(line.later_count for line in self.lines)
        order = [ticket.id for ticket in merged_order(whole)] if merges else []
        waiting = max(len(order), *map(len, self.lines))
        places = min(waiting + AHEAD, PLACES_MAX)
        high = self._ranges(places, shared, self.coming)
        alone = len(shared) == 1 and not self.coming
        low = high if alone else self._ranges(places, frozenset({self.service}), ())
        return WaitAnswer(self.at, self.counters, low, high, {ticket: place for place, ticket in enumerate(order, 1)})

    def _ranges(self, places: int, services: frozenset[str], coming: tuple[float, ...]) -> list[Range]:
        history = history_of(self.periods, services, newest=HISTORY_MAX)
        return ranges(places, self.busy, history, usual=self.usual, stretch=self.stretch, coming=coming)


@dataclass(frozen=True, slots=True)
class WaitAnswer:
    """Ranges by place, and the places in all lines that the same desks serve.

    `low`: as if nobody came but the own line; `high`: with those lines, and with the appointments that are still to come.
    """

    at: float
    counters: frozenset[str] = frozenset()
    low: Sequence[Range] = ()
    high: Sequence[Range] = ()
    merged: dict[str, int] = field(default_factory=dict)

    def says_as(self, other: "WaitAnswer") -> bool:
        """Say whether people would be told the same."""
        return (self.low, self.high, self.merged) == (other.low, other.high, other.merged)

    def range(self, place: int, merged_place: int) -> Range | None:
        """Return what can be said about a place; None beyond what was computed."""
        if place > len(self.low) or merged_place > len(self.high):
            return None
        return joined(self.low[place - 1], self.high[merged_place - 1])


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a ticket stands, and what can honestly be said about its wait."""

    place: int
    range: Range | None


class Waits:
    """Ranges by service. `refresh` computes them; between two of them nothing is computed, and an unsure range is none."""

    def __init__(
        self, state: OfficeState, services: dict[str, Service], now: Callable[[], float], wall: Callable[[], float]
    ) -> None:
        """`now`: by the office's own clock; `wall`: unix seconds."""
        self._state = state
        self._services = services
        self._now = now
        self._wall = wall
        self._answers: dict[str, WaitAnswer] = {}
        self._promises: dict[str, list[tuple[Range, float]]] = {name: [] for name in services}

    async def refresh(self) -> set[str]:
        """Compute what is stale, in a thread, and return the services that have other ranges now."""
        renewed: set[str] = set()
        for service in self._services:
            if self._is_stale(service):
                before, question = self._answers.get(service), self._question(service)
                answer = await asyncio.to_thread(question.answer) if question.busy else WaitAnswer(question.at)
                self._answers[service] = answer
                if before is None or not answer.says_as(before):
                    renewed.add(service)
        return renewed

    def standing(self, ticket: Ticket) -> Standing | None:
        """Return place and range of one ticket; None: it waits in no line, or for the time of its appointment (SPEC T33)."""
        if ticket.is_early(self._now()):
            return None
        place = self._state.line(ticket.service, self._now()).place_of(ticket.id)
        if not place:
            return None
        told = self.range_at(ticket, place)
        later_s = (ticket.not_before or 0.0) - self._now()
        return Standing(place, told if told is None or later_s <= 0 else self._later(ticket, told, later_s))

    def _later(self, ticket: Ticket, told: Range, later_s: float) -> Range:
        """Return the range of who is not called for so many seconds: then at most the first of the line is to be waited for."""
        first = _told(self._answer(ticket.service), "", 1)  # of anybody: its own answer is of the place where it stands
        return not_before(told, later_s, first or told)

    def range_at(self, ticket: Ticket, place: int) -> Range | None:
        """Return what can be said of a ticket at this place; nothing of one that waits for a certain officer (SPEC T42)."""
        if ticket.preferred_officer is not None:
            return None
        return _told(self._answer(ticket.service), ticket.id, place) if place <= PLACES_MAX else None

    def newcomer(self, service: str) -> Range | None:
        """Return the range for one who takes a ticket now."""
        answer = self._answer(service)
        place = self._state.line(service, self._now()).newcomer_place
        return answer.range(place, max(place, len(answer.merged) + 1)) if answer else None

    def open_desks(self, service: str) -> list[Desk]:
        """Return the desks that people of this service are called to."""
        known = self._services.get(service)  # none: it was taken out of services.toml while people waited
        return routing.open_desks(known, list(self._state.desks.values())) if known else []

    def settled(self, service: str, told: Range, waited_s: float) -> None:
        """Remember what came of a range that was told, for the calibration."""
        kept = self._promises.setdefault(service, [])
        kept.append((told, waited_s))
        del kept[:-PROMISES_MAX]

    def calibration(self, service: str) -> Calibration:
        """Return how often the ranges of a service held."""
        return calibrate([promise(told, waited) for told, waited in self._promises.get(service, [])])

    def calibrations(self, services: Iterable[str]) -> dict[str, dict[str, float | int | None]]:
        """Return the same of each service as the office publishes it."""
        found = {service: self.calibration(service) for service in services}
        return {
            service: {"told": one.total, "held": one.held, "sooner": one.sooner, "later": one.later, "share": one.share}
            for service, one in found.items()
        }

    def _answer(self, service: str) -> WaitAnswer | None:
        """Return what was computed, if the same desks are still open: a range for other desks would be a made-up number (T7)."""
        answer = self._answers.get(service)
        return answer if answer is not None and answer.counters == self._counters(service) else None

    def _is_stale(self, service: str) -> bool:
        answer = self._answer(service)
        if answer is None or self._now() - answer.at >= FRESH_S:
            return True
        return 0 < len(answer.low) < min(len(self._state.line(service, self._now())) + 1, PLACES_MAX)

    def _counters(self, service: str) -> frozenset[str]:
        return frozenset(desk.counter for desk in self.open_desks(service))

    def _question(self, service: str) -> WaitQuestion:
        desks = self.open_desks(service)
        shared = {name for desk in desks for name in desk.services} | {service}
        return WaitQuestion(
            at=self._now(),
            service=service,
            counters=frozenset(desk.counter for desk in desks),
            busy=tuple(OpenDesk(self._busy_s(desk)) for desk in desks),
            lines=tuple(self._state.line(name, self._now()).copy() for name in self._services if name in shared),
            periods=tuple(self._state.periods),
            usual=self._services[service].usual,
            stretch=self.calibration(service).stretch,
            coming=tuple(sorted(self._coming(shared))),
        )

    def _coming(self, services: Iterable[str]) -> Iterator[float]:
        """Yield in how many seconds the appointments of these services are due that are not in the line yet."""
        now, wall = self._now(), self._wall()
        for service in services:
            yield from (due - now for due in self._state.line(service, now).coming())
            for one in self._state.appointments.of_service(service):
                if one.state is AppointmentState.BOOKED and one.at < wall + COMING_S:
                    yield max(0.0, one.at - wall)

    def _busy_s(self, desk: Desk) -> float | None:
        ticket = self._state.tickets.get(desk.ticket or "")
        return max(0.0, self._now() - ticket.called) if ticket is not None and ticket.called is not None else None


def _told(answer: WaitAnswer | None, ticket: str, place: int) -> Range | None:
    return answer.range(place, max(place, answer.merged.get(ticket, place))) if answer else None
