"""Without PostgreSQL people walk and talk on, nothing is acknowledged, and offices are where they were afterwards (SPEC N9)."""

import asyncio

from tests.cluster.nodes import Cluster, enter, url_of
from tests.live.wire import Client, request_id

from madang_protocol import Rejection
from madang_protocol import commands as c
from madang_protocol import messages as m
from madang_server.store.shards import TTL_S


async def test_N9_people_talk_on_are_told_the_truth_and_find_their_office_where_it_was(mortal: Cluster) -> None:
    await mortal.start_all("a", "b", "c")
    owner = await mortal.owner()
    other = mortal.others(owner)[0]
    mina, _ = await enter(url_of(owner, mortal), name="Mina")
    juno, _ = await enter(url_of(other, mortal), name="Juno")
    await juno.send(c.Profile(id=request_id(), lang="en"))
    await juno.until(m.Done)  # then all that is hers was read
    await asyncio.to_thread(mortal.postgresql.kill)
    await asyncio.sleep(TTL_S + 1)  # the lease runs out meanwhile
    await juno.send(c.Say(id=request_id(), to="room", text="Is anybody there?"))
    assert (await mina.until(m.Said)).text == "Is anybody there?"
    asked = request_id()
    await juno.send(c.TicketTake(id=asked, service="consultation"))
    assert (await juno.until(m.Rejected)).code is Rejection.STORAGE
    await asyncio.to_thread(mortal.postgresql.start)
    await asyncio.to_thread(mortal.wait_for, lambda: mortal.owners()["main"].holds)
    while not await taken(juno, asked):
        pass
    assert mortal.owners()["main"].epoch == 1
    assert mortal.nodes[owner].output.count("who has which office cannot be read") == 1
    assert mortal.owner_of("main") == owner
    with mortal.postgresql.connect(mortal.database) as sql:
        assert sql.execute("SELECT count(*) FROM tickets").fetchone() == (1,)
    await mina.close()
    await juno.close()


async def taken(citizen: Client, asked: str) -> bool:
    """Ask once more, as the page does: a little later, with the same id."""
    await asyncio.sleep(0.3)
    await citizen.send(c.TicketTake(id=asked, service="consultation"))
    return isinstance(await citizen.until(m.Done | m.Rejected), m.Done)
