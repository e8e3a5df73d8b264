"""Later the report page."""

from typing import Any


def page(values: dict[str, Any]) -> str:
    """Return the page."""
    return str(values)
