"""What every async test is held to: no blocking call on its loop, and no task, thread or open file that outlives it.

`pytest_itemcollected` puts the guards before all other fixtures of an async test. What is set up first is torn down last: the
test's own fixtures have closed what they opened when a guard looks.
"""

import asyncio
import builtins
import gc
import io
import os
import threading
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import argon2
import pytest
import pytest_asyncio
import typst
import uvloop
from blockbuster import BlockBuster, BlockBusterFunction

GUARDS = ("no_blocking_calls", "no_lingering_threads_and_files", "no_lingering_tasks")
THREAD_ENDS_S = 30.0  # a thread that was told to end may still be ending; one that was not never does

# Whose calls are looked at: the product's, and those of what runs it. A test may look at a file of its own between two awaits.
LOOKED_AT = [
    "madang_protocol", "madang_worlds", "madang_office", "madang_counters", "madang_server",
    "uvicorn", "starlette", "fastapi", "websockets", "sqlalchemy", "aiosqlite",
]  # fmt: skip

# What holds the loop here and is not in the library's own list.
ALSO_BLOCKING = (
    (argon2.PasswordHasher, "hash"),
    (argon2.PasswordHasher, "verify"),
    (typst, "compile"),
    (os, "fsync"),
    (io, "open"),
    (builtins, "open"),
)

# Where a blocking call is right, by file and function, each with its reason.
ALLOWED = {
    # Each plug-in has a thread and a loop of its own, so that it may block (SPEC K3).
    "madang_counters/handler_thread.py": {"_live"},
    # What a server reads before it listens: plug-ins, services, the database's path and migrations.
    "madang_counters/discovery.py": {"discover"},
    "madang_server/catalogue.py": {"load_catalogue"},
    "madang_server/store/engine.py": {"open_store"},
    "madang_server/store/schema_state.py": {"_upgrade"},
    "alembic/command.py": {"upgrade", "downgrade"},
    # A child process is started by a fork, and nothing of asyncio's goes round it.
    "asyncio/unix_events.py": {"_start"},
    # A traceback or a warning that is being written reads the source.
    "linecache.py": {"updatecache", "checkcache"},
}


def pytest_configure() -> None:
    """libuv makes one pipe for signals, once, and keeps it for the life of the process."""
    uvloop.new_event_loop().close()


def pytest_itemcollected(item: pytest.Item) -> None:
    """Begin to look before what is the test's own, and after what lasts longer: that may stay open."""
    if pytest_asyncio.is_async_test(item):
        wider = [name for name in item.fixturenames if outlives_a_test(item, name)]
        item.fixturenames[:] = [*wider, *GUARDS, *(name for name in item.fixturenames if name not in wider)]


def outlives_a_test(item: pytest.Item, fixture: str) -> bool:
    """Return whether it is made for a file or for all tests."""
    known = item._fixtureinfo.name2fixturedefs.get(fixture)  # type: ignore[attr-defined]
    return bool(known) and known[-1].scope != "function"


@pytest.fixture
def no_blocking_calls() -> Iterator[None]:
    """A call that holds the loop raises `blockbuster.BlockingError` where it is made."""
    guard = BlockBuster(LOOKED_AT)
    also = [BlockBusterFunction(module, name, scanned_modules=LOOKED_AT) for module, name in ALSO_BLOCKING]
    guard.functions |= {function.full_name: function for function in also}
    for function in guard.functions.values():
        for file, names in ALLOWED.items():
            function.can_block_in(file, names)
    guard.activate()
    try:
        yield
    finally:
        guard.deactivate()


@pytest.fixture
def no_lingering_threads_and_files() -> Iterator[None]:
    threads, files = set(threading.enumerate()), open_files()
    yield
    assert still_running(set(threading.enumerate()) - threads) == [], "threads outlive the test"
    if open_files() - files:
        gc.collect()  # what only a cycle holds is closed now, and its ResourceWarning fails this test
    assert sorted(open_files() - files) == [], "open files and sockets outlive the test"


@pytest.fixture
async def no_lingering_tasks() -> AsyncIterator[None]:
    """Looks when the test's other fixtures are closed; the loop then has this fixture's task alone."""
    yield
    left = [task.get_name() for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    assert left == [], "tasks outlive the test"


def still_running(threads: set[threading.Thread]) -> list[str]:
    for thread in threads:
        thread.join(THREAD_ENDS_S)
    return sorted(thread.name for thread in threads if thread.is_alive())


def open_files() -> set[tuple[int, int, int]]:
    """Each open descriptor of this process: its number, device and inode."""
    return {found for entry in Path("/dev/fd").iterdir() for found in identity(int(entry.name))}


def identity(descriptor: int) -> list[tuple[int, int, int]]:
    """Return nothing for the descriptor that the listing itself used."""
    try:
        status = os.fstat(descriptor)
    except OSError:
        return []
    return [(descriptor, status.st_dev, status.st_ino)]
