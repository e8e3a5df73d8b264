"""The server's own metrics, read before and after a run. Knows the Prometheus text format, and the names used here."""

import re
from dataclasses import dataclass, field

import httpx

_SAMPLE = re.compile(r"^madang_(\w+?)(?:\{(.*)\})? ([0-9.eE+-]+|NaN|\+Inf)$", re.MULTILINE)
_BOUND = re.compile(r'le="([^"]+)"')


@dataclass(frozen=True)
class ServerMetrics:
    """One reading. `histograms`: name -> upper bound in seconds -> cumulative count."""

    values: dict[str, float] = field(default_factory=dict)
    histograms: dict[str, dict[float, float]] = field(default_factory=dict)


def read_metrics(text: str) -> ServerMetrics:
    """Return the metrics on a page of /metrics. Those that are not Madang's are left out."""
    values: dict[str, float] = {}
    histograms: dict[str, dict[float, float]] = {}
    for name, labels, value in _SAMPLE.findall(text):
        bound = _BOUND.search(labels)
        if name.endswith("_bucket") and bound is not None:
            counts = histograms.setdefault(name.removesuffix("_bucket"), {})
            counts[float(bound[1])] = counts.get(float(bound[1]), 0.0) + float(value)  # of all offices of the server
        else:
            plain = name.removesuffix("_total")
            values[plain] = values.get(plain, 0.0) + float(value)
    return ServerMetrics(values, histograms)


def fetch_metrics(address: str) -> ServerMetrics | None:
    """Return an office's metrics; None when it publishes none."""
    try:
        answer = httpx.get(f"{address}/metrics", trust_env=False, timeout=30)
        return read_metrics(answer.raise_for_status().text)
    except httpx.HTTPError:
        return None


def growth(before: ServerMetrics | None, after: ServerMetrics | None, name: str) -> int | None:
    """Return how much a counter grew; None when it is not known, or the server restarted meanwhile."""
    if before is None or after is None or name not in after.values:
        return None
    grown = after.values[name] - before.values.get(name, 0.0)
    return round(grown) if grown >= 0 else None


def percentile_ms(before: ServerMetrics | None, after: ServerMetrics | None, name: str, share: float) -> float | None:
    """Return the bucket's bound, in ms, below which this share of the observations between two readings lies; None: none."""
    if before is None or after is None or name not in after.histograms:
        return None
    old, new = before.histograms.get(name, {}), after.histograms[name]
    grown = {bound: count - old.get(bound, 0.0) for bound, count in sorted(new.items())}
    total = max(grown.values())
    if total <= 0 or min(grown.values()) < 0:
        return None
    bound = next(bound for bound, count in grown.items() if count >= share * total)
    finite = max(known for known in grown if known != float("inf"))
    return min(bound, finite) * 1_000
