"""`madang migrate`: what it says, what it does, and that it leaves alone what is served, damaged or newer, on either database."""

import fcntl
import gc
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import NullPool, create_engine, inspect, text
from sqlalchemy.exc import ProgrammingError
from tests.postgresql_server import PostgreSQL
from tests.server.filled_office import fill_postgresql, fill_sqlite
from tests.server.office_site import database_of
from tests.server.running import environment_of

from madang_server.cli import main
from madang_server.revisions import Kind, Step, newest_revision, steps_after

HERE = ("--data", ".")


@pytest.fixture(params=["sqlite", "postgresql"])
def filled(request: pytest.FixtureRequest, tmp_path: Path, postgresql: PostgreSQL) -> Iterator[Path]:
    """The folder of an office that an older version filled."""
    if request.param == "sqlite":
        fill_sqlite(tmp_path)
        yield tmp_path
        return
    name = fill_postgresql(tmp_path, postgresql)
    yield tmp_path
    postgresql.drop(name)


def revision_of(folder: Path) -> str:
    engine = create_engine(database_of(folder).replace("+aiosqlite", ""), poolclass=NullPool)
    with engine.connect() as sql:
        return str(sql.execute(text("SELECT version_num FROM alembic_version")).scalar())


def files_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


class Terminal:
    """`madang` in a folder, in this process: a process of its own takes seconds to begin."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch, output: pytest.CaptureFixture[str]) -> None:
        self._monkeypatch = monkeypatch
        self._output = output
        monkeypatch.chdir(folder)

    def run(self, *arguments: str) -> tuple[object, str, str]:
        """Return the exit code, and what it wrote."""
        self._monkeypatch.setattr(sys, "argv", ["madang", *arguments, *HERE])
        with pytest.raises(SystemExit) as ended:
            main()
        return (ended.value.code or 0, *self._output.readouterr())

    def says(self, *arguments: str) -> list[str]:
        code, output, error = self.run(*arguments)
        assert (code, error) == (0, "")
        return output.splitlines()

    def turns_away(self, *arguments: str) -> str:
        code, output, error = self.run(*arguments)
        assert (code, output, len(error.splitlines())) == (2, "", 1)
        return error


@pytest.fixture
def terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Terminal]:
    mask, threshold = os.umask(0o022), gc.get_threshold()
    yield Terminal(tmp_path, monkeypatch, capsys)
    os.umask(mask)
    gc.set_threshold(*threshold)


def said(step: Step) -> str:
    """A step as the terminal says it: with its kind, where its file says one."""
    return f"{step.revision}{'' if step.kind is Kind.BOTH else f' ({step.kind.value})'}: {step.words}"


def test_a_dry_run_says_what_would_be_done_and_changes_nothing(terminal: Terminal, filled: Path) -> None:
    before = files_of(filled)
    lines = terminal.says("migrate", "--dry-run")
    assert f"revision: v0002, of a known version; this version needs {newest_revision()}" in lines
    assert "in it: officers: 1, visitors: 3, tickets: 2, cases: 2, documents: 1" in lines
    assert "served by: nobody" in lines
    steps = [line for line in lines if line.startswith("would run: ")]
    assert steps == [f"would run: {said(step)}" for step in steps_after("v0002")]
    assert lines[-1] == "nothing was changed"
    assert (files_of(filled), revision_of(filled)) == (before, "v0002")


def test_it_does_what_it_said_and_then_there_is_nothing_to_do(terminal: Terminal, filled: Path) -> None:
    ran = [line.removeprefix("ran: ") for line in terminal.says("migrate") if line.startswith("ran: ")]
    assert ran == [said(step) for step in steps_after("v0002")]
    assert revision_of(filled) == newest_revision()
    assert terminal.says("migrate")[0].endswith(f"is up to date, at {newest_revision()}")
    assert f"is up to date, at {newest_revision()}" in terminal.says("migrate", "--dry-run")


def test_each_step_says_in_words_what_it_does() -> None:
    assert [step.revision for step in steps_after("v0001")] == [f"v{n:04}" for n in range(2, int(newest_revision()[1:]) + 1)]
    assert all(len(step.words) > 20 for step in steps_after("v0001"))


def test_a_dry_run_makes_no_office_where_there_is_none(terminal: Terminal, tmp_path: Path) -> None:
    assert terminal.says("migrate", "--dry-run")[1] == f"would make: the tables of {newest_revision()}"
    assert list(tmp_path.iterdir()) == []


def test_an_empty_database_gets_the_newest_tables(terminal: Terminal, tmp_path: Path) -> None:
    assert f"made: the tables of {newest_revision()}" in terminal.says("migrate")
    assert revision_of(tmp_path) == newest_revision()


@pytest.mark.parametrize("arguments", [("migrate", "--dry-run"), ("migrate",)])
def test_a_database_that_nobody_knows_is_left_alone(terminal: Terminal, filled: Path, arguments: tuple[str, ...]) -> None:
    engine = create_engine(database_of(filled).replace("+aiosqlite", ""), poolclass=NullPool)
    with engine.begin() as sql:
        sql.execute(text("UPDATE alembic_version SET version_num = 'v9999'"))
    assert "it is at v9999, which is not known here" in terminal.turns_away(*arguments)


def made_newer(folder: Path, min_code: str) -> None:
    """Let the database be what a newer version made of it."""
    engine = create_engine(database_of(folder).replace("+aiosqlite", ""), poolclass=NullPool)
    with engine.begin() as sql:
        sql.execute(text("UPDATE alembic_version SET version_num = 'v9999', min_code = :min_code"), {"min_code": min_code})


@pytest.mark.parametrize("arguments", [("migrate", "--dry-run"), ("migrate",), ("officer", "list")])
def test_N11_a_database_that_needs_newer_code_is_left_alone(terminal: Terminal, filled: Path, arguments: tuple[str, ...]) -> None:
    terminal.says("migrate")
    made_newer(filled, "v9998")
    said = f"it is at v9999 and needs code of v9998 or newer; this version is of {newest_revision()}. Start a newer version"
    assert said in terminal.turns_away(*arguments)


def test_N11_a_database_that_a_newer_version_only_expanded_is_used_as_it_is(terminal: Terminal, filled: Path) -> None:
    terminal.says("migrate")
    made_newer(filled, newest_revision())
    assert terminal.says("migrate")[0].endswith(": is at v9999, of a newer version, which this one can use")
    looked = terminal.says("migrate", "--dry-run")
    assert f"revision: v9999, of a newer version; this version needs {newest_revision()}" in looked
    assert terminal.says("officer", "list")
    assert revision_of(filled) == "v9999"


@pytest.mark.parametrize("arguments", [("migrate", "--dry-run"), ("migrate",)])
def test_a_damaged_file_is_named_and_left_as_it_is(terminal: Terminal, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    fill_sqlite(tmp_path)
    file = tmp_path / "madang.db"
    with closing(sqlite3.connect(file)) as sql:
        size = sql.execute("PRAGMA page_size").fetchone()[0]
        root = sql.execute("SELECT rootpage FROM sqlite_master WHERE name = 'ix_periods_ticket'").fetchone()[0]
    content = bytearray(file.read_bytes())
    content[(root - 1) * size + 8 : root * size] = bytes(size - 8)
    file.write_bytes(content)
    assert "it is damaged (" in terminal.turns_away(*arguments)
    assert revision_of(tmp_path) == "v0002"


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """What a server of an older version has."""
    with (folder / "office.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        lock.write("process 1234 since 2026-01-02 10:00:00 UTC\n")
        lock.flush()
        yield


@pytest.mark.parametrize("arguments", [("migrate",), ("officer", "list"), ("officer", "disable", "Officer Han")])
def test_C22_a_served_file_is_not_brought_up_to_date(terminal: Terminal, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    fill_sqlite(tmp_path)
    with locked(tmp_path):
        assert "is served by another server (process 1234 since " in terminal.turns_away(*arguments)
        told = "served by: process 1234 since 2026-01-02 10:00:00 UTC; close it first"
        assert told in terminal.says("migrate", "--dry-run")
    assert revision_of(tmp_path) == "v0002"


@pytest.fixture
def older(tmp_path: Path, postgresql: PostgreSQL) -> Iterator[str]:
    """The name of a database that an older version filled."""
    name = fill_postgresql(tmp_path, postgresql)
    yield name
    postgresql.drop(name)


@pytest.mark.parametrize("arguments", [("migrate",), ("officer", "list")])
def test_C22_a_database_of_a_server_without_leases_is_not_brought_up_to_date(
    terminal: Terminal, tmp_path: Path, postgresql: PostgreSQL, older: str, arguments: tuple[str, ...]
) -> None:
    with postgresql.connect(older) as server:
        server.execute(f"SELECT pg_advisory_lock({0x6D61_6461_6E67_0001})")
        assert "is served by another server, which must be closed first" in terminal.turns_away(*arguments)
    assert revision_of(tmp_path) == "v0002"


def test_C22_a_database_with_a_lease_stays_as_it_is(terminal: Terminal, tmp_path: Path, postgresql: PostgreSQL) -> None:
    name = postgresql.migrated()
    (tmp_path / "madang.toml").write_text(f'database = "{postgresql.url(name)}"\n', "utf-8")
    postgresql.run("UPDATE alembic_version SET version_num = 'v0007'", name)
    postgresql.run("INSERT INTO shards VALUES ('main', 1, 'process 5 on elsewhere', '', 0, 1e12, 0)", name)
    assert "closed first (process 5 on elsewhere since 1970-01-01" in terminal.turns_away("migrate")
    assert "served by: process 5 on elsewhere since 1970-01-01 00:00:00 UTC; close it first" in terminal.says(
        "migrate", "--dry-run"
    )
    postgresql.drop(name)


def test_two_who_migrate_at_once_do_it_once(filled: Path) -> None:
    command = [sys.executable, "-m", "madang_server", "migrate", *HERE]
    started = [
        subprocess.Popen(command, cwd=filled, env=environment_of({}), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    ended = [(one.communicate(), one.returncode) for one in started]
    ran = [output for (output, _), code in ended if code == 0 and "ran: v0003" in output]
    assert len(ran) == 1, ended
    assert all(code == 0 or "is served by another server" in error for (_, error), code in ended), ended
    assert revision_of(filled) == newest_revision()


def test_nothing_is_left_of_a_migration_that_failed(
    terminal: Terminal, tmp_path: Path, postgresql: PostgreSQL, older: str
) -> None:
    postgresql.run("CREATE TABLE notices (n int)", older)  # in the way of a later step
    with pytest.raises(ProgrammingError, match="already exists"):
        terminal.run("migrate")
    assert revision_of(tmp_path) == "v0002"
    engine = create_engine(database_of(tmp_path), poolclass=NullPool)
    with engine.connect() as sql:
        assert "command_replies" not in inspect(sql).get_table_names()
