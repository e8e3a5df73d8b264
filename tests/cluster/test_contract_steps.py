"""What takes away waits for older servers, and then keeps them out; nobody needs to be told when (SPEC N11, N12)."""

import signal
from pathlib import Path
from typing import Any

import pytest
from tests.cluster.later_steps import CONTRACT, EXPAND, NEITHER, Later
from tests.cluster.nodes import Cluster
from tests.server.running import free_port, madang

from madang_server.revisions import min_code_at, newest_revision

MARK = "SELECT version_num, min_code FROM alembic_version"


@pytest.fixture
def version(tmp_path: Path) -> Later:
    return Later(tmp_path / "later")


def mark_of(made: Cluster) -> tuple[Any, ...]:
    with made.postgresql.connect(made.database) as sql:
        return tuple(sql.execute(MARK).fetchone() or ())


def start(made: Cluster, name: str, version: Later) -> None:
    made.start(name, program=version.program, **version.environment)


def run(made: Cluster, version: Later, *arguments: str) -> tuple[int, str]:
    ended = made.run(*arguments, program=version.program, **version.environment)
    return ended.returncode, (ended.stdout + ended.stderr).strip()


def test_N11_N12_what_takes_away_waits_for_older_nodes_and_keeps_them_out_then(one_office: Cluster, version: Later) -> None:
    this = newest_revision()
    one_office.start("old")
    assert one_office.owner_of("main") == "old"
    first, second = version.add(EXPAND), version.add(CONTRACT)
    start(one_office, "new", version)
    assert mark_of(one_office) == (first, min_code_at(this))
    assert "wait until older servers are gone" in one_office.nodes["new"].output
    code, said = run(one_office, version, "migrate")
    assert (code, said.count("\n")) == (2, 0)
    assert f"must be closed first (process {one_office.nodes['old'].process.pid} on " in said
    assert " since 20" in said
    assert one_office.nodes["old"].stop() == 0
    one_office.wait_for(lambda: mark_of(one_office) == (second, second))
    assert one_office.owner_of("main") == "new"
    ended = madang(
        "serve", "--port", str(free_port()), folder=one_office.folder, **one_office.settings | {"MADANG_NODE_ID": "old"}
    )
    assert ended.returncode == 2
    line = f"it is at {second} and needs code of {second} or newer; this version is of {this}. Start a newer version of Madang"
    assert [text for text in ended.stderr.splitlines() if text.startswith("madang: ")] == [f"madang: setting database: {line}"]
    assert "the database needs a newer version" in ended.stderr


def test_N12_an_older_node_without_an_office_is_waited_for_too(one_office: Cluster, version: Later) -> None:
    first, second = version.add(EXPAND), version.add(CONTRACT)
    one_office.start("old")
    one_office.start("idle")
    assert one_office.owner_of("main") == "old"
    start(one_office, "new", version)
    assert one_office.nodes["old"].stop() == 0
    one_office.nodes.pop("old")
    assert one_office.owner_of("main") in {"new", "idle"}
    one_office.run("node", "drain", "idle")
    one_office.wait_for(lambda: one_office._owner_of("main") == "new")
    code, said = run(one_office, version, "migrate", "--expand")
    assert (code, said.startswith(f"waits: {second} (contract): Step 2 of a version to come.; served by process")) == (0, True)
    assert mark_of(one_office) == (first, min_code_at(newest_revision()))
    one_office.nodes["idle"].kill()
    one_office.wait_for(lambda: mark_of(one_office) == (second, second))


def test_N12_a_node_that_needs_what_must_wait_does_not_start_and_says_who_is_there(one_office: Cluster, version: Later) -> None:
    one_office.start("old")
    one_office.owner_of("main")
    version.add(CONTRACT)
    needed = version.add(EXPAND)
    code, said = run(one_office, version, "serve", "--port", str(free_port()))
    assert code == 2
    assert f"madang: setting database: {needed} is needed, and " in said
    assert f"(process {one_office.nodes['old'].process.pid} on " in said
    assert mark_of(one_office) == (newest_revision(), min_code_at(newest_revision()))


def test_N12_a_step_that_is_neither_needs_everybody_closed(one_office: Cluster, version: Later) -> None:
    one_office.start("old")
    one_office.owner_of("main")
    newest = version.add(NEITHER)
    for command in (("serve", "--port", str(free_port())), ("migrate",), ("migrate", "--expand")):
        code, said = run(one_office, version, *command)
        assert (code, "must be closed first (process " in said) == (2, True)
    assert one_office.nodes["old"].stop() == 0
    code, said = run(one_office, version, "migrate")
    assert (code, said.splitlines()[0]) == (0, f"ran: {newest}: Step 1 of a version to come.")
    assert mark_of(one_office) == (newest, newest)


def test_N12_the_command_line_expands_a_cluster_at_work_when_it_is_asked_to(one_office: Cluster, version: Later) -> None:
    one_office.start("old")
    one_office.owner_of("main")
    newest = version.add(EXPAND)
    assert run(one_office, version, "migrate")[0] == 2
    assert mark_of(one_office)[0] == newest_revision()
    assert "`--expand` runs this beside it" in run(one_office, version, "migrate", "--dry-run")[1]
    code, said = run(one_office, version, "migrate", "--expand")
    assert (code, said.splitlines()[0]) == (0, f"ran: {newest} (expand): Step 1 of a version to come.")
    assert mark_of(one_office) == (newest, min_code_at(newest_revision()))
    listed = one_office.run("officer", "add", "Officer Han", "--services", "consultation")
    assert listed.returncode == 0, listed.stderr


def test_N11_a_node_at_work_that_became_too_old_hands_its_offices_over_and_says_why(one_office: Cluster) -> None:
    one_office.start("a")
    one_office.owner_of("main")
    one_office.postgresql.run("UPDATE alembic_version SET min_code = 'v9999'", one_office.database)
    one_office.wait_for(lambda: not one_office.owners()["main"].holds)
    assert "the database needs a newer version; this node hands its offices over" in one_office.nodes["a"].output
    with one_office.nodes["a"].client() as client:
        assert client.get("/readyz").json()["open"] is False
    assert one_office.nodes["a"].process.poll() is None
    assert "schema\t" in one_office.run("cluster", "status").stdout


def test_N11_N12_a_node_that_was_cut_off_during_the_step_has_lost_its_office_and_says_why(
    one_office: Cluster, version: Later
) -> None:
    one_office.start("old")
    assert one_office.owner_of("main") == "old"
    newest = version.add(CONTRACT)
    start(one_office, "new", version)
    old = one_office.nodes["old"]
    old.process.send_signal(signal.SIGSTOP)
    one_office.postgresql.end_connections(one_office.database)
    one_office.wait_for(lambda: mark_of(one_office) == (newest, newest))
    old.process.send_signal(signal.SIGCONT)
    one_office.wait_for(lambda: "the database needs a newer version; this node hands its offices over" in old.output)
    assert one_office.owner_of("main") == "new"
    assert old.stop() == 0
