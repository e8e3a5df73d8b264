"""Steps of the database are of two kinds, and each is what it says (SPEC N12): looked at on either database, before and after."""

from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import Connection, NullPool, create_engine, inspect
from tests.postgresql_server import PostgreSQL

from madang_server.revisions import Kind, Step, min_code_at, newest_revision, steps_after
from madang_server.store.migrate import migrations_on, upgrade
from madang_server.store.migration_plan import MIN_CODE_SINCE
from madang_server.store.schema_state import BESIDE_NODES, runnable
from madang_server.store.shards import Server
from madang_server.store.tables import metadata

Shape = dict[str, dict[str, Any]]


@pytest.fixture(params=["sqlite", "postgresql"])
def connection(request: pytest.FixtureRequest, tmp_path: Path, postgresql: PostgreSQL) -> Iterator[Connection]:
    """A database with nothing in it, in a transaction."""
    name = postgresql.empty() if request.param == "postgresql" else None
    engine = create_engine(postgresql.url(name) if name else f"sqlite:///{tmp_path / 'kinds.db'}", poolclass=NullPool)
    with engine.connect() as opened:
        yield opened
    engine.dispose()
    if name:
        postgresql.drop(name)


def shape_of(connection: Connection) -> Shape:
    """Columns, and what binds rows, by table."""
    found = inspect(connection)
    return {
        table: {
            "columns": {column["name"]: column for column in found.get_columns(table)},
            "bounds": {
                str(sorted((key, str(value)) for key, value in each.items() if key != "name"))
                for part in (found.get_foreign_keys, found.get_unique_constraints, found.get_check_constraints)
                for each in part(table)  # type: ignore[operator]
            }
            | {str(index["column_names"]) for index in found.get_indexes(table) if index["unique"]},
        }
        for table in found.get_table_names()
    }


def breaks(before: Shape, after: Shape) -> list[str]:
    """Return what code of before cannot live with."""
    return [said for table, was in before.items() for said in _breaks_of(table, was, after.get(table))]


def breaks_of(connection: Connection, step: Step) -> list[str]:
    """Run a step, and return what code of before cannot live with; that is no fault of one which contracts."""
    before = shape_of(connection)
    upgrade(connection, step.revision)
    return breaks(before, shape_of(connection)) if step.kind is Kind.EXPAND else []


def _breaks_of(table: str, was: dict[str, Any], now: dict[str, Any] | None) -> Iterator[str]:
    if now is None:
        yield f"{table} is gone"
        return
    for name, column in was["columns"].items():
        kept = now["columns"].get(name)
        if kept is None or str(kept["type"]) != str(column["type"]) or (column["nullable"] and not kept["nullable"]):
            yield f"{table}.{name} is not what it was"
    for name in now["columns"].keys() - was["columns"].keys():
        column = now["columns"][name]
        if not column["nullable"] and column["default"] is None and column.get("autoincrement") is not True:
            yield f"{table}.{name} must be given"
    if now["bounds"] - was["bounds"]:
        yield f"{table} takes fewer rows"


def test_N12_each_step_since_there_are_kinds_says_which_it_is() -> None:
    assert [step.revision for step in steps_after(MIN_CODE_SINCE) if step.kind is Kind.BOTH] == []
    assert {step.kind for step in steps_after("v0000") if step.revision <= MIN_CODE_SINCE} == {Kind.BOTH}


def test_N12_code_of_before_can_live_with_each_expand_step(connection: Connection) -> None:
    upgrade(connection, MIN_CODE_SINCE)
    found = {step.revision: breaks_of(connection, step) for step in steps_after(MIN_CODE_SINCE)}
    assert {revision: said for revision, said in found.items() if said} == {}
    said = connection.execute(sa.text("SELECT version_num, min_code FROM alembic_version")).one()
    assert tuple(said) == (newest_revision(), min_code_at(newest_revision()))


def nullable(op: Operations) -> None:
    op.add_column("tickets", sa.Column("colour", sa.String(20)))


def with_default(op: Operations) -> None:
    op.add_column("tickets", sa.Column("colour", sa.String(20), nullable=False, server_default="blue"))


def new_table(op: Operations) -> None:
    op.create_table("colours", sa.Column("name", sa.String(20), primary_key=True), sa.UniqueConstraint("name"))


def index(op: Operations) -> None:
    op.create_index("ix_tickets_state", "tickets", ["state"])


def needed(op: Operations) -> None:
    op.execute("DELETE FROM tickets")
    with op.batch_alter_table("tickets") as table:
        table.add_column(sa.Column("colour", sa.String(20), nullable=False))


def renamed(op: Operations) -> None:
    op.alter_column("audit", "facts", new_column_name="details")


def gone(op: Operations) -> None:
    op.drop_table("notices")


def unique(op: Operations) -> None:
    op.create_index("ix_tickets_state", "tickets", ["state"], unique=True)


@pytest.mark.parametrize(
    ("step", "said"),
    [
        (nullable, []),
        (with_default, []),
        (new_table, []),
        (index, []),
        (needed, ["tickets.colour must be given"]),
        (renamed, ["audit.facts is not what it was", "audit.details must be given"]),
        (gone, ["notices is gone"]),
        (unique, ["tickets takes fewer rows"]),
    ],
    ids=lambda value: value.__name__ if callable(value) else "",
)
def test_N12_what_an_expand_step_may_not_do_is_found(
    connection: Connection, step: Callable[[Operations], None], said: list[str]
) -> None:
    upgrade(connection)
    before = shape_of(connection)
    step(Operations(MigrationContext.configure(connection)))
    assert breaks(before, shape_of(connection)) == said


@pytest.mark.parametrize(
    ("kinds", "others", "count"),
    [
        ("ee", ["v0012"], 2),
        ("ec", ["v0012"], 1),
        ("ce", ["v0012"], 0),
        ("ec", ["v0014", "v0013"], 1),
        ("ec", ["v0014"], 2),
        ("ec", [], 2),
        ("ec", [""], 1),
        ("ecc", ["v0014"], 2),
    ],
)
def test_N12_a_contract_step_waits_for_servers_that_do_not_know_it(kinds: str, others: list[str], count: int) -> None:
    long = {"e": Kind.EXPAND, "c": Kind.CONTRACT}
    steps: list[Any] = [SimpleNamespace(revision=f"v{13 + n:04}", kind=long[kind]) for n, kind in enumerate(kinds)]
    servers = [Server(code, f"process {n}", 0.0) for n, code in enumerate(others)]
    assert runnable(steps, BESIDE_NODES, servers) == steps[:count]
    assert runnable(steps, [Kind.EXPAND], servers) == steps[: len(kinds.partition("c")[0])]


def test_N11_a_database_may_be_used_since_its_last_step_that_did_not_only_add() -> None:
    assert min_code_at("v0011") == "v0011"
    assert min_code_at(newest_revision()) == max(
        step.revision for step in [Step(MIN_CODE_SINCE), *steps_after(MIN_CODE_SINCE)] if step.kind is not Kind.EXPAND
    )


TRIGGERS = {
    "sqlite": "SELECT name || sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name",
    "postgresql": "SELECT pg_get_triggerdef(t.oid) || p.prosrc FROM pg_trigger AS t JOIN pg_proc AS p ON p.oid = t.tgfoid"
    " WHERE NOT t.tgisinternal ORDER BY t.tgname",
}


def triggers_of(connection: Connection) -> list[str]:
    return list(connection.execute(sa.text(TRIGGERS[connection.dialect.name])).scalars())


def test_A5_the_triggers_that_a_new_office_gets_are_those_of_the_migration_which_takes_them_back(connection: Connection) -> None:
    metadata.create_all(connection)
    at_once = triggers_of(connection)
    metadata.drop_all(connection)
    upgrade(connection)
    assert (triggers_of(connection), len(at_once) > 3) == (at_once, True)
    command.downgrade(migrations_on(connection), "v0012")
    assert triggers_of(connection) == []
    upgrade(connection)
    assert triggers_of(connection) == at_once
