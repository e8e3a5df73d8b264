"""What nobody asks for again goes, a few rows at a time, and what is kept stays (SPEC W6, T20)."""

from sqlalchemy import func, select
from tests.server.office_site import Site, request_id

from madang_protocol import commands as c
from madang_server.store import command_replies, pruning
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


def test_all_that_is_pruned_is_found_by_an_index() -> None:
    """But sign-ins, of which there is one an officer and day."""
    for pruned in pruning.PRUNED:
        first = {tuple(column.name for column in index.columns)[:2] for index in pruned.table.indexes}
        assert ("office", pruned.column.name) in first or pruned.table.name == "sign_ins"
