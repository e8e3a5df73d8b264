"""The address of the database, read once: what it names, and why it cannot be one. Opens nothing.

No fault repeats the address: it may hold a password. SQLAlchemy is imported where one is read: most commands are given none.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sqlalchemy import URL

SQLITE, POSTGRESQL = "sqlite+aiosqlite", "postgresql+psycopg"
EXAMPLE = f"{SQLITE}:////var/lib/madang/madang.db"
_MEMORY = ":memory:"
_INSTALL = 'install it with: pip install "madang[postgresql]", or from requirements-postgresql.txt'
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
    elif url.get_backend_name() == "postgresql" and url.drivername != POSTGRESQL:
        raise ValueError(f"PostgreSQL is reached by {POSTGRESQL}://... alone")
    dialect = _check_driver(url)
    if url.drivername == POSTGRESQL:
        _check_postgresql(url, dialect)
    return written


def backend_of(written: str) -> str:
    """Return the kind of database of a checked address: `sqlite` or `postgresql`."""
    from sqlalchemy import make_url

    return make_url(written).get_backend_name()


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


def _check_postgresql(url: "URL", dialect: Any) -> None:
    from psycopg import ProgrammingError
    from psycopg.conninfo import make_conninfo

    if not url.database:
        raise ValueError(f"must name a database, such as {POSTGRESQL}://madang@/madang")
    given = dialect.create_connect_args(url)[1]
    if "options" in given:
        raise ValueError("must not have options: Madang sets them itself")
    try:
        make_conninfo(**given)
    except (ProgrammingError, TypeError) as error:
        raise ValueError(f"PostgreSQL's driver does not take it ({' '.join(str(error).split())})") from error


def _check_driver(url: "URL") -> Any:
    from sqlalchemy.exc import NoSuchModuleError

    try:
        dialect: Any = url.get_dialect().get_async_dialect_cls(url)
        dialect.import_dbapi()
    except (NoSuchModuleError, ValueError) as error:
        raise ValueError(f"there is no driver {url.drivername}; this version keeps its data by {SQLITE}") from error
    except ImportError as error:
        if url.drivername == POSTGRESQL:
            raise ValueError(f"{POSTGRESQL} needs the package psycopg, which is not here; {_INSTALL}") from error
        raise ValueError(f"{url.drivername} needs the package {error.name}, which is not here; {SQLITE} needs none") from error
    if not dialect.is_async:
        raise ValueError(f"the driver of {url.drivername} is not asynchronous; write {SQLITE}://...")
    return dialect()
