"""`madang officer ...` and `madang demo`: accounts of the staff. Passwords are shown once, to the person at the terminal."""

from typing import Annotated

import typer

from madang_server.cli.options import Data, Database, Office

app = typer.Typer(help="The accounts of the office's staff.", no_args_is_help=True)


def _tidy(name: str) -> str:
    from madang_protocol.writing import tidy_line

    return tidy_line(name)


Name = Annotated[str, typer.Argument(help="The name under which the officer signs in and is seen.", callback=_tidy)]


@app.command("add")
def add(
    name: Name,
    services: Annotated[str, typer.Option(help="Service ids, separated by commas.")],
    skills: Annotated[str, typer.Option(help="Skills, separated by commas (english, sign-language ...).")] = "",
    supervisor: Annotated[bool, typer.Option("--supervisor", help="May also see how the servers stand.")] = False,
    data: Data = None,
    database: Database = None,
    office: Office = None,
) -> None:
    """Make an account and print its one-time password; the first sign-in asks for a new one."""
    from madang_server.cli import staff
    from madang_server.settings import load_settings

    settings = load_settings(data=data, database=database)
    staff.add(settings, name, services=services, skills=skills, supervisor=supervisor, office=office)


@app.command("post")
def post(
    name: Name,
    services: Annotated[str, typer.Option(help="Service ids, separated by commas; empty: this office's no longer.")],
    skills: Annotated[str, typer.Option(help="Skills, separated by commas (english, sign-language ...).")] = "",
    supervisor: Annotated[
        bool | None,
        typer.Option("--supervisor/--no-supervisor", help="May also see how the servers stand; without it as before."),
    ] = None,
    data: Data = None,
    database: Database = None,
    office: Office = None,
) -> None:
    """Let an account of another office work in this one too, with the same password; or change what it does here."""
    from madang_server.cli import staff
    from madang_server.settings import load_settings

    settings = load_settings(data=data, database=database)
    staff.post(settings, name, services=services, skills=skills, supervisor=supervisor, office=office)


@app.command("list")
def list_officers(
    everyone: Annotated[bool, typer.Option("--all", help="Also the closed accounts of `madang load`.")] = False,
    data: Data = None,
    database: Database = None,
    office: Office = None,
) -> None:
    """Print the accounts, one a line: name, services, state."""
    from madang_server.cli import staff
    from madang_server.settings import load_settings

    staff.print_all(load_settings(data=data, database=database), everyone=everyone, office=office)


@app.command("disable")
def disable(name: Name, data: Data = None, database: Database = None, office: Office = None) -> None:
    """Close an account at once: its sign-ins end and its commands are rejected."""
    from madang_server.cli import staff
    from madang_server.settings import load_settings

    staff.disable(load_settings(data=data, database=database), name, office=office)


@app.command("renew")
def renew(name: Name, data: Data = None, database: Database = None, office: Office = None) -> None:
    """Give an account a new one-time password."""
    from madang_server.cli import staff
    from madang_server.settings import load_settings

    staff.renew(load_settings(data=data, database=database), name, office=office)


@app.command("second-factor-off")
def second_factor_off(name: Name, data: Data = None, database: Database = None, office: Office = None) -> None:
    """Take a lost second factor off an account: its sign-ins end, and the password alone lets its officer in."""
    from madang_server.cli import staff
    from madang_server.settings import load_settings

    staff.end_factor(load_settings(data=data, database=database), name, office=office)


def demo(data: Data = None, database: Database = None, office: Office = None) -> None:
    """Make the demonstration officer if there is none, and print how to sign in."""
    from madang_server.cli import staff
    from madang_server.settings import load_settings

    staff.add_demonstration(load_settings(data=data, database=database), office=office)


@app.command("reasons")
def reasons(data: Data = None, database: Database = None, office: Office = None) -> None:
    """Print for which reasons officers opened cases that were not theirs, the newest first: time, officer, case, reason."""
    from madang_server.cli import staff
    from madang_server.settings import load_settings

    staff.print_reasons(load_settings(data=data, database=database), office=office)
