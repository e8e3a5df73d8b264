"""A node whose own address leads elsewhere keeps no office unseen (SPEC N15), and says whom it does not believe (S15)."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
from tests.cluster.nodes import Cluster
from tests.server.running import free_port

WRONG = "node_url does not lead to this node"


def status(made: Cluster) -> dict[str, bool]:
    return {node["id"]: node["reached"] for node in made.status()["nodes"]}


def test_N15_a_node_at_whose_address_nobody_is_says_so_and_takes_no_office(one_office: Cluster) -> None:
    one_office.start("lost", MADANG_NODE_URL=f"http://127.0.0.1:{free_port()}")
    one_office.wait_for(lambda: WRONG in one_office.nodes["lost"].output)
    assert one_office.owners() == {}
    one_office.start("b")
    one_office.nodes["lost"].kill()
    assert one_office.owner_of("main") == "b"
    assert one_office.nodes["lost"].output.count(WRONG) == 1
    assert "nobody answers there (ConnectError)" in one_office.nodes["lost"].output


def test_N15_a_node_at_whose_address_another_is_leaves_the_offices_to_that_one(one_office: Cluster) -> None:
    right = one_office.start("right")
    one_office.start("wrong", MADANG_NODE_URL=right.url)
    one_office.wait_for(lambda: WRONG in one_office.nodes["wrong"].output)
    assert "another answers there, with 404" in one_office.nodes["wrong"].output
    one_office.wait_for(lambda: status(one_office) == {"right": True, "wrong": False})
    assert "not reached at its node_url" in one_office.run("cluster", "status").stdout
    assert one_office.owner_of("main") == "right"


@asynccontextmanager
async def leading_to(port: int, listening: socket.socket) -> AsyncIterator[None]:
    """What listens there leads to that port of this machine."""

    async def lead(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        far_reader, far_writer = await asyncio.open_connection("127.0.0.1", port)

        async def carry(source: asyncio.StreamReader, to: asyncio.StreamWriter) -> None:
            while data := await source.read(65_536):
                to.write(data)
            to.close()

        await asyncio.gather(carry(reader, far_writer), carry(far_reader, writer), return_exceptions=True)

    server = await asyncio.start_server(lead, sock=listening)
    yield
    server.close()


async def test_N15_it_takes_offices_as_soon_as_it_is_reached(one_office: Cluster) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        node = await asyncio.to_thread(one_office.start, "a", MADANG_NODE_URL=f"http://127.0.0.1:{port}")
        await asyncio.to_thread(one_office.wait_for, lambda: WRONG in node.output)
        assert one_office.owners() == {}
        async with leading_to(node.port, listening):
            await asyncio.to_thread(one_office.wait_for, lambda: one_office.owners().get("main"))
        assert one_office.owners()["main"].address == f"http://127.0.0.1:{port}"
        assert "node_url leads to this node" in node.output


async def test_N15_the_path_at_which_it_knows_itself_tells_others_nothing(one_office: Cluster) -> None:
    node = await asyncio.to_thread(one_office.start, "a")
    async with httpx.AsyncClient(base_url=node.url, trust_env=False) as client:
        assert (await client.get("/node/anything")).status_code == 404


def test_S15_a_node_that_others_reach_says_that_it_believes_no_proxy(one_office: Cluster) -> None:
    port = free_port()
    there = {"MADANG_HOST": "0.0.0.0", "MADANG_NODE_URL": f"http://127.0.0.1:{port}"}  # noqa: S104
    one_office.start("a", port, **there)
    one_office.start("b")
    one_office.start("c", MADANG_HOST="0.0.0.0", MADANG_NODE_URL="http://127.0.0.1:1", MADANG_TRUSTED_PROXIES="10.0.0.0/24")  # noqa: S104
    said = {name: node.output.count("trusted_proxies is empty") for name, node in one_office.nodes.items()}
    assert said == {"a": 1, "b": 0, "c": 0}
