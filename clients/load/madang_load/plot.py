"""Line plots as SVG text. Pure: numbers in, markup out; colours are classes of the page."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape

WIDTH, WIDE, HEIGHT = 640, 1_304, 240
LEFT, RIGHT, TOP, BOTTOM = 56, 16, 16, 32
MARKS = 4

Point = tuple[float, float]


@dataclass(frozen=True)
class Line:
    """One line of a plot; `tone` is a class of the page's style."""

    label: str
    points: Sequence[Point]
    tone: str = "a"


@dataclass(frozen=True)
class Axis:
    """One direction of a plot: its label, bounds, marks and scale."""

    label: str
    low: float
    high: float
    marks: Sequence[tuple[float, str]]
    scale: Callable[[float], float] = float

    def share(self, value: float) -> float:
        """Return where `value` lies, from 0 at the low end to 1 at the high end."""
        low, high = self.scale(self.low), self.scale(self.high)
        return (self.scale(value) - low) / (high - low) if high > low else 0.0


def round_axis(label: str, highest: float, show: Callable[[float], str] = "{:g}".format) -> Axis:
    """Return an axis from zero to a round number that is not below the highest value."""
    step = _round_step(max(highest, 1e-9) / MARKS)
    marks = [(step * mark, show(step * mark)) for mark in range(MARKS + 1)]
    return Axis(label, 0.0, step * MARKS, marks)


def log_axis(label: str, lowest: float, highest: float, show: Callable[[float], str] = "{:g}".format) -> Axis:
    """Return an axis in powers of ten around the values."""
    low = math.floor(math.log10(max(lowest, 1e-6)))
    high = max(low + 1, math.ceil(math.log10(max(highest, 1e-6))))
    marks = [(10.0**power, show(10.0**power)) for power in range(low, high + 1)]
    return Axis(label, 10.0**low, 10.0**high, marks, math.log10)


def _round_step(least: float) -> float:
    power = 10.0 ** math.floor(math.log10(least))
    return next(factor * power for factor in (1, 2, 2.5, 5, 10) if factor * power >= least * (1 - 1e-9))


def plot(title: str, across: Axis, up: Axis, lines: Sequence[Line], *, width: int = WIDTH) -> str:
    """Return one figure: title with the unit, grid, lines, and a key when there are several lines."""
    drawn = "".join(_line(line, across, up, width) for line in lines)
    key = "".join(f'<span class="key {line.tone}">{escape(line.label)}</span>' for line in lines) if len(lines) > 1 else ""
    unit = f"<small>{escape(up.label)}</small>"
    return (
        f"<figure><figcaption>{escape(title)} {unit}{key}</figcaption>"
        f'<svg viewBox="0 0 {width} {HEIGHT}" role="img" aria-label="{escape(title)}">{_grid(across, up, width)}{drawn}</svg>'
        "</figure>"
    )


def _line(line: Line, across: Axis, up: Axis, width: int) -> str:
    places = [(_x(across, x, width), _y(up, y)) for x, y in line.points]
    if len(places) == 1:
        return f'<circle class="dot {line.tone}" cx="{places[0][0]:.1f}" cy="{places[0][1]:.1f}" r="3"/>'
    return f'<polyline class="line {line.tone}" points="{" ".join(f"{x:.1f},{y:.1f}" for x, y in places)}"/>'


def _grid(across: Axis, up: Axis, width: int) -> str:
    rows = "".join(
        f'<line class="grid" x1="{LEFT}" x2="{width - RIGHT}" y1="{_y(up, value):.1f}" y2="{_y(up, value):.1f}"/>'
        f'<text class="mark" x="{LEFT - 8}" y="{_y(up, value) + 4:.1f}" text-anchor="end">{escape(text)}</text>'
        for value, text in up.marks
    )
    columns = "".join(
        f'<text class="mark" x="{_x(across, value, width):.1f}" y="{HEIGHT - BOTTOM + 20}" text-anchor="middle">'
        f"{escape(text)}</text>"
        for value, text in across.marks
    )
    return rows + columns


def _x(axis: Axis, value: float, width: int) -> float:
    return LEFT + axis.share(value) * (width - LEFT - RIGHT)


def _y(axis: Axis, value: float) -> float:
    return HEIGHT - BOTTOM - axis.share(value) * (HEIGHT - TOP - BOTTOM)
