"""The port behind which the content of attachments is kept (SPEC C29): the same tests for every place there is."""

import asyncio
import hashlib
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Protocol

import pytest
from tests.s3_server import ACCESS_KEY, BUCKET, SECRET_KEY, S3Server

from madang_server.attachments.bucket import FilesInBucket
from madang_server.attachments.folder import FilesInFolder
from madang_server.attachments.storage import FilesAway, FileStorage

CONTENT = bytes(range(256)) * 40


class Opens(Protocol):
    """Something that opens a place of files for a block, as often as it is asked to: the same place each time."""

    def __call__(self) -> AbstractAsyncContextManager[FileStorage]: ...


def key(name: str, office: str = "main") -> str:
    digest = hashlib.sha256(name.encode()).hexdigest()
    return f"{office}/{digest[:2]}/{digest}-{name}"


def in_folder(folder: Path) -> FileStorage:
    return FilesInFolder(folder / "attachments")


def in_bucket(server: S3Server) -> FileStorage:
    return FilesInBucket(BUCKET, endpoint=server.url, region="us-east-1", access_key=ACCESS_KEY, secret_key=SECRET_KEY)


@pytest.fixture(params=["folder", "bucket"])
def opens(request: pytest.FixtureRequest, tmp_path: Path) -> Opens:
    make = {"folder": lambda: partial(in_folder, tmp_path), "bucket": lambda: partial(in_bucket, emptied(request))}
    opened = make[str(request.param)]()

    @asynccontextmanager
    async def opening() -> AsyncIterator[FileStorage]:
        storage = await asyncio.to_thread(opened)
        yield storage
        await storage.close()

    return opening


def emptied(request: pytest.FixtureRequest) -> S3Server:
    server: S3Server = request.getfixturevalue("s3")
    server.empty()
    return server


@pytest.fixture
async def storage(opens: Opens) -> AsyncIterator[FileStorage]:
    async with opens() as opened:
        yield opened


async def all_of(storage: FileStorage, office: str = "main") -> set[str]:
    return {kept.key async for kept in storage.all_of(office)}


async def test_C29_what_was_kept_is_there_for_the_next_process(opens: Opens) -> None:
    async with opens() as storage:
        await storage.put(key("one"), CONTENT)
    async with opens() as storage:
        assert await storage.get(key("one")) == CONTENT


async def test_C29_the_same_may_be_kept_again(storage: FileStorage) -> None:
    for _ in range(2):
        await storage.put(key("one"), CONTENT)
    assert await storage.get(key("one")) == CONTENT


async def test_C29_what_is_not_there_is_away(storage: FileStorage) -> None:
    with pytest.raises(FilesAway):
        await storage.get(key("nothing"))


async def test_C29_what_was_deleted_is_gone_and_may_be_deleted_again(storage: FileStorage) -> None:
    await storage.put(key("one"), CONTENT)
    for _ in range(2):
        await storage.delete(key("one"))
    with pytest.raises(FilesAway):
        await storage.get(key("one"))


async def test_C29_each_office_has_its_own(storage: FileStorage) -> None:
    await storage.put(key("one"), CONTENT)
    await storage.put(key("two"), CONTENT)
    await storage.put(key("three", "jongno"), CONTENT)
    assert await all_of(storage) == {key("one"), key("two")}
    assert await all_of(storage, "jongno") == {key("three", "jongno")}
    assert await all_of(storage, "empty") == set()


async def test_C29_many_are_kept_at_once(storage: FileStorage) -> None:
    names = [f"n{number}" for number in range(40)]
    await asyncio.gather(*(storage.put(key(name), name.encode()) for name in names))
    found = await asyncio.gather(*(storage.get(key(name)) for name in names))
    assert [content.decode() for content in found] == names


async def test_C29_a_large_and_an_empty_one_are_kept(storage: FileStorage) -> None:
    for name, content in (("large", bytes(11 * 1024 * 1024)), ("empty", b"")):
        await storage.put(key(name), content)
        assert await storage.get(key(name)) == content


async def test_C29_it_says_whether_it_can_be_used(storage: FileStorage) -> None:
    await storage.prove_usable()
