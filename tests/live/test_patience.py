"""Whoever waits for the office is asked for again as soon as it is known that they may come (SPEC S20, N26)."""

import asyncio
from collections.abc import Callable
from typing import Any, cast

import pytest

from madang_server.faults import StorageFailed
from madang_server.live.metrics import Tally
from madang_server.live.patience import Patience

NEVER = 3_600.0


class Waiting:
    """A socket at which somebody waits: it keeps what they are told."""

    open = True

    def __init__(self) -> None:
        self.told: list[bytes] = []
        self.is_told = asyncio.Event()

    def send(self, frame: bytes) -> None:
        self.told.append(frame)
        self.is_told.set()


class Question:
    """Fails until it is `answered`. `meanwhile`: what happens as it is asked for the first time."""

    def __init__(self, meanwhile: Callable[[], None] = lambda: None) -> None:
        self.asked = 0
        self.answered = False
        self._meanwhile = meanwhile

    async def __call__(self) -> str:
        self.asked += 1
        await asyncio.sleep(0)
        if self.asked == 1:
            self._meanwhile()
        if not self.answered:
            raise StorageFailed("away")
        return "here"


def patient() -> Patience:
    return Patience(asyncio.get_running_loop().time, bytes, Tally(), seconds_max=NEVER, pauses=(NEVER, NEVER))


async def test_S20_whoever_waits_is_asked_for_again_when_it_is_known_that_they_may_come():
    patience, question, socket = patient(), Question(), Waiting()
    waiting = asyncio.create_task(patience.ask(question, cast("Any", socket)))
    await socket.is_told.wait()
    question.answered = True
    patience.ask_soon()
    assert (await waiting, question.asked, len(socket.told)) == ("here", 2, 1)


async def test_S20_what_becomes_known_while_the_office_is_asked_is_not_missed():
    patience, socket = patient(), Waiting()
    question = Question(patience.ask_soon)
    waiting = asyncio.create_task(patience.ask(question, cast("Any", socket)))
    await socket.is_told.wait()
    question.answered = True
    assert (await waiting, question.asked) == ("here", 2)


async def test_S20_at_the_end_whoever_waits_is_asked_for_once_more_and_no_longer():
    patience, question, socket = patient(), Question(), Waiting()
    waiting = asyncio.create_task(patience.ask(question, cast("Any", socket)))
    await socket.is_told.wait()
    patience.end()
    with pytest.raises(StorageFailed):
        await waiting
    assert question.asked == 2
