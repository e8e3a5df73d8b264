"""Settings of the command line: each fault is one line in words, and exit code 2."""

import socket
import subprocess
import sys
from pathlib import Path

import pytest
from tests.server.running import madang

from madang_server.data_folder import prepare_data
from madang_server.faults import Misconfigured
from madang_server.settings import load_settings
from madang_server.version import installed_version


@pytest.mark.parametrize(
    ("arguments", "environment", "says"),
    [
        (["--port", "70000"], {}, "setting port:"),
        (["--host", ""], {}, "setting host:"),
        (["--host", "999.9.9.9"], {}, "setting host: 999.9.9.9 is no address"),
        (["--host", "a..b"], {}, "setting host: a..b is no address"),
        (["--host", "::x"], {}, "setting host: ::x is no address"),
        (["--host", "192.0.2.1"], {}, "setting host: 192.0.2.1 is no address of this machine"),
        (["--public-url", "nonsense"], {}, "setting public_url:"),
        (["--database", "oracle://x"], {}, "setting database:"),
        (["--places", "nowhere"], {}, "setting places:"),
        (["--database", "sqlite+aiosqlite:////nowhere/madang.db"], {}, "setting database: there is no folder /nowhere;"),
        ([], {"MADANG_LOG": "loud"}, "setting log:"),
        ([], {"MADANG_START_PLACE": "moon"}, "setting start_place:"),
        ([], {"MADANG_BACKEND_SECONDS": "0"}, "setting backend_seconds:"),
    ],
)
def test_a_wrong_setting_is_one_line_and_exit_code_2(
    tmp_path: Path, arguments: list[str], environment: dict[str, str], says: str
) -> None:
    ended = madang("serve", *arguments, folder=tmp_path, **environment)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr.startswith(f"madang: {says}")
    assert len(ended.stderr.splitlines()) == 1


IN_MEMORY = (":memory:", "", "%3Amemory%3A", ":memory:?cache=shared", "madang.db?mode=memory", "file:a?mode=memory&uri=true")


@pytest.mark.parametrize(
    ("url", "says"),
    [
        *((f"sqlite+aiosqlite:///{name}", "a database in memory keeps nothing; name a file, such as") for name in IN_MEMORY),
        ("sqlite+aiosqlite://", "a database in memory keeps nothing"),
        ("sqlite+aiosqlite:///data/madang.db-wal", "is the name of a log or lock that lies beside a database"),
        ("sqlite+aiosqlite:///file::memory:?uri=true", "must name a file and nothing else"),
        ("sqlite+aiosqlite:///madang.db?timeout=x", "must name a file and nothing else"),
        ("sqlite+aiosqlite://me:secret@/madang.db", "must name a file and nothing else"),
        ("sqlite+aiosqlite:///x%00y", "must name a file and nothing else"),
        ("sqlite+aiosqlite:///missing/madang.db", "there is no folder missing"),
        ("sqlite+aiosqlite:///.", ". is no file"),
        ("sqlite:///madang.db", "the driver of sqlite is not asynchronous; write sqlite+aiosqlite://"),
        ("sqlite+other:///madang.db", "there is no driver sqlite+other"),
        ("a+b+c://me:secret@host/x", "there is no driver a+b+c"),
        ("moon://me:secret@host:port/x", "must be an address such as"),
        ("moon://me:secret@host/x", "there is no driver moon"),
        ("postgresql+asyncpg://me:secret@host/x", "PostgreSQL is reached by postgresql+psycopg://... alone"),
        ("postgresql://me:secret@host/x", "PostgreSQL is reached by postgresql+psycopg://... alone"),
        ("postgresql+psycopg://me:secret@host", "must name a database, such as postgresql+psycopg://"),
        ("postgresql+psycopg://me:secret@host/x?optoins=1", "PostgreSQL's driver does not take it (invalid connection option"),
        ("postgresql+psycopg://me:secret@host/x?options=-cjit%3Doff", "must not have options"),
        ("mysql+aiomysql://me:secret@host/x", "mysql+aiomysql needs the package aiomysql"),
        ("madang.db", "must be an address such as sqlite+aiosqlite:///"),
        ("", "must be an address such as"),
    ],
)
def test_a_database_that_cannot_be_one_is_a_fault_that_repeats_no_password(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, url: str, says: str
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(Misconfigured) as fault:
        prepare_data(load_settings(database=url))
    assert str(fault.value).startswith(f"setting database: {says}")
    assert "secret" not in str(fault.value)


def test_postgresql_without_its_driver_ends_every_command_in_one_line(tmp_path: Path) -> None:
    without = "import sys; sys.modules['psycopg'] = None; from madang_server.cli import main; main()"
    command = [sys.executable, "-c", without, "serve", "--database", "postgresql+psycopg://me:secret@host/madang"]
    ended = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr == (
        "madang: setting database: postgresql+psycopg needs the package psycopg, which is not here; "
        'install it with: pip install "madang[postgresql]", or from requirements-postgresql.txt\n'
    )


NOT_AN_ADDRESS = "must be an address such as redis://127.0.0.1:6379/0"


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("", NOT_AN_ADDRESS),
        ("127.0.0.1:6379", NOT_AN_ADDRESS),
        ("http://me:secret@host", NOT_AN_ADDRESS),
        ("redis://me:secret@host:port", NOT_AN_ADDRESS),
        ("redis://me:secret@host:99999", NOT_AN_ADDRESS),
        ("redis://me:secret@host/0#1", NOT_AN_ADDRESS),
        ("redis://me:secret@[host", NOT_AN_ADDRESS),
        ("redis://:secret@/0", "must name a host"),
        ("redis://me:secret@host/first", "the number of a database is behind the last slash"),
        ("redis://me:secret@host?protocol=secret", "takes no options behind a question mark"),
        ("redis+sentinel://me:secret@host:26379", "must name the service behind the sentinels"),
        ("redis+sentinel://me:secret@host,/service", "must name each sentinel by host and port"),
        ("redis+sentinel://me:secret@host:port/service", "must name each sentinel by host and port"),
        ("redis+sentinel://me:secret@host/service?db=first", "the number of a database"),
        ("redis+sentinel://me:secret@host/service?ssl_keyfile=a", "takes no other options than db, sentinel_username,"),
        ("rediss://me:secret@host?ssl_cert_reqs=none", "takes no other options than ssl_ca_certs, ssl_certfile, ssl_keyfile"),
        ("unix://", "must name the path of a socket"),
        ("unix://secret/a.sock", "must name the path of a socket"),
        ("unix:///a.sock?db=secret", "the number of a database"),
    ],
)
def test_a_redis_server_that_cannot_be_one_is_a_fault_that_repeats_no_password(url: str, says: str) -> None:
    with pytest.raises(Misconfigured) as fault:
        load_settings(redis=url)
    assert str(fault.value).startswith(f"setting redis: {says}")
    assert "secret" not in str(fault.value)


@pytest.mark.parametrize(
    "url",
    [
        "redis://host",
        "rediss://me:secret@host:6380/2?ssl_ca_certs=/etc/ca.pem",
        "unix:///run/redis.sock?db=1",
        "redis+sentinel://me:secret@one,[::1]:26380/service?db=1&sentinel_password=secret",
        "rediss+sentinel://one:1/service?ssl_ca_certs=/etc/ca.pem",
        "redis://[::1]:1/",
    ],
)
def test_a_redis_server_is_named_by_host_or_by_socket(url: str) -> None:
    assert load_settings(redis=url).redis == url


def test_redis_without_its_driver_ends_every_command_in_one_line(tmp_path: Path) -> None:
    hidden = "import importlib.util as u; f = u.find_spec; u.find_spec = lambda n, p=None: None if n == 'redis' else f(n, p)"
    without = f"{hidden}; from madang_server.cli import main; main()"
    command = [sys.executable, "-c", without, "serve", "--redis", "redis://me:secret@host"]
    ended = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr == (
        "madang: setting redis: needs the package redis, which is not here; "
        'install it with: pip install "madang[cluster]", or from requirements-cluster.txt\n'
    )


def test_a_database_in_memory_ends_every_command_in_one_line(tmp_path: Path) -> None:
    ended = madang("backup", "copy.db", "--database", "sqlite+aiosqlite:///:memory:", folder=tmp_path)
    assert (ended.returncode, ended.stdout, len(ended.stderr.splitlines())) == (2, "", 1)
    assert ended.stderr.startswith("madang: setting database: a database in memory keeps nothing")


def test_an_unknown_setting_in_the_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "madang.toml").write_text("prot = 8000\n", "utf-8")
    ended = madang("serve", folder=tmp_path)
    assert (ended.returncode, ended.stderr.startswith("madang: madang.toml: setting prot:")) == (2, True)


SLIPS = [
    ({"MADANG_PROT": "8000"}, "", "environment MADANG_PROT: there is no such setting; did you mean MADANG_PORT?"),
    ({"MADANG_PORT": "many"}, "", "setting port: must be a whole number"),
    ({"MADANG_PORT": "0"}, "", "setting port: must be at least 1"),
    ({"MADANG_LOG": "loud"}, "", "setting log: must be one of 'console' or 'json'"),
    ({"MADANG_PUBLIC_URL": "madang"}, "", "setting public_url: must be an address such as https://madang.example.org"),
    ({"MADANG_TRUSTED_PROXIES": "proxy"}, "", "setting trusted_proxies.0: must be an address or a network such as 10.1.0.0/16"),
    ({}, "trusted_proxies = ['10.1.0.0/16', '::/0']", "madang.toml: setting trusted_proxies.1: ::/0 is everybody, and no proxy"),
    ({}, "prot = 8000", "madang.toml: setting prot: there is no such setting; did you mean port?"),
    ({}, "elephant = 8000", "madang.toml: setting elephant: there is no such setting"),
    ({}, "port = true", "madang.toml: setting port: must not be true or false"),
    ({}, "[server]\nport = 1", "madang.toml: setting server: there is no such setting"),
    ({}, "port = [1]", "madang.toml: setting port: must be a whole number"),
    ({}, "places = 5", "madang.toml: setting places: must be a path"),
    ({}, "port = 0", "madang.toml: setting port: must be at least 1"),
    ({"MADANG_PORT": "0"}, "port = 1", "setting port: must be at least 1"),
    ({}, 'port = 1\nlog = "json"\nport = 2\n', "madang.toml: line 3: port is written twice; keep one of them"),
    ({}, 'port = 1\n\n"port" = 2', 'madang.toml: line 3: "port" is written twice; keep one of them'),
    ({}, "[x]\n[x]\n", "madang.toml: line 2: x is written twice; keep one of them"),
    (
        {},
        "port = = 1\n",
        'madang.toml: line 1: port is not written as TOML; write one key = value on each line, texts in quotes: key = "text"',
    ),
    (
        {},
        'public_url = "https://me:secret@x\n',
        "madang.toml: line 1: public_url is not written as TOML; write one key = value on each "
        'line, texts in quotes: key = "text"',
    ),
    (
        {},
        'other_urls = ["https://x"\n',
        "madang.toml: line 1: other_urls is not closed; a bracket or a quotation mark is missing at its end",
    ),
]


@pytest.mark.parametrize(("environment", "file", "says"), SLIPS)
def test_a_fault_of_a_setting_is_in_words_and_names_what_was_meant(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], file: str, says: str
) -> None:
    (tmp_path / "madang.toml").write_text(file, "utf-8")
    monkeypatch.chdir(tmp_path)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(Misconfigured) as fault:
        load_settings()
    assert str(fault.value) == says


def test_a_settings_file_that_is_no_text_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "madang.toml").write_bytes("data = '자료'".encode("cp949"))
    monkeypatch.chdir(tmp_path)
    with pytest.raises(Misconfigured, match=r"madang\.toml: is not a text in UTF-8; save it as UTF-8"):
        load_settings()


def test_variables_of_other_programs_pass(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MADANG_SERVER", "http://127.0.0.1:8080")
    monkeypatch.setenv("MADANG_CHROMIUM", "/usr/bin/chromium")
    assert load_settings().port == 8080


def test_the_version_is_printed(tmp_path: Path) -> None:
    ended = madang("--version", folder=tmp_path)
    assert (ended.returncode, ended.stdout) == (0, f"madang {installed_version()}\n")


def test_a_broken_settings_file_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "madang.toml").write_text("port = = 1\n", "utf-8")
    ended = madang("serve", folder=tmp_path)
    assert (ended.returncode, len(ended.stderr.splitlines())) == (2, 1)


def test_a_flag_is_stronger_than_the_environment_and_that_than_the_file(tmp_path: Path) -> None:
    (tmp_path / "madang.toml").write_text('port = 1\ndata = "from-file"\n', "utf-8")
    madang("officer", "list", folder=tmp_path, MADANG_DATA="from-environment")
    madang("officer", "list", folder=tmp_path)
    madang("officer", "list", "--data", "from-flag", folder=tmp_path, MADANG_DATA="not-this")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["from-environment", "from-file", "from-flag", "madang.toml"]


def test_a_port_in_use_is_one_line_and_exit_code_2(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        ended = madang("serve", "--port", str(taken.getsockname()[1]), folder=tmp_path)
    assert ended.returncode == 2
    assert ended.stderr.strip().endswith("is in use")
    assert len(ended.stderr.splitlines()) == 1
