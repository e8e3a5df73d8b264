"""Commands that nobody waits for: the same replies by a call, each visitor's in turn (SPEC W6, C9, C19)."""

import asyncio
from collections.abc import Collection

from tests.server.office_site import Site, request_id

from madang_protocol import Rejection
from madang_protocol import commands as c
from madang_protocol import messages as m
from madang_server.faults import OfficeLost, StorageFailed
from madang_server.office_app import Visitor
from madang_server.office_app.runtime.command_path import NamedLocks
from madang_server.store.writes import Write

Came = m.Done | m.Rejected | BaseException


def begin(site: Site, visitor: Visitor, command: c.DurableCommand) -> "asyncio.Future[Came]":
    """What came of a command that is taken up."""
    came: asyncio.Future[Came] = asyncio.get_running_loop().create_future()
    assert site.office.begin(visitor, command, came.set_result)
    return came


def take() -> c.TicketTake:
    return c.TicketTake(id=request_id(), service="consultation")


def leave() -> c.TicketLeave:
    return c.TicketLeave(id=request_id(), ticket="no-such-ticket")


async def test_C19_a_rejection_that_reads_and_writes_nothing_is_told_at_once(site: Site) -> None:
    mina = await site.citizen()
    command = leave()
    first, again = begin(site, mina, command), begin(site, mina, command)
    assert first.done()
    assert first.result() == again.result() == m.Rejected(id=command.id, code=Rejection.UNKNOWN_TICKET)
    other = c.TicketLeave(id=command.id, ticket="another")
    assert begin(site, mina, other).result() == m.Rejected(id=command.id, code=Rejection.ID_REUSED)


async def test_C2_what_is_accepted_is_told_when_it_is_kept(site: Site) -> None:
    mina, bora = await site.citizen(), await site.citizen("Bora")
    command = take()
    mine, hers = begin(site, mina, command), begin(site, bora, take())
    assert not mine.done()
    replies = [await mine, await hers]
    assert all(isinstance(reply, m.Done) for reply in replies)
    assert begin(site, mina, command).result() == replies[0]


async def test_one_command_of_a_visitor_is_under_way_at_a_time(site: Site) -> None:
    mina = await site.citizen()
    first = begin(site, mina, take())
    assert not site.office.begin(mina, leave(), lambda _came: None)
    waiting = asyncio.create_task(site.office.execute(mina, leave()))
    await first
    assert isinstance(await waiting, m.Rejected)
    assert begin(site, mina, leave()).done()


async def test_a_command_that_a_plug_in_prepares_is_not_taken_up(site: Site) -> None:
    mina = await site.citizen()
    opening = c.CaseOpen(id=request_id(), service="resident-register-copy")
    assert not site.office.begin(mina, opening, lambda _came: None)
    assert isinstance(await site.office.execute(mina, opening), m.Done)


async def test_T10_the_account_of_an_officer_is_looked_at_first(site: Site) -> None:
    han = await site.officer(counter="one")
    await site.accounts.disable("Officer Han")
    closing = c.DeskClose(id=request_id())
    assert await begin(site, han, closing) == m.Rejected(id=closing.id, code=Rejection.NOT_ALLOWED)


def let_fail(site: Site, error: StorageFailed) -> None:
    async def failed(_rows: Collection[Write]) -> None:
        raise error

    site.store.write_rows = failed  # type: ignore[method-assign]


async def test_C9_what_is_not_kept_is_told_so(site: Site) -> None:
    mina, command = await site.citizen(), take()
    let_fail(site, StorageFailed("OSError"))
    assert await begin(site, mina, command) == m.Rejected(id=command.id, code=Rejection.STORAGE)
    del site.store.write_rows
    assert isinstance(await begin(site, mina, command), m.Done)


async def test_C23_nobody_is_told_what_became_of_a_command_when_the_office_is_lost(site: Site) -> None:
    mina = await site.citizen()
    let_fail(site, OfficeLost("office"))
    assert isinstance(await begin(site, mina, take()), OfficeLost)


async def test_a_name_is_given_in_the_order_in_which_it_was_wanted() -> None:
    locks, order = NamedLocks(), list[int]()

    async def hold(number: int) -> None:
        async with locks.hold("name"):
            order.append(number)
            await asyncio.sleep(0)

    assert locks.take("name")
    waiting = [asyncio.create_task(hold(number)) for number in range(4)]
    await asyncio.sleep(0)
    waiting[1].cancel()
    await asyncio.sleep(0)
    locks.give_back("name")
    assert not locks.take("name")
    waiting[0].cancel()  # it was given the name in this moment
    await asyncio.gather(*waiting, return_exceptions=True)
    assert (order, locks.take("name")) == ([2, 3], True)
