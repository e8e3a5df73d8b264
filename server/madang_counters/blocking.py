"""Notices calls that stop the event loop while a handler runs. Uses the interpreter's profile hook; knows no backend."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

BLOCKING = frozenset(
    {
        ("time", "sleep"),
        ("posix", "system"),
        ("nt", "system"),
        ("_sqlite3", "connect"),
        ("_socket", "getaddrinfo"),
        ("_socket", "gethostbyname"),
    }
)


@contextmanager
def blocking_calls() -> Iterator[list[str]]:
    """Collect the names of the blocking calls that this thread makes within the block. Other threads are not watched."""
    seen: list[str] = []

    def listen(_frame: FrameType, event: str, called: Any) -> None:
        if event != "c_call":
            return
        module, name = getattr(called, "__module__", None), getattr(called, "__name__", None)
        if (module, name) in BLOCKING:
            seen.append(f"{module}.{name}")

    before = sys.getprofile()
    sys.setprofile(listen)
    try:
        yield seen
    finally:
        sys.setprofile(before)
