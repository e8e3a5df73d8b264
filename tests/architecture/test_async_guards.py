"""The guards of async tests are there: a test that holds its loop, or leaves something behind, fails and says which."""

import os
import subprocess
import sys
from xml.etree import ElementTree as ET

import pytest
from tests.architecture import repository

CARELESS = """
import asyncio, socket, threading, time
from pathlib import Path
from madang_server.password_hashing import PasswordHashing
from madang_server.store.sqlite import identity_of, open_and_close
from madang_worlds import load_places
from tests import async_guards

async_guards.THREAD_ENDS_S = 0.1
KEPT, NEVER = [], threading.Event()

async def test_file():
    load_places(Path("worlds/madang_worlds/places"))

async def test_status():
    identity_of(__file__)

async def test_database():
    open_and_close(":memory:")

async def test_hash():
    PasswordHashing()._verified(None, "a long enough password")

async def test_task():
    KEPT.append(asyncio.create_task(asyncio.Event().wait(), name="left behind"))

async def test_thread():
    threading.Thread(target=NEVER.wait, daemon=True, name="left behind").start()

async def test_socket():
    KEPT.append(socket.socket())

async def test_careful():
    await asyncio.to_thread(identity_of, __file__)
    time.sleep(0.001)

def test_not_async():
    identity_of(__file__)
"""
WORDS = {
    "test_file": "Blocking call to ",
    "test_status": "Blocking call to os.stat",
    "test_database": "Blocking call to sqlite3",
    "test_hash": "Blocking call to PasswordHasher.hash",
    "test_task": "tasks outlive the test",
    "test_thread": "threads outlive the test",
    "test_socket": "open files and sockets outlive the test",
}


@pytest.fixture(scope="module")
def faults(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What a run of the careless tests says of each that failed."""
    folder = tmp_path_factory.mktemp("careless")
    (folder / "test_careless.py").write_text(CARELESS, "utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "tests.async_guards", "-p", "no:cacheprovider", "-c", "pyproject.toml"]
    environment = os.environ | {"PYTHONPATH": str(repository.ROOT)}
    result = folder / "result.xml"
    subprocess.run(
        [*command, f"--rootdir={folder}", f"--junitxml={result}", str(folder)],
        cwd=repository.ROOT, env=environment, capture_output=True, check=False,
    )  # fmt: skip
    cases = ET.parse(result).getroot().iter("testcase")  # noqa: S314 - pytest wrote it a moment ago
    return {str(case.get("name")): f"{fault.get('message')} {fault.text}" for case in cases for fault in case}


@pytest.mark.parametrize("name", WORDS)
def test_a_careless_test_fails_and_says_why(faults: dict[str, str], name: str) -> None:
    assert WORDS[name] in faults[name]


def test_what_is_careful_or_not_async_passes(faults: dict[str, str]) -> None:
    assert set(faults) == set(WORDS)
