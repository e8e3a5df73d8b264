"""What nobody asks for again goes, a few rows at a time, and what is kept stays (SPEC W6, T20)."""

import asyncio

from sqlalchemy import Table, delete, func, insert, select
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
    then = await counted(site, tables.periods, tables.acts)
    site.clock.instant += pruning.FIGURES_KEPT_S + 1
    await site.office.tick()
    figures = await counted(site, tables.periods, tables.acts)
    site.clock.instant += pruning.ACTS_KEPT_S + 1
    await site.office.tick()
    assert then["periods"] > 0
    assert figures["periods"] == 0
    assert figures["audit"] >= then["audit"] > 3
    assert (await counted(site, tables.acts))["audit"] <= figures["audit"] - then["audit"]
    async with site.store.read() as sql:
        kept = await case_rows.stored_case(sql, case)
    assert kept is not None
    assert (await counted(site, tables.tickets))["tickets"] == 1


async def counted(site: Site, *of: Table) -> dict[str, int]:
    """How many rows each table has."""
    async with site.store.read() as sql:
        return {table.name: (await sql.execute(select(func.count()).select_from(table))).scalar_one() for table in of}


def test_every_table_has_a_rule_and_one_alone() -> None:
    pruned = [rule.table.name for rule in pruning.PRUNED]
    swept = [rule.table.name for rule in pruning.SWEPT]
    assert sorted([*pruned, *swept, *pruning.FROM_THE_BEGINNING, *pruning.KEPT]) == sorted(tables.metadata.tables)


# One row an officer and day, one a counter, and as many as there are letters and days of 400: read whole, once an hour.
FEW = {"sign_ins", "desks", "counts"}


def indexed(table: Table, column: str) -> bool:
    keys = [list(index.columns.keys()) for index in table.indexes] + [[each.name for each in table.primary_key]]
    first = {tuple(key[:2]) for key in keys}
    return ("office", column) in first or table.name in FEW


def test_all_that_is_pruned_is_found_by_an_index() -> None:
    assert all(indexed(rule.table, rule.column.key or "") for rule in (*pruning.PRUNED, *pruning.SWEPT))


def test_all_that_may_need_a_swept_row_is_found_by_an_index() -> None:
    swept = {rule.table for rule in pruning.SWEPT}
    pointing = [
        (table, key.elements[-1].parent.name)
        for table in tables.metadata.sorted_tables
        for key in table.foreign_key_constraints
        if key.referred_table in swept
    ]
    assert len(pointing) == 20
    assert [(table.name, column) for table, column in pointing if not indexed(table, column)] == []


async def gone_by(site: Site, seconds: float) -> None:
    """Let that much time pass, and the office clear away until nothing is left to do."""
    site.clock.instant += seconds
    for _ in range(6):
        await site.office.tick()


async def test_S21_who_was_here_and_left_nothing_is_forgotten_and_nobody_else_is(site: Site) -> None:
    stranger, waiting, asking, here, han = (
        *[await site.citizen(name) for name in ("Stranger", "Waiting", "Asking", "Here")],
        await site.officer(counter="one"),
    )
    await site.take(waiting)
    await site.done(asking, c.CaseOpen(id=request_id(), service="resident-register-copy"))
    for visitor in (stranger, waiting, asking, han):
        await site.office.left(visitor.id)
    await gone_by(site, pruning.STRANGERS_KEPT_S - 60)
    assert (await site.again(stranger)).id == stranger.id
    await site.office.left(stranger.id)
    await gone_by(site, pruning.STRANGERS_KEPT_S - 60)
    assert (await counted(site, tables.visitors))["visitors"] == 5
    await gone_by(site, 3_660)
    assert (await counted(site, tables.visitors))["visitors"] == 4
    assert (await site.again(stranger)).id != stranger.id
    for visitor in (waiting, asking, here):
        assert (await site.again(visitor)).id == visitor.id


async def test_S21_who_comes_while_they_are_forgotten_is_new(site: Site) -> None:
    mina = await site.citizen()
    await site.office.left(mina.id)
    site.clock.instant += pruning.STRANGERS_KEPT_S
    async with site.store.write() as sql:
        coming = asyncio.create_task(site.again(mina))
        while not waits_to_write(site):  # noqa: ASYNC110 - the queue of writers rings no bell
            await asyncio.sleep(0)
        await sql.execute(delete(tables.visitors).where(tables.visitors.c.id == mina.id))
    again = await coming
    assert again.id != mina.id
    assert again.new_token
    await site.take(again)


def waits_to_write(site: Site) -> bool:
    return bool(site.store._one_writer._waiters)


async def test_a_ticket_of_which_no_request_came_goes_after_a_year_and_the_number_of_its_day(site: Site) -> None:
    mina, han = await site.citizen(), await site.officer(counter="one")
    await site.done(mina, c.TicketLeave(id=request_id(), ticket=await site.take(mina)))
    served = await site.take(mina)
    await site.serve_next(han)
    await site.done(han, c.DeskFinish(id=request_id(), outcome="solved"))
    await site.office.left(mina.id)
    await gone_by(site, pruning.FIGURES_KEPT_S - 60)
    assert await counted(site, tables.tickets, tables.counts) == {"tickets": 2, "counts": 3}
    await gone_by(site, 2 * pruning.DAY_S)
    async with site.store.read() as sql:
        assert (await sql.execute(select(tables.tickets.c.id))).scalars().all() == [served]
        names = (await sql.execute(select(tables.counts.c.name))).scalars().all()
    assert all(name.startswith(("case", "notice")) for name in names)
    assert (await site.again(mina)).id == mina.id


async def test_what_is_kept_hides_nothing_that_goes_and_a_look_is_never_longer_than_a_page(site: Site) -> None:
    """Kept rows pile up, and behind them are the two that go."""
    mina, count = await site.citizen(), pruning.PAGE_ROWS * 2 + pruning.PAGE_ROWS // 2
    first = await site.take(mina)
    await site.done(mina, c.TicketLeave(id=request_id(), ticket=first))
    await site.done(mina, c.TicketLeave(id=request_id(), ticket=await site.take(mina)))
    async with site.store.write() as sql:
        columns = [column for column in tables.tickets.c.keys() if column not in {"id", "number", "created", "case"}]  # noqa: SIM118
        one = (await sql.execute(select(tables.tickets).where(tables.tickets.c.id == first))).mappings().one()
        kept = {name: one[name] for name in columns}
        rows = [
            kept | {"id": f"kept-{n:04}", "number": f"K-{n}", "created": one["created"] - n // 9, "case": "a"}
            for n in range(count)
        ]
        await sql.execute(insert(tables.tickets), rows)
    site.clock.instant += pruning.FIGURES_KEPT_S + pruning.DAY_S
    left = []
    for _ in range(5):
        await site.office.tick()
        left.append((await counted(site, tables.tickets))["tickets"])
    assert left == [count + 2, count + 2, count, count, count]
