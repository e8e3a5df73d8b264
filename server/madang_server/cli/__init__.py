"""The command `madang`: one small file a family of commands. A mistake of the person at the terminal is one line, exit code 2."""

import sys

import typer

from madang_server.cli import counter, doctor, load, officer, place, serve
from madang_server.faults import Misconfigured, StorageRefused

WRONG = 2
app = typer.Typer(
    name="madang",
    help="A civic office that people walk into from a browser link.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command("serve")(serve.serve)
app.command("demo")(officer.demo)
app.command("doctor")(doctor.doctor)
app.command("load", context_settings={"allow_extra_args": True, "ignore_unknown_options": True}, add_help_option=False)(load.load)
app.add_typer(officer.app, name="officer")
app.add_typer(place.app, name="place")
app.add_typer(counter.app, name="counter")


def main() -> None:
    """Run the command; a fault of the settings or of the database is one clear line and exit code 2."""
    try:
        app()
    except Misconfigured as error:
        sys.exit(_say(str(error)))
    except StorageRefused as error:
        sys.exit(_say(f"database: it did not take it ({error.__cause__})"))


def _say(line: str) -> int:
    print(f"madang: {' '.join(line.split())}", file=sys.stderr)  # noqa: T201 - a person reads it
    return WRONG
