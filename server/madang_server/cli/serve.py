"""`madang serve`: open the office and keep it open. Constructs nothing itself."""

from typing import TYPE_CHECKING

import typer

from madang_server.cli.options import Data, Database, Host, Places, Port, PublicUrl, Redis, Standby
from madang_server.faults import OfficeLost

if TYPE_CHECKING:
    from madang_server.settings import Settings


def serve(
    host: Host = None,
    port: Port = None,
    data: Data = None,
    database: Database = None,
    redis: Redis = None,
    public_url: PublicUrl = None,
    places: Places = None,
    standby: Standby = False,
) -> None:
    """Open the office; it brings its database up to date first. When another server takes the office, this one ends (code 3)."""
    from madang_server.settings import load_settings

    settings = load_settings(
        host=host, port=port, data=data, database=database, redis=redis, public_url=public_url, places=places
    )
    import uvloop

    from madang_server.app import build
    from madang_server.listener import listen
    from madang_server.logging_setup import configure_logging

    configure_logging(settings)
    while True:
        application = build(settings)
        try:
            uvloop.run(listen(application, lambda: typer.echo(_opened(settings)), _waits if standby else None))
        except OfficeLost:
            if not standby:
                raise
        else:
            return


def _waits(held: str) -> None:
    typer.echo(f"Madang stands by: {held}")


def _opened(settings: "Settings") -> str:
    """Return the line for the person at the terminal. An office without its page is not open: nobody can come in."""
    if settings.has_page:
        return f"Madang is open: {settings.address}"
    missing = f"{settings.client} has no index.html (`make web` builds it)"
    return f"Madang has no page yet: {missing}. Programs reach it at {settings.address}"
