"""Fills in forms, every required question. Knows JSON Schema as the office sends it, no service."""

import random

_DATE = "1990-01-01"
_TEXT = "서울시 중구 마당길 1"
FormAnswer = str | int | bool | None


def filled(form: dict[str, object], chance: random.Random) -> dict[str, FormAnswer]:
    """Return answers that the form admits, one for every required field."""
    properties, required = form.get("properties"), form.get("required", [])
    if not isinstance(properties, dict) or not isinstance(required, list):
        return {}
    return {name: _answer(properties[name], chance) for name in required if isinstance(properties.get(name), dict)}


def _answer(field: dict[str, object], chance: random.Random) -> FormAnswer:
    choices = field.get("enum")
    if isinstance(choices, list) and choices:
        chosen = chance.choice(choices)
        return chosen if isinstance(chosen, str | int | bool) else str(chosen)
    match field.get("type"):
        case "integer":
            low = field.get("minimum", 1)
            return low if isinstance(low, int) else 1
        case "boolean":
            return True  # a required yes or no is usually a consent
        case _:
            return _text(field)


def _text(field: dict[str, object]) -> str:
    if field.get("format") == "date":
        return _DATE
    longest = field.get("maxLength", len(_TEXT))
    return _TEXT[: longest if isinstance(longest, int) else None]
