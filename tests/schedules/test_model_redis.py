"""The model of Redis and a real one give the same answers to the scripts of the journal, in any order (SPEC S22, S23)."""

import asyncio
import random
from collections.abc import Awaitable, Callable

import pytest
from tests.redis_server import RedisServer
from tests.schedules.model_redis import ModelRedis
from tests.schedules.scheduler import Scheduler

from madang_server.cluster.redis_scripts import JournalWrite, RedisScripts

SEEDS = range(1, 21)
CALLS = 60
LONG_AGO_MS = 3_600_000  # more than any test takes, and less than since the epoch of unix
Answer = Callable[[str, tuple[int | JournalWrite, ...]], Awaitable[object]]


def calls(seed: int) -> list[tuple[str, tuple[int | JournalWrite, ...]]]:
    """What servers of several epochs ask in turn; now and then all is forgotten."""
    chance = random.Random(seed)
    numbers: dict[int, int] = {}
    asked: list[tuple[str, tuple[int | JournalWrite, ...]]] = []
    for place in range(CALLS):
        epoch = 1 + place // 15 + chance.choice((-1, 0, 0, 0, 1))
        kind = chance.choices(("keep", "claim", "read", "epoch", "empty"), (12, 2, 3, 1, 0.5))[0]
        if kind == "keep":
            numbers[epoch] = max(0, numbers.get(epoch, 0) + chance.choice((1, 1, 1, 1, 1, 0, 2)))
            asked.append((kind, (epoch, numbers[epoch], write(chance, place))))
        else:
            numbers |= {epoch: 0} if kind == "claim" else {}
            asked.append((kind, (epoch,) if kind == "claim" else ()))
    return asked


def write(chance: random.Random, place: int) -> JournalWrite:
    body = f"body-{place}".encode()
    rooms = {name: chance.choice((b"", body)) for name in (b"hall", b"yard", b"") if chance.random() < 0.4}
    return JournalWrite(chance.random() < 0.3, chance.choice((b"", body)), chance.choice((b"", body)), rooms)


def seen(kind: str, answer: object) -> object:
    """An answer as it can be compared: of how long ago, whether it was ever."""
    return (int(str(answer)) < 0, int(str(answer)) < LONG_AGO_MS) if kind == "claim" else answer


async def answers(seed: int, answer: Answer) -> list[object]:
    return [(kind, given, seen(kind, await answer(kind, given))) for kind, given in calls(seed)]


@pytest.mark.parametrize("seed", SEEDS)
async def test_S23_the_model_answers_as_redis_does(seed: int, redis_server: RedisServer) -> None:
    model, scripts = ModelRedis(Scheduler(random.Random(0))), RedisScripts(redis_server.url, "main")

    async def of_model(kind: str, given: tuple[int | JournalWrite, ...]) -> object:
        return model.empty() if kind == "empty" else getattr(model, kind)("main", *given)  # type: ignore[func-returns-value]

    async def of_redis(kind: str, given: tuple[int | JournalWrite, ...]) -> object:
        return await (asyncio.to_thread(redis_server.flush) if kind == "empty" else getattr(scripts, kind)(*given))

    assert await answers(seed, of_model) == await answers(seed, of_redis)
    await scripts.close()
