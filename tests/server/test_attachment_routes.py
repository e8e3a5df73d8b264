"""Files over HTTP against a started server: taken, given, taken away, and what is not taken (SPEC C24 to C29)."""

import asyncio
import io
import socket
from collections.abc import Callable, Iterator
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import httpx
import pytest
from PIL import Image
from tests.live.wire import request_id
from tests.server.asking import asking, entered
from tests.server.photos import SECRET, pdf, photo
from tests.server.running import Running, serving

from madang_protocol import commands as c
from madang_protocol import limits
from madang_protocol import messages as m

FORM = {"name": "Kim Mina", "birth_date": "1990-05-17", "address": "12 Sejong-daero, Seoul", "purpose": "bank"}
PDF = "application/pdf"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with serving(tmp_path_factory.mktemp("office")) as running:
        yield running


async def test_C24_a_photo_is_taken_and_given_back_without_its_place(crowd: AsyncExitStack, server: Running) -> None:
    mina = await asking(crowd, server)
    file = await mina.uploaded(photo(), "임대차 계약서.HEIC")
    [shown] = (await mina.told()).attachments
    assert (shown.id, shown.name, shown.kind, shown.url) == (file, "임대차 계약서.jpg", "jpeg", f"/api/attachments/{file}")
    given = await mina.http.get(shown.url)
    assert (given.status_code, len(given.content)) == (200, shown.size)
    assert Image.open(io.BytesIO(given.content)).size == (48, 64)
    assert SECRET.encode() not in given.content


async def test_C28_nothing_in_a_file_runs(crowd: AsyncExitStack, server: Running) -> None:
    mina = await asking(crowd, server)
    file = await mina.uploaded(pdf(b"9 0 obj<</S/JavaScript/JS(app.alert(1))>>endobj\n"), 'a"b\r\nx: y.pdf')
    given = await mina.http.get(f"/api/attachments/{file}")
    about = given.headers
    assert about["content-type"] == PDF
    assert about["content-disposition"].startswith('attachment; filename="file.pdf"; filename*=UTF-8')
    assert about.get_list("content-security-policy") == ["sandbox; default-src 'none'"]
    assert (about["x-content-type-options"], about["cache-control"]) == ("nosniff", "no-store")
    assert "x" not in about


async def test_C28_for_others_a_file_does_not_exist(crowd: AsyncExitStack, server: Running) -> None:
    mina, jun = await asking(crowd, server), await asking(crowd, server, "Jun")
    file = await mina.uploaded(photo())
    for answer in (await jun.http.get(f"/api/attachments/{file}"), await jun.http.delete(f"/api/attachments/{file}")):
        assert (answer.status_code, answer.json()) == (404, {"code": "unknown_file"})
    for path in (f"/api/attachments/{file}/", "/api/attachments/..%2F..%2Fmadang.db", "/api/attachments/no-such"):
        assert (await jun.http.get(path)).status_code == 404
    nobody = await mina.http.get(f"/api/attachments/{file}", headers={"authorization": ""})
    assert (nobody.status_code, nobody.json()) == (401, {"code": "not_allowed"})
    stranger = await jun.upload(photo(), case=mina.case)
    assert (stranger.status_code, stranger.json()) == (404, {"code": "unknown_case"})


NOT_TAKEN: dict[str, tuple[bytes, int, str]] = {
    "page": (b"<!doctype html><script>alert(1)</script>", 415, "kind_not_accepted"),
    "cut": (photo()[:300], 422, "damaged"),
    "nothing": (b"", 422, "empty"),
}


@pytest.mark.parametrize("what", NOT_TAKEN)
async def test_C25_what_is_not_taken_is_named(crowd: AsyncExitStack, server: Running, what: str) -> None:
    content, status, code = NOT_TAKEN[what]
    answer = await (await asking(crowd, server)).upload(content, "looks-like-a.jpg")
    assert (answer.status_code, answer.json()) == (status, {"code": code})


async def test_C24_a_question_that_takes_no_files_gets_none(crowd: AsyncExitStack, server: Running) -> None:
    answer = await (await asking(crowd, server)).upload(photo(), field="name")
    assert (answer.status_code, answer.json()) == (422, {"code": "form_invalid"})


async def test_C24_a_file_past_the_bound_is_too_large(crowd: AsyncExitStack, server: Running) -> None:
    mina = await asking(crowd, server)
    too_large = bytes(limits.FILE_BYTES_MAX + 1)
    head = f"POST /api/attachments?case={mina.case}&field=papers HTTP/1.1\r\nHost: localhost\r\n".encode()
    told = await asyncio.to_thread(raw, server.port, head + b"content-length: %d\r\n\r\n" % len(too_large))
    assert told.startswith(b"HTTP/1.1 413")
    assert told.endswith(b'{"code":"too_large"}')

    async def in_pieces() -> Any:
        for first in range(0, len(too_large), 1 << 20):
            yield too_large[first : first + (1 << 20)]

    with pytest.raises((httpx.HTTPError, AssertionError)):  # cut in the middle, or answered before
        answer = await mina.upload(in_pieces())
        assert answer.status_code == 201, answer.status_code
    largest = await mina.upload(b"\xff\xd8\xff" + bytes(limits.FILE_BYTES_MAX - 3))
    assert (largest.status_code, largest.json()) == (422, {"code": "damaged"})


def raw(port: int, request: bytes) -> bytes:
    with socket.create_connection(("127.0.0.1", port)) as line:
        line.sendall(request)
        return b"".join(iter(lambda: line.recv(65_536), b""))


async def test_C24_who_uploads_without_end_is_slowed_down(crowd: AsyncExitStack, server: Running) -> None:
    mina = await asking(crowd, server)
    answers = [await mina.upload(b"x") for _ in range(31)]
    assert [answer.status_code for answer in answers] == [415] * 30 + [429]
    last = answers[-1]
    assert (last.json()["code"], 0 < last.json()["retry_ms"] <= 60_000) == ("too_fast", True)


async def test_C28_an_officer_who_has_the_case_reads_the_file(crowd: AsyncExitStack, server: Running) -> None:
    mina = await asking(crowd, server)
    file = await mina.uploaded(photo())
    await mina.submit(file)
    sign_in = await asyncio.to_thread(server.officer_token)
    officer = await entered(crowd, server, officer=sign_in)
    headers = {"authorization": f"Bearer {sign_in}"}
    before = await mina.http.get(f"/api/attachments/{file}", headers=headers)
    await officer.send(c.CaseAct(id=request_id(), case=mina.case, act="open"))
    [shown] = (await officer.until(m.Case)).case.attachments
    given = await mina.http.get(shown.url, headers=headers)
    assert (before.status_code, given.status_code, given.headers["content-type"]) == (404, 200, "image/jpeg")
    removed = await mina.http.delete(f"/api/attachments/{file}")
    assert (removed.status_code, removed.json()) == (409, {"code": "wrong_state"})


def contents(folder: Path) -> list[Path]:
    return [path for path in (folder / "data" / "attachments").rglob("*") if path.is_file()]


async def test_C27_what_is_removed_leaves_nothing(crowd: AsyncExitStack, tmp_path: Path) -> None:
    with serving(tmp_path) as server:
        mina = await asking(crowd, server)
        file = await mina.uploaded(photo())
        before = await asyncio.to_thread(contents, tmp_path)
        answer = await mina.http.delete(f"/api/attachments/{file}")
        after = await asyncio.to_thread(contents, tmp_path)
        assert (answer.status_code, len(before), after) == (204, 1, [])
        assert (await mina.http.get(f"/api/attachments/{file}")).status_code == 404


async def test_C29_what_was_taken_is_there_after_a_kill(crowd: AsyncExitStack, tmp_path: Path) -> None:
    with serving(tmp_path) as server:
        mina = await asking(crowd, server)
        file = await mina.uploaded(photo())
        server.kill()
        with serving(tmp_path, server.port):
            given = await mina.http.get(f"/api/attachments/{file}")
            assert given.status_code == 200
            again = await mina.upload(photo())
            assert again.json() == {"id": file}


BROKEN: dict[str, Callable[[Path], object]] = {
    "gone": lambda kept: kept.unlink(),
    "changed": lambda kept: kept.write_bytes(b"another content"),
}


@pytest.mark.parametrize("how", BROKEN)
async def test_C29_a_content_that_is_not_what_it_was_is_not_given(crowd: AsyncExitStack, server: Running, how: str) -> None:
    mina = await asking(crowd, server)
    file = await mina.uploaded(photo(size=(60, 40)))
    [kept] = [path for path in await asyncio.to_thread(contents, server.folder) if path.name.endswith(file)]
    BROKEN[how](kept)
    given = await mina.http.get(f"/api/attachments/{file}")
    assert (given.status_code, given.json()) == (503, {"code": "storage"})


async def test_C29_without_a_place_nothing_is_taken_and_it_may_be_tried_again(crowd: AsyncExitStack, tmp_path: Path) -> None:
    (tmp_path / "files").write_text("no folder", "utf-8")
    with serving(tmp_path, MADANG_ATTACHMENTS_FOLDER=str(tmp_path / "files")) as server:
        mina = await asking(crowd, server)
        answer = await mina.upload(photo())
        assert (answer.status_code, answer.json()) == (503, {"code": "storage"})
        (tmp_path / "files").unlink()
        await mina.uploaded(photo())
