"""Thresholds of a run, such as `seen_p99_ms<=150`. Pure: text and figures in, kept or missed out."""

import json
import operator
import re
from collections.abc import Callable
from dataclasses import dataclass
from importlib import resources
from typing import Any

_FORM = re.compile(r"^([a-z0-9_]+)(<=|>=|==)(-?\d+(?:\.\d+)?)$")
_COMPARE: dict[str, Callable[[float, float], bool]] = {"<=": operator.le, ">=": operator.ge, "==": operator.eq}


class NotAThreshold(ValueError):
    """The text is no threshold, or its figure does not exist. The message is one line."""


@dataclass(frozen=True)
class Threshold:
    text: str
    figure: str
    comparison: str
    bound: float

    def kept(self, figures: dict[str, Any]) -> bool:
        """Return whether the figure keeps the bound. A figure that was not measured does not."""
        measured = figures[self.figure]
        return measured is not None and _COMPARE[self.comparison](float(measured), self.bound)


def read_threshold(text: str) -> Threshold:
    """Return the threshold in `text`. Raises `NotAThreshold`."""
    matched = _FORM.match(text.replace(" ", ""))
    if matched is None:
        raise NotAThreshold(f"not a threshold: {text!r} (try seen_p99_ms<=150)")
    if matched[1] not in numeric_figures():
        raise NotAThreshold(f"no figure is called {matched[1]!r} (see report.schema.json)")
    return Threshold(text, matched[1], matched[2], float(matched[3]))


def schema() -> dict[str, Any]:
    """Return the published JSON Schema of a report."""
    document: dict[str, Any] = json.loads(resources.files("madang_load").joinpath("report.schema.json").read_text("utf-8"))
    return document


def numeric_figures() -> frozenset[str]:
    """Return the names of the figures that can have a bound."""
    numeric = {"number", "integer", "boolean"}
    found = schema()["properties"].items()
    return frozenset(name for name, field in found if numeric & {*_types(field)})


def _types(field: dict[str, Any]) -> list[str]:
    kinds = field.get("type", [])
    return [kinds] if isinstance(kinds, str) else list(kinds)
