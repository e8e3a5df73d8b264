"""One small row after another in an office's database, and which of them are there."""

from sqlalchemy import insert, select

from madang_server.store import Store, tables


async def count_up(store: Store, name: str) -> None:
    """Write the row of that name."""
    async with store.write() as sql:
        await sql.execute(insert(tables.counts).values(office="main", name=name, count=1))


async def names(store: Store) -> list[str]:
    """The names of the rows that are there."""
    async with store.read() as sql:
        return sorted((await sql.execute(select(tables.counts.c.name))).scalars())
