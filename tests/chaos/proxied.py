"""Orders for the proxy of `lines.py`, which runs beside the chaos: opens doors, and does to lines what a fault says."""

import asyncio
import json
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Literal

from tests.prefork import ROOT

Ways = Literal["both", "there", "back"]


class Lines:
    """The lines of one proxy."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self._one_at_a_time = asyncio.Lock()

    async def door(self, to: str | tuple[str, int], end: str, name: str | None = None) -> int:
        """Open a door to an end, and return its port. `name`: of the line; None: connections say who they are."""
        return int(await self._order(do="open", to=to, end=end, name=name))

    async def cut(self, name: str, ways: Ways = "both") -> int:
        """Cut a line, or one way of it. Returns how many connections it has."""
        there, back = {"is_cut": ways != "back"}, {"is_cut": ways != "there"}
        return int(await self._order(do="set", name=name, there=there, back=back))

    async def slow(self, name: str, delay_s: float) -> int:
        """Delay what goes over it by so much, each way."""
        return int(await self._order(do="set", name=name, there={"delay_s": delay_s}, back={"delay_s": delay_s}))

    async def mend(self, name: str) -> int:
        """Let it be whole again."""
        return int(await self._order(do="set", name=name, there={}, back={}))

    async def reset(self, name: str) -> int:
        """Reset its connections."""
        return int(await self._order(do="reset", name=name))

    async def _order(self, **order: Any) -> Any:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        async with self._one_at_a_time:
            self._process.stdin.write(json.dumps(order).encode() + b"\n")
            answer = await self._process.stdout.readline()
        assert answer, "the proxy has ended"
        return json.loads(answer)


@asynccontextmanager
async def proxy() -> AsyncIterator[Lines]:
    """A proxy, for the block."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.chaos.lines", cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    try:
        yield Lines(process)
    finally:
        process.kill()
        await process.wait()
