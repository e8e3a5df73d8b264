"""What breaks beside the rooms: the office, its database, a handler. Each hurts whom it must and nobody else."""

import asyncio
import gc
from collections.abc import Iterator
from dataclasses import replace

import pytest
from structlog.testing import capture_logs
from structlog.typing import EventDict
from tests.live.live_server import Site, eventually, plans, running
from tests.live.wire import Client, request_id
from websockets.protocol import Protocol

from madang_protocol import Close
from madang_protocol.commands import (
    AlarmAccept,
    AlarmClose,
    DeskAlarm,
    DeskFinish,
    DurableCommand,
    Hello,
    Move,
    Ping,
    Say,
    TicketTake,
)
from madang_protocol.messages import Done, Pong, Rejected, TickFrame
from madang_server.live import bounds


@pytest.fixture
def logged() -> Iterator[list[EventDict]]:
    """What the server writes to its log meanwhile."""
    with capture_logs() as events:
        yield events


async def test_a_slow_database_stalls_no_room(site: Site):
    client, _ = await Client.enter(site.url)
    await client.until(TickFrame)
    site.office.open.clear()
    await client.send(TicketTake(id=request_id(), service="talk"))
    await client.send(Move(n=1, h=3))
    for _ in range(3):
        await client.until(TickFrame)
    site.office.open.set()
    await client.until(Done)


async def test_durable_commands_of_one_visitor_go_one_by_one_in_order(site: Site):
    client, _ = await Client.enter(site.url)
    site.office.open.clear()
    commands = [TicketTake(id=request_id(), service=f"service-{number}") for number in range(10)]
    for command in commands:
        await client.send(command)
    await client.send(Ping(c=1))
    await client.until(Pong)
    site.office.open.set()
    assert [(await client.until(Done)).id for _ in commands] == [command.id for command in commands]
    assert site.office.accepted == commands


async def test_O23_an_alarm_passes_what_its_officer_asked_for_before(site: Site):
    officer, _ = await Client.enter(site.url)
    site.office.document.clear()
    first: list[DurableCommand] = [DeskFinish(id=request_id(), outcome="solved"), TicketTake(id=request_id(), service="talk")]
    alarms: list[DurableCommand] = [
        DeskAlarm(id=request_id()),
        AlarmClose(id=request_id(), alarm="alarm"),
        AlarmAccept(id=request_id(), alarm="other"),
    ]
    for command in first + alarms:
        await officer.send(command)
    assert [(await officer.until(Rejected)).id for _ in alarms] == [command.id for command in alarms]
    site.office.document.set()
    await officer.until(Done, id=first[-1].id)
    assert site.office.accepted == [*alarms, *first]


async def test_an_answer_of_a_slow_office_reaches_who_came_back_meanwhile(site: Site):
    client, _ = await Client.enter(site.url)
    site.office.open.clear()
    command = TicketTake(id=request_id(), service="talk")
    await client.send(command)
    await client.send(Ping(c=1))
    await client.until(Pong)
    await client.drop()
    site.office.open.set()
    await eventually(lambda: site.office.accepted)
    back = await Client.arrive(site.url, token=client.welcome.token, session=client.welcome.session, seen=client.seen)
    await back.until(Done, id=command.id)
    assert back.gaps == []


async def test_an_exception_of_the_office_ends_that_connection_alone(site: Site, logged: list[EventDict]):
    client, other = await Client.arrive(site.url), await Client.arrive(site.url)
    site.office.broken = True
    await client.send(TicketTake(id=request_id(), service="talk"))
    assert await client.until_closed() == (Close.INTERNAL, "")
    await other.send(Ping(c=1))
    await other.until(Pong)
    assert [event["event"] for event in logged] == ["a queued command failed"]


async def test_a_full_line_of_commands_is_rejected_and_not_forgotten(site: Site):
    client, _ = await Client.enter(site.url)
    session = site.session(client.welcome.visitor)
    site.office.open.clear()
    gate = asyncio.Event()
    for _ in range(bounds.QUEUED_COMMANDS_MAX + 1):
        session.commands.add(gate.wait)
        await asyncio.sleep(0)
    command = TicketTake(id=request_id(), service="talk")
    await client.send(command)
    rejected = await client.until(Rejected, id=command.id)
    assert (rejected.code, rejected.retry_ms) == ("too_fast", 1_000)
    gate.set()
    site.office.open.set()


async def test_who_gives_up_while_the_office_is_slow_leaves_nothing_behind(site: Site):
    site.office.open.clear()
    client = await Client.open(site.url)
    await client.send(Hello(versions=[1]))
    await client.drop()
    site.office.open.set()
    await eventually(lambda: len(site.office.gone) == 1)
    assert site.metric("madang_sessions") == 0


async def test_too_many_commands_before_the_welcome_are_a_flood(site: Site):
    site.office.open.clear()
    client = await Client.open(site.url)
    await client.send(Hello(versions=[1]))
    for number in range(bounds.HELD_COMMANDS_MAX + 1):
        await client.send(Ping(c=number))
    assert await client.until_closed() == (Close.FLOOD, "")
    site.office.open.set()


async def test_a_hundred_visitors_who_all_walk_and_talk_lose_nothing():
    court = replace(plans(capacity=120)["court"], doors={})  # however long this takes, nobody walks out of the room
    async with running(places={"court": court}) as site:
        clients = await asyncio.gather(*(Client.arrive(site.url) for _ in range(100)))
        for number, client in enumerate(clients):
            await client.send(Move(n=1, h=1 + number % 8))
            await client.send(Say(id=request_id(), to="room", text=f"{number}"))
        await asyncio.gather(*(client.until(Done) for client in clients))
        await eventually(lambda: all(site.session(client.welcome.visitor).lane.sequence >= 102 for client in clients))
        for client in clients:
            await client.send(Ping(c=1))
        await asyncio.gather(*(client.until(Pong) for client in clients))
        assert [client.gaps for client in clients] == [[]] * 100
        assert {site.session(client.welcome.visitor).actor.key for client in clients} == {"court"}


async def test_the_metrics_page_names_what_happens(site: Site):
    client, _ = await Client.enter(site.url)
    await client.send(Ping(c=1))
    await client.until(Pong)
    page = site.page()
    for name in (
        "connections",
        "sessions",
        "rooms",
        "tick_lag_seconds",
        "frames_in",
        "bytes_out",
        "conflated",
        "keyframes",
        "closes",
    ):
        assert f"madang_{name}" in page
    assert site.metric("madang_connections") == 1


async def test_a_connection_that_is_over_leaves_nothing_to_the_cycle_collector(site: Site):
    def wires() -> int:
        return sum(type(thing) is Protocol for thing in gc.get_objects())

    client, _ = await Client.enter(site.url)
    gc.collect()
    gc.disable()
    try:
        before = wires()
        await client.drop()
        await eventually(lambda: wires() < before)
    finally:
        gc.enable()
