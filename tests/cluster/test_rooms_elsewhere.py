"""One office over several nodes: twins at a host, and all in them as on one node (SPEC N23, N24)."""

import asyncio
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from tests.cluster.nodes import Cluster, url_of
from tests.cluster.small_places import small_places
from tests.cluster.travelling import Traveller
from tests.live.wire import request_id

from madang_protocol import commands as c
from madang_protocol import messages as m

CAPACITY = 3
ROUTED = {"MADANG_NODE_PATHS": "routed"}


async def with_host(made: Cluster, *names: str, people_max: int = 1, **settings: str) -> tuple[str, Traveller]:
    """Start nodes whose office is full with one, who is there. Returns its node, once another is ready to have its rooms."""
    for name in names or ("a", "b"):
        await asyncio.to_thread(made.start, name, MADANG_OFFICE_PEOPLE_MAX=str(people_max), **ROUTED | settings)
    owner = await made.owner()
    first = await Traveller.begin(url_of(owner, made), name="First")
    await asyncio.to_thread(made.wait_for, made.hosts)
    return owner, first


async def test_N23_past_the_limit_people_come_into_a_twin_at_another_node_and_talk_there(one_office: Cluster) -> None:
    owner, first = await with_host(one_office)
    other = one_office.others(owner)[0]
    mina, juno = [await Traveller.begin(url_of(owner, one_office), name=name) for name in ("Mina", "Juno")]
    assert (mina.ways, juno.ways) == ([f"/n/{other}/rooms"],) * 2
    assert (first.room.room, mina.room.room, juno.room.room) == ("city_hall", "city_hall-2", "city_hall-2")
    await mina.send(c.Say(id=request_id(), to="room", text="we are elsewhere"))
    assert (await juno.until(m.Said)).text == "we are elsewhere"
    assert isinstance(await mina.ask(c.TicketTake(id=request_id(), service="consultation")), m.Done)
    assert [ticket.service for ticket in mina.latest[m.Tickets].tickets] == ["consultation"]
    while not any(line.waiting for line in (await first.until(m.Office)).services):
        pass
    while not any(line.waiting for line in (await juno.until(m.Office)).services):
        pass


@pytest.mark.parametrize("told", [{}, {"MADANG_NODE_PATHS": "passed_on"}])
async def test_N23_who_cannot_be_sent_on_is_passed_on_to_the_host(one_office: Cluster, told: dict[str, Any]) -> None:
    owner, _ = await with_host(one_office, **told)
    old = await Traveller.begin(url_of(owner, one_office), features=[], name="Old")
    assert (old.ways, old.room.room) == ([], "city_hall-2")
    assert isinstance(await old.ask(c.Say(id=request_id(), to="room", text="hello")), m.Done)
    await old.client.drop()
    assert (await old.come(old.url)).resumed
    assert isinstance(await old.ask(c.Say(id=request_id(), to="room", text="hello again")), m.Done)
    await old.client.send(c.Bye())
    assert await old.client.until_closed() == (4000, "")


async def test_N23_however_many_come_at_once_no_room_has_more_than_it_holds(one_office: Cluster, tmp_path: Path) -> None:
    owner, _ = await with_host(
        one_office, "a", "b", "c", people_max=2, MADANG_PLACES=str(small_places(tmp_path / "places", CAPACITY))
    )
    people = await asyncio.gather(*(Traveller.begin(url_of(owner, one_office), name=f"Mina {number}") for number in range(14)))
    rooms = Counter(visit.room.room for visit in people if visit.room is not None)
    rooms["city_hall"] += 1  # the first one
    assert sum(rooms.values()) == len(people) + 1
    assert max(rooms.values()) <= CAPACITY
    assert all(visit.node != owner for visit in people if visit.room is not None and visit.room.room != "city_hall")
    await asyncio.to_thread(one_office.wait_for, lambda: told_rooms(one_office) == dict(rooms))


def told_rooms(made: Cluster) -> dict[str, int]:
    """How many are in each room in which anybody is, as `madang cluster status` says."""
    return {room["room"]: room["people"] for office in made.status()["offices"] for room in office["rooms"] if room["people"]}
