"""`madang cluster status` and `madang node drain`: what people and programs are told of a cluster (SPEC N7)."""

import asyncio

from tests.cluster.nodes import Cluster, come_in, url_of
from tests.server.running import madang

from madang_server.revisions import newest_revision


def test_N7_status_names_nodes_offices_and_owners_for_people_and_programs(two_offices: Cluster) -> None:
    for name in ("a", "b"):
        two_offices.start(name)
    two_offices.wait_for(lambda: len({two_offices.owner_of(office) for office in two_offices.offices}) == 2)  # none moves now
    owners = {office: two_offices.owner_of(office) for office in two_offices.offices}
    two_offices.wait_for(lambda: sum(node["offices"] for node in two_offices.status()["nodes"]) == len(owners))
    found = two_offices.status()
    assert found["redis"] == "answers"
    assert found["schema"]["revision"] == newest_revision() >= found["schema"]["min_code"]
    assert {node["schema"] for node in found["nodes"]} == {newest_revision()}
    assert {node["id"]: (node["pid"], node["address"]) for node in found["nodes"]} == {
        name: (node.process.pid, node.url) for name, node in two_offices.nodes.items()
    }
    assert {office["id"]: office["node"] for office in found["offices"]} == owners
    assert all(office["epoch"] >= 1 and 0 < office["lease_left_s"] <= 5 for office in found["offices"])
    lines = two_offices.run("cluster", "status")
    assert lines.returncode == 0
    assert [line.split("\t")[:2] for line in lines.stdout.splitlines()] == [
        ["schema", newest_revision()], ["node", "a"], ["node", "b"], *(["office", office] for office in sorted(owners)),
    ]  # fmt: skip


async def test_N7_a_node_that_drains_hands_its_office_over_stays_up_and_is_not_ready(one_office: Cluster) -> None:
    await one_office.start_all("a", "b")
    owner = await one_office.owner()
    other = one_office.others(owner)[0]
    citizen = await come_in(url_of(owner, one_office), name="Mina")
    asked = await asyncio.to_thread(one_office.run, "node", "drain", owner)
    assert asked.returncode == 0, asked.stderr
    await asyncio.to_thread(one_office.wait_for, lambda: one_office._owner_of("main") == other)
    assert citizen.welcome is not None
    back = await come_in(url_of(owner, one_office), token=citizen.welcome.token)
    assert back.welcome is not None
    assert back.welcome.visitor == citizen.welcome.visitor
    with one_office.nodes[owner].client() as client:
        assert (await asyncio.to_thread(client.get, "/readyz")).status_code == 503
    undone = await asyncio.to_thread(one_office.run, "node", "drain", owner, "--undo")
    assert undone.returncode == 0
    one_office.nodes[other].kill()
    await asyncio.to_thread(one_office.wait_for, lambda: one_office._owner_of("main") == owner)
    await back.close()


async def test_N7_a_node_that_is_killed_while_it_drains_comes_back_as_any_other(one_office: Cluster) -> None:
    """As a pod does, whose name stays: the mark in Redis is of the process that was asked."""
    await one_office.start_all("a")
    await one_office.owner()
    asked = await asyncio.to_thread(one_office.run, "node", "drain", "a")
    assert asked.returncode == 0, asked.stderr
    await asyncio.to_thread(one_office.wait_for, lambda: one_office.status()["nodes"][0]["draining"])
    one_office.nodes["a"].kill()
    await one_office.start_all("a")
    assert await one_office.owner() == "a"
    assert one_office.status()["nodes"][0]["draining"] is False


def test_N7_faults_at_the_terminal_are_one_line_each(one_office: Cluster) -> None:
    alone = madang("cluster", "status", folder=one_office.folder)
    assert (alone.returncode, alone.stderr.count("\n")) == (2, 1)
    assert "setting redis" in alone.stderr
    unknown = one_office.run("node", "drain", "nowhere")
    assert (unknown.returncode, unknown.stderr) == (2, "madang: node nowhere: there is none; known are none\n")
    one_office.redis.kill()
    away = one_office.run("node", "drain", "a")
    assert (away.returncode, away.stderr.count("\n")) == (2, 1)
    assert "setting redis: it does not answer" in away.stderr
