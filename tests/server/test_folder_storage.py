"""Attachments in a folder: whole or not at all, for their owner alone (SPEC C29)."""

import asyncio
import os
import stat
from pathlib import Path

import pytest

from madang_server.attachments.folder import UNFINISHED_S, FilesInFolder
from madang_server.attachments.storage import FilesAway

KEY = f"main/ab/ab{'0' * 62}-one"
BAD_KEYS = ["../one", "main/../../etc/passwd", f"main/ab/ab{'0' * 62}-../x", "/etc/passwd", ""]


def files_in(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


async def test_C29_nothing_but_the_content_is_left(tmp_path: Path) -> None:
    await FilesInFolder(tmp_path / "files").put(KEY, b"content")
    assert await asyncio.to_thread(files_in, tmp_path) == [tmp_path / "files" / KEY]


async def test_C29_others_of_the_machine_read_nothing(tmp_path: Path) -> None:
    await FilesInFolder(tmp_path / "files").put(KEY, b"content")
    kept = tmp_path / "files" / KEY
    assert [stat.S_IMODE(path.stat().st_mode) & 0o077 for path in (kept, kept.parent)] == [0, 0]


async def test_C29_a_place_that_is_no_folder_is_away(tmp_path: Path) -> None:
    (tmp_path / "files").write_text("no folder", "utf-8")
    storage = FilesInFolder(tmp_path / "files")
    with pytest.raises(FilesAway):
        await storage.put(KEY, b"content")
    with pytest.raises(FilesAway):
        await storage.prove_usable()


async def test_C29_what_a_killed_process_left_is_no_file_and_goes(tmp_path: Path) -> None:
    left = (tmp_path / KEY).with_name(".unfinished-x")
    left.parent.mkdir(parents=True)
    left.write_bytes(b"half")
    now = left.stat().st_mtime
    for at in (now + 1, now + UNFINISHED_S + 1):
        assert [kept async for kept in FilesInFolder(tmp_path, lambda at=at: at).all_of("main")] == []
    assert not left.exists()


@pytest.mark.parametrize("foreign", ["main/.DS_Store", "main/ab/.DS_Store", "main/lost+found/one", "main/ab/one"])
async def test_C29_what_others_put_there_is_left_alone(tmp_path: Path, foreign: str) -> None:
    storage = FilesInFolder(tmp_path)
    await storage.put(KEY, b"content")
    (tmp_path / foreign).parent.mkdir(exist_ok=True)
    (tmp_path / foreign).write_bytes(b"")
    assert [kept.key async for kept in storage.all_of("main")] == [KEY]
    assert (tmp_path / foreign).exists()


@pytest.mark.parametrize("key", BAD_KEYS)
async def test_C25_no_other_name_leads_anywhere(tmp_path: Path, key: str) -> None:
    with pytest.raises(AssertionError):
        await FilesInFolder(tmp_path).put(key, b"content")
    assert os.listdir(tmp_path) == []  # noqa: PTH208 - names alone
