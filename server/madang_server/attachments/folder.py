"""Attachments in a folder of this machine, or one that the nodes of a cluster share. Knows files, no case.

A name is there with all of its content, or not at all (`whole_files.py`).
"""

import asyncio
import os
import re
import shutil
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

import structlog

from madang_server.attachments.storage import KEY, FilesAway, KeptFile
from madang_server.attachments.whole_files import UNFINISHED, make_folders, write_whole

ROOM_BYTES_MIN = 256 * 1024 * 1024  # left on the disk: the database may be on it too
_SUBFOLDER = re.compile(r"[0-9a-f]{2}")
UNFINISHED_S = 24 * 3_600.0  # after which what a killed process left is taken away
_log = structlog.get_logger()


class FilesInFolder:
    """The files below one folder."""

    def __init__(self, folder: Path, now: Callable[[], float] = time.time) -> None:
        """`now`: unix seconds, as the file system has them."""
        self._folder = folder
        self._now = now

    async def put(self, key: str, content: bytes) -> None:
        await asyncio.to_thread(self._put, key, content)

    async def get(self, key: str) -> bytes:
        return await asyncio.to_thread(self._get, self._path(key))

    async def delete(self, key: str) -> None:
        await asyncio.to_thread(self._delete, self._path(key))

    async def all_of(self, office: str) -> AsyncIterator[KeptFile]:
        """Yield what is kept, a subfolder at a time."""
        for subfolder in await asyncio.to_thread(self._subfolders, office):
            for found in await asyncio.to_thread(self._files, office, subfolder):
                yield found

    async def prove_usable(self) -> None:
        await asyncio.to_thread(self._prove)

    async def close(self) -> None:
        """Nothing is open between two calls."""

    def _path(self, key: str) -> Path:
        assert KEY.fullmatch(key), "keys are made by madang_office.attachments.key_of"
        return self._folder / key

    def _put(self, key: str, content: bytes) -> None:
        with _told():
            _prove_room(self._folder, len(content))
            write_whole(self._folder, key, content)

    @staticmethod
    def _get(path: Path) -> bytes:
        with _told():
            return path.read_bytes()

    @staticmethod
    def _delete(path: Path) -> None:
        with _told():
            path.unlink(missing_ok=True)

    def _subfolders(self, office: str) -> list[str]:
        folder = self._folder / office
        with _told():
            return sorted(filter(_SUBFOLDER.fullmatch, os.listdir(folder))) if folder.is_dir() else []  # noqa: PTH208 - names alone

    def _files(self, office: str, subfolder: str) -> list[KeptFile]:
        with _told():
            return list(self._found(office, subfolder))

    def _found(self, office: str, subfolder: str) -> Iterator[KeptFile]:
        for entry in os.scandir(self._folder / office / subfolder):
            key = f"{office}/{subfolder}/{entry.name}"
            with suppress(FileNotFoundError):  # deleted meanwhile
                at = entry.stat().st_mtime
                if KEY.fullmatch(key):
                    yield KeptFile(key, at)
                elif entry.name.startswith(UNFINISHED) and self._now() - at > UNFINISHED_S:
                    Path(entry.path).unlink()

    def _prove(self) -> None:
        with _told():
            make_folders(self._folder, self._folder.parent)
            _prove_room(self._folder, 0)
            with NamedTemporaryFile(dir=self._folder, prefix=UNFINISHED) as probe:
                probe.write(b"1")


def _prove_room(folder: Path, size: int) -> None:
    """Raise `OSError` when the disk would be nearly full: the database may be on it."""
    there = next(each for each in (folder, *folder.parents) if each.exists())
    if shutil.disk_usage(there).free < ROOM_BYTES_MIN + size:
        raise OSError("the disk is nearly full")


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        _log.error("the folder of attachments failed", cause=f"{type(error).__name__}: {error.strerror or error}")
        raise FilesAway(error.strerror or str(error)) from error
