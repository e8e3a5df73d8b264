"""What is wrong with a setting, in words for the person who wrote it. Knows pydantic's kinds of faults, no setting."""

from collections.abc import Collection, Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from pydantic import ValidationError

LIKENESS_MIN = 0.75  # of difflib: `prot` and `port` are 0.75 alike
_WORDS: dict[str, str] = {
    "missing": "is missing",
    "string_too_short": "needs at least {min_length} letter(s)",
    "string_too_long": "takes at most {max_length} letter(s)",
    "string_type": "must be a text",
    "string_pattern_mismatch": "is not written as it must be",
    "bool_type": "must be true or false",
    "bool_parsing": "must be true or false",
    "path_type": "must be a path",
    "int_type": "must be a whole number",
    "int_parsing": "must be a whole number",
    "int_from_float": "must be a whole number",
    "float_type": "must be a number",
    "float_parsing": "must be a number",
    "finite_number": "must be a number that ends",
    "greater_than_equal": "must be at least {ge}",
    "less_than_equal": "must be at most {le}",
    "greater_than": "must be more than {gt}",
    "less_than": "must be less than {lt}",
    "literal_error": "must be one of {expected}",
    "enum": "must be one of {expected}",
    "too_short": "needs at least {min_length} of them",
    "too_long": "takes at most {max_length} of them",
    "dict_type": "must be a table",
    "model_type": "must be a table",
    "model_attributes_type": "must be a table",
    "list_type": "must be a list",
    "tuple_type": "must be a list",
    "url_parsing": "must be an address such as https://madang.example.org",
    "url_scheme": "must be an address such as https://madang.example.org",
    "url_type": "must be an address such as https://madang.example.org",
    "ip_any_network": "must be an address or a network such as 10.1.0.0/16",
    "date_from_datetime_parsing": "must be a day such as 2026-12-25",
    "date_parsing": "must be a day such as 2026-12-25",
    "date_type": "must be a day such as 2026-12-25",
    "value_error": "{error}",
}


Examples = Mapping[str, str]


def fault_of(error: ValidationError, known: Collection[str]) -> tuple[str, str]:
    """Return the key of the first fault, and what is wrong with its value. `known`: the keys that there are beside it."""
    return next(faults_of(error, known))


def faults_of(error: ValidationError, known: Collection[str], examples: Examples | None = None) -> Iterator[tuple[str, str]]:
    """Yield for each fault its key, and what is wrong with the value, and what to write instead.

    `known`: the keys that there are beside it. `examples`: values as they are written, by key.
    """
    for fault in error.errors(include_url=False, include_input=False):
        yield _fault(fault, known, examples or {})


def _fault(fault: Mapping[str, Any], known: Collection[str], examples: Examples) -> tuple[str, str]:
    parts = [str(part) for part in fault["loc"] if part != "[key]"]
    if fault["type"] == "extra_forbidden":
        return _key(parts), unknown_key(parts[-1], known)
    words = _WORDS.get(fault["type"], "is not written as it must be").format_map(dict(fault.get("ctx", {})))
    example = next((value for part, value in examples.items() if part in parts), None)
    return _key(parts), f"{words}, such as {example}" if example is not None and "such as" not in words else words


def _key(parts: list[str]) -> str:
    """Return the key as it is written in a file, an empty one among them."""
    return ".".join(part or '""' for part in parts)


def unknown_key(written: str, known: Collection[str]) -> str:
    """Say that there is no such key, and which one was meant when one is nearly it."""
    meant = nearest(written, known)
    return "there is no such setting" + (f"; did you mean {meant}?" if meant is not None else "")


def nearest(written: str, known: Collection[str]) -> str | None:
    """Return the known key that is nearly the written one."""
    found = get_close_matches(written.lower(), sorted(known), n=1, cutoff=LIKENESS_MIN)
    return found[0] if found else None
