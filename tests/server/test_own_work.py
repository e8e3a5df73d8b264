"""What the office does by itself while the database takes nothing: it is done as soon as it does again (SPEC C9)."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from tests.server.office_site import Site, request_id
from tests.server.sqlite_connections import set_on_each

from madang_protocol import commands as c
from madang_protocol import messages as m
from madang_protocol.limits import RESUME_SECONDS


@asynccontextmanager
async def read_only(site: Site) -> AsyncIterator[None]:
    """SQLite reads and takes nothing meanwhile."""
    await set_on_each(site.store, "PRAGMA query_only = ON")
    yield
    await set_on_each(site.store, "PRAGMA query_only = OFF")


async def test_T11_an_officer_who_left_while_nothing_was_written_is_gone_afterwards(site: Site) -> None:
    officer = await site.officer(counter="one")
    async with read_only(site):
        await site.office.left(officer.id)
        await site.later(RESUME_SECONDS)
        assert not site.office.office_view().counters[0].gone
    await site.later(1)
    assert [counter.id for counter in site.office.office_view().counters if counter.gone] == ["one"]


async def test_T11_an_officer_who_came_back_while_nothing_was_written_keeps_the_desk(site: Site) -> None:
    token = await site.sign_in("Officer Han")
    officer = await site.office.arrive(c.Hello(versions=[1], officer=token))
    await site.done(officer, c.DeskOpen(id=request_id(), counter="one"))
    await site.office.left(officer.id)
    async with read_only(site):
        await site.office.arrive(c.Hello(versions=[1], officer=token))
        assert [counter.id for counter in site.office.office_view().counters if counter.gone] == ["one"]
    await site.later(1)
    assert [counter.id for counter in site.office.office_view().counters if counter.gone] == []


async def test_S17_a_name_that_is_too_close_is_taken_back_as_soon_as_it_can_be_written(site: Site) -> None:
    mina = await site.citizen("Hana Kim")
    await site.accounts.add("Hana Kim", services=["consultation"], skills=[])
    async with read_only(site):
        await site.later(1)
    await site.later(1)
    assert [notice.code for notice in site.notifier.told(mina, m.Notice)] == ["name_changed"]
    assert site.notifier.seen_anew == [mina.id]
