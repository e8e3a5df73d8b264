"""Browsers are sent to the node that has the office, by a seat that is good once (SPEC N21, N22)."""

import asyncio
import json
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

import httpx
import pytest
from tests.cluster.nodes import Cluster, url_of
from tests.cluster.travelling import FEATURES, Traveller, open_at_loopback
from tests.live.wire import Client
from tests.server.running import free_port
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


async def strolled(made: Cluster, node: str, until: Callable[[object], bool]) -> dict[str, Any]:
    """Let four people of the load tool walk until each node's (sessions, passed on) are these; what it reports."""
    report = made.folder / "report.json"
    walk = ("--scenario", "stroll", "--citizens", "4", "--seconds", "30", "--json", str(report))
    running = asyncio.create_task(asyncio.to_thread(made.run, "load", made.nodes[node].url, *walk))
    there = lambda: {node["id"]: (node["sessions"], node["passed_on"]) for node in made.status()["nodes"]}  # noqa: E731
    await asyncio.to_thread(made.wait_for, lambda: until(there()))
    done = await running
    assert done.returncode == 0, done.stderr
    return json.loads(report.read_text("utf-8"))  # type: ignore[no-any-return]


async def two_named(made: Cluster, names: str, page: str = "http://madang.example.org") -> None:
    """Start node a, which then has the office, and node b. `names`: of both, with PORT for a's own."""
    port = free_port()
    told = {"MADANG_PUBLIC_URL": page, "MADANG_NODE_NAMES": names.replace("PORT", str(port))}
    await asyncio.to_thread(made.start, "a", port, **told)
    assert await made.owner() == "a"
    await asyncio.to_thread(made.start, "b", **told)


async def test_N28_who_is_sent_to_a_node_by_its_name_is_the_same_person_there_without_token_and_sign_in(
    one_office: Cluster,
) -> None:
    page = "http://madang.example.org"
    await two_named(one_office, "{node}.nodes.example:PORT", page)
    name = f"a.nodes.example:{one_office.nodes['a'].port}"
    mina = await Traveller.begin(url_of("b", one_office), origin=page, name="Mina")
    assert (mina.ways, mina.hosts, mina.token is not None) == (["/n/a/ws"], [name], True)
    await mina.client.drop()
    await mina.come(mina.url)
    assert (mina.hosts, mina.welcomes[-1].resumed) == ([name, name], True)
    assert mina.welcomes[0].visitor == mina.visitor
    officer = await Traveller.begin(
        url_of("b", one_office), origin=page, officer=await asyncio.to_thread(one_office.officer_token, "b")
    )
    assert (officer.hosts, officer.welcome.role) == ([name], "officer")
    assert one_office.passed_on() == 0


async def test_N28_a_node_takes_sockets_by_its_own_name_from_the_offices_pages_and_answers_nothing_else_by_it(
    one_office: Cluster,
) -> None:
    page = "http://madang.example.org"
    await two_named(one_office, "{node}.nodes.example", page)
    port = one_office.nodes["a"].port
    await (await open_at_loopback(f"ws://a.nodes.example:{port}/n/a/ws", origin=page)).close()
    for name, origin, status in (
        ("a.nodes.example", "http://stranger.example", HTTPStatus.FORBIDDEN),
        ("a.nodes.example", "http://b.nodes.example", HTTPStatus.FORBIDDEN),
        ("b.nodes.example", page, HTTPStatus.MISDIRECTED_REQUEST),
        ("a.stranger.example", page, HTTPStatus.MISDIRECTED_REQUEST),
    ):
        with pytest.raises(InvalidStatus) as rejected:
            await open_at_loopback(f"ws://{name}:{port}/n/a/ws", origin=origin)
        assert rejected.value.response.status_code == status, (name, origin)
    async with httpx.AsyncClient(trust_env=False, base_url=one_office.nodes["a"].url) as client:
        for path, told in (("/", "a.nodes.example"), ("/api/site", "a.nodes.example"), ("/api/site", "madang.example.org")):
            answer = await client.get(path, headers={"host": told})
            assert answer.status_code == (HTTPStatus.OK if told in page else HTTPStatus.MISDIRECTED_REQUEST), (path, told)
            policy = answer.headers["content-security-policy"]
            assert "connect-src 'self' data: blob: ws://*.nodes.example;" in policy


async def test_N28_the_load_tools_people_go_to_a_name_that_leads_to_this_machine(one_office: Cluster) -> None:
    await two_named(one_office, "{node}.localhost:PORT")
    found = await strolled(one_office, "b", lambda there: there == {"a": (4, 0), "b": (0, 0)})
    assert (found["connected"], found["open_at_end"], found["connect_failures"]) == (4, 4, {})


@pytest.mark.parametrize("names", ["{node}.localhost:NOBODYS", "{node}.nodes.example:PORT"])
async def test_N28_a_name_by_which_nobody_answers_or_of_another_machine_is_left_for_the_path(
    one_office: Cluster, names: str
) -> None:
    await two_named(one_office, names.replace("NOBODYS", str(free_port())))
    found = await strolled(one_office, "b", lambda there: there == {"a": (4, 0), "b": (0, 4)})
    assert (found["connected"], found["open_at_end"]) == (4, 4)
