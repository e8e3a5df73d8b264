"""Nodes of two versions of the link are hosts of each other, as in a rolling upgrade (SPEC N23, N13)."""

import asyncio
import re
from pathlib import Path

from tests.cluster.later_steps import Later
from tests.cluster.nodes import Cluster, url_of
from tests.cluster.travelling import Traveller
from tests.live.wire import request_id

from madang_protocol import commands as c
from madang_protocol import messages as m

SETTINGS = {"MADANG_OFFICE_PEOPLE_MAX": "1", "MADANG_NODE_PATHS": "routed"}
PASSED_OVER = "a node of another version says what is not known here"


async def served_at(host: str, owner: str, made: Cluster) -> None:
    """Two people, of whom the second is at the host, hear each other's words where they stand, and take tickets."""
    first = await Traveller.begin(url_of(owner, made), name="First")
    await asyncio.to_thread(made.wait_for, made.hosts)
    mina, juno = [await Traveller.begin(url_of(owner, made), name=name) for name in ("Mina", "Juno")]
    assert (first.node, mina.ways[-1], juno.ways[-1]) == (None, f"/n/{host}/rooms", f"/n/{host}/rooms")
    await mina.send(c.Say(id=request_id(), to="room", text="we are elsewhere"))
    assert (await juno.until(m.Said)).text == "we are elsewhere"
    assert isinstance(await mina.ask(c.TicketTake(id=request_id(), service="consultation")), m.Done)
    for visit in (first, mina, juno):
        await visit.send(c.Bye())
        await visit.close()


async def test_N23_nodes_of_two_versions_are_hosts_of_each_other(one_office: Cluster, tmp_path: Path) -> None:
    version = Later(tmp_path / "later")
    version.folder.mkdir()
    await asyncio.to_thread(lambda: one_office.start("before", **SETTINGS))
    assert await one_office.owner() == "before"
    after = await one_office.start_later("after", version, LATER_LINK="1", **SETTINGS)
    await served_at("after", "before", one_office)
    before = one_office.nodes["before"]
    told = re.search(r"a node has rooms of the office.*link_version=(\d+)", before.output)
    assert told is not None
    assert PASSED_OVER in before.output
    assert "the weather" in after.output
    assert "Failed(lost=False)" in after.output
    assert f"speaks another version of the link own={told[1]}" in after.output
    await one_office.stop("before")
    assert await one_office.owner() == "after"
    before = await asyncio.to_thread(lambda: one_office.start("before", **SETTINGS))
    await served_at("before", "after", one_office)
    assert f"own={int(told[1]) - 1} version={told[1]}" in before.output
    assert PASSED_OVER in before.output
    for node in (before, after):
        assert "its link is cut" not in node.output
        assert "Traceback" not in node.output
