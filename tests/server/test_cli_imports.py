"""A command imports what it needs and no more: people wait for every import."""

import subprocess
import sys
from importlib import resources
from pathlib import Path

import pytest
from tests.server.running import madang

PLAZA = Path(str(resources.files("madang_worlds"))) / "places" / "plaza" / "place.tmj"
RUN = """
import sys
from madang_server.cli import main
try:
    main()
finally:
    print(*{name.partition(".")[0] for name in sys.modules}, file=sys.stderr)
"""
OFFICE = {"fastapi", "uvicorn", "prometheus_client"}
DATABASE = {"sqlalchemy", "alembic", "aiosqlite"}
ROOMS = {"numpy", "pytiled_parser", "madang_worlds"}
PRINTING = {"typst", "PIL", "madang_counters"}
SETTINGS = {"pydantic_settings", "asyncio"}  # pydantic itself is typer's, too
TRACES = {"rich", "pygments", "structlog"}
CALENDAR = {"holidays", "dateutil"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with an office in it, whose database is up to date."""
    assert madang("officer", "list", folder=tmp_path).returncode == 0
    return tmp_path


def imported_by(*typed: str, folder: Path) -> set[str]:
    """Return the packages that one command has imported at its end, which must be good."""
    command = [sys.executable, "-c", RUN, *typed]
    ended = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    return set(ended.stderr.split())


@pytest.mark.parametrize(
    ("typed", "never"),
    [
        ("--version", OFFICE | DATABASE | ROOMS | PRINTING | SETTINGS | TRACES),
        ("--help", OFFICE | DATABASE | ROOMS | PRINTING | SETTINGS),
        ("officer add --help", OFFICE | DATABASE | ROOMS | PRINTING | SETTINGS),
        (f"place check {PLAZA}", OFFICE | DATABASE | PRINTING | TRACES),
        ("place render plaza -o plaza.png", OFFICE | DATABASE | TRACES),
        ("counter list", OFFICE | DATABASE | ROOMS | TRACES),
        ("backup office.backup", OFFICE | ROOMS | PRINTING | TRACES | {"alembic"}),
        ("officer list", OFFICE | ROOMS | PRINTING | TRACES | {"alembic"}),
        ("officer add Han --services echo", OFFICE | ROOMS | TRACES | {"alembic"}),
        ("demo --data new", OFFICE | ROOMS | TRACES | {"alembic"}),
    ],
)
def test_a_command_imports_nothing_that_it_does_not_need(typed: str, never: set[str], folder: Path) -> None:
    assert not imported_by(*typed.split(), folder=folder) & (never | CALENDAR)


def test_the_doctor_does_not_put_a_server_together(folder: Path) -> None:
    seen = subprocess.run([sys.executable, "-c", RUN, "doctor"], cwd=folder, capture_output=True, text=True, check=False).stderr
    assert "sqlalchemy" in seen.split()
    assert not set(seen.split()) & (OFFICE | {"alembic"})
