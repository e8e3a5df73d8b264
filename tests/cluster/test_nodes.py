"""Several nodes are one server: offices spread over them, and whoever comes to any of them is in the same office (SPEC N)."""

import asyncio
import signal

from tests.cluster.nodes import Cluster, come_in, enter, url_of
from tests.live.wire import request_id
from tests.server.two_offices import NAMES

from madang_protocol import commands as c
from madang_protocol import messages as m


async def test_N1_offices_spread_over_the_nodes_and_any_node_lets_people_in(two_offices: Cluster) -> None:
    await two_offices.start_all("a", "b")
    await asyncio.to_thread(two_offices.wait_for, lambda: len({two_offices.owner_of(office) for office in NAMES}) == 2)
    for office in NAMES:
        by_a, room_a = await enter(url_of("a", two_offices, office), name="Mina")
        by_b, room_b = await enter(url_of("b", two_offices, office), name="Juno")
        await by_a.send(c.Say(id=request_id(), to="near", text="Hello from the other door"))
        assert (await by_b.until(m.Said)).text == "Hello from the other door"
        assert room_a.place == room_b.place
        await by_a.close()
        await by_b.close()


async def test_N3_an_office_lives_on_at_another_node_when_its_own_is_killed(one_office: Cluster) -> None:
    await one_office.start_all("a", "b", "c")
    owner = await one_office.owner()
    other = one_office.others(owner)[0]
    citizen = await come_in(url_of(other, one_office, "main"), name="Mina")
    await citizen.send(c.TicketTake(id=request_id(), service="consultation"))
    while not (tickets := (await citizen.until(m.Tickets)).tickets):
        pass
    one_office.nodes[owner].kill()
    back = await come_in(url_of(other, one_office, "main"), token=citizen.welcome.token)
    assert [ticket.number for ticket in (await back.until(m.Tickets)).tickets] == [tickets[0].number]
    del one_office.nodes[owner]
    assert await one_office.owner() != owner


async def test_N4_a_node_that_is_asked_to_end_hands_its_offices_over(one_office: Cluster) -> None:
    await one_office.start_all("a", "b")
    owner = await one_office.owner()
    other = one_office.others(owner)[0]
    citizen = await come_in(url_of(owner, one_office, "main"), name="Mina")
    assert await asyncio.to_thread(one_office.nodes[owner].stop) == 0
    back = await come_in(url_of(other, one_office, "main"), token=citizen.welcome.token)
    assert back.welcome.visitor == citizen.welcome.visitor


async def test_N3_a_node_that_was_stopped_never_shares_an_office_and_stays_a_node(one_office: Cluster) -> None:
    await one_office.start_all("a", "b")
    owner = await one_office.owner()
    other = one_office.others(owner)[0]
    stopped = one_office.nodes[owner].process
    stopped.send_signal(signal.SIGSTOP)
    await asyncio.to_thread(one_office.wait_for, lambda: one_office.owners()["main"].address == one_office.nodes[other].url)
    stopped.send_signal(signal.SIGCONT)
    citizen = await come_in(url_of(owner, one_office, "main"), name="Mina")
    assert stopped.poll() is None
    assert one_office.owners()["main"].epoch == 2
    await citizen.close()
