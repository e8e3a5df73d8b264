"""Texts are sent in each encoding that a browser takes: the same text, a tag of its own, and the same without a body."""

from pathlib import Path

import httpx
import pytest
from tests.server.running import serving
from tests.worlds.drawn import saved, sound_map

from madang_server.web.compression import compress_files

TEXTS = [
    "/",
    "/api/looks",
    "/art/index.json",
    "/art/sheets/objects/objects.json",
    "/places/city_hall/floor.json",
    "/places/city_hall/place.tmj",
]
ENCODINGS = ["br", "gzip", "identity"]
SAME = ("cache-control", "content-encoding", "content-length", "content-type", "etag", "vary")


def in_each(http: httpx.Client, address: str) -> list[httpx.Response]:
    return [http.get(address, headers={"accept-encoding": encoding}) for encoding in ENCODINGS]


@pytest.mark.parametrize("address", TEXTS)
def test_a_text_is_the_same_in_every_encoding_and_the_better_one_is_smaller(http: httpx.Client, address: str) -> None:
    answers = in_each(http, address)
    assert [answer.headers.get("content-encoding") for answer in answers] == ["br", "gzip", None]
    assert len({answer.content for answer in answers}) == 1
    assert len({answer.headers["content-type"] for answer in answers}) == 1
    sizes = [int(answer.headers["content-length"]) for answer in answers]
    assert sizes == sorted(sizes)
    assert all("accept-encoding" in answer.headers["vary"] for answer in answers)


@pytest.mark.parametrize("address", TEXTS)
def test_each_encoding_has_a_tag_of_its_own(http: httpx.Client, address: str) -> None:
    tags = [answer.headers["etag"] for answer in in_each(http, address)]
    asked = [http.get(address, headers={"accept-encoding": "br", "if-none-match": tag}).status_code for tag in tags]
    assert asked == [304, 200, 200]


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("address", TEXTS)
def test_head_tells_what_get_sends(http: httpx.Client, address: str, encoding: str) -> None:
    heads = [http.request(method, address, headers={"accept-encoding": encoding}).headers for method in ("HEAD", "GET")]
    head, got = ([headers.get(name) for name in SAME] for headers in heads)
    assert head == got


def test_a_range_is_one_of_the_plain_text(http: httpx.Client) -> None:
    address = "/places/city_hall/place.tmj"
    whole = http.get(address).content
    part = http.get(address, headers={"accept-encoding": "identity", "range": "bytes=10-19"})
    assert (part.status_code, part.content) == (206, whole[10:20])
    packed = http.get(address, headers={"accept-encoding": "br", "range": "bytes=10-19"})
    assert (packed.status_code, packed.content) == (200, whole)


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_map_that_was_changed_under_a_running_server_is_sent_anew(tmp_path: Path, encoding: str) -> None:
    saved(tmp_path / "places" / "hall", sound_map(), "place.tmj")
    with serving(tmp_path, MADANG_PLACES=str(tmp_path / "places")) as running, running.client() as http:
        asked = {"accept-encoding": encoding}
        before = http.get("/places/hall/place.tmj", headers=asked)
        (tmp_path / "places" / "hall" / "place.tmj").write_text(before.text + " " * 2_000, "utf-8")
        after = http.get("/places/hall/place.tmj", headers=asked | {"if-none-match": before.headers["etag"]})
        assert (after.status_code, after.text) == (200, before.text + " " * 2_000)


def test_what_is_compressed_ahead_is_bounded(tmp_path: Path) -> None:
    texts = {name: tmp_path / name for name in ("1.json", "2.json", "3.json", "4.json", "gone.json")}
    for name, size in {"1.json": 3_000_000, "2.json": 3_000_000, "3.json": 2_000, "4.json": 10}.items():
        texts[name].write_bytes(b" " * size)
    assert {path.name for path, _, _ in compress_files(texts.values())} == {"1.json", "3.json"}
