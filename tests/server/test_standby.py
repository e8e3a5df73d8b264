"""A server that stands by takes the office over when the one that has it is gone, on either database (SPEC C22)."""

import asyncio
import os
import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import pytest
from tests import prefork
from tests.live.wire import Client, request_id
from tests.postgresql_server import running
from tests.server.running import environment_of, free_port, serving
from tests.server.two_offices import NAMES, make_two_offices

from madang_protocol import commands as c
from madang_protocol import messages as m

OPEN = "http://127.0.0.1:"  # the line that says where people come in, with or without a page


@dataclass
class StandingBy:
    """A server that stands by, and what it says."""

    process: prefork.Process
    said: IO[str]


@contextmanager
def standing_by(folder: Path, port: int | None = None) -> Iterator[StandingBy]:
    reading, writing = os.pipe()
    command = ("serve", "--standby", "--port", str(port or free_port()))
    with open(reading, encoding="utf-8") as said:  # noqa: PTH123 - a pipe has no path
        with open(writing, "wb") as told:  # noqa: PTH123
            process = prefork.start(*command, folder=folder, variables=environment_of({}), stdout=told, stderr=told)
        try:
            yield StandingBy(process, said)
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait()


def line_with(server: StandingBy, words: str) -> str:
    return next(line for line in server.said if words in line)


@pytest.fixture(params=["sqlite", "postgresql"])
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Path]:
    if request.param == "sqlite":
        yield tmp_path
        return
    with running(durable=True) as server:
        (tmp_path / "madang.toml").write_text(f'database = "{server.url(server.empty())}"\n', "utf-8")
        yield tmp_path


def test_C22_who_stands_by_says_who_has_the_office_and_takes_over(folder: Path) -> None:
    with serving(folder) as first, standing_by(folder) as second:
        held = line_with(second, "Madang stands by: ")
        assert re.search(rf"process {first.process.pid}\b.* since \d{{4}}-\d\d-\d\d \d\d:\d\d:\d\d UTC", held)
        first.kill()
        assert line_with(second, OPEN)
    with serving(folder) as again:
        assert again.process.poll() is None


async def test_C22_several_offices_are_taken_over_together_with_all_that_they_have(folder: Path) -> None:
    make_two_offices(folder / "data")
    port = free_port()
    with serving(folder) as first:
        people = {office: await waiting_in(first.port, office) for office in NAMES}
        with standing_by(folder, port) as second:
            await asyncio.to_thread(line_with, second, "Madang stands by: ")
            first.kill()
            await asyncio.to_thread(line_with, second, OPEN)
            for office, (token, number) in people.items():
                back = await Client.arrive(f"ws://127.0.0.1:{port}/o/{office}/ws", token=token)
                told = await back.until(m.Tickets)
                assert [ticket.number for ticket in told.tickets] == [number]
                await back.close()


async def waiting_in(port: int, office: str) -> tuple[str, str]:
    """Somebody with a ticket of this office: token and number."""
    citizen = await Client.arrive(f"ws://127.0.0.1:{port}/o/{office}/ws", name=f"Mina of {office}")
    await citizen.send(c.TicketTake(id=request_id(), service="consultation"))
    while not (tickets := (await citizen.until(m.Tickets)).tickets):
        pass
    assert citizen.welcome is not None
    assert citizen.welcome.token is not None
    await citizen.close()
    return citizen.welcome.token, tickets[0].number


def test_C22_a_second_one_takes_over_from_one_that_stood_by(folder: Path) -> None:
    with serving(folder) as first, standing_by(folder) as second:
        line_with(second, "Madang stands by: ")
        assert first.stop() == 0
        line_with(second, OPEN)
        with standing_by(folder) as third:
            assert str(second.process.pid) in line_with(third, "Madang stands by: ")
            second.process.kill()
            assert line_with(third, OPEN)
