"""What a run counted and measured, in a form that adds up over processes. Knows no socket and no clock."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from hdrh.histogram import HdrHistogram

LATENCIES = ("seen", "chat", "answered", "called")
MICROSECONDS_MAX = 120_000_000
PERCENTILES = (50, 90, 99, 99.9)


def new_histogram() -> HdrHistogram:
    """An empty histogram of microseconds, three digits exact."""
    return HdrHistogram(1, MICROSECONDS_MAX, 3)


@dataclass
class Tally:
    """Counters and samples of one worker, later of all."""

    counts: Counter[str] = field(default_factory=Counter)
    closes: Counter[int] = field(default_factory=Counter)
    refusals: Counter[str] = field(default_factory=Counter)
    samples_us: dict[str, list[np.ndarray[Any, np.dtype[np.int64]]]] = field(default_factory=dict)
    drawn_error_px: list[np.ndarray[Any, np.dtype[np.float32]]] = field(default_factory=list)
    lag_ms_max: float = 0.0
    cpu_seconds: float = 0.0

    def latency(self, name: str, seconds: float) -> None:
        """Add one sample."""
        self.latencies(name, np.array([seconds]))

    def latencies(self, name: str, seconds: np.ndarray[Any, np.dtype[np.float64]]) -> None:
        """Add many samples at once, in seconds."""
        microseconds = np.clip(seconds * 1e6, 1, MICROSECONDS_MAX).astype(np.int64)
        self.samples_us.setdefault(name, []).append(microseconds)

    def add(self, other: "Tally") -> None:
        """Take another worker's figures in."""
        self.counts.update(other.counts)
        self.closes.update(other.closes)
        self.refusals.update(other.refusals)
        for name, parts in other.samples_us.items():
            self.samples_us.setdefault(name, []).extend(parts)
        self.drawn_error_px.extend(other.drawn_error_px)
        self.lag_ms_max = max(self.lag_ms_max, other.lag_ms_max)
        self.cpu_seconds += other.cpu_seconds

    def histogram(self, name: str) -> HdrHistogram:
        """The HDR histogram of one kind of latency, in microseconds."""
        histogram = new_histogram()
        parts = self.samples_us.get(name, [])
        if parts:
            values, counts = np.unique(np.concatenate(parts), return_counts=True)
            for value, count in zip(values.tolist(), counts.tolist(), strict=True):
                histogram.record_value(value, count)
        return histogram
