"""`madang` of a later version: this code, with steps of the database beyond its newest, and with tables that have what they add.

`python -m tests.cluster.later_madang FOLDER serve ...`. FOLDER has the steps (later_steps.py). A step may have a function
`declare`, which puts what it adds into the tables of the code, so that this code names it in what it reads and writes. With
LATER_WIRE in its environment it also speaks a later minor of the wire: one feature, by which a `ping` may be of another kind,
and one field more in `welcome`. With LATER_LINK it speaks a later version of what nodes say to each other: fields behind those of
the first records, and a kind that it tells and asks beside everything else.
"""

import os
import runpy
import sys
from pathlib import Path
from typing import Any

import msgspec
import structlog

from madang_protocol import codec, commands, messages
from madang_server import revisions
from madang_server.cli import main
from madang_server.cluster.hosting import link, wire
from madang_server.live import welcome
from madang_server.store import tables

FEATURE = "mood"
_log = structlog.get_logger()


class MoodyPing(commands.Ping, tag="ping.moody", frozen=True):
    """A kind that was added: it is answered as `ping` is."""

    mood: str = ""


class MoodyWelcome(messages.Welcome, tag="welcome", frozen=True):
    """A message to which a field was added."""

    mood: str = ""


def _moody(given: dict[str, Any]) -> dict[str, Any]:
    return given | {"features": [*given.get("features", []), FEATURE], "mood": "glad"}


def speak() -> None:
    """Let this process be of a version that has this feature."""
    codec._command_decoder = msgspec.msgpack.Decoder(commands.AnyCommand | MoodyPing)
    welcome.Welcome = lambda **given: MoodyWelcome(**_moody(given))  # type: ignore[misc, assignment, attr-defined]


class Weather(wire.Record, tag="Weather", frozen=True):
    """A kind that was added."""

    text: str = "fair"


class LaterRegister(wire.Register, tag="Register", frozen=True):
    """A record to which a field was added."""

    colour: str = "blue"


class LaterRegistered(wire.Registered, tag="Registered", frozen=True):
    """A record to which a field was added."""

    colour: str = "blue"


class TalkativeLink(link.Link):
    """It tells and asks of the weather before whatever else it asks, and says how that was answered."""

    def ask(self, record: wire.Record, settle: link.Settle) -> None:
        super().tell(Weather())
        super().ask(Weather(), lambda answer: _log.info("the weather", answer=answer))
        super().ask(record, settle)


def later_packed(number: int, record: wire.Record) -> bytes:
    """Return the frame of a record with what was added to it."""
    later = {wire.Register: LaterRegister, wire.Registered: LaterRegistered}.get(type(record))
    return wire.packed(number, record if later is None else later(*msgspec.structs.astuple(record)))


def link_up() -> None:
    """Let this process say more to other nodes."""
    wire.VERSION += 1
    link.packed = later_packed  # type: ignore[attr-defined]
    link.Link = TalkativeLink  # type: ignore[misc]


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
    if "LATER_LINK" in os.environ:
        link_up()
    main()
