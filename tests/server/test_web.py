"""What a browser gets from a started server: pages, files, headers, sign-in, documents."""

import json
import shutil
from pathlib import Path

import httpx
import pytest
from PIL import Image
from tests.server.running import Running, serving
from tests.worlds.drawn import saved, sound_map, tileset

import madang_worlds
from madang_server.version import installed_version
from madang_worlds import check_plan

WORLDS = Path(madang_worlds.__file__).parent

TSX = """<?xml version="1.0" encoding="UTF-8"?>
<tileset version="1.10" name="more" tilewidth="32" tileheight="32" tilecount="2" columns="2">
 <image source="more.png" width="64" height="32"/>
</tileset>
"""


def test_every_answer_carries_the_security_headers(http: httpx.Client) -> None:
    for address in (
        "/",
        "/healthz",
        "/verify",
        "/api/looks",
        "/nothing/here",
        "/art/nothing.webp",
        "/places/city_hall/nothing.tmj",
    ):
        headers = http.get(address).headers
        assert "script-src 'self';" in headers["content-security-policy"]
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert (headers["x-content-type-options"], headers["referrer-policy"]) == ("nosniff", "same-origin")


PASSIVE = ["/assets/index-BxYz12_a.js", "/art/tiles/tiles.png", "/art/index.json", "/places/city_hall/place.tmj"]


@pytest.mark.parametrize("address", PASSIVE)
def test_a_file_that_is_no_document_carries_no_policy_but_its_type_is_not_guessed(http: httpx.Client, address: str) -> None:
    headers = http.get(address).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert "content-security-policy" not in headers


def test_a_drawing_that_could_hold_script_carries_the_policy(tmp_path: Path) -> None:
    places = tmp_path / "places"
    saved(places / "hall", sound_map(), "place.tmj")
    (places / "hall" / "roof.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>', "utf-8")
    with serving(tmp_path, MADANG_PLACES=str(places)) as running, running.client() as http:
        assert "script-src 'self';" in http.get("/places/hall/roof.svg").headers["content-security-policy"]


def test_where_a_newcomer_begins_is_told_and_a_link_to_a_place_is_heeded(http: httpx.Client) -> None:
    assert http.get("/api/start").json() == {"place": "city_hall", "map": "/places/city_hall/place.tmj"}
    assert http.get("/api/start", params={"place": "plaza"}).json()["map"] == "/places/plaza/place.tmj"
    assert http.get("/api/start", params={"place": "../nowhere"}).json()["place"] == "city_hall"


def test_the_first_sheets_of_a_place_are_lighter_and_those_of_a_changed_map_are_whole(tmp_path: Path, http: httpx.Client) -> None:
    whole = len(http.get("/art/objects/objects@1x.webp").content)
    assert len(http.get("/art/places/city_hall/objects@1x.webp").content) < whole
    assert http.get("/art/places/nowhere/objects@1x.webp").status_code == 404
    places = shutil.copytree(WORLDS / "places", tmp_path / "places")
    tiles = tmp_path / "art/sheets/tiles/tiles.png"
    tiles.parent.mkdir(parents=True)
    shutil.copy(WORLDS / "art/sheets/tiles/tiles.png", tiles)
    changed = json.loads((places / "plaza/place.tmj").read_text("utf-8"))
    changed["layers"][0]["data"][0] = 2  # a tile that the plaza did not show
    saved(places / "plaza", changed, "place.tmj")
    with serving(tmp_path, MADANG_PLACES=str(places)) as running, running.client() as other:
        assert len(other.get("/art/places/plaza/objects@1x.webp").content) == whole


def test_the_index_of_the_art_says_what_each_sheet_holds(http: httpx.Client) -> None:
    index = http.get("/art/index.json")
    assert set(index.json()) == {"objects", "tiles", "people"}
    assert {key for look in index.json()["people"]["looks"] for key in look} == {"id", "height"}
    assert index.headers["content-encoding"] == "br"
    assert http.get("/art/index.json", headers={"if-none-match": index.headers["etag"]}).status_code == 304


def test_the_page_is_asked_for_again_and_hashed_files_are_kept_for_ever(http: httpx.Client) -> None:
    page = http.get("/")
    assert (page.status_code, page.headers["cache-control"], page.headers["content-encoding"]) == (200, "no-cache", "br")
    assert http.get("/", headers={"if-none-match": page.headers["etag"]}).status_code == 304
    script = http.get("/assets/index-BxYz12_a.js")
    assert "immutable" in script.headers["cache-control"]
    assert (script.text, script.headers["content-type"]) == ("built small", "text/javascript; charset=utf-8")
    assert http.get("/assets/index-BxYz12_a.js", headers={"accept-encoding": "gzip;q=0"}).text == "plain"


WORDS = {"": "ko", "ko-KR,ko;q=0.9,en;q=0.8": "ko", "en-GB, ko;q=0.5": "ko", "en-GB,en;q=0.9": "en", "fr": "en"}


@pytest.mark.parametrize("accepted", WORDS)
def test_the_page_names_its_largest_piece_and_the_words_that_it_will_want(http: httpx.Client, accepted: str) -> None:
    page = http.get("/", headers={"accept-language": accepted})
    named = [f"</assets/{name}-BxYz12_a.js>; rel=modulepreload" for name in ("kit", WORDS[accepted])]
    assert page.headers["link"].split(", ") == named
    assert "accept-language" in page.headers["vary"]


def test_the_page_brings_along_what_it_would_ask_for_first(http: httpx.Client) -> None:
    page = http.get("/").text
    told = page.partition('<script type="application/json" id="known">')[2].partition("</script>")[0]
    known = json.loads(told)
    assert set(known) == {"/api/start", "/api/looks", "/api/site"}
    assert known == {address: http.get(address).json() for address in known}
    assert page.index('id="known"') < page.index("<script>"), "it is there before the first script runs"


def test_a_page_that_was_built_anew_is_sent_anew(server: Running, http: httpx.Client) -> None:
    index = server.folder / "client" / "index.html"
    before = http.get("/")
    index.write_text(index.read_text("utf-8") + "anew", "utf-8")
    after = http.get("/", headers={"if-none-match": before.headers["etag"]})
    assert (after.status_code, after.text) == (200, before.text + "anew")
    assert http.get("/", headers={"if-none-match": after.headers["etag"]}).status_code == 304


def test_places_and_art_are_served_and_nothing_beside_them(http: httpx.Client) -> None:
    assert http.get("/places/city_hall/place.tmj").json()["width"] == 56
    assert http.get("/art/sheets/tiles/tiles.png").headers["content-type"] == "image/png"
    assert http.get("/art/tiles/tiles.json").status_code == 200
    for address in ("/places/city_hall/../../__init__.py", "/art/%2e%2e/raster.py", "/assets/%2e%2e/%2e%2e/madang.toml", "/%00"):
        assert http.get(address).status_code == 404


def test_R16_every_picture_of_a_map_that_passes_the_check_is_given_to_browsers(tmp_path: Path) -> None:
    places = tmp_path / "places"
    tiles = tileset(image="tilesets/dark & 어두운/tiles.PNG") | {"firstgid": 1}
    more = {"source": "tilesets/more.tsx", "firstgid": 5}
    map_file = saved(places / "hall", sound_map() | {"tilesets": [tiles, more]}, "place.tmj")
    picture = places / "hall/tilesets/dark & 어두운/tiles.PNG"
    picture.parent.mkdir(parents=True)
    Image.new("RGBA", (128, 32)).save(picture)
    (places / "hall/tilesets/more.tsx").write_text(TSX, "utf-8")
    assert [fault.what for fault in check_plan(map_file)] == ["the picture 'more.png' of the tileset 'more' is missing"]
    Image.new("RGBA", (64, 32)).save(places / "hall/tilesets/more.png")
    assert check_plan(map_file) == []
    with serving(tmp_path, MADANG_PLACES=str(places)) as running, running.client() as http:
        answer = http.get("/places/hall/tilesets/dark & 어두운/tiles.PNG")
        assert (answer.status_code, answer.headers["content-type"]) == (200, "image/png")
        assert answer.content == picture.read_bytes()
        assert http.get("/places/hall/tilesets/more.tsx").text == TSX
        assert http.get("/places/hall/tilesets/more.png").status_code == 200
        assert http.get("/places/hall/tilesets/../../../server.log").status_code == 404


def test_looks_are_listed_without_their_drawing(http: httpx.Client) -> None:
    looks = http.get("/api/looks").json()["looks"]
    assert {tuple(look) for look in looks} == {("id", "role", "title", "aid")}
    assert {look["id"]: look["aid"] for look in looks}["wheelchair"] == ["wheelchair"]


def test_health_readiness_and_metrics(http: httpx.Client) -> None:
    assert http.get("/healthz").json() == {"alive": True}
    assert http.get("/readyz").json() == {"ready": True, "database": True, "storage": True, "open": True, "page": True}
    assert "madang_" in http.get("/metrics").text
    assert set(http.get("/api/waits").json()["services"]) == {"consultation", "resident-register-copy", "echo"}


OURS = ("madang_waiting", "madang_desks_open", "madang_cases_waiting", "madang_served_total")


def test_metrics_tell_of_the_office_the_process_and_the_version(http: httpx.Client) -> None:
    page = http.get("/metrics").text
    for name in OURS:
        assert f'{name}{{office="main",service="consultation"}} 0.0' in page
    assert 'madang_documents_issued_total{office="main"} 0.0' in page
    assert f'madang_build_info{{version="{installed_version()}"}} 1.0' in page
    assert "process_open_fds " in page


def test_the_log_tells_of_the_start_and_of_a_rejected_sign_in_without_a_name(server: Running, http: httpx.Client) -> None:
    http.post("/api/officer/sign-in", json={"name": "Officer Unnamed", "password": "guess"})
    assert "office open" in server.output
    assert installed_version() in server.output
    assert str(server.folder / "data") in server.output
    assert "sign-in rejected" in server.output
    assert "Officer Unnamed" not in server.output


def test_C7_an_unknown_number_is_said_kindly_in_both_languages_and_escaped(http: httpx.Client) -> None:
    page = http.get("/verify", params={"number": "<script>alert(1)</script>"})
    assert page.status_code == 404
    assert "찾지 못했습니다" in page.text
    assert "We know no document" in page.text
    assert "<script" not in page.text.lower()
    assert http.get("/verify").status_code == 200
    assert http.get("/api/verify", params={"number": "2026-7K3D"}).json() == {
        "code": "unknown_document", "number": "2026-7K3D", "state": "unknown",
    }  # fmt: skip
    assert http.get("/api/verify", params={"number": "9" * 200}).json() == {"code": "bad_field", "fields": ["number"]}


def test_C7_a_number_longer_than_any_is_an_unknown_one_on_the_page(http: httpx.Client) -> None:
    page = http.get("/verify", params={"number": "9" * 500}, headers={"accept": "text/html"})
    assert (page.status_code, page.headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert "찾지 못했습니다" in page.text
    assert "9" * 81 not in page.text


HEADS = ["/healthz", "/readyz", "/metrics", "/verify", "/api/looks", "/api/waits", "/results", "/api/results", "/office.css", "/",
         "/officer", "/robots.txt"]  # fmt: skip


@pytest.mark.parametrize("address", HEADS)
def test_head_says_what_get_says_without_a_body(http: httpx.Client, address: str) -> None:
    got, head = http.get(address), http.head(address)
    assert (head.status_code, head.content) == (got.status_code, b"")
    assert head.headers["content-type"] == got.headers["content-type"]


def test_head_of_a_number_that_is_unknown_is_404_as_well(http: httpx.Client) -> None:
    assert http.head("/verify", params={"number": "2026-7K3D"}).status_code == 404
    assert http.head("/places/city_hall/floor.json").status_code == 200


def test_what_browsers_and_robots_ask_for_by_themselves_is_there(http: httpx.Client) -> None:
    moved = {address: http.get(address) for address in ("/officer/", "/favicon.ico")}
    assert {address: (reply.status_code, reply.headers["location"]) for address, reply in moved.items()} == {
        "/officer/": (308, "/officer"), "/favicon.ico": (308, "/icon.svg"),
    }  # fmt: skip
    robots = http.get("/robots.txt")
    assert (robots.status_code, robots.headers["content-type"]) == (200, "text/plain; charset=utf-8")
    assert "Disallow: /api/" in robots.text


def test_C8_a_document_needs_its_citizens_token(http: httpx.Client) -> None:
    address = "/api/documents/2026-7K3D-9QXP-2B4T-8WYZ-45.pdf"
    assert http.get(address).status_code == 401
    reply = http.get(address, headers={"authorization": f"Bearer {'x' * 43}"})
    assert (reply.status_code, reply.json()) == (404, {"code": "unknown_document"})


def test_what_no_route_takes_is_a_named_error(http: httpx.Client) -> None:
    broken = http.post("/api/officer/sign-in", content=b"[" * 60_000, headers={"content-type": "application/json"})
    assert (broken.status_code, broken.json()) == (400, {"code": "bad_body"})
    wrong = http.delete("/api/looks")
    assert (wrong.status_code, wrong.json(), set(wrong.headers["allow"].split(", "))) == (
        405,
        {"code": "bad_method"},
        {"GET", "HEAD"},
    )


def test_without_a_built_client_the_office_says_so_and_is_not_ready(tmp_path: Path) -> None:
    with serving(tmp_path, MADANG_CLIENT=str(tmp_path / "nothing")) as running, running.client() as client:
        page, ready = client.get("/"), client.get("/readyz")
        said = running.output
    assert (page.status_code, "make web" in page.text) == (503, True)
    assert (ready.status_code, ready.json()["page"], ready.json()["ready"], ready.json()["code"]) == (
        503,
        False,
        False,
        "not_ready",
    )
    assert "Madang has no page yet: " in said
    assert "is open" not in said
