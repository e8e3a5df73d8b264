"""What nobody asks for again goes, a few rows at a time, and what is kept stays (SPEC W6, T20)."""

from sqlalchemy import Table, func, select
from tests.server.office_site import Site, request_id

from madang_protocol import commands as c
from madang_server.store import case_rows, command_replies, pruning, tables
from madang_server.store.command_replies import Request
from madang_server.store.tables import command_replies as replies
from madang_server.store.writes import write_all

MANY = pruning.ROWS_AT_ONCE * 2 + 100


async def left(site: Site) -> int:
    async with site.store.read() as sql:
        return int((await sql.execute(select(func.count()).select_from(replies))).scalar_one())


async def fill(site: Site, visitor: str) -> None:
    requests = [Request(visitor, f"old-{n}", "hash") for n in range(MANY)]
    async with site.store.write() as sql:
        await write_all(sql, [command_replies.keep_reply(request, b"x", site.clock.now()) for request in requests])


async def test_W6_old_replies_go_a_few_at_a_time_and_those_of_today_stay(site: Site) -> None:
    mina = await site.citizen()
    await fill(site, mina.id)
    site.clock.instant += command_replies.KEPT_SECONDS + 1
    await site.done(mina, c.Profile(id=request_id(), look="student"))
    counted = []
    for _ in range(4):
        await site.office.tick()
        counted.append(await left(site))
    assert counted == [MANY + 1 - pruning.ROWS_AT_ONCE, 101, 1, 1]


async def test_a_command_goes_between_two_portions(site: Site) -> None:
    mina = await site.citizen()
    await fill(site, mina.id)
    site.clock.instant += command_replies.KEPT_SECONDS + 1
    await site.office.tick()
    await site.take(mina)
    assert await left(site) > 1


async def test_figures_and_the_audit_log_go_when_nobody_needs_them_and_the_visit_stays(site: Site) -> None:
    mina, han = await site.citizen(), await site.officer(counter="one")
    await site.take(mina)
    case = await site.serve_next(han)
    await site.done(han, c.DeskFinish(id=request_id(), outcome="solved"))
    then = await counted(site, tables.periods, tables.audit)
    site.clock.instant += pruning.FIGURES_KEPT_S + 1
    await site.office.tick()
    figures = await counted(site, tables.periods, tables.audit)
    site.clock.instant += pruning.AUDIT_KEPT_S + 1
    await site.office.tick()
    assert then["periods"] > 0
    assert figures["periods"] == 0
    assert figures["audit"] >= then["audit"] > 3
    assert (await counted(site, tables.audit))["audit"] <= figures["audit"] - then["audit"]
    async with site.store.read() as sql:
        kept = await case_rows.stored_case(sql, case)
    assert kept is not None
    assert (await counted(site, tables.tickets))["tickets"] == 1


async def counted(site: Site, *of: Table) -> dict[str, int]:
    """How many rows each table has."""
    async with site.store.read() as sql:
        return {table.name: (await sql.execute(select(func.count()).select_from(table))).scalar_one() for table in of}


def test_all_that_is_pruned_is_found_by_an_index() -> None:
    """But sign-ins, of which there is one an officer and day."""
    for pruned in pruning.PRUNED:
        first = {tuple(column.name for column in index.columns)[:2] for index in pruned.table.indexes}
        assert ("office", pruned.column.name) in first or pruned.table.name == "sign_ins"
