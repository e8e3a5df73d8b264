"""The examples of HAProxy and nginx, run for real in front of the nodes of a test. Knows their files, no rule."""

import os
import shutil
import signal
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.cluster.nodes import Cluster

EXAMPLES = Path(__file__).parents[2] / "examples" / "cluster"
NODES = ("a", "b", "c")
NAMES = "madang.example.org"  # what the names of nodes end with in both files
COMMANDS = {
    "haproxy.cfg": ("haproxy", "-q", "-db", "-f", "haproxy.cfg"),
    "nginx.conf": ("nginx", "-p", ".", "-c", "nginx.conf", "-g", "daemon off; master_process off;"),
}


@contextmanager
def balancing(example: str, made: Cluster, port: int) -> Iterator[None]:
    """The example with the ports of these nodes, until the end of the block: HAProxy is told them, nginx has them in its file."""
    told = {"LISTEN": f"127.0.0.1:{port}"} | {f"NODE_{name.upper()}": f"127.0.0.1:{made.nodes[name].port}" for name in NODES}
    text = (EXAMPLES / example).read_text("utf-8")
    for written, address in zip((8080, 8181, 8182, 8183), told.values(), strict=True):
        text = text.replace(f" 127.0.0.1:{written}", f" {address}")
    folder = made.folder / "balancer"
    folder.mkdir()
    (folder / example).write_text(text, "utf-8")
    program = shutil.which(COMMANDS[example][0], path="/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin")
    assert program is not None, "run scripts/balancers.sh"
    with (folder / "output.log").open("wb") as log:
        process = subprocess.Popen([program, *COMMANDS[example][1:]], cwd=folder, env=os.environ | told, stdout=log, stderr=log)
    try:
        made.wait_for(lambda: process.poll() is not None or _listens(port))
        yield
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait()


def _listens(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port)).close()
    except OSError:
        return False
    return True
