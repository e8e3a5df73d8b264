"""Starts processes of `madang` that have everything imported: forked off this one, which imports and does nothing else.

`python -m tests.prefork_server SOCKET`, by prefork.py. A connection is one process: a request with the three standard files comes
in; the id of the process goes back, and its exit code when it has ended. Who asks for nothing more is gone when its parent is.
"""

import atexit
import gc
import json
import os
import selectors
import signal
import socket
import sys
import threading
import traceback
from dataclasses import dataclass
from importlib import import_module
from types import ModuleType
from typing import Any, NoReturn

import uvloop  # noqa: F401 - with what follows, all that `madang serve` imports

import madang_server.app
import madang_server.cli.staff
import madang_server.listener
import madang_server.logging_setup  # noqa: F401
from madang_counters.discovery import discover
from madang_server.cli import main

# What `madang serve` imports late, and would again in each process: for its routes, its database, its loop.
LATE = ("aiosqlite", "fastapi.telemetry", "numpy.ma", "pydantic.v1", "uvicorn.lifespan.on")
REQUEST_BYTES_MAX = 1_000_000
LOOKS_FOR_PARENT_EVERY_S = 1.0
READY = b"ready\n"


@dataclass
class Started:
    """A process, and who is told of its end."""

    process: int
    asked: socket.socket


def serve(path: str) -> None:
    """Start what is asked for, until the parent is gone; then end what still runs."""
    parent, started = os.getppid(), dict[int, Started]()
    _import_the_rest()
    with socket.socket(socket.AF_UNIX) as listener, selectors.DefaultSelector() as selector:
        listener.bind(path)
        listener.listen()
        selector.register(listener, selectors.EVENT_READ)
        os.write(1, READY)
        while os.getppid() == parent:
            for key, _ in selector.select(LOOKS_FOR_PARENT_EVERY_S):
                if key.fd == listener.fileno():
                    ends, begun = _start(listener.accept()[0])
                    started[ends] = begun
                    selector.register(ends, selectors.EVENT_READ)
                else:
                    selector.unregister(key.fd)
                    _tell_end(key.fd, started.pop(key.fd))
        for left in started.values():
            os.kill(left.process, signal.SIGKILL)


def _import_the_rest() -> None:
    for name in LATE:
        import_module(name)
    discover()
    gc.collect()
    gc.freeze()  # no process that is forked off looks at all this again, nor copies it by looking


def _start(asked: socket.socket) -> tuple[int, Started]:
    """Fork a process; return a file that is readable at its end, and the process."""
    request, files = _received(asked)
    process = os.fork()
    if process == 0:
        _become(request, files)
    for file in files:
        os.close(file)
    asked.sendall(f"{process}\n".encode())
    return os.pidfd_open(process), Started(process, asked)


def _received(asked: socket.socket) -> tuple[dict[str, Any], list[int]]:
    text, files, _, _ = socket.recv_fds(asked, REQUEST_BYTES_MAX, 3)
    while not text.endswith(b"\n"):
        text += asked.recv(REQUEST_BYTES_MAX)
    return json.loads(text), files


def _tell_end(ends: int, started: Started) -> None:
    os.close(ends)
    _, status = os.waitpid(started.process, 0)
    with started.asked as asked:
        asked.sendall(f"{os.waitstatus_to_exitcode(status)}\n".encode())


def _become(request: dict[str, Any], files: list[int]) -> NoReturn:
    """Be the command that was asked for, as if it had been started afresh: its files, variables, folder, mask and arguments."""
    code = 1
    try:
        for standard, given in enumerate(files):
            os.dup2(given, standard)
        os.closerange(3, os.sysconf("SC_OPEN_MAX"))
        os.environ.clear()
        os.environ.update(request["variables"])
        os.umask(request["umask"])
        os.chdir(request["folder"])
        sys.argv, sys.path[0] = ["madang", *request["arguments"]], request["folder"]
        sys.modules["__main__"] = ModuleType("__main__")  # so that what multiprocessing spawns does not look for this one
        code = _exit_code()
        _end()
    except BaseException:  # noqa: BLE001 - as the interpreter does it
        traceback.print_exc()
    finally:
        os._exit(code)


def _exit_code() -> int:
    try:
        main()
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else 0 if ended.code is None else 1
    return 0


def _end() -> None:
    """What an interpreter does at its end that others see: it waits for threads, runs what is to run, writes what is left."""
    threading._shutdown()  # type: ignore[attr-defined]
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()


if __name__ == "__main__":
    serve(sys.argv[1])
