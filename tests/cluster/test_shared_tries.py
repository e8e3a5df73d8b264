"""Whoever guesses passwords at one office after another is counted over all nodes (SPEC N8)."""

import asyncio

import httpx
from tests.cluster.nodes import Cluster
from tests.server.two_offices import NAMES

from madang_server.web.throttle import TRIES_FOR_A_NAME

ROUNDS_MAX = 100


async def test_N8_tries_at_offices_of_different_nodes_count_together(two_offices: Cluster) -> None:
    await two_offices.start_all("a", "b")
    first, second = NAMES
    await asyncio.to_thread(two_offices.wait_for, lambda: two_offices.owner_of(first) != two_offices.owner_of(second))
    async with httpx.AsyncClient(base_url=two_offices.nodes["a"].url, trust_env=False, timeout=120) as client:
        rounds: list[bool] = []
        while (
            not any(rounds) and len(rounds) < ROUNDS_MAX
        ):  # the other node hears of a try just after it was looked at: some round is late enough
            number = len(rounds)
            for _ in range(TRIES_FOR_A_NAME):
                assert (await guess(client, first, f"Han {number}")).status_code == 401
            heard = (await guess(client, second, f"Han {number}")).status_code == 429
            rounds.append(heard)
    assert any(rounds), "the other node counts its own tries alone"


async def guess(client: httpx.AsyncClient, office: str, name: str) -> httpx.Response:
    return await client.post(f"/o/{office}/api/officer/sign-in", json={"name": name, "password": "a guess"})
