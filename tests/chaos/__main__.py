"""`make chaos`: kills under load on both databases, or of the parts of a cluster, RUNS in all. Ends at the first fault with 1."""

import argparse
import asyncio
import random
import sys
import tempfile
import time
from pathlib import Path

from tests.chaos.chaos import Broken, Report, chaos
from tests.chaos.databases import Postgres, SQLite
from tests.chaos.nodes import cluster_chaos, plan_of

NAMES = (SQLite.name, Postgres.name)


def main() -> int:
    parser = argparse.ArgumentParser(prog="make chaos")
    parser.add_argument("--runs", type=int, default=200, help="kills in all")
    parser.add_argument("--seed", type=int, default=None, help="of the instants and victims; else one by chance")
    parser.add_argument("--database", choices=NAMES, help="on this one alone; else half of the kills on each")
    parser.add_argument("--nodes", action="store_true", help="three nodes with a PostgreSQL and a Redis instead of one server")
    given = parser.parse_args()
    seed = given.seed if given.seed is not None else random.randrange(1 << 30)
    print(f"seed {seed}", flush=True)
    names = ["nodes"] if given.nodes else [given.database] if given.database else NAMES
    for name in names:
        kills = -(-given.runs // len(names))
        began = time.monotonic()
        with tempfile.TemporaryDirectory(prefix="madang-") as folder:
            try:
                report = asyncio.run(_run(name, kills, seed, Path(folder)))
            except Broken as broken:
                print(broken, file=sys.stderr)
                return 1
        took_s = time.monotonic() - began
        print(f"{name}: {report.acknowledged} commands acknowledged over {sum(report.kills.values())} kills in {took_s:.0f} s")
        print(f"  {dict(report.kills)}; {dict(report.states)}; checked {report.checks} times, nothing wrong", flush=True)
    return 0


async def _run(name: str, kills: int, seed: int, folder: Path) -> Report:
    def told(line: str) -> None:
        print(line, flush=True)

    if name == "nodes":
        return await cluster_chaos(plan_of(kills, random.Random(seed)), seed, folder, told)
    return await chaos(name, kills, seed, folder, told)


if __name__ == "__main__":
    sys.exit(main())
