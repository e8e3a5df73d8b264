"""Kinds of values in a Tiled file: how each is called in a sentence, and which values are of it. Knows no key.

A number is finite and small enough for any map: JSON of Python takes NaN, a browser does not.
"""

import math
import re
from collections.abc import Callable, Collection
from typing import Any

PX_MAX = 1_000_000  # no position, size or offset of a map is larger
NUMBER_MAX = 0xFFFF_FFFF  # of a tile, with the bits that turn it
COLOUR_FORM = re.compile(r"^#?(?:[0-9a-fA-F]{2})?[0-9a-fA-F]{6}\Z")
VERSION_FORM = re.compile(r"^[0-9]+(?:\.[0-9]+)*\Z")
ID_MAX = 2**53  # what a browser keeps exactly
Kind = tuple[str, Callable[[Any], bool]]


def _is_any_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_number(value: Any) -> bool:
    return _is_any_number(value) and abs(value) <= PX_MAX


def _is_whole(value: Any, most: int = PX_MAX) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= most


def _is_version(value: Any) -> bool:
    return _is_number(value) or (isinstance(value, str) and bool(VERSION_FORM.match(value)))


def is_finite(value: Any) -> bool:
    return not isinstance(value, float) or math.isfinite(value)


def one_of(words: Collection[str]) -> Kind:
    return f"one of {', '.join(sorted(words))}", lambda value: isinstance(value, str) and value in words


NUMBER: Kind = ("a number", _is_number)
LENGTH: Kind = ("a number from 0", lambda value: _is_number(value) and value >= 0)
SHARE: Kind = ("a number from 0 to 1", lambda value: _is_number(value) and 0 <= value <= 1)
WHOLE: Kind = ("a whole number from 0", _is_whole)
SIDE: Kind = ("a whole number from 1", lambda value: _is_whole(value) and value > 0)
SIGNED: Kind = ("a whole number", lambda value: _is_number(value) and isinstance(value, int))
TILE: Kind = ("the number of a tile", lambda value: _is_whole(value, NUMBER_MAX) and value > 0)
ID: Kind = ("a whole number from 0", lambda value: _is_whole(value, ID_MAX))
FINITE: Kind = ("a number", lambda value: _is_any_number(value) and is_finite(value))
INTEGER: Kind = ("a whole number", lambda value: FINITE[1](value) and value == math.floor(value))
TEXT: Kind = ("a string", lambda value: isinstance(value, str))
COLOUR: Kind = ("a colour like #ff8000", lambda value: isinstance(value, str) and bool(COLOUR_FORM.match(value)))
NO_COLOUR: Kind = ("a colour like #ff8000", lambda value: value == "" or COLOUR[1](value))
FLAG: Kind = ("a bool", lambda value: isinstance(value, bool))
LIST: Kind = ("a list", lambda value: isinstance(value, list))
POINTS: Kind = ("a list of points", lambda value: isinstance(value, list) and value != [])
TABLE: Kind = ("an object", lambda value: isinstance(value, dict))
DATA: Kind = ("a list or a string", lambda value: isinstance(value, list | str))
VERSION: Kind = ("a version like 1.10", _is_version)
ORDER: Kind = (
    "one of Tiled's render orders",
    one_of({"right-down", "right-up", "left-down", "left-up"})[1],
)
LEVEL: Kind = ("a whole number from -1 to 22", lambda value: SIGNED[1](value) and -1 <= value <= 22)
NUMERIC = (NUMBER, LENGTH, SHARE, WHOLE, SIDE, SIGNED, TILE, ID, FINITE, INTEGER)
