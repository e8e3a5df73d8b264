"""The command `madang`: one clear line for a mistake, exit codes that scripts can trust."""

import json
import shutil
import socket
from importlib import resources
from pathlib import Path

import pytest
from tests.server.running import free_port, madang, serving

PLACES = Path(str(resources.files("madang_worlds"))) / "places"


@pytest.mark.parametrize(
    ("arguments", "environment", "says"),
    [
        (["--port", "70000"], {}, "setting port:"),
        (["--host", ""], {}, "setting host:"),
        (["--public-url", "nonsense"], {}, "setting public_url:"),
        (["--database", "oracle://x"], {}, "setting database:"),
        (["--places", "nowhere"], {}, "setting places:"),
        (["--database", "sqlite+aiosqlite:////nowhere/madang.db"], {}, "setting database: it cannot be opened"),
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


def test_an_unknown_setting_in_the_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "madang.toml").write_text("prot = 8000\n", "utf-8")
    ended = madang("serve", folder=tmp_path)
    assert (ended.returncode, ended.stderr.startswith("madang: setting prot:")) == (2, True)


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
    with serving(tmp_path, MADANG_LOG="json") as running:
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


def test_R16_place_check_names_what_is_wrong_and_how_to_mend_it(tmp_path: Path) -> None:
    good = PLACES / "city_hall" / "place.tmj"
    assert madang("place", "check", str(good), folder=tmp_path).returncode == 0
    plan = json.loads(good.read_text("utf-8"))
    plan["layers"] = [layer for layer in plan["layers"] if layer["name"] != "start"]
    (tmp_path / "place.tmj").write_text(json.dumps(plan), "utf-8")
    ended = madang("place", "check", "place.tmj", "missing.tmj", folder=tmp_path)
    assert ended.returncode == 1
    assert any("missing.tmj" in line for line in ended.stdout.splitlines())


def test_place_render_draws_a_picture(tmp_path: Path) -> None:
    ended = madang("place", "render", "plaza", "-o", "plaza.png", folder=tmp_path)
    assert ended.returncode == 0, ended.stderr
    assert (tmp_path / "plaza.png").read_bytes()[:4] == b"\x89PNG"
    assert madang("place", "render", "moon", "-o", "moon.png", folder=tmp_path).returncode == 2


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


def test_an_unknown_command_is_exit_code_2(tmp_path: Path) -> None:
    assert madang("fly", folder=tmp_path).returncode == 2


def test_load_is_handed_over_to_the_load_tool(tmp_path: Path) -> None:
    ended = madang("load", "--help", folder=tmp_path)
    assert ended.returncode == 0
    assert "--citizens" in ended.stdout
