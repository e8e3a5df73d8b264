"""The text of a TOML file, and where it is not TOML, in words for who wrote it. Knows no setting, and repeats no value."""

import re
import tomllib
from pathlib import Path
from typing import Any

_PLACE = re.compile(r" \(at (?:line (?P<line>\d+), column \d+|end of document)\)$")
_KEY = re.compile(r"\s*(?:\[+(?P<table>[^\[\]=]+)\]+|(?P<key>[^=\[\]]+?)\s*=)")
_TWICE = ("Cannot overwrite", "Cannot declare", "Cannot mutate", "Duplicate")
_WORDS = (
    (_TWICE, "is written twice; keep one of them"),
    (("Unclosed", "Unterminated", "Expected ']'"), "is not closed; a bracket or a quotation mark is missing at its end"),
)
_OTHER = 'is not written as TOML; write one key = value on each line, texts in quotes: key = "text"'


def read_toml(path: Path) -> dict[str, Any]:
    """Return what the file says. Raises `ValueError` with one line that names line and key; `OSError`."""
    try:
        return parse_toml(path.read_text("utf-8"))
    except UnicodeDecodeError as error:
        raise ValueError("is not a text in UTF-8; save it as UTF-8") from error


def parse_toml(text: str) -> dict[str, Any]:
    """Return what the text says. Raises `ValueError` with one line that names line and key."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ValueError(_sentence(str(error), text.splitlines())) from error


def _sentence(fault: str, lines: list[str]) -> str:
    place = _PLACE.search(fault)
    number = int(place["line"]) if place and place["line"] else len(lines)
    found = _KEY.match(lines[number - 1]) if 0 < number <= len(lines) else None
    key = (found["table"] or found["key"]).strip() if found else "what is written there"
    words = next((words for begins, words in _WORDS if fault.startswith(begins)), _OTHER)
    return f"line {number}: {key} {words}"
