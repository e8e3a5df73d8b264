"""One worker process: opens its share of the connections, runs their schedule, reports what it counted.

It talks to the coordinator by a pipe. It sends ("connected", n) while connecting, ("ready", n), ("progress", Row) each second,
("measured", s), and ("tally", Tally) at the end; or ("failed", sentence). It is sent "measure" and "stop".
"""

import asyncio
import gc
import random
import resource
import signal
import time
from collections.abc import Callable
from multiprocessing.connection import Connection

import uvloop

from madang_load.commanding import Commanding
from madang_load.commons import Commons
from madang_load.desk_officer import DeskOfficer
from madang_load.dialling import Dialler, NotSignedIn
from madang_load.officer import Habits, Officer
from madang_load.order import Share, SignIn
from madang_load.scenarios import SCRIPTS
from madang_load.scenarios.counters import Counters
from madang_load.scenarios.stroll import Stroll
from madang_load.scenarios.waiting import Waiting
from madang_load.schedule import Schedule
from madang_load.tally import Tally
from madang_load.timeline import Row
from madang_load.visitor import Visitor

SETTLE_SECONDS_MAX, SETTLE_CITIZENS = 3.0, 500  # a second for each 500: the load of connecting is no part of the run
DRAIN_SECONDS = 2.0  # after the last intent, for what is under way and for samples of the drawing
PATIENCE_SECONDS = 60.0  # until those who were dropped are back, and the last command is answered; ...
PATIENCE_PEOPLE = 10  # ... and a second more for each so many people
DRAWERS_MAX = 2  # observers of one worker who also measure the drawing
TRAFFIC = ("frames_in", "bytes_in", "frames_out", "bytes_out")
BUSY_SHARE = 0.6  # of the officers' time that serving takes


class Worker:
    """All simulated visitors of one process."""

    def __init__(self, share: Share, pipe: Connection, group: asyncio.TaskGroup) -> None:
        self.share = share
        self.pipe = pipe
        self.order = share.order
        self.script = SCRIPTS[share.order.scenario]
        self.tally = Tally()
        self.commanding = Commanding(share, self.tally)
        self.commons = Commons(self.tally, share.order, self._ask_floor, self.commanding.pacer)
        self.schedule = Schedule()
        self.citizens: list[Stroll] = []
        self.officers: list[Officer | DeskOfficer] = []
        self.waiting: list[Waiting] = []
        self.dialler = Dialler(
            self.order, self.tally, random.Random(f"{self.order.seed}/{share.worker}/dial"), group, worker=share.worker
        )
        self._floors_asked: set[str] = set()
        self._cpu = self._began = 0.0

    async def run(self) -> None:
        await self._officers_arrive()
        if self.script.arrivals is None:
            await self._citizens_arrive([0.0] * len(self.share.citizens), pace=self._pace())
            await self._line_fills()
            await self._settle()
        self.pipe.send(("ready", self._open()))
        await self._until("measure")
        await self._measure()
        self._report()
        await self._until("stop")
        for person in [*self.citizens, *self.waiting, *self.officers]:
            person.link.leave()
        self.dialler.close()

    async def _settle(self) -> None:
        """Run the schedule for a while before anything counts."""
        gc.collect()
        gc.freeze()  # objects made so far stay: the collector skips them in the run
        calm_at = time.monotonic() + min(SETTLE_SECONDS_MAX, self.order.citizens / SETTLE_CITIZENS)
        await self._act_until(lambda: time.monotonic() >= calm_at)

    async def _measure(self) -> None:
        self.tally.begin()
        self.tally.counts["waiting"] = sum(person.ticket is not None for person in self.waiting)
        self._cpu, self._began = time.process_time(), time.monotonic()
        self.commons.measuring = True
        if self.script.arrivals is not None:
            whens = self.script.arrivals(self.order.citizens, self.order.seconds, self.order.seed)
            mine = [whens[index] for index in self.share.citizens]
            self.dialler.start(self._citizens_arrive(mine, pace=None))
        if self.script.drops:
            self.schedule.add(self._began + self.order.seconds / 2, self._storm)
        if self.script.commands:
            self.commanding.begin(self._began)
            self.schedule.add(self._began, self._send_commands)
        await self._beat(self._began + self.order.seconds, active=True)
        self.commons.measuring = False
        self.commanding.end(self._began + self.order.seconds)
        traffic = {name: self.tally.counts[name] for name in TRAFFIC}
        elapsed = time.monotonic() - self._began
        self.tally.cpu_share_max = (time.process_time() - self._cpu) / elapsed
        self.pipe.send(("measured", elapsed))
        await self._come_to_rest()
        for name, number in traffic.items():  # frames that came after the run are waited for, not counted
            self.tally.counts[name] = number

    async def _come_to_rest(self) -> None:
        """Wait for what is under way: after a storm for everybody to be back; for answers, and for what is asked about them."""
        if self.script.drops:
            await self._patiently(lambda: self._open() >= self.tally.counts["dropped"])
        await self._beat(time.monotonic() + DRAIN_SECONDS, active=False)
        if self.script.commands:
            await self._patiently(lambda: not self.commanding.under_way)
            self.commanding.come_back_anew(time.monotonic())
            await self._patiently(lambda: self.commanding.all_told)
            self.commanding.count_lost()

    async def _patiently(self, over: Callable[[], bool], *, active: bool = False) -> None:
        """Wait until it is over, or nobody need wait any longer. `active`: and do what is due meanwhile."""
        people = len(self.share.citizens) + len(self.share.waiting)
        patience = time.monotonic() + PATIENCE_SECONDS + people / PATIENCE_PEOPLE
        if active:
            await self._act_until(lambda: over() or time.monotonic() >= patience)
        while not over() and time.monotonic() < patience:
            await self._beat(time.monotonic() + 0.1, active=False)

    def _report(self) -> None:
        counts = self.tally.counts
        counts["open_at_end"] = self._open()
        counts["changes_missing"] = sum(person.eyes.missing() for person in self.citizens if person.eyes is not None)
        self.pipe.send(("tally", self.tally))

    def _open(self) -> int:
        return sum(person.link.open for person in self.citizens)

    # arriving -------------------------------------------------------------------------------------------------------

    def _pace(self) -> float:
        return len(self.share.citizens) / self.order.citizens * self.order.connect_per_second

    async def _citizens_arrive(self, whens: list[float], *, pace: float | None) -> None:
        """Connect each citizen at its second; with `pace` so many of them a second."""
        began = time.monotonic()
        coming: list[asyncio.Task[None]] = []
        for count, (index, when) in enumerate(zip(self.share.citizens, whens, strict=True)):
            due = began + (count / pace if pace else when)
            await asyncio.sleep(max(0.0, due - time.monotonic()))
            coming.append(self.dialler.start(self._citizen(index)))
            if count % 50 == 0:
                self.pipe.send(("connected", self._open()))
        await asyncio.gather(*coming)

    async def _line_fills(self) -> None:
        """Let those come who wait in line, and wait until they have their tickets and every desk is open."""
        pace, began = self.order.connect_per_second / self.order.processes, time.monotonic()
        coming: list[asyncio.Task[None]] = []
        for count, index in enumerate(self.share.waiting):
            while time.monotonic() < began + count / pace:
                await self._act()
            coming.append(self.dialler.start(self._one_who_waits(index)))
        await self._patiently(lambda: all(task.done() for task in coming), active=True)
        desks = [officer for officer in self.officers if isinstance(officer, DeskOfficer)]
        await self._patiently(
            lambda: all(person.ticket for person in self.waiting if person.link.open) and all(desk.sits for desk in desks),
            active=True,
        )

    async def _one_who_waits(self, index: int) -> None:
        chance = random.Random(f"{self.order.seed}/{index}")
        person = Waiting(index, self.commons, chance)
        person.link.lost = lambda: self._come_back(person)
        self.waiting.append(person)
        await self.dialler.arrive(person.link)
        self.schedule.add(time.monotonic(), person.act)

    async def _citizen(self, index: int) -> None:
        order = self.order
        chance = random.Random(f"{order.seed}/{index}")
        place = order.places[index % len(order.places)] if order.places else None
        observed = index - self.share.citizens.start
        citizen = self.script.citizen(index, self.commons, chance, observes=observed < order.observers, place=place)
        citizen.walks = index < order.citizens * order.walking_share
        citizen.link.lost = lambda: self._come_back(citizen)
        self.citizens.append(citizen)
        if isinstance(citizen, Counters):
            self.commanding.citizens.append(citizen)
        await self.dialler.arrive(citizen.link)
        self.schedule.add(time.monotonic() + chance.random(), citizen.act)
        if observed < min(DRAWERS_MAX, order.observers):
            self.schedule.add(time.monotonic() + chance.random(), citizen.look)

    async def _officers_arrive(self) -> None:
        for sign_in in self.share.officers:
            await self._officer(sign_in)

    async def _officer(self, sign_in: SignIn) -> None:
        chance = random.Random(f"{self.order.seed}/{sign_in.name}")
        token = await self.dialler.sign_in(sign_in)
        officer: Officer | DeskOfficer
        if self.script.commands:
            officer = DeskOfficer(sign_in.name, self.commons, chance, token)
        else:
            officer = Officer(sign_in.name, self.commons, chance, token, self._habits())
        officer.link.lost = lambda: self._come_back(officer)
        self.officers.append(officer)
        await self.dialler.arrive(officer.link)
        if not officer.link.open:
            raise NotSignedIn(f"officer {sign_in.name} was turned away: is it an account of this office?")
        self.schedule.add(time.monotonic() + chance.random(), officer.act)

    def _habits(self) -> Habits:
        if self.script.habits is not None:
            return self.script.habits
        order = self.order
        share = BUSY_SHARE * len(order.officers) * order.seconds / order.citizens
        serve = min(order.seconds / 8, max(0.5, share))
        within = max(2.0, min(10.0, order.seconds / 10))
        return Habits(serve, comes_within=within, turns_a_break=5 if self.script.breaks else 0, break_seconds=order.seconds / 20)

    # going on -------------------------------------------------------------------------------------------------------

    def _come_back(self, person: Visitor) -> None:
        self.dialler.start(self.dialler.come_back(person.link))

    def _send_commands(self, due: float) -> float | None:  # noqa: ARG002 - an action of the schedule
        if not self.commons.measuring:
            return None
        now = time.monotonic()
        self.commanding.pacer.send_due(now)
        return now + self.script.beat_seconds / 2

    def _storm(self, due: float) -> None:  # noqa: ARG002 - an action of the schedule
        """Cut every connection at once, as a deploy would."""
        people = [person for person in [*self.citizens, *self.officers] if person.link.open]
        self.tally.counts["dropped"] = sum(person.link.open for person in self.citizens)
        for person in people:
            person.link.drop()

    def _ask_floor(self, place: str) -> None:
        if place not in self._floors_asked:
            self._floors_asked.add(place)
            self.dialler.start(self.dialler.fetch_floor(place, self.commons.floors))

    async def _beat(self, until: float, *, active: bool) -> None:
        """Run what is due until then. Notes how late the loop is, and sends a row each second."""
        reported = time.monotonic()
        while (now := time.monotonic()) < until:
            self.tally.second = int(now - self._began)
            if active:
                self.schedule.run_until(now)
            if now - reported >= 1.0:
                self._row(reported, now)
                reported = now
            await asyncio.sleep(self.script.beat_seconds)
            if active:
                self.tally.lags_ms.append((time.monotonic() - now - self.script.beat_seconds) * 1_000)
        if active:
            self._row(reported, time.monotonic())

    def _row(self, began: float, ended: float) -> None:
        people = self._open()
        counts = self.tally.counts
        counts["citizen_ms"] += round(people * (ended - began) * 1_000) if self.commons.measuring else 0
        self.pipe.send(("progress", Row(int(began - self._began), people, dict(counts))))

    async def _until(self, word: str) -> None:
        await self._act_until(lambda: self.pipe.poll() and self.pipe.recv() == word)

    async def _act_until(self, over: Callable[[], bool]) -> None:
        while not over():
            await self._act()

    async def _act(self) -> None:
        self.schedule.run_until(time.monotonic())
        await asyncio.sleep(self.script.beat_seconds)


def work(share: Share, pipe: Connection) -> None:
    """Run a worker until the coordinator ends it: the entry point of its process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is the coordinator's: it closes the pipe
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != hard:
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    uvloop.run(_serve(share, pipe))


async def _serve(share: Share, pipe: Connection) -> None:
    try:
        async with asyncio.TaskGroup() as group:
            await Worker(share, pipe, group).run()
    except* NotSignedIn as errors:
        pipe.send(("failed", str(errors.exceptions[0])))
    except* (EOFError, BrokenPipeError, ConnectionResetError):
        pass  # the coordinator has ended the run
