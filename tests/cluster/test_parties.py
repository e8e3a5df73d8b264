"""People beside a request at another node than the one that has the office (SPEC C46 to C49)."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import pytest
from tests.cluster.nodes import Cluster
from tests.live.wire import request_id
from tests.server.asking import asking
from tests.server.test_visit import accepted

from madang_protocol import commands as c
from madang_protocol import messages as m

PATIENCE_S = 120.0  # only so that a broken cluster fails a test instead of holding it for ever


@pytest.fixture
async def crowd() -> AsyncIterator[AsyncExitStack]:
    async with AsyncExitStack() as connections:
        yield connections


async def test_C47_C48_C49_somebody_at_another_node_is_let_in_looks_and_is_sent_away(
    one_office: Cluster, crowd: AsyncExitStack
) -> None:
    await one_office.start_all("a", "b")
    owner = await one_office.owner()
    mina = await asking(crowd, one_office.nodes[owner])
    jun = await asking(crowd, one_office.nodes[one_office.others(owner)[0]])
    wanted = {"case": mina.case, "role": "companion", "fields": [], "writes": True, "days": 1}
    told = (await mina.http.post("/api/parties", json=wanted)).json()
    assert (await jun.http.post("/api/parties/join", json={"code": told["code"]})).json() == {"case": mina.case}
    async with asyncio.timeout(PATIENCE_S):
        await accepted(jun.client, c.CaseLook(id=request_id(), case=mina.case))
        await accepted(mina.client, c.PartyEnd(id=request_id(), case=mina.case, party=told["party"]))
        assert await jun.client.until(m.CaseGone) == m.CaseGone(mina.case)
