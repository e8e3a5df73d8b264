"""A real ClamAV daemon looks at each file; its only signature is the tests' own (SPEC C30)."""

import asyncio
import sqlite3
from contextlib import AsyncExitStack, closing
from pathlib import Path

import pytest
from tests.clamd_server import FOUND, MARK, ClamdServer, clamd_serving
from tests.server.asking import asking
from tests.server.photos import pdf, photo
from tests.server.running import madang, serving

from madang_office.attachments import FileFault, FileKind
from madang_server.attachments.clamd import AT_ONCE, Clamd, ClamdAddress
from madang_server.attachments.folder import FilesInFolder
from madang_server.attachments.intake import Infected, Intake
from madang_server.attachments.pictures import Pictures
from madang_server.attachments.storage import FilesAway
from madang_server.clamd_url import clamd_place

INFECTED = photo() + MARK
LARGE = bytes(10 * 1024 * 1024 - len(MARK)) + MARK


@pytest.fixture(params=["socket", "port"])
def scanner(request: pytest.FixtureRequest, clamd: ClamdServer) -> Clamd:
    by_socket, by_port = clamd.urls
    return Clamd(ClamdAddress(*clamd_place(by_socket if request.param == "socket" else by_port)))


async def test_C30_what_has_the_signature_is_found_wherever_it_lies(scanner: Clamd) -> None:
    contents = (MARK, INFECTED, pdf(MARK), LARGE, photo(), pdf(), b"x")
    assert [await scanner.finds(content) for content in contents] == [FOUND, FOUND, FOUND, FOUND, None, None, None]


async def test_C30_many_are_looked_at_side_by_side(scanner: Clamd) -> None:
    contents = [b"%d" % number + MARK * (number % 2) for number in range(20)]
    found = await asyncio.gather(*map(scanner.finds, contents))
    assert found == [None, FOUND] * 10


async def test_C30_an_infected_picture_is_not_taken_and_not_decoded(scanner: Clamd, tmp_path: Path) -> None:
    nobody = Pictures(worker=("/bin/false",))
    with pytest.raises(Infected) as raised:
        await Intake(FilesInFolder(tmp_path), nobody, scanner).take(INFECTED, frozenset(FileKind))
    assert (raised.value.fault, raised.value.what) == (FileFault.INFECTED, FOUND)


async def test_C30_what_is_larger_than_the_scanner_looks_at_is_not_taken() -> None:
    opened = clamd_serving("StreamMaxLength 1M")
    small = await asyncio.to_thread(opened.__enter__)
    try:
        with pytest.raises(FilesAway):
            await Clamd(ClamdAddress(*clamd_place(small.urls[0]))).finds(LARGE)
    finally:
        await asyncio.to_thread(opened.__exit__, None, None, None)


async def test_C30_a_scanner_that_does_not_answer_is_away(clamd: ClamdServer) -> None:
    scanner = Clamd(ClamdAddress(*clamd_place(clamd.urls[0])), answer_s=0.3)
    clamd.pause()
    try:
        with pytest.raises(FilesAway):
            await scanner.finds(photo())
    finally:
        clamd.resume()
    assert await Clamd(ClamdAddress(*clamd_place(clamd.urls[0]))).finds(photo()) is None


async def test_C30_a_large_file_that_is_not_read_gives_its_place_back(clamd: ClamdServer) -> None:
    scanner = Clamd(ClamdAddress(*clamd_place(clamd.urls[0])), answer_s=0.1)
    clamd.pause()
    try:
        async with asyncio.timeout(120):
            for _ in range(AT_ONCE + 1):
                with pytest.raises(FilesAway):
                    await scanner.finds(LARGE)
    finally:
        clamd.resume()


async def test_C30_who_waits_too_long_for_a_place_is_told(clamd: ClamdServer) -> None:
    scanner = Clamd(ClamdAddress(*clamd_place(clamd.urls[0])), place_s=0.1, answer_s=600)
    clamd.pause()
    looked_at = [asyncio.create_task(scanner.finds(LARGE)) for _ in range(AT_ONCE)]
    try:
        async with asyncio.timeout(120):
            await asyncio.sleep(0)  # they have the places
            with pytest.raises(FilesAway):
                await scanner.finds(photo())
    finally:
        clamd.resume()
    assert await asyncio.gather(*looked_at) == [FOUND] * AT_ONCE


async def test_C30_a_server_takes_nothing_that_is_infected_and_nothing_unscanned(crowd: AsyncExitStack, tmp_path: Path) -> None:
    opened = clamd_serving()
    own = await asyncio.to_thread(opened.__enter__)
    try:
        with serving(tmp_path, MADANG_CLAMD=own.urls[0]) as server:
            mina = await asking(crowd, server)
            await mina.uploaded(photo())
            infected = await mina.upload(INFECTED, "holiday.jpg")
            assert (infected.status_code, infected.json()) == (422, {"code": "infected"})
            await asyncio.to_thread(own.kill)
            away = await mina.upload(photo(size=(50, 40)))
            assert (away.status_code, away.json()) == (503, {"code": "storage"})
            assert FOUND in server.output
            assert "files cannot be scanned" in server.output
    finally:
        await asyncio.to_thread(opened.__exit__, None, None, None)
    assert await asyncio.to_thread(acts_of, tmp_path) == ["attachment-add", "attachment-infected"]


def acts_of(folder: Path) -> list[str]:
    with closing(sqlite3.connect(folder / "data" / "madang.db")) as office:
        rows = office.execute("SELECT action FROM audit WHERE action LIKE 'attachment%' ORDER BY n")
        return [action for (action,) in rows]


def test_the_doctor_says_that_files_are_scanned(tmp_path: Path, clamd: ClamdServer) -> None:
    found = madang("doctor", folder=tmp_path, MADANG_CLAMD=clamd.urls[1])
    assert "ok   files: data/attachments takes files of requests, scanned by clamd" in found.stdout


WRONG = [
    "",
    "clamd",
    "tcp://host",
    "tcp://host:x",
    "tcp://host:3310/path",
    "unix://host/path",
    "unix:/",
    "http://host:1",
    "tcp://a@b:1",
]


@pytest.mark.parametrize("url", WRONG)
def test_what_is_no_address_of_a_daemon_is_named(tmp_path: Path, url: str) -> None:
    ended = madang("serve", folder=tmp_path, MADANG_CLAMD=url)
    assert (ended.returncode, ended.stderr.startswith("madang: setting clamd: must be the address of clamd")) == (2, True)
