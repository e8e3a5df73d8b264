"""Fixtures of the durable half's tests."""

import gzip
import json
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack
from pathlib import Path

import httpx
import pytest
from tests.postgresql_server import PostgreSQL
from tests.server.office_site import Site, open_site
from tests.server.running import Running, serving

DATABASES = ("sqlite", "postgresql")
# Whose every test runs on both: the files that exercise the store most, as each costs its time twice. One of their tests that is
# about a file of SQLite is marked `sqlite`.
ON_BOTH = [
    "account_sessions", "actor", "alarms", "announcements", "api_keys", "appointment_line", "appointments", "attachments",
    "audit_log", "bells", "case_desk", "case_terms", "cases", "citizen_mail", "citizen_news", "closing", "conduct",
    "desks", "forgetting", "further", "inquiries", "kept_cases", "later", "lease", "objections", "once", "one_talk",
    "outbox", "own_data", "parties", "parties_forgotten", "party", "party_forms", "preferred", "pruning", "reports",
    "reports_forgotten", "results", "second_factors", "storage", "supervised_accounts", "supervision", "tickets",
    "timers", "told_on_return", "undo", "update", "write_rows",
]  # fmt: skip


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    on_both = metafunc.module.__name__.rpartition(".test_")[2] in ON_BOTH
    if on_both and metafunc.definition.get_closest_marker("sqlite") is None:
        metafunc.parametrize("database", DATABASES, indirect=True)


@pytest.fixture(autouse=True)
def database(request: pytest.FixtureRequest) -> Iterator[str]:
    """The kind of database of the office in `tmp_path`, which is named there as a city names it: in `madang.toml`."""
    kind = getattr(request, "param", "sqlite")
    if kind == "sqlite":
        yield kind
        return
    server: PostgreSQL = request.getfixturevalue("postgresql")
    name = server.migrated()
    (request.getfixturevalue("tmp_path") / "madang.toml").write_text(f'database = "{server.url(name)}"\n', "utf-8")
    yield kind
    server.drop(name)


@pytest.fixture
async def crowd() -> AsyncIterator[AsyncExitStack]:
    """The connections of a test, which end with it."""
    async with AsyncExitStack() as connections:
        yield connections


@pytest.fixture
async def site(tmp_path: Path) -> AsyncIterator[Site]:
    async with open_site(tmp_path) as opened:
        yield opened


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("office")
    client = folder / "client"
    (client / "assets").mkdir(parents=True)
    (client / "index.html").write_text("<!doctype html><title>Madang</title><script>" + "x" * 2_000, "utf-8")
    (client / ".vite").mkdir()
    words = {f"src/words/{language}/index.ts": {"file": f"assets/{language}-BxYz12_a.js"} for language in ("ko", "en")}
    code = {"_kit.js": {"file": "assets/kit-BxYz12_a.js"}, "_page.js": {"file": "assets/page-BxYz12_a.js"}}
    built = {"index.html": {"file": "assets/index-BxYz12_a.js", "imports": ["_kit.js", "_page.js"]}, **code, **words}
    (client / ".vite" / "manifest.json").write_text(json.dumps(built), "utf-8")
    (client / "assets" / "kit-BxYz12_a.js").write_text("large" * 9, "utf-8")
    (client / "assets" / "page-BxYz12_a.js").write_text("small", "utf-8")
    (client / "assets" / "index-BxYz12_a.js").write_text("plain", "utf-8")
    (client / "assets" / "index-BxYz12_a.js.gz").write_bytes(gzip.compress(b"built small"))
    with serving(folder, MADANG_CLIENT=str(client)) as running:
        yield running


@pytest.fixture
def http(server: Running) -> Iterator[httpx.Client]:
    with server.client() as client:
        yield client


@pytest.fixture
def office(postgresql: PostgreSQL) -> Iterator[str]:
    """The name of a database of PostgreSQL with the newest tables."""
    name = postgresql.migrated()
    yield name
    postgresql.drop(name)
