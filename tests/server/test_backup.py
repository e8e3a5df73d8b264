"""A backup that is made while the office works, and the office that goes on from it."""

import asyncio
import resource
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from tests.server.office_site import Clock, Site, open_site
from tests.server.running import madang
from tests.server.test_cases import submitted
from tests.server.test_inquiries import left

from madang_protocol import messages as m
from madang_server.database_copies import make_copy, put_in_place
from madang_server.faults import Misconfigured


async def numbers(site: Site) -> tuple[str, str]:
    """The numbers of the next case and of the next ticket."""
    mina = await site.citizen()
    case = await submitted(site, mina)
    await site.take(mina)
    return site.case(mina, case).number, site.notifier.told(mina, m.Tickets)[-1].tickets[0].number


async def test_no_number_that_was_given_since_the_backup_comes_again(tmp_path: Path) -> None:
    clock = Clock()
    copy, database = tmp_path / "copy.db", tmp_path / "madang.db"
    async with open_site(tmp_path, clock) as site:
        before = await numbers(site)
        await asyncio.to_thread(make_copy, database, copy)
        lost = await numbers(site)
    await asyncio.to_thread(put_in_place, copy, database, tmp_path / "aside.db")
    async with open_site(tmp_path, clock) as site:
        after = await numbers(site)
    async with open_site(tmp_path, clock) as site:
        further = await numbers(site)
    assert (before, lost) == (("2026-000001", "C-001"), ("2026-000002", "C-002"))
    assert (after, further) == (("2026-100001", "C-501"), ("2026-100002", "C-502"))


async def test_the_number_of_a_message_comes_no_second_time(tmp_path: Path) -> None:
    async with open_site(tmp_path) as site:
        assert (await left(site, await site.citizen())).number == "M-00001"
    await asyncio.to_thread(make_copy, tmp_path / "madang.db", tmp_path / "copy.db")
    await asyncio.to_thread(put_in_place, tmp_path / "copy.db", tmp_path / "madang.db", tmp_path / "aside.db")
    async with open_site(tmp_path) as site:
        assert (await left(site, await site.citizen())).number == "M-10001"


async def test_a_backup_from_before_today_passes_todays_numbers_over(tmp_path: Path) -> None:
    clock = Clock()
    async with open_site(tmp_path, clock) as site:
        await numbers(site)
    await asyncio.to_thread(make_copy, tmp_path / "madang.db", tmp_path / "copy.db")
    await asyncio.to_thread(put_in_place, tmp_path / "copy.db", tmp_path / "madang.db", tmp_path / "aside.db")
    clock.instant += 400 * 24 * 3_600
    async with open_site(tmp_path, clock) as site:
        assert await numbers(site) == ("2027-100001", "C-501")


async def test_backup_and_restore_at_the_terminal(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    async with open_site(tmp_path / "data") as site:
        await site.citizen("Mina")
        made = madang("backup", "copy.db", folder=tmp_path)
    assert (made.returncode, made.stdout) == (0, "copy.db: written\n")
    assert (tmp_path / "copy.db").stat().st_mode & 0o777 == 0o600
    assert madang("backup", "copy.db", folder=tmp_path).stderr == "madang: copy.db: is there already\n"
    restored = madang("restore", "copy.db", folder=tmp_path)
    assert (restored.returncode, restored.stderr) == (0, "")
    assert len(list((tmp_path / "data").glob("madang.db.before-*"))) == 1
    with closing(sqlite3.connect(tmp_path / "data" / "madang.db")) as office:
        assert office.execute("SELECT name FROM visitors").fetchall() == [("Mina",)]


def test_what_is_no_backup_is_named_and_nothing_is_changed(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "madang.db").write_bytes(b"the office")
    (tmp_path / "broken.db").write_bytes(b"x" * 10_000)
    broken = madang("restore", "broken.db", folder=tmp_path)
    assert (broken.returncode, "file is not a database" in broken.stderr) == (2, True)
    assert madang("restore", "missing.db", folder=tmp_path).stderr == "madang: missing.db: there is no backup\n"
    assert (tmp_path / "data" / "madang.db").read_bytes() == b"the office"


@pytest.mark.parametrize("name", ["madang.db", "madang.db-wal"])
def test_the_database_itself_is_no_backup(tmp_path: Path, name: str) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / name).write_bytes(b"the office")
    own = madang("restore", f"data/{name}", folder=tmp_path)
    assert (own.returncode, "is the office's own" in own.stderr) == (2, True)
    assert (tmp_path / "data" / name).read_bytes() == b"the office"


async def test_a_backup_stays_whatever_it_is_called_and_wherever_it_lies(tmp_path: Path) -> None:
    database, copy = tmp_path / "madang.db", tmp_path / "madang.db.new"
    async with open_site(tmp_path) as site:
        await site.citizen("Mina")
        await asyncio.to_thread(make_copy, database, copy)
    before = copy.read_bytes()
    await asyncio.to_thread(put_in_place, copy, database, tmp_path / "aside.db")
    assert copy.read_bytes() == before
    assert not await asyncio.to_thread(left_of_restore, tmp_path)


def office_in(folder: Path) -> Path:
    """A database that passes for an office's, of a megabyte."""
    folder.mkdir(exist_ok=True)
    with closing(sqlite3.connect(folder / "madang.db")) as office:
        for table in ("tickets", "cases"):
            office.execute(f"CREATE TABLE {table} (words TEXT)")
        office.execute("CREATE TABLE alembic_version (version_num TEXT)")
        office.execute("CREATE TABLE counts (name TEXT PRIMARY KEY, count INTEGER)")
        office.execute("INSERT INTO tickets VALUES (zeroblob(1000000))")
        office.commit()
    return folder / "madang.db"


@pytest.mark.parametrize(
    "name", ["madang.db", "madang.db-wal", "madang.db-shm", "madang.db-journal", "madang.db.lock", "same", "link"]
)
def test_a_backup_never_takes_a_name_of_the_offices_own_files(tmp_path: Path, name: str) -> None:
    database = office_in(tmp_path / "data")
    (database.parent / "same").hardlink_to(database)
    (database.parent / "link").symlink_to(database)
    with pytest.raises(Misconfigured, match="is a name of the office's own files; choose another"):
        make_copy(database, database.parent / name)


@pytest.mark.parametrize(
    ("name", "says"), [(".", "is there already"), ("gone", "is there already"), ("a/b.db", "there is no folder a")]
)
def test_a_backup_is_a_new_file_in_a_folder_that_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, says: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "gone").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(Misconfigured, match=says):
        make_copy(office_in(tmp_path / "data"), Path(name))
    assert not (tmp_path / "elsewhere").exists()


@contextmanager
def full_disk() -> Iterator[None]:
    """No file of this process may grow beyond 64 KiB."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (65_536, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_full_disk_leaves_no_half_of_a_backup(tmp_path: Path) -> None:
    database = office_in(tmp_path / "data")
    (tmp_path / "copies").mkdir()
    with full_disk(), pytest.raises(Misconfigured, match="cannot be copied to"):
        make_copy(database, tmp_path / "copies" / "copy.db")
    assert list((tmp_path / "copies").iterdir()) == []


def test_a_backup_of_a_newer_version_is_named_before_anything_is_exchanged(tmp_path: Path) -> None:
    database, newer = office_in(tmp_path / "data"), office_in(tmp_path / "newer")
    with closing(sqlite3.connect(newer)) as office:
        office.execute("INSERT INTO alembic_version VALUES ('v9999')")
        office.commit()
    before = database.read_bytes()
    with pytest.raises(Misconfigured, match=r"is of a newer version \(at v9999\); restore it with that one"):
        put_in_place(newer, database, tmp_path / "aside.db")
    assert (database.read_bytes(), (tmp_path / "aside.db").exists()) == (before, False)


def test_what_cannot_be_exchanged_is_named_and_stays(tmp_path: Path) -> None:
    database = office_in(tmp_path / "data")
    make_copy(database, tmp_path / "copy.db")
    (tmp_path / "aside.db").write_bytes(b"somebody's")
    with pytest.raises(Misconfigured, match=r"cannot be exchanged \(File exists\); what was there is there"):
        put_in_place(tmp_path / "copy.db", database, tmp_path / "aside.db")
    assert (tmp_path / "aside.db").read_bytes() == b"somebody's"
    assert [path.name for path in (tmp_path / "data").iterdir()] == ["madang.db"]


@pytest.mark.parametrize("name", ["office.lock", "services.toml", "madang.db-wal", "madang.db.lock"])
def test_a_backup_takes_no_name_of_the_offices_own_files(tmp_path: Path, name: str) -> None:
    madang("officer", "add", "Kim Mina", "--services", "echo", folder=tmp_path)
    before = read(tmp_path / "data").get(name)
    written = madang("backup", f"data/{name}", folder=tmp_path)
    assert (written.returncode, "is a name of the office's own files" in written.stderr) == (2, True)
    assert read(tmp_path / "data").get(name) == before


def read(folder: Path) -> dict[str, bytes]:
    """What is in its files, by name."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_database_of_something_else_is_no_backup(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    with closing(sqlite3.connect(tmp_path / "other.db")) as other:
        other.execute("CREATE TABLE counts (name TEXT, count INTEGER)")
        other.commit()
    restored = madang("restore", "other.db", folder=tmp_path)
    assert (restored.returncode, restored.stderr) == (2, "madang: other.db: is no database of an office\n")
    assert not (tmp_path / "data" / "madang.db").exists()


async def test_what_is_kept_aside_has_all_of_the_office_in_one_file(tmp_path: Path) -> None:
    database, copy, aside = tmp_path / "madang.db", tmp_path / "copy.db", tmp_path / "aside.db"
    async with open_site(tmp_path) as site:
        await asyncio.to_thread(make_copy, database, copy)
        await site.citizen("Mina")
        await asyncio.to_thread(cut_power, tmp_path)
    cut = tmp_path / "cut-madang.db"
    await asyncio.to_thread(put_in_place, copy, cut, aside)
    with closing(sqlite3.connect(aside)) as office:
        assert office.execute("SELECT name FROM visitors").fetchall() == [("Mina",)]
    assert not (tmp_path / "cut-madang.db-wal").exists()


def left_of_restore(folder: Path) -> list[Path]:
    return list(folder.glob("*restore*"))


def cut_power(folder: Path) -> None:
    """Copy the files as a power cut leaves them: the newest is in the log."""
    for part in list(folder.glob("madang.db*")):
        shutil.copy(part, folder / f"cut-{part.name}")
