"""`madang load ...`: hands over to the load tool, a program of its own, found by its name so that nothing here knows it."""

import importlib

import typer

from madang_server.faults import Misconfigured

TOOL = "madang_load.cli"


def load(context: typer.Context) -> None:
    """Simulate visitors against a server (see: madang load --help)."""
    try:
        tool = importlib.import_module(TOOL)
    except ModuleNotFoundError as error:
        raise Misconfigured(f"the load tool is not installed ({error.name})") from error
    command = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
    command.command()(tool.load)
    command(context.args, prog_name="madang load")
