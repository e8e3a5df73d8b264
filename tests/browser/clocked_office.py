"""`madang serve` whose office goes by a clock that a test sets ahead: the seconds are in the file `ahead` of its data folder.

It stands still while there is a file `stands`, with the times of the machine at which it does, on the wall and of no date.

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
STANDS = "stands"


def clocked(file: Path) -> Environment:
    """An environment whose clocks are ahead by what the file says; without it by nothing."""

    def ahead_s() -> float:
        return float(file.read_text("utf-8")) if file.exists() else 0.0

    def machine() -> tuple[float, float]:
        stands = file.with_name(STANDS)
        times = stands.read_text("utf-8").split() if stands.exists() else (time.time(), time.monotonic())
        return float(times[0]), float(times[1])

    return Environment(now=lambda: machine()[0] + ahead_s(), monotonic=lambda: machine()[1] + ahead_s())


def main(_serve: str, _port: str, port: str, _data: str, data: str) -> None:
    settings = load_settings(port=int(port), data=Path(data))
    configure_logging(settings)
    uvloop.run(listen(build(settings, clocked(Path(data) / AHEAD)), lambda: None, None))


if __name__ == "__main__":
    main(*sys.argv[1:])
