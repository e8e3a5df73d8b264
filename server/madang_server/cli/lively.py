"""`madang lively`: an office that is open and has people in it, in one command, until Ctrl+C."""

from pathlib import Path
from typing import Annotated

import typer

from madang_server.cli.options import Data, Office, Port

OFFICERS_MAX = 4


def lively(
    port: Port = None,
    data: Data = None,
    officers: Annotated[int, typer.Option(min=1, max=OFFICERS_MAX, help="Simulated officers.")] = 3,
    minutes: Annotated[int, typer.Option(min=1, max=60, help="How long people go on coming.")] = 60,
    office: Office = None,
) -> None:
    """Open an office with simulated people and officers in it, to look at; Ctrl+C ends it."""
    from madang_server.cli.lively_office import LOOPBACK, keep_lively
    from madang_server.settings import load_settings

    settings = load_settings(host=LOOPBACK, port=port, data=data or Path("data") / "demo")
    keep_lively(settings, officers=officers, minutes=minutes, office=office)
