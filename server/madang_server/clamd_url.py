"""The address of ClamAV's daemon as the settings have it: `unix:///path/of.sock` or `tcp://HOST:PORT`. Pure."""

from urllib.parse import urlsplit

WRONG = "must be the address of clamd: unix:///run/clamav/clamd.ctl or tcp://HOST:3310"


def check_clamd_url(given: str) -> str:
    """Return the address. Raises `ValueError` for what is none."""
    clamd_place(given)
    return given


def clamd_place(url: str) -> tuple[str, str, int]:
    """Return the path of a socket, or host and port; what is not meant is empty. Raises `ValueError`."""
    try:
        told = urlsplit(url)
        port = told.port
    except ValueError as error:
        raise ValueError(WRONG) from error
    more = told.query or told.fragment or told.username is not None
    if told.scheme == "unix" and not told.netloc and len(told.path) > 1 and not more:
        return told.path, "", 0
    if told.scheme == "tcp" and told.hostname and port and told.path in {"", "/"} and not more:
        return "", told.hostname, port
    raise ValueError(WRONG)
