"""Clusters for tests, with no node started yet."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.cluster.nodes import Cluster, cluster
from tests.postgresql_server import PostgreSQL, running
from tests.redis_server import RedisServer
from tests.server.two_offices import NAMES, make_two_offices


@pytest.fixture
def two_offices(tmp_path: Path, postgresql: PostgreSQL, redis_server: RedisServer) -> Iterator[Cluster]:
    make_two_offices(tmp_path / "data")
    with cluster(tmp_path, postgresql, redis_server, tuple(NAMES)) as made:
        yield made


@pytest.fixture
def one_office(tmp_path: Path, postgresql: PostgreSQL, redis_server: RedisServer) -> Iterator[Cluster]:
    with cluster(tmp_path, postgresql, redis_server, ("main",)) as made:
        yield made


@pytest.fixture
def mortal(tmp_path: Path, redis_server: RedisServer) -> Iterator[Cluster]:
    """A cluster whose PostgreSQL is its own, and may be killed."""
    with running(durable=True) as own, cluster(tmp_path, own, redis_server, ("main",)) as made:
        yield made
