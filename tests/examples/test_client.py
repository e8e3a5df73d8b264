"""The wire is plain msgpack, and the SPEC suffices to speak it: the example client visits a real office, knowing nothing else."""

import ast
import asyncio
import sys
from asyncio.subprocess import PIPE, STDOUT, Process
from pathlib import Path

from tests.architecture import repository
from tests.live.wire import Client, request_id
from tests.server.running import Running, serving

from madang_protocol import commands as c
from madang_protocol import messages as m

VISITOR = repository.ROOT / "examples" / "client" / "visitor.py"
LINES_MAX = 150
WORDS = "Good morning, everybody."
ADVICE = "Please bring your card."


def imported() -> set[str]:
    """The packages that the example imports from outside of the standard library."""
    nodes = list(ast.walk(ast.parse(VISITOR.read_text("utf-8"))))
    plain = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    named = {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}
    return {name.partition(".")[0] for name in plain | named} - sys.stdlib_module_names


async def start_visit(server: Running) -> Process:
    return await asyncio.create_subprocess_exec(
        sys.executable, VISITOR, server.socket_url, "--name", "Pine", "--words", WORDS, stdout=PIPE, stderr=STDOUT
    )


async def told(visit: Process, sign: str) -> str:
    """Read what the example prints until the line with this sign in front; return the rest of that line."""
    assert visit.stdout is not None
    async for line in visit.stdout:
        text = line.decode().rstrip()
        if text.startswith(f"{sign}: "):
            return text.removeprefix(f"{sign}: ")
    raise AssertionError(f"the example ended without {sign!r}")


async def serve(officer: Client) -> str:
    """Call the visitor, wait until they come, write and finish; return what the visitor wrote."""
    await officer.send(c.DeskCall(id=request_id()))
    answered = m.Desk(counter=None, state="closed")
    while answered.ticket is None or not answered.ticket.answered:
        answered = await officer.until(m.Desk)
    await officer.send(c.DeskServe(id=request_id()))
    wrote = await officer.until(m.CaseEntry)
    while wrote.entry.by != "citizen":
        wrote = await officer.until(m.CaseEntry)
    await officer.send(c.CaseSay(id=request_id(), case=wrote.case, text=ADVICE))
    await officer.send(c.DeskFinish(id=request_id(), outcome="solved"))
    return wrote.entry.text


def test_the_example_client_is_small_and_knows_nothing_of_this_project() -> None:
    assert imported() == {"msgpack", "websockets"}
    assert len(VISITOR.read_text("utf-8").splitlines()) < LINES_MAX


async def test_W1_a_client_written_from_the_spec_walks_talks_and_is_served(tmp_path: Path) -> None:
    with serving(tmp_path) as server:
        officer = await Client.arrive(server.socket_url, officer=server.officer_token())
        await officer.send(c.DeskOpen(id=request_id(), counter="consult-1"))
        neighbour, _room = await Client.enter(server.socket_url, name="Mina", lang="en")
        visit = await start_visit(server)
        assert (await told(visit, "in")).startswith("city_hall, at ")
        began, _, ended = (await told(visit, "walked")).partition(" to ")
        assert began != ended
        heard = await neighbour.until(m.Said)
        assert (heard.name, heard.scope, heard.text) == ("Pine", "room", WORDS)
        assert await told(visit, "ticket") == "C-001, place 1"
        wrote = await serve(officer)
        assert await told(visit, "called") == "C-001, to consult-1"
        assert wrote == WORDS
        assert await told(visit, "officer") == ADVICE
        assert await told(visit, "record") != ""
        assert await visit.wait() == 0
        await officer.close()
        await neighbour.close()
