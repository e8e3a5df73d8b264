"""`kill -9` of a whole process in the midst of its work: what it had acknowledged is in the file, and nothing is there twice."""

import asyncio
import json
import sys
from pathlib import Path
from typing import Any

import pytest
from tests.architecture import repository
from tests.simulation.laws import LAWS, memory_is_what_the_file_says
from tests.simulation.world import Person, Sent, World, opened_at

from madang_protocol import codec
from madang_protocol import messages as m

REPLIES = 40  # that were read before the process was killed


async def killed_after(replies: int, seed: int, folder: Path) -> list[dict[str, Any]]:
    """What a process had told people when it was killed; it was about to do more."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.simulation.child", str(seed), str(folder),
        cwd=repository.ROOT, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
    assert process.stdout is not None
    lines = [await process.stdout.readline() for _ in range(replies)]
    process.kill()
    lines += (await process.stdout.read()).splitlines(keepends=True)
    await process.wait()
    return [json.loads(line) for line in lines if line.startswith(b"{") and line.endswith(b"\n")]  # the log is there too


def as_it_was_sent(world: World, line: dict[str, Any]) -> Sent:
    known = {person.token: person for person in (*world.citizens, *world.officers)}
    person = known.get(line["token"]) or Person(line["name"], line["officer"], line["token"])
    people = world.officers if person.officer else world.citizens
    people.extend([person] if person.token not in known else [])
    reply: Any = codec.decode_message(bytes.fromhex(line["reply"]))[1]
    return Sent(person, codec.decode_command(bytes.fromhex(line["command"])), reply)  # type: ignore[arg-type]


@pytest.mark.parametrize("seed", [11, 12])
async def test_C2_W6_what_a_killed_process_acknowledged_is_kept_and_done_once(seed: int, tmp_path: Path) -> None:
    told = await killed_after(REPLIES, seed, tmp_path)
    world = opened_at(tmp_path, seed + 1_000_000)
    await world.open()
    acknowledged = [sent for line in told if isinstance((sent := as_it_was_sent(world, line)).reply, m.Done)]
    everybody = [*world.citizens, *world.officers]
    for person in [*everybody, *everybody]:  # twice: an officer whose sign-in has ended meanwhile signs in anew
        await world.arrive(person)
    before = await world.kept()
    again = [(await world.send(sent.person, sent.command)).reply for sent in acknowledged]
    assert again == [sent.reply for sent in acknowledged]
    after = await world.kept()
    for law in LAWS:
        law(world, before, after, [])
    await memory_is_what_the_file_says(world)
    assert after == before
    await world.office.close()
    await world.end()
