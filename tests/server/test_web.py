"""What a browser gets from a started server: pages, files, headers, sign-in, documents."""

import gzip
import json
import shutil
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from PIL import Image
from tests.server.running import PASSWORD, Running, madang, serving
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


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("office")
    client = folder / "client"
    (client / "assets").mkdir(parents=True)
    (client / "index.html").write_text("<!doctype html><title>Madang</title>" + "x" * 2_000, "utf-8")
    (client / ".vite").mkdir()
    words = {f"src/words/{language}/index.ts": {"file": f"assets/{language}-BxYz12_a.js"} for language in ("ko", "en")}
    (client / ".vite" / "manifest.json").write_text(json.dumps(words), "utf-8")
    (client / "assets" / "index-BxYz12_a.js").write_text("plain", "utf-8")
    (client / "assets" / "index-BxYz12_a.js.gz").write_bytes(gzip.compress(b"built small"))
    with serving(folder, MADANG_CLIENT=str(client)) as running:
        yield running


@pytest.fixture
def http(server: Running) -> Iterator[httpx.Client]:
    with server.client() as client:
        yield client


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
    assert index.headers["content-encoding"] == "gzip"
    assert http.get("/art/index.json", headers={"if-none-match": index.headers["etag"]}).status_code == 304


def test_the_page_is_asked_for_again_and_hashed_files_are_kept_for_ever(http: httpx.Client) -> None:
    page = http.get("/")
    assert (page.status_code, page.headers["cache-control"], page.headers["content-encoding"]) == (200, "no-cache", "gzip")
    assert http.get("/", headers={"if-none-match": page.headers["etag"]}).status_code == 304
    script = http.get("/assets/index-BxYz12_a.js")
    assert "immutable" in script.headers["cache-control"]
    assert (script.text, script.headers["content-type"]) == ("built small", "text/javascript; charset=utf-8")
    assert http.get("/assets/index-BxYz12_a.js", headers={"accept-encoding": "gzip;q=0"}).text == "plain"


WORDS = {"": "ko", "ko-KR,ko;q=0.9,en;q=0.8": "ko", "en-GB, ko;q=0.5": "ko", "en-GB,en;q=0.9": "en", "fr": "en"}


@pytest.mark.parametrize("accepted", WORDS)
def test_the_page_names_the_words_that_it_will_want(http: httpx.Client, accepted: str) -> None:
    page = http.get("/", headers={"accept-language": accepted})
    assert page.headers["link"] == f"</assets/{WORDS[accepted]}-BxYz12_a.js>; rel=modulepreload"
    assert "accept-language" in page.headers["vary"]


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
        assert f'{name}{{service="consultation"}} 0.0' in page
    assert "madang_documents_issued_total 0.0" in page
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
    assert http.get("/api/verify", params={"number": "2026-7K3D"}).json() == {"number": "2026-7K3D", "state": "unknown"}
    assert http.get("/api/verify", params={"number": "9" * 200}).json() == {"code": "bad_field", "fields": ["number"]}


def test_C7_a_number_longer_than_any_is_an_unknown_one_on_the_page(http: httpx.Client) -> None:
    page = http.get("/verify", params={"number": "9" * 500}, headers={"accept": "text/html"})
    assert (page.status_code, page.headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert "찾지 못했습니다" in page.text
    assert "9" * 81 not in page.text


HEADS = ["/healthz", "/readyz", "/metrics", "/verify", "/api/looks", "/api/waits", "/office.css", "/", "/officer", "/robots.txt"]


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


def test_an_officer_chooses_a_password_at_the_first_sign_in(server: Running, http: httpx.Client) -> None:
    one_time = (
        madang("officer", "add", "Officer Lee", "--services", "echo", folder=server.folder).stdout.strip().rpartition(" ")[2]
    )
    asked = {"name": "Officer Lee", "password": one_time}
    assert http.post("/api/officer/sign-in", json=asked).json() == {"token": None, "must_change": True}
    signed = http.post("/api/officer/sign-in", json=asked | {"new_password": PASSWORD}).json()
    assert (len(signed["token"]), signed["must_change"]) == (43, False)
    gone = http.post("/api/officer/sign-out", headers={"authorization": f"Bearer {signed['token']}"})
    assert gone.status_code == 204


def composed(name: str) -> str:
    return unicodedata.normalize("NFC", name)


def decomposed(name: str) -> str:
    return unicodedata.normalize("NFD", name)


@pytest.mark.parametrize(("name", "added", "typed"), [("한가람 주임", composed, decomposed), ("윤슬 주임", decomposed, composed)])
def test_S16_an_officer_signs_in_however_the_keyboard_writes_the_letters(
    server: Running, http: httpx.Client, name: str, added: Callable[[str], str], typed: Callable[[str], str]
) -> None:
    account = madang("officer", "add", f" {added(name)}", "--services", "echo", folder=server.folder).stdout
    assert account.startswith(f"{name}: one-time password ")

    def sign_in(name: str, **asked: str) -> int:
        return http.post(
            "/api/officer/sign-in", json={"name": name} | asked, headers={"x-forwarded-for": "203.0.113.9"}
        ).status_code

    own = "직접 지은 긴 비밀번호"
    assert sign_in(typed(name), password=account.split()[-1], new_password=typed(own)) == 200
    assert sign_in(added(name), password=added(own)) == 200
    wrong = [sign_in(spelt(name), password="guess") for spelt in (added, typed) * 3]
    assert wrong == [401, 401, 401, 401, 401, 429]


def test_sign_in_is_throttled_for_a_name_and_says_when_to_come_back(http: httpx.Client) -> None:
    asked = {"name": "Officer Nobody", "password": "guess"}
    answers = [http.post("/api/officer/sign-in", json=asked) for _ in range(6)]
    assert {reply.status_code for reply in answers[:5]} <= {401, 429}
    assert answers[5].status_code == 429
    assert answers[5].json()["code"] == "too_fast"
    assert 0 < answers[5].json()["retry_ms"] <= 60_000
    assert 0 < int(answers[5].headers["retry-after"]) <= 61


def test_others_tries_do_not_shut_an_officer_out(server: Running, http: httpx.Client) -> None:
    added = madang("officer", "add", "Officer Park", "--services", "echo", folder=server.folder)
    one_time = added.stdout.strip().rpartition(" ")[2]
    stranger, owner = {"x-forwarded-for": "192.0.2.7"}, {"x-forwarded-for": "198.51.100.8"}
    guesses = [
        http.post("/api/officer/sign-in", json={"name": "Officer Park", "password": "guess"}, headers=stranger) for _ in range(12)
    ]
    assert guesses[-1].status_code == 429
    asked = {"name": "Officer Park", "password": one_time, "new_password": PASSWORD}
    assert http.post("/api/officer/sign-in", json=asked, headers=owner).status_code == 200


def test_a_sign_in_that_is_not_what_was_asked_for_tells_nothing_back(http: httpx.Client) -> None:
    reply = http.post("/api/officer/sign-in", json={"name": 7, "password": "very secret", "more": 1})
    assert reply.status_code == 422
    assert "very secret" not in reply.text
    assert reply.json()["code"] == "bad_field"


SECRETS = ("password", "new_password")


@pytest.mark.parametrize(
    ("body", "status", "told"),
    [
        ("[]", 422, {"code": "bad_field", "fields": []}),
        ("null", 422, {"code": "bad_field", "fields": []}),
        ("", 422, {"code": "bad_field", "fields": []}),
        (
            '{"name": "a", "password": true, "new_password": 5}',
            422,
            {"code": "bad_field", "fields": ["password", "new_password"]},
        ),
        ('{"name": ["a"], "password": {}}', 422, {"code": "bad_field", "fields": ["name", "password"]}),
        ('{"name": "a", "password": "\\ud800"}', 422, {"code": "bad_field", "fields": ["password"]}),
        ('{"name": "a", "password": "x"', 400, {"code": "bad_body"}),
        ("{'name': 1}", 400, {"code": "bad_body"}),
    ],
)
def test_a_sign_in_of_wrong_types_is_named(http: httpx.Client, body: str, status: int, told: dict[str, object]) -> None:
    reply = http.post("/api/officer/sign-in", content=body, headers={"content-type": "application/json"})
    assert (reply.status_code, reply.json()) == (status, told)


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
    assert (ready.status_code, ready.json()["page"], ready.json()["ready"]) == (503, False, False)
    assert "Madang has no page yet: " in said
    assert "is open" not in said
