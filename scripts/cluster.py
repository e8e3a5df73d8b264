"""`make cluster`: three nodes with a PostgreSQL, a Redis and HAProxy in front, on this machine, until Ctrl+C.

Everything is made anew under data/cluster and thrown away at the end. `--kill` ends the node that has the office at a key, as a
power cut would, and shows who has it then (`make cluster-demo`).
"""

import argparse
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from ready import wait_until_ready

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests import postgresql_server, redis_server  # noqa: E402 - they start both as they do for the tests
from tests.server.running import free_port  # noqa: E402

from madang_server.cli.staff import DEMO, offered_services  # noqa: E402
from madang_server.settings import load_settings  # noqa: E402

FOLDER = ROOT / "data" / "cluster"
EXAMPLE = ROOT / "examples" / "cluster" / "haproxy.cfg"
NODES = ("a", "b", "c")
MADANG = (sys.executable, "-m", "madang_server")


def main() -> None:
    """Open it, say where, and end all of it when asked to."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--port", type=int, default=8080)
    asked.add_argument("--kill", action="store_true")
    given = asked.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    with ExitStack() as stack, suppress(KeyboardInterrupt):
        stack.callback(shutil.rmtree, FOLDER, ignore_errors=True)
        _open(stack, given.port, kills=given.kill)


def _open(stack: ExitStack, port: int, *, kills: bool) -> None:
    print("starting PostgreSQL and Redis ...", flush=True)
    postgresql = stack.enter_context(postgresql_server.running(durable=True))
    redis = stack.enter_context(redis_server.running())
    settings = {"database": postgresql.url(postgresql.empty()), "redis": redis.url, "data": str(FOLDER / "data")}
    (FOLDER / "madang.toml").write_text("".join(f'{name} = "{value}"\n' for name, value in settings.items()), "utf-8")
    _madang("demo")
    services = ",".join(offered_services(load_settings(data=FOLDER / "data"), None))
    _madang("officer", "post", DEMO, "--services", services, "--skills", "english", "--supervisor")
    address = f"http://127.0.0.1:{port}"
    ports = {name: free_port() for name in NODES}
    nodes = {name: stack.enter_context(_node(name, ports[name], address)) for name in NODES}
    balancer = stack.enter_context(_balancer(port, list(ports.values())))
    for name in NODES:
        wait_until_ready(f"http://127.0.0.1:{ports[name]}/readyz", nodes[name])
        print(f"node {name} is ready", flush=True)
    wait_until_ready(f"{address}/readyz", balancer)
    print(f"Madang is open, by whichever node: {address}", flush=True)
    print(f"Who has what: `madang cluster status`, or the officer {DEMO} under Servers at {address}/officer.", flush=True)
    print("Ctrl+C ends all of it.", flush=True)
    _show()
    if kills:
        _kill_owner(nodes)
    while all(node.poll() is None for node in nodes.values()) or kills:
        time.sleep(1)


def _kill_owner(nodes: dict[str, "subprocess.Popen[bytes]"]) -> None:
    owner = next(line.split("\t")[2] for line in _status().splitlines() if line.startswith("office"))
    input(f"Press Enter, and node {owner}, which has the office, is killed. Keep an eye on the hall. ")
    nodes[owner].kill()
    begin = time.monotonic()
    while True:
        found = next((line.split("\t")[2] for line in _status().splitlines() if line.startswith("office")), owner)
        if found in nodes and found != owner:
            break
        time.sleep(0.2)
    print(f"after {time.monotonic() - begin:.1f} s node {found} has it:", flush=True)
    _show()


@contextmanager
def _node(name: str, port: int, address: str) -> Iterator["subprocess.Popen[bytes]"]:
    variables = os.environ | {"MADANG_NODE_ID": name, "MADANG_PUBLIC_URL": address, "MADANG_NODE_PATHS": "routed"}
    with (FOLDER / f"{name}.log").open("wb") as log:
        process = subprocess.Popen([*MADANG, "serve", "--port", str(port)], cwd=FOLDER, env=variables, stdout=log, stderr=log)
    with _ended(process):
        yield process


@contextmanager
def _balancer(port: int, ports: list[int]) -> Iterator["subprocess.Popen[bytes]"]:
    addresses = {f"NODE_{name.upper()}": f"127.0.0.1:{number}" for name, number in zip(NODES, ports, strict=True)}
    variables = os.environ | addresses | {"LISTEN": f"127.0.0.1:{port}"}
    program = shutil.which("haproxy", path=f"{os.environ['PATH']}:/usr/sbin") or "haproxy"
    process = subprocess.Popen([program, "-q", "-db", "-f", str(EXAMPLE)], env=variables)
    with _ended(process):
        yield process


@contextmanager
def _ended(process: "subprocess.Popen[bytes]") -> Iterator[None]:
    try:
        yield
    finally:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(20)
        process.kill()
        process.wait()


def _status() -> str:
    return subprocess.run([*MADANG, "cluster", "status"], cwd=FOLDER, capture_output=True, text=True, check=False).stdout


def _show() -> None:
    print(_status(), flush=True)


def _madang(*arguments: str) -> None:
    subprocess.run([*MADANG, *arguments], cwd=FOLDER, check=True)


if __name__ == "__main__":
    main()
