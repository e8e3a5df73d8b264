"""Notices calls that stop the event loop while a handler runs. Uses the interpreter's audit events; knows no backend."""

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

BLOCKING = frozenset(
    {
        "time.sleep",
        "os.system",
        "subprocess.Popen",
        "sqlite3.connect",
        "urllib.Request",
        "socket.getaddrinfo",
        "socket.gethostbyname",
    }
)
_watches: dict[int, list[str]] = {}  # by thread: what a handler does in a thread of its own stops nobody


@contextmanager
def blocking_calls() -> Iterator[list[str]]:
    """The blocking calls made by this thread within the block, as they are made."""
    _listen()
    thread = threading.get_ident()
    seen = _watches.setdefault(thread, [])
    try:
        yield seen
    finally:
        _watches.pop(thread, None)


@cache
def _listen() -> None:
    # An audit hook cannot be taken away again: it is set once, and looks only while somebody watches.
    sys.addaudithook(_notice)


def _notice(event: str, _arguments: tuple[object, ...]) -> None:
    if event in BLOCKING and _watches:
        seen = _watches.get(threading.get_ident())
        if seen is not None:
            seen.append(event)
