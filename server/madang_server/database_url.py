"""The address of the database, read once: what it names, and why it cannot be one. Opens nothing.

No fault repeats the address: it may hold a password. SQLAlchemy is imported where one is read: most commands are given none.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sqlalchemy import URL

SQLITE = "sqlite+aiosqlite"
EXAMPLE = f"{SQLITE}:////var/lib/madang/madang.db"
_MEMORY = ":memory:"
LOGS = ("-wal", "-shm")
JOURNAL, LOCK = "-journal", ".lock"
BESIDE = (*LOGS, JOURNAL, LOCK)  # ends of the names of what lies beside an SQLite file


def check_url(written: str) -> str:
    """Return the address as it is, when a database may be at it. Raises `ValueError` in words."""
    from sqlalchemy import make_url
    from sqlalchemy.exc import ArgumentError

    try:
        url = make_url(written)
        is_sqlite = url.get_backend_name() == "sqlite"
    except (ArgumentError, ValueError) as error:
        raise ValueError(f"must be an address such as {EXAMPLE}") from error
    if is_sqlite:
        _check_sqlite(url)
    _check_driver(url)
    return written


def sqlite_file(written: str) -> Path | None:
    """Return the SQLite file that a checked address names; None: it is a server's."""
    from sqlalchemy import make_url

    url = make_url(written)
    return Path(url.database) if url.get_backend_name() == "sqlite" and url.database else None


def _check_sqlite(url: "URL") -> None:
    name = url.database or ""
    if name in {"", _MEMORY} or "memory" in url.query.get("mode", ""):
        raise ValueError(f"a database in memory keeps nothing; name a file, such as {EXAMPLE}")
    if name.endswith(BESIDE):
        raise ValueError("is the name of a log or lock that lies beside a database; name the database itself")
    more = url.host or url.username or url.password or url.query
    if more or name.startswith("file:") or not name.isprintable():
        raise ValueError(f"must name a file and nothing else, such as {EXAMPLE}")


def _check_driver(url: "URL") -> None:
    from sqlalchemy.exc import NoSuchModuleError

    try:
        dialect: Any = url.get_dialect()
        dialect.import_dbapi()
    except (NoSuchModuleError, ValueError) as error:
        raise ValueError(f"there is no driver {url.drivername}; this version keeps its data by {SQLITE}") from error
    except ImportError as error:
        raise ValueError(f"{url.drivername} needs the package {error.name}, which is not here; {SQLITE} needs none") from error
    if not dialect.is_async:
        raise ValueError(f"the driver of {url.drivername} is not asynchronous; write {SQLITE}://...")
