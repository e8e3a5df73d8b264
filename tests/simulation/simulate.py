"""One seed: so many steps of a simulated office, and all laws after each of them."""

import traceback
from pathlib import Path

from tests.simulation.happenings import HAPPENINGS, OFFICERS, Happening
from tests.simulation.kept import Kept
from tests.simulation.laws import LAWS, memory_is_what_the_file_says
from tests.simulation.world import World, answer_of, opened_at

STORY_LINES = 25


class LawBroken(AssertionError):
    """Says which seed broke which law, after what, and how to see it again."""


async def simulate(seed: int, steps: int, folder: Path, happenings: dict[Happening, int] = HAPPENINGS) -> World:
    """Return the world as it is at the end. `happenings`: with their weights. Raises `LawBroken`."""
    world = opened_at(folder, seed)
    await world.open()
    story: list[str] = []
    try:
        for name in OFFICERS:
            await world.hire(name)
        kept = await world.kept()
        for number in range(steps):
            kept = await step(world, kept, story, number, happenings)
    except Exception as error:
        raise LawBroken(told(seed, steps, story, error)) from error
    finally:
        await world.office.close()
        await world.end()
        for process in world.held_up:
            await process.end()
    return world


async def step(world: World, before: Kept, story: list[str], number: int, happenings: dict[Happening, int]) -> Kept:
    """Let one thing happen, and look."""
    happening = world.chance.choices(list(happenings), list(happenings.values()))[0]
    said = len(world.sent)
    story.append(f"{number}: {happening.__name__}")
    await happening(world, before)
    sent = world.sent[said:]
    story[-1] += "".join(f" · {one.person.name}: {one.command} → {answer_of(one.reply)}" for one in sent)
    after = await world.kept()
    world.rooms_most = max(world.rooms_most, world.notifier.open_rooms("hall"))
    for law in LAWS:
        law(world, before, after, sent)
    await memory_is_what_the_file_says(world)
    return after


def told(seed: int, steps: int, story: list[str], error: Exception) -> str:
    where = traceback.extract_tb(error.__traceback__)[-1]
    last = "\n  ".join(story[-STORY_LINES:])
    return (
        f"seed {seed}, step {len(story) - 1} of {steps}: {type(error).__name__}: {error}\n"
        f"  in {where.name}: {where.line}\n  {last}\n"
        f"Once more: make sim SEEDS={seed} STEPS={steps}. It stays: add it to tests/simulation/seeds.py."
    )
