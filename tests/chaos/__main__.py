"""`make chaos`: kills under load on both databases, or faults of the parts of a cluster and of the lines between them.

Ends at the first fault that is found, with 1.
"""

import argparse
import asyncio
import random
import sys
import tempfile
import time
from pathlib import Path

from tests.chaos import one_server, plans
from tests.chaos.chaos import Broken, Report, Scale
from tests.chaos.databases import Postgres, SQLite
from tests.chaos.nodes import cluster_chaos
from tests.chaos.people import COUNTERS

NAMES = (SQLite.name, Postgres.name)
PEOPLE_OF_AN_OFFICER = 50
FAST_MAX = 20  # people who may all ask as fast as they are answered; of more, each rests


def main() -> int:
    given = _given()
    seed = given.seed if given.seed is not None else random.randrange(1 << 30)
    print(f"seed {seed}", flush=True)
    names = ["nodes"] if given.nodes else [given.database] if given.database else NAMES
    for name in names:
        began = time.monotonic()
        with tempfile.TemporaryDirectory(prefix="madang-") as folder:
            try:
                report = asyncio.run(_run(name, given, -(-given.runs // len(names)), seed, Path(folder)))
            except Broken as broken:
                print(broken, file=sys.stderr)
                return 1
        took_s = time.monotonic() - began
        print(f"{name}: {report.acknowledged} commands acknowledged over {sum(report.faults.values())} faults in {took_s:.0f} s")
        print(f"  {dict(sorted(report.faults.items()))}")
        print(f"  {dict(report.states)}; checked {report.checks} times, nothing wrong", flush=True)
    return 0


def _given() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make chaos")
    parser.add_argument("--runs", type=int, default=200, help="faults in all")
    parser.add_argument("--seed", type=int, default=None, help="of the instants and victims; else one by chance")
    parser.add_argument("--database", choices=NAMES, help="on this one alone; else half of the kills on each")
    parser.add_argument("--nodes", action="store_true", help="three nodes with a PostgreSQL and a Redis instead of one server")
    parser.add_argument("--minutes", type=float, help="on nodes: for so long, instead of so many faults")
    parser.add_argument("--visitors", type=int, default=7, help="people, an officer for each 50 among them")
    parser.add_argument("--rate", type=float, default=60.0, help="commands a second of more than 20 people together")
    given = parser.parse_args()
    given.nodes = given.nodes or given.minutes is not None
    return given


async def _run(name: str, given: argparse.Namespace, count: int, seed: int, folder: Path) -> Report:
    began = time.monotonic()

    def told(line: str) -> None:
        print(f"{time.monotonic() - began:6.0f} s  {line}", flush=True)

    officers = min(len(COUNTERS), -(-given.visitors // PEOPLE_OF_AN_OFFICER))
    scale = Scale(given.visitors, officers, given.rate if given.visitors > FAST_MAX else 0.0)
    chance = random.Random(seed)
    if name == "nodes":
        plan = plans.plan_for(given.minutes, chance) if given.minutes is not None else plans.plan_of(count, chance)
        return await cluster_chaos(plan, seed, folder, told, scale)
    return await one_server.chaos(name, one_server.plan_of(name, count, chance), seed, folder, told, scale)


if __name__ == "__main__":
    sys.exit(main())
