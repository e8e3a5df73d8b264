"""The model of PostgreSQL and a real one give the same answers to the same statements, in any order (SPEC C20, C22, C23)."""

import random
from collections.abc import AsyncIterator
from itertools import product
from typing import Any

import pytest
from tests.postgresql_server import PostgreSQL
from tests.schedules.two_databases import LOCKED, ModelDatabase, RealDatabase, TwoDoors

STATEMENTS = 80  # of a sequence
TRANSACTIONS = 3  # at once
EPOCH_MAX = 4
SEEDS = range(1, 9)
WAITED_FOR = ("take", "count", "renew", "give_up")
WAITING = ("take", "count", "renew", "give_up", "counted")
Story = list[tuple[str, object]]


@pytest.fixture
async def doors(postgresql: PostgreSQL) -> AsyncIterator[tuple[TwoDoors, TwoDoors]]:
    """The model, and a real database."""
    name = postgresql.migrated()
    model, real = ModelDatabase(), RealDatabase(postgresql, name)
    yield model, real
    await real.close()
    postgresql.drop(name)


def statement(chance: random.Random, offices: tuple[str, str]) -> tuple[str, tuple[Any, ...], dict[str, Any]]:
    """One of those about leases, with what it is given."""
    kind, office, epoch = chance.choice(("look", *WAITING)), chance.choice(offices), chance.randint(1, EPOCH_MAX)
    boot = f"boot-{chance.randint(1, 3)}"
    known: dict[str, tuple[str, tuple[Any, ...], dict[str, Any]]] = {
        "look": (kind, (office,), {}),
        "take": (
            kind,
            (office,),
            {"owner": f"owner of {boot}", "boot": boot, "code": "v0012", "address": chance.choice((None, "http://n"))},
        ),
        "count": (kind, (office, epoch), {"commits": chance.randint(1, 99)}),
        "renew": (kind, (office, epoch), {}),
        "give_up": (kind, (office, epoch), {}),
        "counted": (kind, (office, epoch), {}),
    }
    return known[kind]


async def one_thing(door: TwoDoors, chance: random.Random, open_: dict[int, str], offices: tuple[str, str]) -> tuple[str, object]:
    """Let a transaction do or end something, or time pass. `open_`: which transactions there are, of which office."""
    what = chance.choices(("do", "end", "time"), (6, 3, 1))[0]
    number = chance.randrange(TRANSACTIONS)
    if what == "time":
        seconds = chance.choice((0.5, 2.0, 6.0))
        await door.pass_by(seconds)
        return what, seconds
    if what == "end" and number in open_:
        del open_[number]
        keeps = chance.random() < 0.7
        await door.end(number, keeps=keeps)
        return what, keeps
    kind, given, named = statement(chance, offices)
    given = (open_.setdefault(number, given[0]), *given[1:])  # one transaction is about one office
    answer = await door.do(number, kind, *given, **named)
    if answer == LOCKED:
        del open_[number]
    return f"{number}: {kind}{given}", answer


async def story(door: TwoDoors, seed: int) -> Story:
    chance, open_ = random.Random(seed), dict[int, str]()
    offices = (f"north-{seed}", f"south-{seed}")
    told = [await one_thing(door, chance, open_, offices) for _ in range(STATEMENTS)]
    for number in open_:
        await door.end(number, keeps=True)
    told += [("at the end", await door.do(9, "look", office)) for office in offices]
    await door.end(9, keeps=True)
    return told


async def test_C23_the_model_answers_as_postgresql_does(doors: tuple[TwoDoors, TwoDoors]) -> None:
    model, real = doors
    for seed in SEEDS:
        assert await story(model, seed) == await story(real, seed), f"seed {seed}"


async def after_waiting(door: TwoDoors, office: str, first: str, second: str, *, keeps: bool) -> object:
    """What a statement answers that waited for another's row, and how the row is then."""
    taken: dict[str, Any] = {"owner": "a", "boot": "a", "code": "v0012"}
    given: dict[str, tuple[tuple[Any, ...], dict[str, Any]]] = {
        "take": ((office,), taken), "count": ((office, 1), {"commits": 7}), "renew": ((office, 1), {}),
        "give_up": ((office, 1), {}), "counted": ((office, 1), {}),
    }  # fmt: skip
    await door.do(0, "take", office, **taken)
    await door.end(0, keeps=True)
    await door.pass_by(6.0)
    answers = [await door.do(1, first, *given[first][0], **given[first][1])]
    await door.begin_to_do(2, second, *given[second][0], **given[second][1])
    await door.end(1, keeps=keeps)
    answers.append(await door.done(2))
    await door.end(2, keeps=True)
    answers.append(await door.do(3, "look", office))
    await door.end(3, keeps=True)
    return answers


async def test_C20_C23_a_statement_that_waited_sees_what_it_waited_for(doors: tuple[TwoDoors, TwoDoors]) -> None:
    model, real = doors
    for number, (first, second, keeps) in enumerate(product(WAITED_FOR, WAITING, (True, False))):
        office = f"office-{number}"
        answers = [await after_waiting(door, office, first, second, keeps=keeps) for door in (model, real)]
        assert answers[0] == answers[1], f"{second} behind {first}, kept: {keeps}"
