"""`madang` of a later version: this code, with steps of the database beyond its newest, and with tables that have what they add.

`python -m tests.cluster.later_madang FOLDER serve ...`. FOLDER has the steps (later_steps.py). A step may have a function
`declare`, which puts what it adds into the tables of the code, so that this code names it in what it reads and writes. With
LATER_WIRE in its environment it also speaks a later minor of the wire: one feature, by which a `ping` may be of another kind,
and one field more in `welcome`.
"""

import os
import runpy
import sys
from pathlib import Path

import msgspec

from madang_protocol import codec, commands, messages
from madang_server import revisions
from madang_server.cli import main
from madang_server.live import welcome
from madang_server.store import tables

FEATURE = "mood"


class MoodyPing(commands.Ping, tag="ping.moody", frozen=True):
    """A kind that was added: it is answered as `ping` is."""

    mood: str = ""


class MoodyWelcome(messages.Welcome, tag="welcome", frozen=True):
    """A message to which a field was added."""

    mood: str = ""


def speak() -> None:
    """Let this process be of a version that has this feature."""
    codec._command_decoder = msgspec.msgpack.Decoder(commands.AnyCommand | MoodyPing)
    welcome.Welcome = lambda **given: MoodyWelcome(**given, features=[FEATURE], mood="glad")  # type: ignore[misc, assignment]


def know(folder: Path) -> None:
    """Let this process be of a version that has these steps."""
    steps = sorted(folder.glob("v[0-9]*_*.py"))
    revisions._FILES.update({step.name.partition("_")[0]: step for step in steps})
    for step in steps:
        runpy.run_path(str(step)).get("declare", lambda _tables: None)(tables)


if __name__ == "__main__":
    know(Path(sys.argv.pop(1)))
    if "LATER_WIRE" in os.environ:
        speak()
    main()
