"""The address of a Redis server, read once: what it names, and why it cannot be one. Connects to nothing.

No fault repeats the address: it may hold a password.
"""

from dataclasses import dataclass
from importlib.util import find_spec
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

EXAMPLE = "redis://127.0.0.1:6379/0"
SENTINEL_EXAMPLE = "redis+sentinel://:PASSWORD@HOST:26379,HOST:26379/SERVICE"
SENTINEL_PORT = 26379
_INSTALL = 'install it with: pip install "madang[cluster]", or from requirements-cluster.txt'
_SCHEMES = ("redis", "rediss", "unix", "redis+sentinel", "rediss+sentinel")
_OF_TLS = ("ssl_ca_certs", "ssl_certfile", "ssl_keyfile")
_OF_SOCKETS = ("db",)
_OF_SENTINELS = ("db", "sentinel_username", "sentinel_password")


@dataclass(frozen=True, slots=True)
class SentinelAddress:
    """Sentinels that know where a Redis is now. `proof`: what Redis asks for; `sentinel_proof`: what the sentinels ask for."""

    sentinels: tuple[tuple[str, int], ...]
    service: str
    db: int
    proof: dict[str, str]
    sentinel_proof: dict[str, str]
    tls: dict[str, str] | None  # files by option; None: plain TCP


def check_redis_url(written: str) -> str:
    """Return the address as it is, when a Redis server may be at it. Raises `ValueError` in words."""
    try:
        url = urlsplit(written)
        _ = None if _names_sentinels(url) else url.port
    except ValueError as error:
        raise ValueError(f"must be an address such as {EXAMPLE}") from error
    if url.scheme not in _SCHEMES or not written.isprintable() or url.fragment:
        raise ValueError(
            f"must be an address such as {EXAMPLE}; rediss:// is with TLS, unix:///path is a socket of this machine, "
            f"{SENTINEL_EXAMPLE} asks sentinels"
        )
    _check_options(url)
    if _names_sentinels(url):
        _sentinels_of(url)
    elif url.scheme == "unix":
        _check_socket(url)
    else:
        _check_server(url)
    if find_spec("redis") is None:
        raise ValueError(f"needs the package redis, which is not here; {_INSTALL}")
    return written


def sentinel_address(checked: str) -> SentinelAddress | None:
    """Return what a checked address says of sentinels. None: it names the Redis itself."""
    url = urlsplit(checked)
    return _sentinels_of(url) if _names_sentinels(url) else None


def _names_sentinels(url: SplitResult) -> bool:
    return url.scheme.endswith("+sentinel")


def _sentinels_of(url: SplitResult) -> SentinelAddress:
    proof, _, hosts = url.netloc.rpartition("@")
    username, _, password = proof.partition(":")
    service = unquote(url.path.removeprefix("/"))
    if not service or "/" in service:
        raise ValueError(f"must name the service behind the sentinels, such as {SENTINEL_EXAMPLE}")
    given = {name: values[-1] for name, values in parse_qs(url.query, keep_blank_values=True).items()}
    return SentinelAddress(
        sentinels=tuple(_sentinel(host) for host in hosts.split(",")),
        service=service,
        db=int(given.get("db") or 0),
        proof=_proof(unquote(username), unquote(password)),
        sentinel_proof=_proof(given.get("sentinel_username", ""), given.get("sentinel_password", "")),
        tls={name: given[name] for name in _OF_TLS if name in given} if url.scheme.startswith("rediss") else None,
    )


def _proof(username: str, password: str) -> dict[str, str]:
    return {name: value for name, value in (("username", username), ("password", password)) if value}


def _sentinel(written: str) -> tuple[str, int]:
    """Read `host`, `host:port` or `[v6]:port`."""
    try:
        one = urlsplit(f"//{written}")
        host, port = one.hostname, SENTINEL_PORT if one.port is None else one.port
    except ValueError:
        host, port = None, 0
    if not host or not port:
        raise ValueError(f"must name each sentinel by host and port, such as {SENTINEL_EXAMPLE}")
    return host, port


def _check_server(url: SplitResult) -> None:
    if not url.hostname:
        raise ValueError(f"must name a host, such as {EXAMPLE}")
    _check_number(url.path.removeprefix("/"))


def _check_socket(url: SplitResult) -> None:
    if url.hostname or not unquote(url.path).strip("/"):
        raise ValueError("must name the path of a socket, such as unix:///run/redis/redis-server.sock")


def _check_options(url: SplitResult) -> None:
    known = {
        "unix": _OF_SOCKETS,
        "rediss": _OF_TLS,
        "redis+sentinel": _OF_SENTINELS,
        "rediss+sentinel": (*_OF_SENTINELS, *_OF_TLS),
    }.get(url.scheme, ())
    given = parse_qs(url.query, keep_blank_values=True)
    if not given.keys() <= set(known):
        raise ValueError(
            f"takes no other options than {', '.join(known)}" if known else "takes no options behind a question mark"
        )
    _check_number(given.get("db", [""])[-1])


def _check_number(written: str) -> None:
    if written and not (written.isascii() and written.isdigit()):
        raise ValueError(f"the number of a database is behind the last slash or in db, such as {EXAMPLE}")
