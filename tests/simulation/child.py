"""A simulated office in a process of its own, to be killed: `python -m tests.simulation.child SEED FOLDER`.

Each reply that reached somebody is a line of its output, written before anything else happens.
"""

import asyncio
import json
import sys
from pathlib import Path

from tests.simulation.happenings import HAPPENINGS, OFFICERS
from tests.simulation.world import Sent, opened_at

from madang_protocol import codec


def write_down(sent: Sent) -> None:
    if sent.reply is not None:
        person = {"name": sent.person.name, "officer": sent.person.officer, "token": sent.person.token}
        line = {**person, "command": codec.encode_command(sent.command).hex(), "reply": codec.encode(sent.reply).hex()}
        sys.stdout.write(json.dumps(line) + "\n")
        sys.stdout.flush()


async def live(seed: int, folder: Path) -> None:
    """Let things happen until somebody kills this process."""
    world = opened_at(folder, seed)
    world.heard = write_down
    await world.open()
    for name in OFFICERS:
        await world.hire(name)
    while True:
        happening = world.chance.choices(list(HAPPENINGS), list(HAPPENINGS.values()))[0]
        await happening(world, await world.kept())


if __name__ == "__main__":
    asyncio.run(live(int(sys.argv[1]), Path(sys.argv[2])))
