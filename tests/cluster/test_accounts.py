"""A sign-in that is ended at one node is ended at every node (SPEC S27)."""

import asyncio

import httpx
from tests.cluster.nodes import Cluster
from tests.live.wire import Client
from tests.server.running import PASSWORD
from tests.server.two_offices import NAMES

from madang_protocol import Close
from madang_protocol import commands as c
from madang_protocol import messages as m


async def sign_in(http: httpx.AsyncClient, office: str, password: str, **more: str) -> str:
    body = {"name": "Han Sora", "password": password} | more
    return str((await http.post(f"/o/{office}/api/officer/sign-in", json=body)).raise_for_status().json()["token"])


async def test_S27_a_sign_in_that_is_ended_at_one_node_is_ended_at_the_other(two_offices: Cluster) -> None:
    await two_offices.start_all("a", "b")
    first, second = NAMES
    await asyncio.to_thread(two_offices.wait_for, lambda: two_offices.owner_of(first) != two_offices.owner_of(second))
    added = await asyncio.to_thread(two_offices.run, "officer", "add", "Han Sora", "--services", "echo", "--office", first)
    await asyncio.to_thread(two_offices.run, "officer", "post", "Han Sora", "--services", "echo", "--office", second)
    async with httpx.AsyncClient(base_url=two_offices.nodes["a"].url, trust_env=False, timeout=120) as http:
        lost = await sign_in(http, first, added.stdout.split()[-1], new_password=PASSWORD)
        mine = await sign_in(http, first, PASSWORD)
        desk = await Client.open(f"ws://127.0.0.1:{two_offices.nodes['b'].port}/o/{second}/ws")
        await desk.send(c.Hello(versions=[1], officer=lost))
        await desk.until(m.Welcome)
        headers = {"authorization": f"Bearer {mine}"}
        ended = await http.post(f"/o/{first}/api/account/sessions/end-others", headers=headers)
        assert ended.status_code == 200
        assert await desk.until_closed() == (Close.FORBIDDEN, "")
        for office in NAMES:
            asked = await http.get(f"/o/{office}/api/account", headers={"authorization": f"Bearer {lost}"})
            assert asked.status_code == 401
