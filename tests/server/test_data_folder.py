"""The folder of an office's data: for its owner alone, and for one server at a time."""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from tests.server.running import free_port, madang, serving

from madang_server.data_folder import prepare_data
from madang_server.settings import load_settings


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


def test_nodes_that_share_a_folder_may_begin_at_once(tmp_path: Path) -> None:
    settings = load_settings(data=tmp_path / "data")
    with ThreadPoolExecutor(8) as nodes:
        assert list(nodes.map(prepare_data, [settings] * 400)) == [None] * 400


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


def another_name(database: Path) -> None:
    (database.parents[1] / "other" / "hall.db").hardlink_to(database)


def no_lock_files(database: Path) -> None:
    for lock in (database.with_name("madang.db.lock"), database.with_name("office.lock")):
        lock.unlink()
    another_name(database)


@pytest.mark.parametrize("slip", [another_name, no_lock_files])
def test_a_second_server_is_kept_off_by_the_database_itself(tmp_path: Path, slip: Callable[[Path], None]) -> None:
    other = tmp_path / "other"
    other.mkdir()
    with serving(tmp_path):
        slip(tmp_path / "data" / "madang.db")
        for data, file in ((other, other / "hall.db"), (tmp_path / "data", tmp_path / "data" / "madang.db")):
            address = {"MADANG_DATA": str(data), "MADANG_DATABASE": f"sqlite+aiosqlite:///{file}"}
            second = madang("serve", "--port", str(free_port()), folder=other, **address)
            assert (second.returncode, second.stdout, len(second.stderr.splitlines())) == (2, "", 1)
            assert "is served by another server" in second.stderr


def test_an_office_whose_server_was_killed_opens_again(tmp_path: Path) -> None:
    with serving(tmp_path) as server:
        server.kill()
    with serving(tmp_path) as server:
        assert server.stop() == 0
