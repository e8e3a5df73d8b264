"""One worker process: opens its share of the connections, runs their schedule, reports what it counted.

Talks to the coordinator by a pipe: sends ("connected", n) while connecting, ("progress", counts) each second, ("tally", Tally)
at the end; is told "measure" and "stop".
"""

import asyncio
import os
import random
import time
from contextlib import suppress
from multiprocessing.connection import Connection

import httpx
import uvloop
from picows import ws_connect

from madang_load.link import Link
from madang_load.officer import Officer
from madang_load.order import Share, SignIn
from madang_load.scenarios import SCENARIOS
from madang_load.schedule import Schedule
from madang_load.tally import Tally
from madang_load.visitor import Commons, Visitor
from madang_protocol import limits

BEAT_SECONDS = 0.005
HANDSHAKES_MAX = 64
DRAIN_SECONDS = 1.0  # after the last intent, what is under way may still arrive


class Worker:
    """All simulated visitors of one process."""

    def __init__(self, share: Share, pipe: Connection) -> None:
        self.share = share
        self.pipe = pipe
        self.order = share.order
        self.commons = Commons(Tally())
        self.schedule = Schedule()
        self.people: list[Visitor] = []
        self._handshakes = asyncio.Semaphore(HANDSHAKES_MAX)

    async def run(self) -> None:
        """The whole life of the worker."""
        await self._connect_all()
        self.pipe.send(("ready", sum(person.link.open for person in self.people)))
        await self._until("measure")
        began_cpu, began = time.process_time(), time.monotonic()
        self.commons.tally.counts.clear()
        self.commons.tally.samples_us.clear()
        self.commons.measuring = True
        await self._beat(began + self.order.seconds, active=True)
        self.commons.measuring = False
        self.commons.tally.cpu_seconds = time.process_time() - began_cpu
        self.pipe.send(("measured", time.monotonic() - began))
        await self._beat(time.monotonic() + DRAIN_SECONDS, active=False)
        self.commons.tally.counts["open_at_end"] = sum(person.link.open for person in self.people)
        self.pipe.send(("tally", self.commons.tally))
        await self._until("stop")
        for person in self.people:
            person.link.leave()

    # connecting -------------------------------------------------------------------------------------------------------

    async def _connect_all(self) -> None:
        pace = len(self.share.citizens) / max(1, self.order.citizens) * self.order.connect_per_second
        began = time.monotonic()
        async with asyncio.TaskGroup() as group:
            for sign_in in self.share.officers:
                group.create_task(self._officer(sign_in))
            for count, index in enumerate(self.share.citizens):
                await asyncio.sleep(max(0.0, began + count / max(1.0, pace) - time.monotonic()))
                group.create_task(self._citizen(index))
                self._report_connected(count)

    def _report_connected(self, count: int) -> None:
        if count % 50 == 0:
            self.pipe.send(("connected", sum(person.link.open for person in self.people)))

    async def _citizen(self, index: int) -> None:
        order = self.order
        chance = random.Random(f"{order.seed}/{index}")
        place = order.places[index % len(order.places)] if order.places else None
        observes = index - self.share.citizens.start < order.observers
        citizen = SCENARIOS[order.scenario](index, self.commons, chance, observes=observes, place=place)
        citizen.walks = index < order.citizens * order.walking_share
        self.people.append(citizen)
        await self.connect(citizen.link)
        self.schedule.add(time.monotonic() + chance.random(), citizen.act)

    async def _officer(self, sign_in: SignIn) -> None:
        async with httpx.AsyncClient(trust_env=False, timeout=30) as client:
            answer = await client.post(
                f"{self.order.url.rstrip('/')}/api/officer/sign-in", json={"name": sign_in.name, "password": sign_in.password}
            )
            answer.raise_for_status()
        chance = random.Random(f"{self.order.seed}/{sign_in.name}")
        token = answer.json()["token"]
        officer = Officer(sign_in.name, self.commons, chance, token, serve_seconds=self.order.seconds / 8)
        self.people.append(officer)
        await self.connect(officer.link)
        self.schedule.add(time.monotonic() + chance.random(), officer.act)

    async def connect(self, link: Link) -> None:
        """Open the connection of one visitor; a failure is counted, not raised."""
        async with self._handshakes:
            try:
                await ws_connect(
                    lambda: link,
                    self.order.socket_url,
                    extra_headers=[("Sec-WebSocket-Protocol", limits.SUBPROTOCOL)],
                    websocket_handshake_timeout=30,
                    logger_name="load",
                )
                self.commons.tally.counts["connections"] += 1
            except (OSError, TimeoutError, ValueError) as error:
                self.commons.tally.counts[f"connect_failed_{type(error).__name__}"] += 1
                return
            await self._welcomed(link)

    async def _welcomed(self, link: Link) -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(link.settled.wait(), limits.HELLO_SECONDS_MAX)

    # running ----------------------------------------------------------------------------------------------------------

    async def _beat(self, until: float, *, active: bool) -> None:
        reported = time.monotonic()
        while (now := time.monotonic()) < until:
            if active:
                self.schedule.run_until(now)
            if now - reported >= 1.0:
                reported = now
                self.pipe.send(("progress", dict(self.commons.tally.counts)))
            await asyncio.sleep(BEAT_SECONDS)
            lag_ms = (time.monotonic() - now - BEAT_SECONDS) * 1_000
            self.commons.tally.lag_ms_max = max(self.commons.tally.lag_ms_max, lag_ms)

    async def _until(self, word: str) -> None:
        while True:
            self.schedule.run_until(time.monotonic())
            if self.pipe.poll() and self.pipe.recv() == word:
                return
            await asyncio.sleep(BEAT_SECONDS)


def work(share: Share, pipe: Connection) -> None:
    """The entry of a worker process."""
    if share.order.pinned_cpu is not None:
        os.sched_setaffinity(0, {share.order.pinned_cpu})
    uvloop.run(_serve(share, pipe))


async def _serve(share: Share, pipe: Connection) -> None:
    await Worker(share, pipe).run()
