"""What one framed message to everybody costs: `python scripts/bench_fanout.py [CITIZENS]`.

Server on the first core, load on the last. A whole server with silent citizens on real sockets; twenty times a second its
room's fan-out writes one frame of about 200 bytes to all of them. Printed: CPU of the whole server process per frame and
receiver, all else that it does included.
"""

import asyncio
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import uvloop
from bench_server import CORES, FIELD

from madang_protocol import codec, motion
from madang_protocol.messages import TickFrame
from madang_server.app import build
from madang_server.listener import listen
from madang_server.live import Live
from madang_server.live.frames import frame
from madang_server.live.room_actor import RoomActor
from madang_server.settings import load_settings

RATE, SECONDS = 20, 5
NOBODY = motion.RECORD.pack(9_999, 0, 0, motion.LEFT << 4, 0, 0)  # the field's last slot, which nobody has
FRAMED = frame(codec.encode(TickFrame(n=0, d=motion.pack_section(0, motion.CHANGES, NOBODY * 20))))


def rooms_of(live: Live) -> list[RoomActor]:
    """Return the open rooms: the bench looks where no other part may."""
    opened = live.parts
    return list(opened.rooms.rooms) if opened else []


async def measure(live: Live, citizens: int) -> float:
    """Wait until everybody is in and quiet; return CPU microseconds per frame and receiver."""
    while live.session_count < citizens:  # noqa: ASYNC110 - people come when they come
        await asyncio.sleep(0.1)
    await asyncio.sleep(4)
    (actor,) = rooms_of(live)
    began, cpu = time.monotonic(), time.process_time()
    for number in range(RATE * SECONDS):
        await asyncio.sleep(max(0.0, began + number / RATE - time.monotonic()))
        actor._fanout.write(FRAMED, actor.sessions.values())  # noqa: SLF001
    return (time.process_time() - cpu) * 1e6 / (RATE * SECONDS * citizens)


async def run(citizens: int, folder: Path) -> None:
    """Open the server, let the citizens in from another process, measure, print."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    application = build(load_settings(port=port, data=folder, places=FIELD))
    opened = asyncio.Event()
    serving = asyncio.create_task(listen(application, opened.set))
    await opened.wait()
    command = [sys.executable, "-m", "madang_load", f"http://127.0.0.1:{port}", "--scenario", "crowd", "--walking", "0"]
    os.sched_setaffinity(0, {CORES[-1]})
    load = subprocess.Popen([*command, "--citizens", str(citizens), "--seconds", "60"], stdout=subprocess.DEVNULL)  # noqa: ASYNC220
    os.sched_setaffinity(0, {CORES[0]})
    try:
        cost = await measure(application.offices[0].live, citizens)
        print(f"{citizens} receivers, {len(FRAMED)} B, {RATE} a second: {cost:.2f} us of CPU per frame and receiver")
    finally:
        load.terminate()
        load.wait()
        os.kill(os.getpid(), signal.SIGTERM)  # closes as an operator would
        await serving


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as data:
        os.sched_setaffinity(0, {CORES[0]})
        uvloop.run(run(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000, Path(data)))
