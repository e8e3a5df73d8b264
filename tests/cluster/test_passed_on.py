"""Whoever comes to a node that does not have the office is passed on to the one that has it (SPEC N2)."""

import asyncio

import pytest
from tests.cluster.nodes import Cluster, come_in, enter, url_of
from tests.live.wire import request_id
from tests.server.running import PASSWORD

from madang_protocol import commands as c
from madang_protocol import messages as m

PASSED_ON = {"madang-passed-on-by": "a test"}


async def test_N2_an_officer_signs_in_and_works_by_a_node_that_has_not_the_office(one_office: Cluster) -> None:
    await one_office.start_all("a", "b")
    other = one_office.others(await one_office.owner())[0]
    added = await asyncio.to_thread(one_office.run, "officer", "add", "Han", "--services", "consultation")
    assert added.returncode == 0, added.stderr
    asked = {"name": "Han", "password": added.stdout.strip().rpartition(" ")[2], "new_password": PASSWORD}
    with one_office.nodes[other].client() as client:
        answer = await asyncio.to_thread(client.post, "/api/officer/sign-in", json=asked)
        assert answer.status_code == 200, answer.text
        wrong = await asyncio.to_thread(client.post, "/api/officer/sign-in", json=asked | {"password": "no"})
        assert wrong.json()["code"] == "wrong_sign_in"
        assert answer.headers.get_list("content-security-policy") == wrong.headers.get_list("content-security-policy")
        assert len(answer.headers.get_list("content-security-policy")) == 1
    officer = await come_in(url_of(other, one_office), officer=answer.json()["token"])
    await officer.send(c.DeskOpen(id=request_id(), counter="consult-1"))
    await officer.until(m.Done)
    citizen = await come_in(url_of(other, one_office), name="Mina")
    await citizen.send(c.TicketTake(id=request_id(), service="consultation"))
    await citizen.until(m.Done)
    await officer.send(c.DeskCall(id=request_id()))
    called = (await citizen.until(m.Called)).ticket
    assert called.counter == "consult-1"
    await officer.close()
    await citizen.close()


async def test_N2_pages_are_the_same_at_every_node_and_what_needs_the_office_is_asked_of_its_node(one_office: Cluster) -> None:
    await one_office.start_all("a", "b")
    owner = await one_office.owner()
    other = one_office.others(owner)[0]
    with one_office.nodes[owner].client() as near, one_office.nodes[other].client() as far:
        for path in (
            "/api/waits",
            "/api/site",
            "/api/start",
            "/api/looks",
            "/verify",
            "/verify?number=x",
            "/api/verify?number=x",
        ):
            here, there = await asyncio.to_thread(near.get, path), await asyncio.to_thread(far.get, path)
            assert (here.status_code, here.content) == (there.status_code, there.content), path
            assert set(here.headers) == set(there.headers), path
        once = await asyncio.to_thread(far.get, "/api/waits", headers=PASSED_ON)
        assert (once.status_code, once.json()) == (503, {"code": "no_owner"})
        assert once.headers["retry-after"]


async def test_N2_who_comes_while_nobody_has_the_office_waits_and_comes_in(one_office: Cluster) -> None:
    await one_office.start_all("a", "b", "c")
    owner = await one_office.owner()
    first, second = one_office.others(owner)
    one_office.nodes[owner].kill()
    waiting = [asyncio.create_task(come_in(url_of(node, one_office), name="Mina")) for node in (first, second)]
    came = await asyncio.gather(*waiting)
    assert all(client.welcome is not None for client in came)
    assert len({client.welcome.visitor for client in came if client.welcome}) == 2
    for client in came:
        await client.close()


async def test_N2_a_reader_who_reads_nothing_makes_the_node_between_wait_and_keep_little(one_office: Cluster) -> None:
    await one_office.start_all("a", "b")
    owner = await one_office.owner()
    node = one_office.nodes[one_office.others(owner)[0]]
    before = resident_bytes(node.process.pid)
    talker, _ = await enter(url_of(owner, one_office), name="Juno")
    slow = await come_in(url_of(one_office.others(owner)[0], one_office), name="Mina")
    slow.socket.transport.pause_reading()
    for number in range(200):
        await talker.send(c.Say(id=request_id(), to="room", text=f"{number} " + "가" * 280))
        await talker.until(m.Done | m.Rejected)
    assert resident_bytes(node.process.pid) - before < 30_000_000
    await talker.close()
    await slow.close()


def resident_bytes(process: int) -> int:
    """The memory of a process."""
    with open(f"/proc/{process}/statm", encoding="ascii") as told:  # noqa: PTH123
        return int(told.read().split()[1]) * 4_096


@pytest.mark.parametrize(
    "first", [b"", b"GET /ws HTTP/1.1\r\n", b"\x00" * 100, b"GET /ws HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\n\r\n"]
)
async def test_N2_what_is_no_request_is_answered_by_the_node_that_got_it(one_office: Cluster, first: bytes) -> None:
    await one_office.start_all("a")
    await one_office.owner()
    reader, writer = await asyncio.open_connection("127.0.0.1", one_office.nodes["a"].port)
    writer.write(first)
    writer.write_eof()
    told = await reader.read()
    assert told == b"" or told.startswith((b"HTTP/1.1 4", b"HTTP/1.1 503"))
    writer.close()
    citizen = await come_in(url_of("a", one_office), name="Mina")
    await citizen.close()
