"""What a finished run measured, before it becomes figures. Pure data."""

from dataclasses import dataclass

from madang_load.order import Order
from madang_load.server_cost import Cost
from madang_load.server_metrics import ServerMetrics
from madang_load.tally import Tally
from madang_load.timeline import Timeline


@dataclass(frozen=True)
class Readings:
    """The server's cost before anybody came, and when measuring began and ended; its metrics before and after measuring."""

    empty: Cost | None
    idle: Cost | None
    busy: Cost | None
    metrics_before: ServerMetrics | None
    metrics_after: ServerMetrics | None


@dataclass(frozen=True)
class Outcome:
    """A finished run. `connected`: citizens when measuring began; `elapsed`: seconds of measuring."""

    order: Order
    connected: int
    elapsed: float
    tally: Tally
    timeline: Timeline
    readings: Readings
