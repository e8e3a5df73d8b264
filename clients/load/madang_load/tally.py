"""What a run counted and measured, in a form that can be added up over processes. Knows no socket and no clock."""

from array import array
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from hdrh.histogram import HdrHistogram

LATENCIES = ("seen", "chat", "answered", "called", "back", "command", "call", "told")
MICROSECONDS_MAX = 120_000_000
PERCENTILES = (50, 90, 99, 99.9)
ABNORMAL = 1006  # the code of a connection that ended without a close frame

Floats = np.ndarray[Any, np.dtype[np.float64]]
Samples = np.ndarray[Any, np.dtype[np.uint32]]


def new_histogram() -> HdrHistogram:
    """Return an empty histogram of microseconds, exact to three digits."""
    return HdrHistogram(1, MICROSECONDS_MAX, 3)


def _array() -> "array[int]":
    return array("I")


@dataclass
class Tally:
    """Counters and samples of one worker, later of all. `second`: the second of the run to which new samples belong."""

    second: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    closes: Counter[int] = field(default_factory=Counter)
    rejections: Counter[str] = field(default_factory=Counter)
    samples_us: dict[tuple[str, int], "array[int]"] = field(default_factory=dict)  # (kind, second) -> microseconds
    calls: dict[str, dict[str, float]] = field(default_factory=dict)  # ticket -> `asked`, `heard` -> monotonic seconds
    line_calls: list[tuple[float, float]] = field(default_factory=list)  # when a call was answered, when it was due
    tellings: list[tuple[float, int, int]] = field(default_factory=list)  # when one in line was told, calls before and then
    drawn_error_px: list[Floats] = field(default_factory=list)
    lags_ms: "array[float]" = field(default_factory=lambda: array("d"))
    cpu_share_max: float = 0.0  # of the busiest worker

    def begin(self) -> None:
        """Forget all that was counted before measuring."""
        for counted in (self.counts, self.closes, self.rejections, self.samples_us, self.calls):
            counted.clear()
        for listed in (self.line_calls, self.tellings, self.drawn_error_px):
            listed.clear()
        self.lags_ms = array("d")

    def latency(self, name: str, seconds: float) -> None:
        """Add one sample, in seconds."""
        microseconds = min(MICROSECONDS_MAX, max(1, int(seconds * 1e6)))
        self.samples_us.setdefault((name, self.second), _array()).append(microseconds)

    def latencies(self, name: str, seconds: Floats) -> None:
        """Add many samples, in seconds."""
        microseconds = np.clip(seconds * 1e6, 1, MICROSECONDS_MAX).astype(np.uint32)
        self.samples_us.setdefault((name, self.second), _array()).frombytes(microseconds.tobytes())

    def call(self, ticket: str, **moments: float) -> None:
        """Note when a ticket's call was `asked` for by an officer, or first `heard` by its citizen, in monotonic seconds."""
        known = self.calls.setdefault(ticket, {})
        for name, moment in moments.items():
            known.setdefault(name, moment)

    def add(self, other: "Tally") -> None:
        """Add another worker's figures."""
        self.counts.update(other.counts)
        self.closes.update(other.closes)
        self.rejections.update(other.rejections)
        for key, samples in other.samples_us.items():
            self.samples_us.setdefault(key, _array()).extend(samples)
        for ticket, moments in other.calls.items():
            self.call(ticket, **moments)
        self.line_calls.extend(other.line_calls)
        self.tellings.extend(other.tellings)
        self.drawn_error_px.extend(other.drawn_error_px)
        self.lags_ms.extend(other.lags_ms)
        self.cpu_share_max = max(self.cpu_share_max, other.cpu_share_max)

    def pair_calls(self) -> None:
        """Add a sample for every call of which both ends are known. The two may come from two processes of this machine."""
        for moments in self.calls.values():
            if "asked" in moments and "heard" in moments:
                self.latency("called", max(0.0, moments["heard"] - moments["asked"]))
        self.calls.clear()

    def pair_tellings(self) -> None:
        """Add a sample for every call and everybody near in the line, from the call to their being told of it.

        The nth call that was answered is the nth that moved the line: who was told their new place was told of all up to it.
        """
        due = [due for _, due in sorted(self.line_calls)]
        for told_at, before, then in self.tellings:
            for number in range(before, min(then, len(due))):
                self.latency("told", max(0.0, told_at - due[number]))
        self.tellings.clear()

    def samples(self, name: str, second: int | None = None) -> Samples:
        """Return the samples of one kind, of one second or of all, in microseconds."""
        parts = [part for (kind, at), part in self.samples_us.items() if kind == name and second in {None, at}]
        return np.concatenate([np.frombuffer(part, np.uint32) for part in parts]) if parts else np.empty(0, np.uint32)

    def histogram(self, name: str) -> HdrHistogram:
        """Return the HDR histogram of one kind of latency, in microseconds."""
        histogram = new_histogram()
        values, counts = np.unique(self.samples(name), return_counts=True)
        for value, count in zip(values.tolist(), counts.tolist(), strict=True):
            histogram.record_value(value, count)
        return histogram
