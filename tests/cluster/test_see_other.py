"""Browsers are sent to the node that has the office, by a seat that is good once (SPEC N21, N22)."""

import asyncio
from http import HTTPStatus

import pytest
from tests.cluster.nodes import Cluster, url_of
from tests.cluster.travelling import FEATURES, Traveller
from tests.live.wire import Client
from websockets.exceptions import InvalidStatus

from madang_protocol import messages as m
from madang_protocol.commands import Hello

SEAT_OVER = (4410, "")
ROUTED = {"MADANG_NODE_PATHS": "routed"}


async def two_nodes(made: Cluster) -> tuple[str, str]:
    """Start two nodes whose paths are routed. Returns the one that has the office, and the other."""
    for name in ("a", "b"):
        await asyncio.to_thread(made.start, name, **ROUTED)
    owner = await made.owner()
    return owner, made.others(owner)[0]


async def sent_on(url: str, **hello: object) -> m.SeeOther:
    client = await Client.open(url)
    await client.send(Hello(versions=[1], features=FEATURES, **hello))  # type: ignore[arg-type]
    told = await client.next()
    assert isinstance(told, m.SeeOther)
    assert await client.until_closed() == (4307, "")
    return told


async def sit_down(url: str, seat: str, **hello: object) -> Client:
    client = await Client.open(url)
    await client.send(Hello(versions=[1], features=FEATURES, seat=seat, **hello))  # type: ignore[arg-type]
    return client


async def test_N21_who_comes_by_another_node_is_sent_to_the_offices_and_is_the_same_person_there(one_office: Cluster) -> None:
    owner, other = await two_nodes(one_office)
    mina = await Traveller.begin(url_of(other, one_office), name="Mina")
    assert (mina.ways, mina.welcome.name, mina.token is not None) == ([f"/n/{owner}/ws"], "Mina", True)
    old = await Traveller.begin(url_of(other, one_office), features=[], name="Juno")
    assert old.ways == []
    direct = await Traveller.begin(url_of(owner, one_office), name="Sora")
    assert direct.ways == []
    await mina.client.drop()
    await mina.come(mina.url)
    assert [welcome.visitor for welcome in mina.welcomes] == [mina.visitor] * 2
    assert mina.welcomes[-1].resumed


async def test_N22_a_seat_is_good_once_and_at_its_node_alone(one_office: Cluster) -> None:
    owner, other = await two_nodes(one_office)
    told = await sent_on(url_of(other, one_office), name="Mina")
    at_owner, elsewhere = (url_of(name, one_office).removesuffix("/ws") + told.path for name in (owner, other))
    first = await sit_down(elsewhere, told.seat)  # a balancer that knows no paths: that node passes it on
    assert isinstance(await first.next(), m.Welcome)
    for seat in (told.seat, "b" * 43):
        assert await (await sit_down(at_owner, seat)).until_closed() == SEAT_OVER
    again = await sent_on(url_of(other, one_office), name="Juno")
    late = await sit_down(url_of(owner, one_office), again.seat)
    assert isinstance(await late.next(), m.Welcome)


async def test_N22_a_seat_that_is_older_than_fifteen_seconds_is_good_no_more(one_office: Cluster) -> None:
    owner, other = await two_nodes(one_office)
    told = await sent_on(url_of(other, one_office), name="Mina")
    await asyncio.sleep(15.1)
    assert await (await sit_down(url_of(owner, one_office), told.seat)).until_closed() == SEAT_OVER


async def test_N21_a_node_that_is_not_there_is_not_waited_for(one_office: Cluster) -> None:
    _, other = await two_nodes(one_office)
    with pytest.raises(InvalidStatus) as rejected:
        await Client.open(url_of(other, one_office).removesuffix("/ws") + "/n/gone/ws")
    assert rejected.value.response.status_code == HTTPStatus.SERVICE_UNAVAILABLE
