"""`madang doctor`: is everything there that the office needs? One line a check, exit code 1 when one fails."""

import typer

from madang_server.cli.options import Data, Database, Places, Port


def doctor(port: Port = None, data: Data = None, database: Database = None, places: Places = None) -> None:
    """Check python, node, data, database, places, services, hours, site, port, disk, client, one line each."""
    from madang_server.cli.examination import examine
    from madang_server.settings import load_settings

    faults = 0
    for name, (good, what) in examine(load_settings(port=port, data=data, database=database, places=places)):
        typer.echo(f"{'ok  ' if good else 'FAIL'} {name}: {what}")
        faults += not good
    if faults:
        raise typer.Exit(1)
