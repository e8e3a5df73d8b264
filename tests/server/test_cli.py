"""The command `madang`: one clear line for a mistake, exit codes that scripts can trust."""

import json
import os
import shutil
import sqlite3
import subprocess
from importlib import resources
from pathlib import Path

import pytest
from tests.architecture import repository
from tests.server.running import free_port, madang, serving
from tests.server.test_data_folder import mode_of

from madang_server.settings import load_settings

MAPS = repository.ROOT / "tests" / "worlds" / "maps"
PLACES = Path(str(resources.files("madang_worlds"))) / "places"


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
    with serving(tmp_path, fresh=True, MADANG_LOG="json", MADANG_CLIENT=str(tmp_path)) as running:
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
        sql.execute("UPDATE alembic_version SET version_num = 'v9999', min_code = 'v9999'")
    sql.close()
    ended = madang("doctor", folder=tmp_path, MADANG_PORT=str(free_port()))
    assert ended.returncode == 1
    assert "FAIL database: setting database: it is at v9999 and needs code of v9999 or newer" in ended.stdout
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
    left = "madang.db", "madang.db.lock", "office.lock"  # the locks of whoever brings the database up to date
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "", "")
    assert {path.name: mode_of(path) for path in (tmp_path / "data").iterdir()} == dict.fromkeys(left, 0o600)


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


def test_a_wrong_services_file_is_a_line_for_each_fault(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "services.toml").write_text('[office]\nname = "x"\n', "utf-8")
    ended = madang("serve", folder=tmp_path)
    named = [line.split(": ")[:3] for line in ended.stderr.splitlines()]
    keys = ["office.name", "office.issuer", "office.seal", "hours", "services"]
    assert (ended.returncode, named) == (2, [["madang", str(Path("data") / "services.toml"), key] for key in keys])


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
