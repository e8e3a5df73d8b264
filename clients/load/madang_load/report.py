"""Makes the figures of a report from what was counted. Each is named and explained in `report.schema.json`."""

import platform
from typing import Any

import numpy as np

from madang_load.outcome import Outcome
from madang_load.server_metrics import growth, percentile_ms
from madang_load.tally import LATENCIES, PERCENTILES, Tally
from madang_load.timeline import FLOWS, Timeline

FORMAT = 1
BUSY_SHARE = 0.85  # a generator that was busier, ...
LAG_P99_MS_MAX = 50.0  # ... or later, may have been the bottleneck
DRAWN_PERCENTILES = (50, 95, 99)

Figures = dict[str, Any]


def figures(outcome: Outcome) -> Figures:
    """Return every figure of a run, by name. What was not measured is None."""
    order, tally = outcome.order, outcome.tally
    return {
        "format": FORMAT,
        "scenario": order.scenario,
        "citizens": order.citizens,
        "officers": len(order.officers),
        "connected": outcome.connected,
        "open_at_end": tally.counts["open_at_end"],
        "seconds": round(outcome.elapsed, 3),
        "citizen_seconds": round(citizen_seconds(outcome), 1),
        "seed": order.seed,
        "processes": order.processes,
        "walking_share": order.walking_share,
        "drawn_behind_ticks": order.drawn_behind_ticks,
        "rate": order.rate,
        "waiting": tally.counts["waiting"],
        "rejected_share": order.rejected_share,
        "machine": {"system": platform.system(), "processor": platform.machine(), "python": platform.python_version()},
        **_latencies(tally),
        **_picture(tally),
        **_traffic(outcome),
        **_office(tally),
        **_commands(outcome),
        "disconnects": {str(code): number for code, number in sorted(tally.closes.items()) if number},
        "rejections": dict(sorted(tally.rejections.items())),
        "connect_failures": {
            name.removeprefix("connect_failed_"): number
            for name, number in sorted(tally.counts.items())
            if name.startswith("connect_failed_")
        },
        **_storm(tally),
        **_server(outcome),
        **_generator(tally),
        "histograms": {name: tally.histogram(name).encode().decode("ascii") for name in LATENCIES},
        "timeline": _timeline(outcome.timeline, tally),
    }


def citizen_seconds(outcome: Outcome) -> float:
    """Return the seconds that citizens were connected while measuring, summed over all; at least 1."""
    return max(1.0, outcome.tally.counts["citizen_ms"] / 1_000)


def _latencies(tally: Tally) -> Figures:
    values: Figures = {}
    for name in LATENCIES:
        histogram = tally.histogram(name)
        count = histogram.get_total_count()
        for percentile in PERCENTILES:
            key = f"{name}_p{str(percentile).replace('.', '')}_ms"
            values[key] = round(histogram.get_value_at_percentile(percentile) / 1_000, 3) if count else None
        values[f"{name}_max_ms"] = round(histogram.get_max_value() / 1_000, 3) if count else None
        values[f"{name}_count"] = count
    return values


def _picture(tally: Tally) -> Figures:
    delivered, missing = tally.counts["changes_delivered"], tally.counts["changes_missing"]
    errors = np.concatenate(tally.drawn_error_px) if tally.drawn_error_px else np.empty(0)
    drawn = {
        f"drawn_error_p{percentile}_px": round(float(np.percentile(errors, percentile)), 2) if errors.size else None
        for percentile in DRAWN_PERCENTILES
    }
    ratio = round(delivered / (delivered + missing), 5) if delivered + missing else None
    return {"delivered_ratio": ratio, "intents": tally.counts["intents"], **drawn, "drawn_error_count": int(errors.size)}


def _traffic(outcome: Outcome) -> Figures:
    """Return the traffic as the server sees it: out is what a citizen receives. Payloads, without WebSocket and TCP headers."""
    counts, present = outcome.tally.counts, citizen_seconds(outcome)
    before, after = outcome.readings.metrics_before, outcome.readings.metrics_after
    return {
        "frames_out_per_citizen_second": round(counts["frames_in"] / present, 3),
        "bytes_out_per_citizen_second": round(counts["bytes_in"] / present, 1),
        "frames_in_per_citizen_second": round(counts["frames_out"] / present, 3),
        "bytes_in_per_citizen_second": round(counts["bytes_out"] / present, 1),
        "conflated_frames": growth(before, after, "conflated"),
        "keyframes": growth(before, after, "keyframes"),
        "sequence_gaps": counts["gaps"],
        "undecodable_frames": counts["undecodable"],
        "hellos_delayed": counts["delayed"],
    }


def _office(tally: Tally) -> Figures:
    counts = tally.counts
    return {
        "tickets_taken": counts["tickets"],
        "tickets_called": counts["called"],
        "tickets_served": counts["served"],
        "tickets_missed": counts["missed"],
        "tickets_given_up": counts["gave_up"],
        "cases_opened": counts["cases"],
        "cases_decided": counts["decided"],
        "documents": counts["documents"],
        "breaks": counts["breaks"],
    }


def _commands(outcome: Outcome) -> Figures:
    counts, readings = outcome.tally.counts, outcome.readings
    in_time = counts["commands_in_time"]
    cpu_ms = None
    if in_time and readings.idle is not None and readings.busy is not None:
        cpu_ms = round((readings.busy.cpu_seconds - readings.idle.cpu_seconds) * 1_000 / in_time, 4)
    return {
        "commands": counts["commands"],
        "commands_per_second": round(in_time / outcome.elapsed, 1) if in_time else None,
        "commands_kept": counts["commands_kept"],
        "commands_unsent": counts["commands_unsent"],
        "commands_unanswered": counts["commands_unanswered"],
        "citizens_unchecked": counts["citizens_unchecked"],
        "command_cpu_ms": cpu_ms,
        "rejected": counts["rejected"],
        "rejected_on_purpose": counts["rejected_on_purpose"],
    }


def _storm(tally: Tally) -> Figures:
    counts = tally.counts
    dropped = counts["dropped"]
    return {
        "dropped": dropped,
        "resumed": counts["resumed"],
        "not_resumed": counts["not_resumed"],
        "lost": counts["commands_lost"] + (max(0, dropped - counts["open_at_end"]) if dropped else 0),
    }


def _server(outcome: Outcome) -> Figures:
    readings = outcome.readings
    before, after = readings.metrics_before, readings.metrics_after
    values: Figures = {
        "cpu_us_per_citizen_second": None,
        "server_cpu_share": None,
        "memory_bytes_per_citizen": None,
        "server_memory_bytes": None,
        "server_tick_p50_ms": percentile_ms(before, after, "tick_seconds", 0.5),
        "server_tick_p99_ms": percentile_ms(before, after, "tick_seconds", 0.99),
        "server_tick_lag_p99_ms": percentile_ms(before, after, "tick_lag_seconds", 0.99),
        "server_rooms": round(after.values["rooms"]) if after is not None and "rooms" in after.values else None,
    }
    if readings.empty is not None and readings.idle is not None and readings.busy is not None:
        cpu = readings.busy.cpu_seconds - readings.idle.cpu_seconds
        grown = readings.busy.memory_bytes - readings.empty.memory_bytes
        values["cpu_us_per_citizen_second"] = round(cpu * 1e6 / citizen_seconds(outcome), 1)
        values["server_cpu_share"] = round(cpu / outcome.elapsed, 3)
        people = max(1, outcome.connected, *outcome.timeline.open().values())
        values["memory_bytes_per_citizen"] = max(0, round(grown / people))
        values["server_memory_bytes"] = readings.busy.memory_bytes
    return values


def _generator(tally: Tally) -> Figures:
    lags = np.frombuffer(tally.lags_ms) if len(tally.lags_ms) else np.zeros(1)
    p99 = float(np.percentile(lags, 99))
    return {
        "generator_cpu_share": round(tally.cpu_share_max, 3),
        "generator_lag_p99_ms": round(p99, 1),
        "generator_lag_max_ms": round(float(lags.max()), 1),
        "generator_was_bottleneck": tally.cpu_share_max > BUSY_SHARE or p99 > LAG_P99_MS_MAX,
    }


def _timeline(timeline: Timeline, tally: Tally) -> list[Figures]:
    opened, share = timeline.open(), timeline.server_share()
    flows = {name: timeline.flow(name) for name in FLOWS}
    rows = []
    for second, people in opened.items():
        seen = tally.samples("seen", second)
        rows.append(
            {
                "second": second,
                "open": people,
                "seen_p99_ms": round(float(np.percentile(seen, 99)) / 1_000, 3) if seen.size else None,
                "server_cpu_share": round(share[second], 3) if second in share else None,
                "bytes_out": flows["bytes_in"].get(second, 0),
                "frames_out": flows["frames_in"].get(second, 0),
                "bytes_in": flows["bytes_out"].get(second, 0),
            }
        )
    return rows
