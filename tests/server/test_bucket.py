"""Files of requests at an S3-compatible server, which is another process (SPEC C29)."""

import asyncio
from collections.abc import Iterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
from tests.s3_server import ACCESS_KEY, BUCKET, SECRET_KEY, S3Server, s3_serving
from tests.server.asking import asking
from tests.server.photos import photo
from tests.server.running import Running, madang, serving

from madang_server.attachments.bucket import FilesInBucket
from madang_server.attachments.opening import open_storage
from madang_server.faults import Misconfigured
from madang_server.settings import load_settings


@pytest.fixture
def bucket(s3: S3Server) -> S3Server:
    s3.empty()
    return s3


@pytest.fixture
def server(tmp_path: Path, bucket: S3Server) -> Iterator[Running]:
    with serving(tmp_path, **bucket.settings()) as running:
        yield running


async def test_C29_a_file_is_kept_there_and_nowhere_else(crowd: AsyncExitStack, server: Running, bucket: S3Server) -> None:
    mina = await asking(crowd, server)
    file = await mina.uploaded(photo())
    given = await mina.http.get(f"/api/attachments/{file}")
    assert (given.status_code, given.headers["content-type"]) == (200, "image/jpeg")
    assert not (server.folder / "data" / "attachments").exists()
    assert (await mina.http.delete(f"/api/attachments/{file}")).status_code == 204
    assert (await mina.http.get(f"/api/attachments/{file}")).status_code == 404


async def test_C29_what_others_put_there_is_left_alone(bucket: S3Server) -> None:
    where = {"endpoint": bucket.url, "region": "us-east-1", "access_key": ACCESS_KEY, "secret_key": SECRET_KEY}
    storage = await asyncio.to_thread(FilesInBucket, BUCKET, **where)  # it reads files, as a server does before it is open
    key = f"main/ab/ab{'0' * 62}-one"
    for each in (key, "main/", "main/.DS_Store", "main/ab/one"):
        await storage.put(each, b"content")
    assert [kept.key async for kept in storage.all_of("main")] == [key]
    await storage.close()


async def test_C29_while_it_is_away_nothing_is_taken_and_the_office_goes_on(crowd: AsyncExitStack, tmp_path: Path) -> None:
    with s3_serving() as own, serving(tmp_path, **own.settings()) as server:
        mina = await asking(crowd, server)
        file = await mina.uploaded(photo())
        await asyncio.to_thread(own.kill)
        for answer in (await mina.upload(photo(size=(50, 40))), await mina.http.get(f"/api/attachments/{file}")):
            assert (answer.status_code, answer.json()) == (503, {"code": "storage"})
        await mina.submit(file)
        assert "bucket of attachments failed" in server.output
        assert not {ACCESS_KEY, SECRET_KEY} & set(server.output.split())
        assert SECRET_KEY not in server.output


def test_the_doctor_says_whether_files_can_be_kept(tmp_path: Path, bucket: S3Server) -> None:
    found = [
        madang("doctor", folder=tmp_path, **bucket.settings()),
        madang("doctor", folder=tmp_path, **bucket.settings() | {"MADANG_S3_BUCKET": "no-such-bucket"}),
        madang("doctor", folder=tmp_path),
    ]
    files = [next(line for line in each.stdout.splitlines() if "files:" in line) for each in found]
    assert files == [
        f"ok   files: bucket {BUCKET} takes files of requests",
        "FAIL files: bucket no-such-bucket takes none now (404)",
        "ok   files: data/attachments takes files of requests",
    ]


def test_a_backup_says_that_the_files_are_not_in_it(tmp_path: Path, bucket: S3Server) -> None:
    assert madang("migrate", folder=tmp_path).returncode == 0
    made = madang("backup", "copy.db", folder=tmp_path, **bucket.settings())
    assert made.stdout == f"copy.db: written\nfiles of requests are not in it: they are in the bucket {BUCKET}\n"


WRONG: dict[str, tuple[dict[str, str], str]] = {
    "no bucket": ({}, "setting attachments: s3 needs s3_bucket, the bucket in which files are kept"),
    "half of the keys": (
        {"s3_bucket": BUCKET, "s3_access_key": "a"},
        "setting s3_access_key: it needs s3_secret_key or s3_secret_key_file, and they need it",
    ),
    "no file": (
        {"s3_bucket": BUCKET, "s3_access_key": "a", "s3_secret_key_file": "missing"},
        "setting s3_secret_key_file: missing cannot be read (No such file or directory)",
    ),
}


@pytest.mark.parametrize("what", WRONG)
def test_what_is_missing_is_named(what: str) -> None:
    given, line = WRONG[what]
    with pytest.raises(Misconfigured) as raised:
        open_storage(load_settings(attachments="s3", **given))
    assert raised.value.lines == (line,)


def test_a_secret_is_read_from_a_file_and_shown_nowhere(tmp_path: Path) -> None:
    (tmp_path / "key").write_text(f"{SECRET_KEY}\n", "utf-8")
    settings = load_settings(
        attachments="s3", s3_bucket=BUCKET, s3_access_key="a", s3_secret_key_file=tmp_path / "key", s3_secret_key=SECRET_KEY
    )
    assert SECRET_KEY not in repr(settings)
    open_storage(settings)
