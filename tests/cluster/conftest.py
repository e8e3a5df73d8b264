"""Clusters for tests, with no node started yet."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.cluster.nodes import Cluster, cluster
from tests.postgresql_server import PostgreSQL
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
