"""The list of several offices, and their addresses, where people write them in other ways than ours (SPEC O1, O4)."""

import itertools
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from tests.server.running import madang, serving
from tests.server.two_offices import NAMES, make_two_offices, services_of

HOSTILE = '{ ko = "<b>중구</b> 민원실", en = "<script>alert(1)</script> Office" }'


@pytest.fixture(scope="module")
def http(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """Two offices, and a third without a city whose name is HTML."""
    folder = tmp_path_factory.mktemp("addresses")
    make_two_offices(folder / "data")
    (folder / "data" / "offices" / "third").mkdir()
    third = services_of("jongno").replace(NAMES["jongno"], HOSTILE)
    (folder / "data" / "offices" / "third" / "services.toml").write_text(third, "utf-8")
    (folder / "client").mkdir()
    (folder / "client" / "index.html").write_text("<!doctype html><title>Madang</title><script></script>", "utf-8")
    with serving(folder, MADANG_CLIENT=str(folder / "client")) as running, running.client() as client:
        yield client


@pytest.mark.parametrize("asked", ["서울", "종로 서울특별시", "ＳＥＯＵＬ"])
def test_O4_a_search_finds_what_a_keyboard_wrote_in_jamo_or_at_full_width(http: httpx.Client, asked: str) -> None:
    for form in ("NFC", "NFD"):
        listed = http.get("/api/offices", params={"q": unicodedata.normalize(form, asked)}).json()["offices"]
        assert [office["id"] for office in listed] == ["jongno"]


def test_O4_headings_have_no_gap_and_those_without_a_city_come_last(http: httpx.Client) -> None:
    for asked in ("", "third", "중구", "busan"):
        page = http.get("/", params={"q": asked}).text
        levels = [int(level) for level in re.findall(r"<h(\d)", page)]
        assert all(below - above <= 1 for above, below in itertools.pairwise(levels)), levels
    page = http.get("/").text
    assert page.index("서울특별시") < page.index("그 밖의 민원실") < page.index("/o/third/")


def test_O4_names_are_words_and_no_html(http: httpx.Client) -> None:
    for path in ("/", "/officer", "/verify"):
        page = http.get(path, params={"q": "중구", "number": '"><script>'}).text
        assert ("&lt;b&gt;중구" in page, "<script" in page, "<b>" in page) == (True, False, False)


def test_O1_which_office_is_asked_with_its_city(http: httpx.Client) -> None:
    page = http.get("/officer").text
    assert "서울특별시 종로 민원실" in page
    assert "Jongno Office, Seoul" in page


@pytest.mark.parametrize(
    ("path", "to"),
    [
        ("/o/jongno%2F?place=plaza", "/o/jongno/?place=plaza"),
        ("/o/%6Aongno/", "/o/jongno/"),
        ("/o%2Fjongno/%6Ffficer", "/o/jongno/officer"),
        ("/o/jongno/index.html", "/o/jongno/"),
        ("/index.html", "/"),
    ],
)
def test_O1_a_page_is_at_one_address_because_it_knows_its_office_by_it(http: httpx.Client, path: str, to: str) -> None:
    answer = http.get(path)
    assert (answer.status_code, answer.headers["location"]) == (308, to)
    assert http.get(to).status_code == 200


@pytest.mark.parametrize("path", ["/o//", "/o/jongno//", "/o/JONGNO/", "/o/jongno/o/jongno/", "/o/jongno/healthz"])
def test_O1_an_address_of_nothing_is_a_page_for_people_and_a_code_for_programs(http: httpx.Client, path: str) -> None:
    page = http.get(path, headers={"accept": "text/html"})
    assert (page.status_code, "Not found" in page.text) == (404, True)
    assert http.get(path).json() == {"code": "not_found"}


def test_offices_that_are_a_file_start_no_server(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "offices").write_text("", "utf-8")
    assert why_not_started(tmp_path).endswith("offices: is no folder")


def test_a_link_to_a_disk_that_is_missing_starts_no_server_with_the_other_offices(tmp_path: Path) -> None:
    make_two_offices(tmp_path / "data")
    (tmp_path / "data" / "offices" / "gone").symlink_to(tmp_path / "disk")
    assert "gone: leads to nothing" in why_not_started(tmp_path)


def why_not_started(folder: Path) -> str:
    """The one line of a server that does not open."""
    done = madang("serve", "--port", "1", folder=folder)
    assert (done.returncode, "Traceback" in done.stderr) == (2, False)
    return done.stderr.strip()
