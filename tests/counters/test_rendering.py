"""Documents are made in processes of their own, which harm nobody else however they end (SPEC K7)."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.counters.samples import NEW_YEAR, case, sheet

from madang_counters import Line
from madang_counters.backends.consultation import record
from madang_counters.documents import Cause, DocumentFault, Renderer
from madang_counters.documents.rendering import Bounds
from madang_counters.events import Finished

DIES = (sys.executable, "-c", "import sys; sys.stdin.buffer.read(1); sys.exit(7)")
HANGS = (sys.executable, "-c", "import time; time.sleep(600)")
FLOODS = (sys.executable, "-c", "import sys; sys.stdout.buffer.write(b'D' * 9_000_000)")
DIES_ONCE = """
import os, sys
marker = sys.argv[1]
if not os.path.exists(marker):
    open(marker, "x").close()
    sys.exit(7)
os.execv(sys.executable, [sys.executable, "-m", "madang_counters.documents.worker"])
"""
IN_A_SERVER = """
import asyncio, sys
from tests.counters.test_rendering import Bounds, Renderer, talk
asyncio.run(Renderer(Bounds(deadline_s=500, child_s=500, cpu_seconds=500, memory_bytes=8 << 30)).pdf(talk(4_000)))
"""


def talk(lines: int):
    said = [Line(NEW_YEAR + n, "홍길동", "가나다라마바사아자차" * 100) for n in range(lines)]
    finished = Finished(at=NEW_YEAR, key="request-1", outcome="solved", officer="김주무", note="")
    return sheet(record(case(lines=said), finished))


async def cause_of(renderer: Renderer, lines: int = 1) -> Cause:
    with pytest.raises(DocumentFault) as caught:
        await renderer.pdf(talk(lines))
    return caught.value.cause


async def test_K7_the_fullest_record_of_a_talk_is_drawn_within_the_bounds():
    assert (await Renderer().pdf(talk(100))).startswith(b"%PDF")


async def test_K7_a_child_that_dies_is_a_named_fault():
    assert await cause_of(Renderer(worker=DIES)) is Cause.DIED


async def test_K7_a_child_that_dies_once_is_tried_again(tmp_path: Path):
    worker = (sys.executable, "-c", DIES_ONCE, str(tmp_path / "died"))
    assert (await Renderer(worker=worker).pdf(talk(1))).startswith(b"%PDF")
    assert (tmp_path / "died").exists()


async def test_K7_a_child_that_hangs_is_ended():
    assert await cause_of(Renderer(Bounds(child_s=0.2), worker=HANGS)) is Cause.SLOW


async def test_K7_the_deadline_covers_waiting_and_every_try():
    renderer = Renderer(Bounds(deadline_s=0.5, child_s=600), worker=HANGS)
    assert await asyncio.gather(*(cause_of(renderer) for _ in range(5))) == [Cause.SLOW] * 5


async def test_K7_a_child_that_eats_memory_ends_alone():
    assert await cause_of(Renderer(Bounds(memory_bytes=300 << 20, child_s=500, deadline_s=500)), lines=2_000) is Cause.DIED


async def test_K7_a_child_that_eats_processor_time_ends_alone():
    bounds = Bounds(child_s=500, deadline_s=500, cpu_seconds=1, memory_bytes=8 << 30)
    assert await cause_of(Renderer(bounds), lines=2_000) is Cause.DIED


async def test_K7_a_document_larger_than_its_bound_is_a_named_fault():
    assert await cause_of(Renderer(worker=FLOODS)) is Cause.TOO_LARGE


async def test_K7_more_documents_than_may_wait_are_turned_away():
    renderer = Renderer(Bounds(deadline_s=1.0), worker=HANGS)
    causes = await asyncio.gather(*(cause_of(renderer) for _ in range(40)))
    assert {cause: causes.count(cause) for cause in set(causes)} == {Cause.SLOW: 32, Cause.BUSY: 8}


async def test_K7_a_document_that_nobody_waits_for_any_more_leaves_no_process():
    rendering = asyncio.create_task(Renderer(worker=HANGS).pdf(talk(1)))
    await asyncio.to_thread(until, lambda: bool(children_of(os.getpid(), "time.sleep(600)")))
    rendering.cancel()
    await asyncio.wait([rendering])
    assert children_of(os.getpid(), "time.sleep(600)") == []


def test_K7_no_process_is_left_when_the_server_is_killed():
    with subprocess.Popen([sys.executable, "-c", IN_A_SERVER]) as server:
        until(lambda: bool(children_of(server.pid, "documents.worker")))
        child = children_of(server.pid, "documents.worker")[0]
        server.send_signal(signal.SIGKILL)
        server.wait()
    until(lambda: not alive(child))


def until(come: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 120
    while not come():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def children_of(parent: int, word: str) -> list[int]:
    """Its processes with this word in their command, by the system's own book."""
    return [process for process in running() if parent_of(process) == parent and word in command_of(process)]


def running() -> list[int]:
    return [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit()]


def alive(process: int) -> bool:
    return parent_of(process) != 0 and bool(command_of(process))


def parent_of(process: int) -> int:
    try:
        return int(Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return 0


def command_of(process: int) -> str:
    try:
        return Path(f"/proc/{process}/cmdline").read_text().replace("\0", " ").strip()
    except OSError:
        return ""
