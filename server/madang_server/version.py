"""Which version this is: of the installed distribution. Knows its name alone."""

from functools import cache
from importlib.metadata import PackageNotFoundError, version

DISTRIBUTION = "madang"


@cache
def installed_version() -> str:
    """Return the version, or `unknown` where the code runs without having been installed."""
    try:
        return version(DISTRIBUTION)
    except PackageNotFoundError:
        return "unknown"
