"""The command `madang`: one clear line for a mistake, exit codes that scripts can trust."""

import json
import os
import shutil
import socket
import sqlite3
import subprocess
from importlib import resources
from pathlib import Path

import pytest
from tests.architecture import repository
from tests.server.running import free_port, madang, serving

from madang_server.data_folder import prepare_data
from madang_server.faults import Misconfigured
from madang_server.settings import load_settings
from madang_server.version import installed_version

MAPS = repository.ROOT / "tests" / "worlds" / "maps"
PLACES = Path(str(resources.files("madang_worlds"))) / "places"


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
        ("postgresql+asyncpg://me:secret@host/x", "postgresql+asyncpg needs the package asyncpg"),
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


def test_a_data_folder_that_cannot_be_written_is_one_line_and_exit_code_2(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file, not a folder", "utf-8")
    ended = madang("serve", "--port", str(free_port()), folder=tmp_path)
    assert (ended.returncode, len(ended.stderr.splitlines())) == (2, 1)
    assert "setting data: data cannot be written" in ended.stderr


def test_a_faulty_place_never_opens(tmp_path: Path) -> None:
    shutil.copytree(PLACES, tmp_path / "places")
    (tmp_path / "places" / "plaza" / "place.tmj").write_text("{", "utf-8")
    ended = madang("serve", "--places", "places", folder=tmp_path)
    assert (ended.returncode, len(ended.stderr.splitlines())) == (2, 1)
    assert "plaza/place.tmj" in ended.stderr


def test_serve_says_where_it_is_open_and_ends_when_asked(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<!doctype html>", "utf-8")
    with serving(tmp_path, MADANG_LOG="json", MADANG_CLIENT=str(tmp_path)) as running:
        assert running.stop() == 0
        assert f"Madang is open: {running.url}" in running.output
        assert "Traceback" not in running.output


def test_officers_are_added_listed_renewed_and_disabled(tmp_path: Path) -> None:
    added = madang("officer", "add", "Officer Han", "--services", "echo", folder=tmp_path)
    assert added.stdout.startswith("Officer Han: one-time password ")
    assert madang("officer", "add", "Officer Han", "--services", "echo", folder=tmp_path).returncode == 2
    assert "known are" in madang("officer", "add", "Officer Seo", "--services", "marriage", folder=tmp_path).stderr
    assert madang("officer", "disable", "Officer Han", folder=tmp_path).returncode == 0
    assert madang("officer", "disable", "Nobody", folder=tmp_path).returncode == 2
    assert madang("officer", "list", folder=tmp_path).stdout == "Officer Han\techo\tdisabled\n"
    assert madang("officer", "renew", "Officer Han", folder=tmp_path).returncode == 0
    assert madang("officer", "list", folder=tmp_path).stdout == "Officer Han\techo\thas not signed in yet\n"


def test_closed_accounts_of_the_load_tool_are_listed_when_all_are_asked_for(tmp_path: Path) -> None:
    madang("officer", "add", "load-officer-1", "--services", "echo", folder=tmp_path)
    open_account = madang("officer", "list", folder=tmp_path).stdout
    madang("officer", "disable", "load-officer-1", folder=tmp_path)
    assert open_account == "load-officer-1\techo\thas not signed in yet\n"
    assert madang("officer", "list", folder=tmp_path).stdout == ""
    assert madang("officer", "list", "--all", folder=tmp_path).stdout == "load-officer-1\techo\tdisabled\n"


def test_demo_makes_its_officer_once(tmp_path: Path) -> None:
    first, second = madang("demo", folder=tmp_path), madang("demo", folder=tmp_path)
    assert "name demo, one-time password " in first.stdout
    assert "already" in second.stdout
    assert (first.returncode, second.returncode) == (0, 0)


def test_doctor_says_one_line_a_check_and_fails_with_the_first_fault(tmp_path: Path) -> None:
    (tmp_path / "client").mkdir()
    (tmp_path / "client" / "index.html").write_text("<!doctype html>", "utf-8")
    sound = {"MADANG_CLIENT": "client", "MADANG_PORT": str(free_port())}
    well = madang("doctor", folder=tmp_path, **sound)
    assert (well.returncode, {line[:4] for line in well.stdout.splitlines()}) == (0, {"ok  "})
    ill = madang("doctor", "--places", "nowhere", folder=tmp_path, **sound)
    assert ill.returncode == 1
    assert [line.split(":")[0] for line in ill.stdout.splitlines() if line.startswith("FAIL")] == ["FAIL places"]


def test_doctor_fails_a_database_that_serve_would_reject(tmp_path: Path) -> None:
    madang("officer", "list", folder=tmp_path)
    with sqlite3.connect(tmp_path / "data" / "madang.db") as sql:
        sql.execute("UPDATE alembic_version SET version_num = 'v9999'")
    sql.close()
    ended = madang("doctor", folder=tmp_path, MADANG_PORT=str(free_port()))
    assert ended.returncode == 1
    assert "FAIL database: at v9999, which this version does not know" in ended.stdout
    assert madang("serve", folder=tmp_path, MADANG_PORT=str(free_port())).returncode == 2


def test_doctor_names_the_folder_of_the_database_that_is_not_there(tmp_path: Path) -> None:
    said = madang("doctor", "--database", "sqlite+aiosqlite:///missing/madang.db", folder=tmp_path).stdout
    assert "FAIL database: setting database: there is no folder missing" in said
    assert "FAIL data:" not in said


def test_a_command_that_reads_an_office_that_is_not_there_leaves_no_open_file_and_tells_no_statement(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    before = os.umask(0o022)
    try:
        ended = madang("officer", "reasons", folder=tmp_path)
    finally:
        os.umask(before)
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "", "")
    assert {path.name: mode_of(path) for path in (tmp_path / "data").iterdir()} == {"madang.db": 0o600}


def test_a_fault_of_the_database_is_told_without_the_statement(tmp_path: Path) -> None:
    madang("officer", "list", folder=tmp_path)
    with sqlite3.connect(tmp_path / "data" / "madang.db") as sql:
        sql.execute("DROP TABLE officers")
    sql.close()
    ended = madang("officer", "list", folder=tmp_path)
    assert (ended.returncode, ended.stderr) == (2, "madang: database: it did not take it (no such table: officers)\n")


def test_R16_place_check_names_what_is_wrong_and_how_to_mend_it(tmp_path: Path) -> None:
    good = PLACES / "city_hall" / "place.tmj"
    assert madang("place", "check", str(good), folder=tmp_path).returncode == 0
    plan = json.loads(good.read_text("utf-8"))
    plan["layers"] = [layer for layer in plan["layers"] if layer["name"] != "start"]
    (tmp_path / "place.tmj").write_text(json.dumps(plan), "utf-8")
    ended = madang("place", "check", "place.tmj", "missing.tmj", folder=tmp_path)
    assert ended.returncode == 1
    assert any("missing.tmj" in line for line in ended.stdout.splitlines())


def test_R22_place_check_warns_of_a_door_to_elsewhere_and_strictly_rejects_it(tmp_path: Path) -> None:
    (tmp_path / "hall").mkdir()
    plan = json.loads((PLACES / "city_hall" / "place.tmj").read_text("utf-8"))  # the plaza is not beside it here
    (tmp_path / "hall" / "place.tmj").write_text(json.dumps(plan), "utf-8")
    loose = madang("place", "check", "hall/place.tmj", folder=tmp_path)
    assert (loose.returncode, "warning: hall/place.tmj" in loose.stdout) == (0, True)
    strict = madang("place", "check", "--strict", "hall/place.tmj", folder=tmp_path)
    assert (strict.returncode, "'plaza', which is no place here" in strict.stdout) == (1, True)


def test_place_render_draws_a_picture(tmp_path: Path) -> None:
    ended = madang("place", "render", "plaza", "-o", "plaza.png", folder=tmp_path)
    assert ended.returncode == 0, ended.stderr
    assert (tmp_path / "plaza.png").read_bytes()[:4] == b"\x89PNG"
    assert madang("place", "render", "moon", "-o", "moon.png", folder=tmp_path).returncode == 2


def test_place_render_writes_on_the_boards_in_the_language_asked_for(tmp_path: Path) -> None:
    for language in ("ko", "en"):
        drawn = madang("place", "render", "plaza", "-o", f"{language}.png", "--language", language, folder=tmp_path)
        assert drawn.returncode == 0, drawn.stderr
    assert (tmp_path / "ko.png").read_bytes() != (tmp_path / "en.png").read_bytes()


def test_a_place_with_a_fault_is_not_rendered_and_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "yard").mkdir()
    (tmp_path / "yard" / "place.tmj").write_text("{", "utf-8")
    ended = madang("place", "render", "yard", "--places", ".", "-o", "yard.png", folder=tmp_path)
    assert (ended.returncode, len(ended.stderr.splitlines())) == (2, 1)
    assert "yard/place.tmj: the file is not JSON" in ended.stderr


def test_a_map_of_other_tiles_is_not_rendered_in_one_line(tmp_path: Path) -> None:
    shutil.copytree(MAPS, tmp_path / "foreign")
    (tmp_path / "foreign" / "infinite.tmj").rename(tmp_path / "foreign" / "place.tmj")
    ended = madang("place", "render", "foreign", "--places", ".", "-o", "foreign.png", folder=tmp_path)
    assert (ended.returncode, len(ended.stderr.splitlines())) == (2, 1)
    assert "only tiles.png can be pictured" in ended.stderr


def test_counters_are_listed_and_checked(tmp_path: Path) -> None:
    listed = madang("counter", "list", folder=tmp_path)
    assert (listed.returncode, [line.split("\t")[0] for line in listed.stdout.splitlines()]) == (
        0, ["consultation", "echo", "resident-register-copy"],
    )  # fmt: skip
    assert "keeps the contract" in madang("counter", "check", "echo", folder=tmp_path).stdout
    assert madang("counter", "check", "marriage", folder=tmp_path).returncode == 2


def test_a_wrong_services_file_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "services.toml").write_text('[office]\nname = "x"\n', "utf-8")
    ended = madang("serve", folder=tmp_path)
    assert (ended.returncode, len(ended.stderr.splitlines())) == (2, 1)
    assert "services.toml" in ended.stderr


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("fly", "madang: No such command 'fly'."),
        ("--bogus", "madang: No such option: --bogus"),
        ("serve --port abc", "madang serve: Invalid value for '--port':"),
        ("serve --bogus", "madang serve: No such option: --bogus"),
        ("serve --port", "madang: Option '--port' requires an argument."),
        ("serve now", "madang serve: Got unexpected extra argument"),
        ("demo --bogus", "madang demo: No such option: --bogus"),
        ("doctor --port x", "madang doctor: Invalid value for '--port':"),
        ("load", "madang load: Missing argument"),
        ("load --officers x", "madang load: Invalid value for '--officers':"),
        ("load http://127.0.0.1:1 --bogus", "madang load: No such option: --bogus"),
        ("officer fly", "madang officer: No such command 'fly'."),
        ("officer add", "madang officer add: Missing argument"),
        ("officer add Han", "madang officer add: Missing option '--services'"),
        ("officer list --bogus", "madang officer list: No such option: --bogus"),
        ("officer disable", "madang officer disable: Missing argument"),
        ("officer renew", "madang officer renew: Missing argument"),
        ("place check", "madang place check: Missing argument"),
        ("place render plaza", "madang place render: Missing option '-o' / '--output'"),
        ("place render plaza -o x.png --scale 9", "madang place render: Invalid value for '--scale':"),
        ("counter list --bogus", "madang counter list: No such option: --bogus"),
        ("counter new", "madang counter new: Missing argument"),
        ("counter check", "madang counter check: Missing argument"),
    ],
)
def test_a_wrong_flag_or_a_missing_argument_is_one_line_and_exit_code_2(tmp_path: Path, typed: str, says: str) -> None:
    ended = madang(*typed.split(), folder=tmp_path)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr.startswith(says)
    assert len(ended.stderr.splitlines()) == 1


@pytest.mark.parametrize("group", ["", "officer", "place", "counter"])
def test_no_command_is_the_help_one_line_and_exit_code_2(tmp_path: Path, group: str) -> None:
    ended = madang(*group.split(), folder=tmp_path)
    assert ended.returncode == 2
    assert "Usage: madang" in ended.stdout
    assert ended.stderr.endswith(": a command is missing; the help above lists them\n")
    assert len(ended.stderr.splitlines()) == 1


def test_load_is_handed_over_to_the_load_tool(tmp_path: Path) -> None:
    ended = madang("load", "--help", folder=tmp_path)
    assert ended.returncode == 0
    assert "Usage: madang load [OPTIONS] {url}" in ended.stdout
    assert {"--citizens", "--data", "--database"} <= set(ended.stdout.split())


@pytest.mark.parametrize(
    ("given", "flags"),
    [([], ""), (["PORT=8081"], "--port 8081"), (["HOST=0.0.0.0", "PORT=8081"], "--host 0.0.0.0 --port 8081")],
)
def test_make_run_leaves_host_and_port_to_the_settings_unless_they_are_given_to_it(given: list[str], flags: str) -> None:
    dry = ["make", "--dry-run", "--no-print-directory", "-o", "setup", "-o", "web", "run", *given]
    command = subprocess.run(
        dry, cwd=repository.ROOT, env=os.environ | {"HOST": "x", "PORT": "y"}, capture_output=True, text=True, check=True
    ).stdout.splitlines()[-1]
    assert " ".join(command.split()) == f"exec .venv/bin/madang serve {flags}".strip()


def test_the_address_of_an_ipv6_host_can_be_typed() -> None:
    assert load_settings(host="::1", port=8081).address == "http://[::1]:8081"


def mode_of(path: Path) -> int:
    return path.stat().st_mode & 0o777


def test_the_data_is_for_its_owner_alone_whatever_the_umask(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        with serving(tmp_path) as server:
            server.stop()
    finally:
        os.umask(before)
    data = tmp_path / "data"
    assert mode_of(data) == 0o700
    assert {path.name: mode_of(path) for path in data.iterdir() if mode_of(path) != 0o600} == {}


def opened_up(folder: Path) -> dict[str, int]:
    """Make the files of an office as an earlier version left them under the usual umask; return what their modes shall be."""
    (folder / "data").mkdir()
    (folder / "elsewhere").mkdir()
    own = ("madang.db", "madang.db-wal", "madang.db.before-20260101T000000Z", "office.lock", "../elsewhere/hall.db")
    for name in (*own, "services.toml", "../elsewhere/other.txt"):
        (folder / "data" / name).write_bytes(b"")
    (folder / "data" / "monday.db").write_bytes(b"SQLite format 3\0 and so on")
    for path in folder.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)
    return {"data": 0o700, **{f"data/{name}": 0o600 for name in (*own, "monday.db")}, "data/services.toml": 0o644,
            "elsewhere": 0o755, "elsewhere/other.txt": 0o644}  # fmt: skip


def test_the_offices_own_files_of_an_earlier_version_are_narrowed_and_no_others(tmp_path: Path) -> None:
    shall = opened_up(tmp_path)
    prepare_data(load_settings(data=tmp_path / "data", database=f"sqlite+aiosqlite:///{tmp_path}/elsewhere/hall.db"))
    assert {name: mode_of(tmp_path / name) for name in shall} == shall


def test_a_folder_that_is_no_offices_keeps_its_mode(tmp_path: Path) -> None:
    (tmp_path / "passwd").write_bytes(b"")
    tmp_path.chmod(0o755)
    prepare_data(load_settings(data=tmp_path))
    assert mode_of(tmp_path) == 0o755


def test_doctor_fails_data_that_others_may_read(tmp_path: Path) -> None:
    assert madang("doctor", folder=tmp_path).stdout.count("FAIL data") == 0
    (tmp_path / "data").chmod(0o755)
    (tmp_path / "my hall.db").touch(0o644)
    (tmp_path / "my hall.db").chmod(0o644)
    said = madang("doctor", "--database", "sqlite+aiosqlite:///my hall.db", folder=tmp_path)
    own = f"chmod go= data '{tmp_path.resolve()}/my hall.db'"
    assert f"FAIL data: others on this machine may read what is the office's own: {own}\n" in said.stdout
    assert said.returncode == 1


@pytest.mark.parametrize("by", ["data", "database"])
def test_a_second_server_of_one_office_says_who_holds_it_and_ends(tmp_path: Path, by: str) -> None:
    other = tmp_path / "other"
    other.mkdir()
    same = {
        "data": {"MADANG_DATA": str(tmp_path / "data")},
        "database": {"MADANG_DATABASE": f"sqlite+aiosqlite:///{tmp_path / 'data' / 'madang.db'}"},
    }
    with serving(tmp_path) as server:
        second = madang("serve", "--port", str(free_port()), folder=other, **same[by])
        assert (second.returncode, second.stdout) == (2, "")
        assert second.stderr.startswith(f"madang: setting {by}: ")
        assert f"is served by another server (process {server.process.pid} since " in second.stderr
        assert len(second.stderr.splitlines()) == 1


def test_an_office_whose_server_was_killed_opens_again(tmp_path: Path) -> None:
    with serving(tmp_path) as server:
        server.kill()
    with serving(tmp_path) as server:
        assert server.stop() == 0
