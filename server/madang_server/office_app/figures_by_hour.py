"""How the lines went by service and hour of the day, for supervisors (SPEC O21). Knows the store and a clock, no person."""

import asyncio
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime, time, timedelta
from typing import Any

from madang_office.hourly_figures import ByHour, HourFigures, Stay, by_hour, spread, whole_day
from madang_server.environment import Environment
from madang_server.office_app.context import OfficeContext
from madang_server.store import figure_rows

KEPT_S = 60.0
COLUMNS = ("taken", "served", "missed")
SPREADS = ("waits", "ways", "servings")


@dataclass(frozen=True, slots=True)
class HourlyFigures:
    """Since the beginning of the day of the office at `since` (unix seconds) until `until`. `whole`: of all tickets taken."""

    since: float
    until: float
    whole: bool
    services: ByHour

    def rows(self) -> Iterator[tuple[str, int | None, dict[str, Any]]]:
        """Yield service, hour of the day (None: all of them) and the figures of each as JSON has them."""
        for service, hours in self.services.items():
            yield service, None, told(whole_day(hours))
            yield from ((service, hour, told(hours[hour])) for hour in sorted(hours))


def told(figures: HourFigures) -> dict[str, Any]:
    """Return them as JSON has them: counts, and for each kind of time its spread in seconds or null."""
    counts = {name: getattr(figures, name) for name in COLUMNS}
    spreads = {name: spread(getattr(figures, name)) for name in SPREADS}
    return counts | {name: None if found is None else asdict(found) for name, found in spreads.items()}


class FiguresByHour:
    """Of one office, a minute old at most. Whoever asks while they are being read waits for that."""

    def __init__(self, context: OfficeContext) -> None:
        self._store = context.store
        self._environment: Environment = context.environment
        self._zone = context.catalogue.calendar.zone
        self._one_reader = asyncio.Lock()
        self._known: dict[int, tuple[float, HourlyFigures]] = {}  # by days: when they were read, and what

    async def read(self, days: int) -> HourlyFigures:
        """Return those of today and the days before it, so many in all. Raises `StorageFailed`."""
        async with self._one_reader:
            now = self._environment.office.now()
            read_at, known = self._known.get(days, (float("-inf"), None))
            if known is None or now - read_at >= KEPT_S:
                known = await self._count(days)
                self._known[days] = now, known
            return known

    async def _count(self, days: int) -> HourlyFigures:
        clock, wall = self._environment.office, self._environment.now()
        today = datetime.fromtimestamp(wall, self._zone).date()
        since = datetime.combine(today - timedelta(days=days - 1), time(), self._zone).timestamp()
        ahead_s = clock.shown(0.0)
        async with self._store.read() as sql:
            rows, whole = await figure_rows.stays_since(sql, since - ahead_s)

        def count() -> ByHour:
            stays = (Stay(*row) for row in rows)
            return by_hour(stays, lambda at: datetime.fromtimestamp(at + ahead_s, self._zone).hour)

        services = await asyncio.to_thread(count)
        return HourlyFigures(since, wall, whole, services)
