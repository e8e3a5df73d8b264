"""In which languages an office serves people: what it takes, what it says of them, and what it begins in (SPEC O6)."""

from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import httpx
import pytest
from tests.server.office_site import open_site, request_id
from tests.server.running import serving
from tests.server.two_offices import make_two_offices

from madang_protocol import Rejection
from madang_protocol import commands as c
from madang_server.office_app.reserved_names import NEWCOMER
from madang_server.web.preload import preload_header

BOTH = 'languages = ["ko", "en"]'
ENGLISH, KOREAN = 'languages = ["en"]', 'languages = ["ko"]'
SHIPPED = resources.files("madang_server.office_app").joinpath("services.toml").read_text("utf-8")


def serve_in(folder: Path, languages: str) -> None:
    assert BOTH in SHIPPED
    (folder / "services.toml").write_text(SHIPPED.replace(BOTH, languages), "utf-8")


async def test_O6_who_says_hello_in_a_language_that_is_not_served_is_served_in_the_first(tmp_path: Path) -> None:
    serve_in(tmp_path, ENGLISH)
    async with open_site(tmp_path) as site:
        visitor = await site.office.arrive(c.Hello(versions=[1], lang="ko"))
        assert (visitor.lang, visitor.name) == ("en", NEWCOMER["en"])
        officer = await site.office.arrive(c.Hello(versions=[1], officer=await site.sign_in("Officer Han"), lang="ko"))
        assert officer.lang == "en"


async def test_O6_a_profile_in_a_language_that_is_not_served_is_rejected_by_name(tmp_path: Path) -> None:
    serve_in(tmp_path, KOREAN)
    async with open_site(tmp_path) as site:
        mina = await site.citizen()
        rejected = await site.rejected(mina, c.Profile(id=request_id(), lang="en", look="student"))
        assert (rejected.code, rejected.fields) == (Rejection.FORM_INVALID, {"lang": "unknown_choice"})
        assert site.office.seen_as(mina).look == mina.look
        await site.done(mina, c.Profile(id=request_id(), lang="ko"))


async def test_O6_who_comes_again_after_the_office_changed_its_languages_is_served_in_one_of_them(tmp_path: Path) -> None:
    serve_in(tmp_path, BOTH)
    async with open_site(tmp_path) as site:
        mina = await site.citizen()
        assert mina.lang == "en"
        await site.take(mina)
    serve_in(tmp_path, KOREAN)
    async with open_site(tmp_path) as site:
        assert (await site.again(mina)).lang == "ko"
        case = await site.serve_next(await site.officer(counter="one"))
        assert site.case(mina, case).id == case
    serve_in(tmp_path, BOTH)
    async with open_site(tmp_path) as site:
        assert (await site.again(mina)).lang == "en"


@pytest.fixture(scope="module")
def http(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    folder = tmp_path_factory.mktemp("offices")
    make_two_offices(folder / "data")
    services = folder / "data" / "offices" / "haeundae" / "services.toml"
    services.write_text(services.read_text("utf-8").replace(BOTH, ENGLISH), "utf-8")
    with serving(folder) as running, running.client() as client:
        yield client


def test_O6_the_list_and_the_site_say_in_which_languages(http: httpx.Client) -> None:
    offices = {office["id"]: office["languages"] for office in http.get("/api/offices").json()["offices"]}
    assert offices == {"jongno": ["ko", "en"], "haeundae": ["en"]}
    assert http.get("/o/haeundae/api/site").json()["languages"] == ["en"]
    assert http.get("/o/jongno/api/site").json()["languages"] == ["ko", "en"]
    page = http.get("/").text
    assert page.count("In English only") == page.count("영어로만 이용하실 수 있습니다") == 1
    assert page.index("In English only") < page.index("종로 민원실")


PREFERRED = [
    (("ko", "en"), "en-US,ko;q=0.5", "ko"),
    (("ko", "en"), "fr", "en"),
    (("en", "ko"), "", "en"),
    (("en", "ko"), "ko", "ko"),
    (("en",), "ko", "en"),
    (("ko",), "en", "ko"),
]


@pytest.mark.parametrize(("served", "accepted", "words"), PREFERRED)
def test_O6_the_words_that_are_fetched_ahead_are_those_in_which_the_page_begins(
    tmp_path: Path, served: tuple[str, ...], accepted: str, words: str
) -> None:
    (tmp_path / ".vite").mkdir()
    built = (
        '{"index.html": {"file": "a.js"}, "src/words/ko/index.ts": {"file": "ko.js"}, "src/words/en/index.ts": {"file": "en.js"}}'
    )
    (tmp_path / ".vite" / "manifest.json").write_text(built, "utf-8")
    assert preload_header(tmp_path, accepted, served)["link"] == f"</{words}.js>; rel=modulepreload"  # type: ignore[arg-type]
