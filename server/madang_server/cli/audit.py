"""`madang audit ...`: check the audit log, and read it. Changes nothing, and may be run beside a server."""

from datetime import datetime
from typing import Annotated

import typer

from madang_server.cli.options import Data, Database

app = typer.Typer(help="The audit log: who did what, as a chain of hashes.", no_args_is_help=True)
OneOffice = Annotated[str | None, typer.Option("--office", help="Which office; none: every one that has a log.")]
Instant = Annotated[
    datetime | None,
    typer.Option(formats=["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S"], help="From this day or instant on (UTC)."),
]


@app.command("verify")
def verify(
    office: OneOffice = None,
    expect: Annotated[
        str | None, typer.Option(help="A head that was noted elsewhere: it must be the hash of a row. Needs --office.")
    ] = None,
    data: Data = None,
    database: Database = None,
) -> None:
    """Check every row of the chain; one line an office. Exit code 1 at the first changed, missing, added or moved row."""
    from madang_server.cli import audit_report
    from madang_server.settings import load_settings

    settings = load_settings(data=data, database=database)
    if not audit_report.print_checks(settings, office=office, expected=expect):
        raise typer.Exit(1)


@app.command("list")
def list_rows(
    office: OneOffice = None,
    since: Instant = None,
    actor: Annotated[str | None, typer.Option(help="An officer's name, `terminal`, or an actor as the log has it.")] = None,
    subject: Annotated[str | None, typer.Option(help="Number of a case or document, an account's name, or a subject.")] = None,
    kind: Annotated[str | None, typer.Option(help="A kind, such as case-read.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=100_000, help="At most so many rows of each office.")] = 1_000,
    as_json: Annotated[bool, typer.Option("--json", help="For programs: one row a line.")] = False,
    data: Data = None,
    database: Database = None,
) -> None:
    """Print rows, the newest first: number, time, actor, kind, subject, details."""
    from madang_server.cli import audit_report
    from madang_server.settings import load_settings

    asked = audit_report.Asked(since, actor, subject, kind, limit)
    audit_report.print_rows(load_settings(data=data, database=database), asked, office=office, as_json=as_json)
