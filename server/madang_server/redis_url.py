"""The address of a Redis server, read once: what it names, and why it cannot be one. Connects to nothing.

No fault repeats the address: it may hold a password.
"""

from importlib.util import find_spec
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

EXAMPLE = "redis://127.0.0.1:6379/0"
_INSTALL = 'install it with: pip install "madang[cluster]", or from requirements-cluster.txt'
_SCHEMES = ("redis", "rediss", "unix")
_OF_TLS = ("ssl_ca_certs", "ssl_certfile", "ssl_keyfile")
_OF_SOCKETS = ("db",)


def check_redis_url(written: str) -> str:
    """Return the address as it is, when a Redis server may be at it. Raises `ValueError` in words."""
    try:
        url = urlsplit(written)
        _ = url.port
    except ValueError as error:
        raise ValueError(f"must be an address such as {EXAMPLE}") from error
    if url.scheme not in _SCHEMES or not written.isprintable() or url.fragment:
        raise ValueError(f"must be an address such as {EXAMPLE}; rediss:// is with TLS, unix:///path is a socket of this machine")
    _check_socket(url) if url.scheme == "unix" else _check_server(url)
    _check_options(url)
    if find_spec("redis") is None:
        raise ValueError(f"needs the package redis, which is not here; {_INSTALL}")
    return written


def _check_server(url: SplitResult) -> None:
    if not url.hostname:
        raise ValueError(f"must name a host, such as {EXAMPLE}")
    _check_number(url.path.removeprefix("/"))


def _check_socket(url: SplitResult) -> None:
    if url.hostname or not unquote(url.path).strip("/"):
        raise ValueError("must name the path of a socket, such as unix:///run/redis/redis-server.sock")


def _check_options(url: SplitResult) -> None:
    known = _OF_SOCKETS if url.scheme == "unix" else _OF_TLS if url.scheme == "rediss" else ()
    given = parse_qs(url.query, keep_blank_values=True)
    if not given.keys() <= set(known):
        raise ValueError(
            f"takes no other options than {', '.join(known)}" if known else "takes no options behind a question mark"
        )
    _check_number(given.get("db", [""])[-1])


def _check_number(written: str) -> None:
    if written and not (written.isascii() and written.isdigit()):
        raise ValueError(f"the number of a database is behind the last slash, such as {EXAMPLE}")
