"""The report of a run as one HTML page without scripts or addresses; plots are inline SVG."""

import math
from collections.abc import Callable
from html import escape
from importlib import resources

from madang_load.plot import WIDE, Axis, Line, log_axis, plot, round_axis
from madang_load.report import Figures
from madang_load.summary import WORDS

PARTS = {"p50": 50.0, "p90": 90.0, "p99": 99.0, "p999": 99.9}
TONES = "abcdefgh"
MARKS_ACROSS = 6


def page(values: Figures) -> str:
    style = resources.files("madang_load").joinpath("page.css").read_text("utf-8")
    title = f"{values['scenario']}: {values['citizens']} citizens"
    body = "".join([_head(values, title), _tiles(values), _plots(values), _latency_table(values), _counts(values)])
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>{escape(title)}</title><style>{style}</style></head><body><main>{body}</main></body></html>\n"
    )


def _head(values: Figures, title: str) -> str:
    said = (
        f"{values['seconds']:g} s, {values['officers']} officers, seed {values['seed']}, "
        f"{values['processes']} generator process{'es' if values['processes'] > 1 else ''}, {values['machine']['processor']}"
    )
    warning = (
        f'<p class="warning">The generator itself was busy ({values["generator_cpu_share"]:.0%} of a core, '
        f"{values['generator_lag_p99_ms']:.0f} ms late at p99): these latencies may be its own.</p>"
    )
    return f"<h1>{escape(title)}</h1><p>{escape(said)}</p>{warning if values['generator_was_bottleneck'] else ''}"


def _tiles(values: Figures) -> str:
    tiles = [
        (_with_unit(values["seen_p99_ms"], "ms"), "turn to seen by another, p99"),
        (_percent(values["delivered_ratio"]), "of changes delivered"),
        (_with_unit(values["drawn_error_p95_px"], "px"), "drawn position off, p95"),
        (_with_unit(values["bytes_out_per_citizen_second"], "B/s"), "to each citizen"),
        (_with_unit(values["cpu_us_per_citizen_second"], "µs"), "server CPU per citizen-second"),
        (_with_unit(values["memory_bytes_per_citizen"], "B"), "server memory per citizen"),
    ]
    shown = "".join(f'<div class="tile"><b>{escape(figure)}</b><span>{escape(what)}</span></div>' for figure, what in tiles)
    return f'<div class="tiles">{shown}</div>'


def _plots(values: Figures) -> str:
    share: Callable[[float], str] = "{:.0%}".format
    plots = [
        _over_time(values, "Seen by another, p99 of each second", "seen_p99_ms", "ms"),
        _over_time(values, "Server CPU", "server_cpu_share", "of a core", show=share, tone="b"),
        _over_time(values, "Bytes to all citizens", "bytes_out", "B/s", show=_short, tone="c"),
        _over_time(values, "Citizens in the house", "open", "people", show=_short, tone="d"),
    ]
    return f'<h2>The run</h2>{_distribution(values)}<div class="plots">{"".join(plots)}</div>'


def _distribution(values: Figures) -> str:
    """Return a plot of latency over the share of samples. Each further nine (90 %, 99 %, ...) takes the same width."""
    measured = [name for name in WORDS if values[f"{name}_count"]]
    if not measured:
        return ""
    lines = [
        Line(WORDS[name], [(part, max(0.1, values[f"{name}_{key}_ms"])) for key, part in PARTS.items()], tone)
        for name, tone in zip(measured, TONES, strict=False)
    ]
    heights = [height for line in lines for _, height in line.points]
    marks = [(part, f"p{part:g}") for part in PARTS.values()]
    across = Axis("", 50.0, 99.9, marks, lambda part: -math.log10(1 - part / 100))
    return plot("Latencies", across, log_axis("ms", min(heights), max(heights)), lines, width=WIDE)


def _over_time(
    values: Figures, title: str, name: str, unit: str, *, show: Callable[[float], str] = "{:g}".format, tone: str = "a"
) -> str:
    rows = values["timeline"]
    points = [(float(row["second"]), float(row[name])) for row in rows if row[name] is not None]
    if not points:
        return ""
    last = max(1.0, float(rows[-1]["second"]))
    step = max(1, math.ceil(last / MARKS_ACROSS))
    across = Axis("s", 0.0, last, [(float(at), f"{at} s") for at in range(0, int(last) + 1, step)])
    return plot(title, across, round_axis(unit, max(height for _, height in points), show), [Line(title, points, tone)])


def _latency_table(values: Figures) -> str:
    head = "".join(f"<th>{each}</th>" for each in ("", "p50", "p90", "p99", "p99.9", "max", "samples"))
    rows = "".join(
        f"<tr><td>{escape(label)}</td>"
        + "".join(f"<td>{values[f'{name}_{part}_ms']:.1f} ms</td>" for part in (*PARTS, "max"))
        + f"<td>{values[f'{name}_count']:,}</td></tr>"
        for name, label in WORDS.items()
        if values[f"{name}_count"]
    )
    return f'<h2>Latencies</h2><div class="scroll"><table><tr>{head}</tr>{rows}</table></div>'


def _counts(values: Figures) -> str:
    """Return a table of every other figure, by its name in the JSON."""
    latency = tuple(f"{name}_" for name in WORDS)
    plain = {
        name: value for name, value in values.items() if name not in {"timeline", "machine"} and not name.startswith(latency)
    }
    rows = "".join(f"<tr><td>{escape(name)}</td><td>{escape(_said(value))}</td></tr>" for name, value in plain.items())
    return f'<h2>Every figure</h2><div class="scroll"><table>{rows}</table></div>'


def _said(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key}: {number}" for key, number in value.items()) or "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "not measured" if value is None else f"{value:,}" if isinstance(value, int | float) else str(value)


def _short(value: float) -> str:
    for size, letter in ((1e9, "G"), (1e6, "M"), (1e3, "k")):
        if value >= size:
            return f"{value / size:g}{letter}"
    return f"{value:g}"


def _with_unit(value: float | None, unit: str) -> str:
    return "–" if value is None else f"{value:,.0f} {unit}" if value >= 100 else f"{value:.1f} {unit}"


def _percent(value: float | None) -> str:
    return "–" if value is None else f"{value:.1%}"
