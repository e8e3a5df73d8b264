"""What the process asks of the system before it listens."""

import resource
from collections.abc import Iterator

import pytest

from madang_server.listener import allow_many_sockets


@pytest.fixture
def narrow_limit() -> Iterator[int]:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (256, hard))
    yield hard
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def test_as_many_sockets_as_the_system_lets(narrow_limit: int) -> None:
    allow_many_sockets()
    assert resource.getrlimit(resource.RLIMIT_NOFILE) == (narrow_limit, narrow_limit)
