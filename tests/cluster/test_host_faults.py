"""Hosts and owners that die, stop, drain and end: people go on where they were (SPEC N26, N27)."""

import asyncio
import signal

import pytest
from tests.cluster.nodes import Cluster, url_of
from tests.cluster.test_between_nodes import signed_in
from tests.cluster.test_rooms_elsewhere import with_host
from tests.cluster.travelling import Traveller
from tests.live.wire import request_id

from madang_protocol import Rejection
from madang_protocol import commands as c
from madang_protocol import messages as m
from madang_server.cluster.hosting.right import RIGHT_S


async def two_at_host(made: Cluster, *names: str) -> tuple[str, str, Traveller, Traveller]:
    """Start nodes. Returns the owner's name, the host's, and two people who are at the host."""
    owner, _ = await with_host(made, *names)
    (host,) = await asyncio.to_thread(made.hosts)
    mina, juno = [await Traveller.begin(url_of(host, made), name=name) for name in ("Mina", "Juno")]
    assert [(visit.node, visit.room and visit.room.room) for visit in (mina, juno)] == [(host, "city_hall-2")] * 2
    return owner, host, mina, juno


async def say(speaker: Traveller, hearer: Traveller, text: str) -> None:
    """Say something in the room, and hear it there."""
    assert isinstance(await speaker.ask(c.Say(id=request_id(), to="room", text=text)), m.Done)
    await hearer.until(m.Said, text=text)


async def acts(visit: Traveller, command: c.DurableCommand) -> m.Done:
    """Ask for something until it is done, as a person does who is told to try again."""
    while isinstance(reply := await visit.ask(command), m.Rejected):
        assert reply.code is Rejection.STORAGE, reply
        await asyncio.sleep(0.3)
    return reply


def whole(*people: Traveller) -> None:
    """Nothing was lost or doubled, and all went on with their session (under a new key where it was restored, S22)."""
    for visit in people:
        visit._left_behind()
        assert visit.gaps == []
        assert all(welcome.resumed for welcome in visit.welcomes[1:])


async def test_N26_people_of_a_host_that_is_killed_come_back_where_they_were(one_office: Cluster) -> None:
    owner, host, mina, juno = await two_at_host(one_office)
    await acts(mina, c.TicketTake(id=request_id(), service="consultation"))
    await say(juno, mina, "before")
    await asyncio.gather(mina.stay(1.5), juno.stay(1.5))
    one_office.nodes[host].kill()
    for visit in (mina, juno):
        visit.url = url_of(owner, one_office)  # as a balancer leads them past a node that is gone
    del one_office.nodes[host]
    await asyncio.gather(mina.until(m.Tickets), juno.until(m.Tickets))
    assert [ticket.service for ticket in mina.latest[m.Tickets].tickets] == ["consultation"]
    assert (mina.room.room, juno.room.room) == ("city_hall-2", "city_hall-2")
    await say(juno, mina, "after")
    whole(mina, juno)
    assert await one_office.owner() == owner


@pytest.mark.parametrize("ends", [signal.SIGKILL, signal.SIGSTOP, signal.SIGTERM])
async def test_N27_rooms_go_on_while_the_owner_is_gone_and_nobody_becomes_gone(one_office: Cluster, ends: signal.Signals) -> None:
    token = await signed_in(one_office)
    owner, host, mina, juno = await two_at_host(one_office, "a", "b", "c")
    officer = await Traveller.begin(url_of(host, one_office), officer=token)
    assert officer.node == host
    await acts(officer, c.DeskOpen(id=request_id(), counter="consult-1"))
    await acts(mina, c.TicketTake(id=request_id(), service="consultation"))
    number = mina.latest[m.Tickets].tickets[0].number
    one_office.nodes[owner].process.send_signal(ends)
    del one_office.nodes[owner]
    await say(mina, juno, "we walk and talk")
    await acts(juno, c.TicketTake(id=request_id(), service="consultation"))
    called = await acts(officer, c.DeskCall(id=request_id()))
    assert called.ref is not None
    await mina.hear(lambda told: told if [ticket.number for ticket in told.tickets][:1] == [number] else None, m.Tickets)
    board = await officer.until(m.Office)
    assert [(counter.state, counter.gone) for counter in board.counters if counter.id == "consult-1"] == [("open", False)]
    await say(juno, mina, "all is as it was")
    whole(mina, juno, officer)
    assert [visit.dropped for visit in (mina, juno, officer)] == [0, 0, 0]


async def test_N26_a_host_that_was_stopped_ends_its_rooms_by_its_own_clock(one_office: Cluster) -> None:
    owner, host, mina, juno = await two_at_host(one_office)
    await asyncio.gather(mina.stay(1.5), juno.stay(1.5))
    stopped = one_office.nodes[host].process
    stopped.send_signal(signal.SIGSTOP)
    for visit in (mina, juno):
        visit.url = url_of(owner, one_office)
    await mina.client.drop()
    await mina.come(mina.url)
    assert (mina.ways[-1].startswith(f"/n/{host}/"), mina.welcomes[-1].resumed) == (True, True)
    stopped.send_signal(signal.SIGCONT)
    await juno.until(m.Roster, whole=True)
    while juno.dropped == 0:
        await juno.stay(0.2)
    await say(juno, mina, "together again")
    whole(mina, juno)
    assert "they end" in one_office.nodes[host].output
    assert await one_office.owner() == owner


async def test_N26_a_host_that_drains_sends_its_people_elsewhere_and_nobody_waits(one_office: Cluster) -> None:
    owner, host, mina, juno = await two_at_host(one_office)
    await acts(mina, c.TicketTake(id=request_id(), service="consultation"))
    await asyncio.to_thread(one_office.run, "node", "drain", host)
    for visit in (mina, juno):
        visit.url = url_of(owner, one_office)
    while {visit.ways[-1] for visit in (mina, juno)} != {f"/n/{owner}/ws"}:
        await asyncio.gather(mina.stay(0.2), juno.stay(0.2))
    await say(juno, mina, "here now")
    whole(mina, juno)
    assert (mina.dropped, juno.dropped) == (0, 0)
    await asyncio.to_thread(one_office.wait_for, lambda: not one_office.hosts())


async def test_N26_people_of_a_host_that_is_ended_in_order_come_back_at_once(one_office: Cluster) -> None:
    owner, host, mina, juno = await two_at_host(one_office)
    for visit in (mina, juno):
        visit.url = url_of(owner, one_office)
    assert await asyncio.to_thread(one_office.nodes[host].stop) == 0
    del one_office.nodes[host]
    await say(juno, mina, "here now")
    whole(mina, juno)


async def test_N27_without_the_database_people_at_a_host_walk_and_talk_and_commands_say_storage(mortal: Cluster) -> None:
    _, _, mina, juno = await two_at_host(mortal)
    await asyncio.to_thread(mortal.postgresql.kill)
    await asyncio.gather(mina.stay(RIGHT_S + 1), juno.stay(RIGHT_S + 1))
    await say(juno, mina, "without")
    rejected = await mina.ask(c.TicketTake(id=request_id(), service="echo"))
    assert isinstance(rejected, m.Rejected)
    assert rejected.code is Rejection.STORAGE
    await asyncio.to_thread(mortal.postgresql.start)
    await acts(mina, c.TicketTake(id=request_id(), service="echo"))
    await say(juno, mina, "and with it")
    whole(mina, juno)


async def test_N27_an_emptied_redis_changes_nothing_for_people_at_a_host(one_office: Cluster) -> None:
    owner, host, mina, juno = await two_at_host(one_office)
    one_office.redis.ask("FLUSHALL")
    await say(juno, mina, "as before")
    late = await Traveller.begin(url_of(owner, one_office), name="Late")
    assert late.node == host
    await say(late, mina, "me too")
    whole(mina, juno, late)
