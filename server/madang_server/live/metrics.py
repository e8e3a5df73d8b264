"""What the live side counts. The hot path adds to plain integers; Prometheus reads them when it asks. Knows names and numbers."""

from collections import Counter
from collections.abc import Callable, Iterator

from prometheus_client import CollectorRegistry, Histogram
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.registry import Collector

_LAG_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0)
_SECONDS = (0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1)


class Tally:
    """Running numbers. Everything only grows."""

    __slots__ = (
        "bytes_in", "bytes_out", "closes", "conflated", "delayed", "frames_in", "frames_out", "keyframes",
        "moves_dropped", "rejections", "restarts", "resumed", "welcomed",
    )  # fmt: skip

    def __init__(self) -> None:
        self.frames_in = self.bytes_in = 0
        self.frames_out = self.bytes_out = 0  # of rooms: ticks, rosters, speech
        self.conflated = self.keyframes = 0
        self.moves_dropped = self.restarts = 0
        self.welcomed = self.resumed = self.delayed = 0
        self.closes: Counter[int] = Counter()
        self.rejections: Counter[str] = Counter()


_COUNTERS = {
    "frames_in": "messages of clients",
    "bytes_in": "bytes of messages of clients",
    "frames_out": "frames written by rooms",
    "bytes_out": "bytes of frames written by rooms",
    "conflated": "volatile frames skipped for slow readers (SPEC R10)",
    "keyframes": "whole views written",
    "moves_dropped": "moves past their rate (SPEC W8)",
    "restarts": "rooms restarted after a fault (SPEC R15)",
    "welcomed": "sessions welcomed",
    "resumed": "sessions resumed (SPEC S5)",
    "delayed": "waits of people who said hello, for a database that did not answer (SPEC S20)",
}


class LiveMetrics(Collector):
    """The live side's page for Prometheus."""

    def __init__(self, registry: CollectorRegistry, gauges: dict[str, Callable[[], int]]) -> None:
        """`gauges`: name -> how many there are now."""
        self.tally = Tally()
        self._gauges = gauges
        self.tick_lag = Histogram(
            "madang_tick_lag_seconds", "how late a room's tick began", buckets=_LAG_SECONDS, registry=registry
        )
        self.tick_time = Histogram("madang_tick_seconds", "how long a room's tick took", buckets=_SECONDS, registry=registry)
        registry.register(self)

    def collect(self) -> Iterator[CounterMetricFamily | GaugeMetricFamily]:
        for name, words in _COUNTERS.items():
            yield CounterMetricFamily(f"madang_{name}", words, value=getattr(self.tally, name))
        for name, read in self._gauges.items():
            yield GaugeMetricFamily(f"madang_{name}", f"{name} now", value=read())
        yield self._labelled("madang_closes", "connections closed, by code", "code", self.tally.closes)
        yield self._labelled("madang_rejections", "commands rejected, by code", "code", self.tally.rejections)

    @staticmethod
    def _labelled(name: str, words: str, label: str, counts: "Counter[int] | Counter[str]") -> CounterMetricFamily:
        family = CounterMetricFamily(name, words, labels=[label])
        for key, count in counts.items():
            family.add_metric([str(key)], count)
        return family
