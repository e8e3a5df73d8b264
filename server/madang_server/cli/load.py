"""`madang load ...`: hands over to the load tool, a program of its own, found by its name so that nothing here knows it.

For `--officers` and `--desks` it makes accounts in the office's own database and hands their sign-ins over; afterwards they are
closed again.
"""

import importlib
from typing import Annotated, Any

import typer

from madang_server.cli.options import Data, Database, Office
from madang_server.faults import Misconfigured

TOOL = "madang_load.cli"


def load(
    context: typer.Context,
    officers: Annotated[int, typer.Option(min=0, max=200)] = 0,
    desks: Annotated[int, typer.Option(min=0, max=200)] = 0,
    data: Data = None,
    database: Database = None,
    office: Office = None,
) -> None:
    """Simulate visitors against a server (see: madang load --help)."""
    tool = find_tool()
    given = [*context.args, "--officers", str(officers), "--desks", str(desks)]
    if not (officers or desks) or "--sign-ins" in given:
        raise typer.Exit(tool.run(given))
    from madang_server.cli.hiring import hired_for_load
    from madang_server.settings import load_settings

    with hired_for_load(load_settings(data=data, database=database), officers or desks, office=office) as sign_ins:
        code = tool.run([*given, "--sign-ins", str(sign_ins)])
    raise typer.Exit(code)


def find_tool() -> Any:
    """Return the load tool. Raises `Misconfigured` when its packages are not installed."""
    try:
        return importlib.import_module(TOOL)
    except ModuleNotFoundError as error:
        raise Misconfigured(f"the load tool's packages are missing ({error.name}): install madang[load]") from error
