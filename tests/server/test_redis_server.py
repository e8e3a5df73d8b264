"""The Redis that tests run on: a process of its own, which can be killed, emptied and stopped, and which nothing outlives."""

import subprocess
import sys
from pathlib import Path

import pytest
import redis
from tests.redis_server import RedisServer, running

LOOKS_MAX = 100_000  # at one that is just ending


@pytest.mark.parametrize("on_port", [False, True])
def test_a_server_that_was_killed_comes_back_empty_at_the_same_address(on_port: bool) -> None:
    with running(on_port=on_port, password="a secret") as server:
        url = server.url
        server.ask("SET", "a", 1)
        server.restart_empty()
        assert (server.url, server.ask("GET", "a")) == (url, None)


def test_a_stopped_server_answers_nothing_until_it_goes_on(redis_server: RedisServer) -> None:
    redis_server.ask("SET", "a", 1)
    redis_server.pause()
    with redis.Redis.from_url(redis_server.url, socket_timeout=0.05, retry=None) as client, pytest.raises(redis.TimeoutError):
        client.get("a")
    redis_server.resume()
    assert redis_server.ask("GET", "a") == b"1"


@pytest.mark.parametrize("how", ["kill", "pause", "flush"])
def test_each_test_has_a_server_that_runs_and_is_empty(redis_server: RedisServer, how: str) -> None:
    assert redis_server.ask("DBSIZE") == 0
    redis_server.ask("SET", "a", 1)
    getattr(redis_server, how)()


def test_a_server_ends_with_tests_that_were_killed() -> None:
    started = (
        "import os; from tests.redis_server import RedisServer as S; s = S(); s.start(); print(s.folder); os.kill(os.getpid(), 9)"
    )
    told = subprocess.run([sys.executable, "-c", started], capture_output=True, text=True, check=False).stdout.strip()
    left = RedisServer(folder=Path(told))
    with pytest.raises(redis.ConnectionError):
        for _ in range(LOOKS_MAX):
            left.ask("PING")
    left.remove()
