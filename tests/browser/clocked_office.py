"""`madang serve` whose office goes by a clock that a test sets ahead: the seconds are in the file `ahead` of its data folder.

The office's clock alone is another one (`app.build` takes it); sockets, rooms and pages go on by the machine's.
"""

import sys
import time
from pathlib import Path

import uvloop

from madang_server.app import build
from madang_server.environment import Environment
from madang_server.listener import listen
from madang_server.logging_setup import configure_logging
from madang_server.settings import load_settings

AHEAD = "ahead"


def clocked(file: Path) -> Environment:
    """An environment whose clocks are ahead by what the file says; without it by nothing."""

    def ahead_s() -> float:
        return float(file.read_text("utf-8")) if file.exists() else 0.0

    return Environment(now=lambda: time.time() + ahead_s(), monotonic=lambda: time.monotonic() + ahead_s())


def main(_serve: str, _port: str, port: str, _data: str, data: str) -> None:
    settings = load_settings(port=int(port), data=Path(data))
    configure_logging(settings)
    uvloop.run(listen(build(settings, clocked(Path(data) / AHEAD)), lambda: None, None))


if __name__ == "__main__":
    main(*sys.argv[1:])
