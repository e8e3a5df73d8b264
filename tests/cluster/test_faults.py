"""What goes wrong at one node stays there, is said, and is over when its cause is (SPEC N5, N10)."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from structlog.testing import capture_logs
from tests.cluster.nodes import Cluster
from tests.server.running import serving

from madang_server.app import build
from madang_server.cluster.office_slot import OfficeSlot
from madang_server.settings import Settings
from madang_server.store import bring_up_to_date
from madang_server.web import office_web


def test_N5_what_nobody_can_read_in_redis_ends_nothing(two_offices: Cluster) -> None:
    two_offices.start("a")
    redis = two_offices.redis
    redis.ask("SADD", "madang:nodes", "odd", b"\xff")
    redis.ask("SET", "madang:node:odd", "{]")
    redis.ask("SET", "madang:node:\ufffd", "{}")
    for office in two_offices.offices:
        redis.ask("SET", f"madang:board:{office}", b"\xff")
    redis.ask("PUBLISH", "madang:tries", b"\xff")
    two_offices.start("b")
    two_offices.wait_for(lambda: two_offices.node_names() == {"a", "b"})
    redis.ask("FLUSHALL")
    two_offices.wait_for(lambda: two_offices.node_names() == {"a", "b"})
    for node in two_offices.nodes.values():
        assert node.stop() == 0
        assert "Traceback" not in node.output


def test_N10_an_office_whose_files_were_broken_meanwhile_can_come_back_to_the_node(two_offices: Cluster) -> None:
    for name in ("a", "b"):
        two_offices.start(name)
    owner = two_offices.owner_of("jongno")
    other = two_offices.others(owner)[0]
    services = two_offices.folder / "data" / "offices" / "jongno" / "services.toml"
    good = services.read_text("utf-8")
    services.write_text("broken = [", "utf-8")
    two_offices.run("node", "drain", owner)
    two_offices.wait_for(lambda: "cannot be opened here again yet" in two_offices.nodes[owner].output)
    assert two_offices.owner_of("jongno") == other
    services.write_text(good, "utf-8")
    two_offices.run("node", "drain", owner, "--undo")
    two_offices.run("node", "drain", other)
    two_offices.wait_for(lambda: two_offices._owner_of("jongno") == owner)
    assert all(node.stop() == 0 for node in two_offices.nodes.values())


class Broken:
    """A runner whose handlers cannot be started on this machine."""

    async def __aenter__(self) -> None:
        raise RuntimeError("no such device")

    async def __aexit__(self, *_: object) -> None:
        """It never began."""


@asynccontextmanager
async def broken_slot(folder: Path, held_back_s: float) -> AsyncIterator[OfficeSlot]:
    application = await asyncio.to_thread(lambda: build(Settings(data=folder)))
    await bring_up_to_date(application.store)
    office = replace(application.offices[0], runner=Broken())  # type: ignore[arg-type]
    slot = OfficeSlot(lambda: office, lambda elsewhere: office_web(elsewhere.routers), held_back_s=held_back_s)
    with capture_logs() as said:
        slot.open("http://127.0.0.1:1")
        yield slot
        await slot.closed()
    assert {"event": "the office ended", "office": "main", "log_level": "error", "exc_info": True} in said
    await application.store.close()


async def until(happens: Any) -> None:
    async with asyncio.timeout(300):
        while not happens():  # noqa: ASYNC110 - what it looks at tells nobody
            await asyncio.sleep(0.01)


async def test_N10_an_office_that_cannot_be_opened_is_given_up_and_left_to_the_others(tmp_path: Path) -> None:
    async with broken_slot(tmp_path, held_back_s=1_000) as slot:
        await until(lambda: slot.held_back)
        assert (slot.is_busy, slot.is_free, slot.is_open) == (False, False, False)


async def test_N10_an_office_that_could_not_be_opened_is_tried_again(tmp_path: Path) -> None:
    async with broken_slot(tmp_path, held_back_s=0) as slot:
        await until(lambda: slot.is_free)
        assert not slot.held_back


def test_N1_two_nodes_of_one_name_are_told_of_in_the_log(one_office: Cluster) -> None:
    one_office.start("a")
    folder = one_office.folder / "twin"
    folder.mkdir()
    with serving(folder, **one_office.settings, MADANG_NODE_ID="a") as twin:
        one_office.wait_for(lambda: "another node has the same node_id" in twin.output + one_office.nodes["a"].output)


@pytest.mark.parametrize(
    "given",
    [{"MADANG_HOST": "0.0.0.0"}, {"MADANG_NODE_URL": "https://node.example"}, {"MADANG_NODE_URL": f"http://{'a.' * 100}example"}],  # noqa: S104
)
def test_N1_a_node_that_others_cannot_reach_does_not_start(one_office: Cluster, given: dict[str, str]) -> None:
    ended = one_office.run("serve", **given)
    assert (ended.returncode, ended.stderr.count("\n")) == (2, 1)
    assert ended.stderr.startswith("madang: setting node_url: ")
