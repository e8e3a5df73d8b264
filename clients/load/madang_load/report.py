"""From what was counted to what is reported: one flat set of figures, as JSON and as a table on the terminal."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from rich.table import Table

from madang_load.order import Order
from madang_load.server_cost import Cost
from madang_load.tally import LATENCIES, PERCENTILES, Tally

FORMAT = 1
BUSY_SHARE = 0.85  # a generator this busy, or ...
LAG_MS_MAX = 50.0  # ... this late, may have been the bottleneck


@dataclass(frozen=True)
class Outcome:
    """A finished run. `connected` visitors when measuring began; `elapsed` seconds of measuring."""

    order: Order
    connected: int
    elapsed: float
    tally: Tally
    idle: Cost | None
    busy: Cost | None


def figures(outcome: Outcome) -> dict[str, Any]:
    """Every figure of a run, named as in `report.schema.json`. What was not measured is None."""
    order, tally = outcome.order, outcome.tally
    person_seconds = max(1, outcome.connected) * outcome.elapsed
    counts = tally.counts
    return {
        "format": FORMAT,
        "scenario": order.scenario,
        "citizens": order.citizens,
        "officers": len(order.officers),
        "connected": outcome.connected,
        "seconds": round(outcome.elapsed, 3),
        "seed": order.seed,
        "processes": order.processes,
        **_latencies(tally),
        "delivered_ratio": _ratio(counts["changes_delivered"], counts["changes_expected"]),
        "drawn_error_p95_px": _drawn_error(tally),
        "intents": counts["intents"],
        "frames_out_per_citizen_second": round(counts["frames_in"] / person_seconds, 3),
        "bytes_out_per_citizen_second": round(counts["bytes_in"] / person_seconds, 1),
        "frames_in_per_citizen_second": round(counts["frames_out"] / person_seconds, 3),
        "bytes_in_per_citizen_second": round(counts["bytes_out"] / person_seconds, 1),
        "tickets_called": counts["called"],
        "tickets_served": counts["served"],
        "documents": counts["documents"],
        "sequence_gaps": counts["gaps"],
        "disconnects": {str(code): number for code, number in sorted(tally.closes.items())},
        "refusals": dict(sorted(tally.refusals.items())),
        **_server(outcome, person_seconds),
        **_generator(outcome),
    }


def _latencies(tally: Tally) -> dict[str, float | int | None]:
    values: dict[str, float | int | None] = {}
    for name in LATENCIES:
        histogram = tally.histogram(name)
        count = histogram.get_total_count()
        for percentile in PERCENTILES:
            key = f"{name}_p{str(percentile).replace('.', '')}_ms"
            values[key] = round(histogram.get_value_at_percentile(percentile) / 1_000, 3) if count else None
        values[f"{name}_max_ms"] = round(histogram.get_max_value() / 1_000, 3) if count else None
        values[f"{name}_count"] = count
    return values


def _drawn_error(tally: Tally) -> float | None:
    if not tally.drawn_error_px:
        return None
    return round(float(np.percentile(np.concatenate(tally.drawn_error_px), 95)), 2)


def _ratio(part: int, whole: int) -> float | None:
    return round(min(1.0, part / whole), 4) if whole else None


def _server(outcome: Outcome, person_seconds: float) -> dict[str, float | None]:
    if outcome.idle is None or outcome.busy is None:
        return {"cpu_us_per_citizen_second": None, "server_cpu_share": None, "memory_bytes_per_citizen": None}
    cpu = outcome.busy.cpu_seconds - outcome.idle.cpu_seconds
    return {
        "cpu_us_per_citizen_second": round(cpu * 1e6 / person_seconds, 1),
        "server_cpu_share": round(cpu / outcome.elapsed, 3),
        "memory_bytes_per_citizen": round(outcome.busy.memory_bytes / max(1, outcome.connected)),
    }


def _generator(outcome: Outcome) -> dict[str, Any]:
    share = outcome.tally.cpu_seconds / outcome.elapsed / outcome.order.processes
    lag = outcome.tally.lag_ms_max
    return {
        "generator_cpu_share": round(share, 3),
        "generator_lag_ms_max": round(lag, 1),
        "generator_was_bottleneck": share > BUSY_SHARE or lag > LAG_MS_MAX,
    }


def table(values: dict[str, Any]) -> Table:
    """The summary for the terminal: latencies, then the counts that matter."""
    shown = Table(title=f"{values['scenario']}: {values['connected']} visitors, {values['seconds']} s", title_justify="left")
    for heading in ("", "p50", "p90", "p99", "p99.9", "max", "count"):
        shown.add_column(heading, justify="left" if not heading else "right")
    words = {"seen": "turn to seen by another", "chat": "said to heard", "answered": "wish to answer", "called": "call to heard"}
    for name, label in words.items():
        cells = [_ms(values[f"{name}_{part}_ms"]) for part in ("p50", "p90", "p99", "p999", "max")]
        shown.add_row(label, *cells, f"{values[f'{name}_count']:,}")
    return shown


def lines(values: dict[str, Any]) -> list[str]:
    """What the table has no room for, one line each."""
    said = [
        f"to each visitor: {values['frames_out_per_citizen_second']} frames/s, {values['bytes_out_per_citizen_second']} B/s",
        f"delivered: {_share(values['delivered_ratio'])}; gaps: {values['sequence_gaps']}; disconnects: {values['disconnects']}",
        f"tickets called {values['tickets_called']}, served {values['tickets_served']}; documents {values['documents']}",
    ]
    if values["cpu_us_per_citizen_second"] is not None:
        said.append(
            f"server: {values['cpu_us_per_citizen_second']} us CPU per citizen-second, "
            f"{values['memory_bytes_per_citizen']:,} B per citizen"
        )
    if values["generator_was_bottleneck"]:
        said.append(
            f"careful: the generator itself was busy ({_share(values['generator_cpu_share'])} of a core, "
            f"{values['generator_lag_ms_max']} ms late): latencies may be its own"
        )
    return said


def _ms(value: float | None) -> str:
    return "-" if value is None else f"{value:.1f} ms"


def _share(value: float | None) -> str:
    return "-" if value is None else f"{value * 100:.1f} %"
