"""The flags that several commands share. Knows typer and settings, opens nothing."""

from pathlib import Path
from typing import Annotated

import typer

Host = Annotated[str | None, typer.Option(help="Address to listen on.")]
Port = Annotated[int | None, typer.Option(help="Port to listen on.")]
Data = Annotated[Path | None, typer.Option(help="Folder for the database and services.toml.")]
Database = Annotated[str | None, typer.Option(help="SQLAlchemy URL; none: SQLite in the data folder.")]
Redis = Annotated[str | None, typer.Option(help="URL of a Redis server; none: what is not durable ends with the process.")]
PublicUrl = Annotated[str | None, typer.Option(help="The address that people type.")]
Places = Annotated[Path | None, typer.Option(help="Folder of floor plans.")]
Office = Annotated[str | None, typer.Option(help="Which of several offices; none: the one that is alone.")]
Standby = Annotated[bool, typer.Option("--standby", help="Wait while another server has the office; take over when it is gone.")]
