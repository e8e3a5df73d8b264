"""Who says hello while the database does not answer is kept, and asked for again (SPEC S20)."""

import asyncio

from tests.live.live_server import Site, eventually, running
from tests.live.wire import Client, request_id

from madang_protocol import Close, Rejection
from madang_protocol.commands import Hello, Say, TicketTake
from madang_protocol.messages import Delayed, Done, Room, Tickets, Welcome
from madang_server.faults import OfficeLost, StorageFailed


async def held(site: Site, **hello: object) -> tuple[Client, Delayed]:
    """Somebody who has said hello, and what the office says first."""
    client = await Client.open(site.url)
    await client.send(Hello(versions=[1], **hello))  # type: ignore[arg-type]  # a test's own words
    first = await client.next()
    assert isinstance(first, Delayed), first
    return client, first


async def test_S20_a_hello_that_the_database_does_not_answer_is_answered_when_it_does(site: Site):
    site.office.away = StorageFailed("TimeoutError")
    client, first = await held(site, name="Mina")
    second = await client.until(Delayed)
    assert first.code == second.code == Rejection.STORAGE
    assert 250 <= first.retry_ms <= 500 <= second.retry_ms <= 1_000
    assert site.metric("madang_delayed") == 2
    site.office.away = None
    assert (await client.until(Welcome)).name == "Mina"
    await client.until(Room)


async def test_S20_what_is_sent_meanwhile_is_carried_out_after_the_welcome(site: Site):
    site.office.away = StorageFailed("TimeoutError")
    client, _ = await held(site)
    said, taken = Say(id=request_id(), to="room", text="hello"), TicketTake(id=request_id(), service="talk")
    await client.send(said)
    await client.send(taken)
    site.office.away = None
    await client.until(Welcome)
    assert {(await client.until(Done)).id for _ in range(2)} == {said.id, taken.id}


async def test_S20_S5_a_fresh_state_that_cannot_be_read_comes_when_it_can(site: Site):
    site.office.unread = StorageFailed("TimeoutError")
    client = await Client.arrive(site.url)
    await client.until(Delayed)
    command = TicketTake(id=request_id(), service="talk")
    await client.send(command)
    await eventually(lambda: site.office.accepted)
    site.office.unread = None
    state = await client.until(Tickets)
    assert [ticket.service for ticket in state.tickets] == ["talk"]
    await client.until(Done, id=command.id)
    assert client.gaps == []


async def test_S20_S5_who_drops_while_the_fresh_state_is_waited_for_begins_anew(site: Site):
    site.office.unread = StorageFailed("TimeoutError")
    client = await Client.arrive(site.url)
    await client.until(Delayed)
    await client.drop()
    site.office.unread = None
    back = await Client.arrive(site.url, token=client.welcome.token, session=client.welcome.session, seen=client.seen)
    assert not back.welcome.resumed
    await back.until(Tickets)


async def test_S20_a_database_that_does_not_answer_for_too_long_closes_the_connection():
    async with running(delay_seconds=0.1) as site:
        site.office.away = StorageFailed("TimeoutError")
        client, _ = await held(site)
        assert await client.until_closed() == (Close.INTERNAL, "")
        site.office.away, site.office.unread = None, StorageFailed("TimeoutError")
        client = await Client.arrive(site.url)
        assert await client.until_closed() == (Close.INTERNAL, "")


async def test_S20_C23_nobody_waits_for_an_office_that_another_server_has(site: Site):
    site.office.away = OfficeLost("another server")
    client = await Client.open(site.url)
    await client.send(Hello(versions=[1]))
    assert await client.until_closed() == (Close.GOING_AWAY, "")
    site.office.away, site.office.unread = None, OfficeLost("another server")
    client = await Client.arrive(site.url)
    assert await client.until_closed() == (Close.GOING_AWAY, "")


async def test_S20_who_gives_up_meanwhile_is_not_asked_for_again(site: Site):
    site.office.away = StorageFailed("TimeoutError")
    client, _ = await held(site)
    await client.drop()
    assert site.live.parts is not None
    tasks = site.live.parts.sessions.tasks
    await eventually(lambda: not tasks.busy)
    assert len(site.office.sources) == 2
    assert site.metric("madang_sessions") == 0


async def test_S20_S12_a_server_that_stops_keeps_nobody_waiting():
    async with running() as site:
        site.office.away = StorageFailed("TimeoutError")
        client, _ = await held(site)
        closed = asyncio.create_task(client.until_closed())
    assert await closed == (Close.GOING_AWAY, "")
