"""Every row is of one office, points at nothing of another, and is read and written as that office's (SPEC O2)."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import ForeignKeyConstraint, event
from tests.server.office_site import Site, request_id

from madang_protocol import commands as c
from madang_server.store.columns import metadata

OF_NO_OFFICE = {"officers", "sign_ins", "second_factors", "identities"}  # of accounts; what one may do in an office is its post
_TABLE = re.compile(r"\b(?:FROM|JOIN|INTO|UPDATE)\s+\"?(\w+)\"?")


def test_O2_every_table_has_the_office_and_points_at_rows_of_the_same() -> None:
    assert {table.name for table in metadata.sorted_tables if "office" not in table.c} == OF_NO_OFFICE
    rules = [rule for table in metadata.sorted_tables for rule in table.foreign_key_constraints]
    within = [rule for rule in rules if rule.referred_table.name not in OF_NO_OFFICE]
    assert [rule.name for rule in within if ("office", "office") not in pairs_of(rule)] == []
    assert len(within) > 10


def pairs_of(rule: ForeignKeyConstraint) -> list[tuple[str, str]]:
    """The columns of a rule, and those that they point at."""
    return [(key.parent.name, key.column.name) for key in rule.elements]


def test_O2_what_is_unique_is_so_in_one_office() -> None:
    """But the rows that the database counts, whose numbers nobody is told."""
    officed = [table for table in metadata.sorted_tables if table.name not in OF_NO_OFFICE]
    keys = {table.name: [column.name for column in table.primary_key] for table in officed}
    assert {name for name, key in keys.items() if "office" not in key} == {"periods", "audit"}
    unique = [index for table in officed for index in table.indexes if index.unique]
    assert [index.name for index in unique if "office" not in index.columns] == []
    assert len(unique) >= 1


@contextmanager
def heard(site: Site) -> Iterator[list[str]]:
    """Every statement that the office sends meanwhile."""
    said: list[str] = []

    def listen(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        said.append(statement)

    engines = {site.store.engine.sync_engine, site.store._writer.sync_engine}
    for engine in engines:
        event.listen(engine, "before_cursor_execute", listen)
    assert site.store._batches is not None
    site.store._batches.prepares.append(lambda connection: connection.set_trace_callback(said.append))
    yield said
    for engine in engines:
        event.remove(engine, "before_cursor_execute", listen)


async def test_O2_no_statement_of_a_visit_leaves_the_office_out(site: Site) -> None:
    officed = {table.name for table in metadata.sorted_tables} - OF_NO_OFFICE
    with heard(site) as said:
        mina, bora, han = await site.citizen(), await site.citizen("Bora"), await site.officer(counter="one")
        await site.take(mina)
        await site.serve_next(han)
        await site.done(bora, c.TicketLeave(id=request_id(), ticket=await site.take(bora)))
        await site.done(mina, c.CaseOpen(id=request_id(), service="resident-register-copy"))
        await site.office.state_of(mina)
        await site.later(3_600.0)
    touched = {name for statement in said for name in _TABLE.findall(statement)} & officed
    assert touched >= {"visitors", "tickets", "periods", "cases", "desks", "counts", "audit", "command_replies", "posts"}
    assert [s for s in said if officed & set(_TABLE.findall(s)) and not re.search(r"\boffice\b", s)] == []
