"""Files in a cluster: taken and given by any node, kept where all nodes find them (SPEC C24, C29)."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
from tests.cluster.nodes import Cluster
from tests.s3_server import S3Server
from tests.server.asking import Asking, asking
from tests.server.photos import pdf

PATIENCE_S = 120.0  # only so that a broken cluster fails a test instead of holding it for ever
MIB = 1024 * 1024
LARGE = pdf(b"%" + b"x" * (9 * MIB) + b"\n")


@pytest.fixture
async def crowd() -> AsyncIterator[AsyncExitStack]:
    async with AsyncExitStack() as connections:
        yield connections


async def at_another_node(made: Cluster, crowd: AsyncExitStack) -> tuple[str, Asking]:
    """The owner, and somebody who came by a node that does not have the office."""
    owner = await made.owner()
    return owner, await asking(crowd, made.nodes[made.others(owner)[0]])


async def test_C24_a_large_file_goes_by_a_node_that_does_not_have_the_office(one_office: Cluster, crowd: AsyncExitStack) -> None:
    await one_office.start_all("a", "b")
    _, mina = await at_another_node(one_office, crowd)
    file = await mina.uploaded(LARGE, "lease.pdf")
    given = await mina.http.get(f"/api/attachments/{file}")
    assert (given.status_code, given.content == LARGE) == (200, True)
    page = await mina.upload(b"<!doctype html>")
    assert (page.status_code, page.json()) == (415, {"code": "kind_not_accepted"})
    assert (await mina.http.delete(f"/api/attachments/{file}")).status_code == 204


async def test_C29_what_was_taken_is_there_at_the_next_owner(
    one_office: Cluster, crowd: AsyncExitStack, s3: S3Server, tmp_path: Path
) -> None:
    s3.empty()
    for name in ("a", "b", "c"):
        await asyncio.to_thread(one_office.start, name, MADANG_DATA=str(tmp_path / f"data-{name}"), **s3.settings())
    owner, mina = await at_another_node(one_office, crowd)
    file = await mina.uploaded(LARGE, "lease.pdf")
    await asyncio.to_thread(one_office.nodes[owner].kill)
    assert await one_office.owner() != owner
    answers = [await mina.http.get(f"/api/attachments/{file}")]
    async with asyncio.timeout(PATIENCE_S):
        while answers[-1].status_code == 503:  # nobody has the office for a moment
            answers.append(await mina.http.get(f"/api/attachments/{file}"))
    assert (answers[-1].status_code, answers[-1].content == LARGE) == (200, True)
