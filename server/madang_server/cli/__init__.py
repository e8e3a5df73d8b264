"""The command `madang`: one small file a family of commands. A mistake of the person at the terminal is one line, exit code 2.

Every process pays for what these files import at their top: typer alone, and nothing of the office. A command imports what it
needs when it is run.
"""

import gc
import sys
from typing import Annotated, Any

import typer
from typer.exceptions import TyperException

from madang_server.cli import audit, backup, cluster, counter, doctor, lively, load, migrate, officer, place, serve
from madang_server.faults import Misconfigured, OfficeLost, StorageFailed

WRONG, LOST, STOPPED = 2, 3, 130
YOUNG_OBJECTS = 10_000  # most of what a command makes are imports, which stay: Python would look at them after every 700
NAME = "madang"
app = typer.Typer(
    name=NAME,
    help="A civic office that people walk into from a browser link.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)


def _print_version(asked: bool) -> None:
    if asked:
        from madang_server.version import installed_version

        typer.echo(f"{NAME} {installed_version()}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    pass


app.command("serve")(serve.serve)
app.command("demo")(officer.demo)
app.command("lively")(lively.lively)
app.command("backup")(backup.backup)
app.command("restore")(backup.restore)
app.command("migrate")(migrate.migrate)
app.command("doctor")(doctor.doctor)
app.command("load", context_settings={"allow_extra_args": True, "ignore_unknown_options": True}, add_help_option=False)(load.load)
app.add_typer(officer.app, name="officer")
app.add_typer(audit.app, name="audit")
app.add_typer(place.app, name="place")
app.add_typer(counter.app, name="counter")
app.add_typer(cluster.cluster, name="cluster")
app.add_typer(cluster.node, name="node")


def main() -> None:
    """Run the command; each fault of flags, settings or database is one clear line, and the exit code 2."""
    gc.set_threshold(YOUNG_OBJECTS)
    try:
        sys.exit(app(prog_name=NAME, standalone_mode=False))
    except TyperException as error:
        sys.exit(_say(_sentence(error), command=_command_of(error)))
    except (typer.Abort, KeyboardInterrupt):
        sys.exit(STOPPED)
    except Misconfigured as error:
        sys.exit(max(_say(line) for line in error.lines))
    except OfficeLost:
        _say("another server has taken the office; nothing was written since")
        sys.exit(LOST)
    except StorageFailed as error:
        sys.exit(_say(f"database: it did not take it ({error.reason})"))


def _sentence(error: TyperException) -> str:
    """Return what is wrong; typer says nothing where it has printed the help because no command was given."""
    return error.format_message() or "a command is missing; the help above lists them"


def _command_of(error: TyperException) -> str:
    """Return the command that was typed, as far as it was understood."""
    context: Any = getattr(error, "ctx", None)
    return context.command_path if context else NAME


def _say(line: str, *, command: str = NAME) -> int:
    print(f"{command}: {' '.join(line.split())}", file=sys.stderr)  # noqa: T201 - a person reads it
    return WRONG
