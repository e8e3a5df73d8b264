"""The staff of several offices at the terminal: accounts that are known in one office and asked about in another."""

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.live.wire import Client, request_id
from tests.server.running import Running, madang, serving
from tests.server.two_offices import make_two_offices

from madang_protocol import Close
from madang_protocol import commands as c
from madang_protocol import messages as m
from madang_server.cli.hiring import hired
from madang_server.settings import load_settings


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("staff")
    make_two_offices(folder / "data")
    with serving(folder) as running:
        yield running


def officer(two: Running, *arguments: str) -> tuple[int, str]:
    done = madang("officer", *arguments, folder=two.folder)
    return done.returncode, done.stdout + done.stderr


def signed_in(two: Running) -> str:
    """The token of an officer for consultations in Jongno."""
    _, told = officer(two, "add", "Han Sora", "--services", "consultation", "--office", "jongno")
    return two.first_sign_in("Han Sora", told, "/o/jongno")


def services_in_seoul(two: Running) -> list[dict[str, Any]]:
    with two.client() as http:
        services: list[dict[str, Any]] = http.get("/api/offices", params={"q": "seoul"}).json()["offices"][0]["services"]
    return services


def test_O3_a_command_says_where_an_account_works_that_has_no_post_here(two: Running) -> None:
    assert officer(two, "add", "Seo Jin", "--services", "echo", "--office", "jongno")[0] == 0
    for command in ("disable", "renew"):
        code, told = officer(two, command, "Seo Jin", "--office", "haeundae")
        assert (code, "has no post here" in told, "in jongno" in told) == (2, True, True)
    assert officer(two, "disable", "Seo Jin", "--office", "jongno")[0] == 0
    code, told = officer(two, "post", "Seo Jin", "--services", "echo", "--office", "haeundae")
    assert (code, "once the account is opened again" in told) == (0, True)
    assert "in no office" not in officer(two, "renew", "Nobody", "--office", "jongno")[1]


def test_the_demonstration_officer_works_in_every_office_that_asks_for_it(two: Running) -> None:
    assert madang("demo", "--office", "jongno", folder=two.folder).returncode == 0
    again = madang("demo", "--office", "haeundae", folder=two.folder)
    assert (again.returncode, "works here too" in again.stdout) == (0, True), again.stderr
    assert "demo\tconsultation" in officer(two, "list", "--office", "haeundae")[1]


def test_officers_of_a_load_run_work_in_the_other_office_next(two: Running) -> None:
    settings = load_settings(data=two.folder / "data")
    for office in ("jongno", "haeundae"):
        with hired(settings, ["load-officer-1"], office=office) as sign_ins:
            hands = json.loads(Path(sign_ins).read_text("utf-8"))
            assert "load-officer-1\tconsultation" in officer(two, "list", "--office", office)[1]
        assert [hand["name"] for hand in hands] == ["load-officer-1"]


def test_a_lively_office_is_one_of_several(two: Running) -> None:
    done = madang("lively", "--data", "data", "--office", "none", folder=two.folder)
    assert (done.returncode, "known are haeundae, jongno" in done.stderr) == (2, True)


async def test_O3_a_post_with_other_services_ends_what_it_no_longer_allows(two: Running) -> None:
    token = await asyncio.to_thread(signed_in, two)
    desk = await Client.open(f"ws://127.0.0.1:{two.port}/o/jongno/ws")
    await desk.send(c.Hello(versions=[1], officer=token))
    await desk.send(c.DeskOpen(id=request_id(), counter="consult-1"))
    while (await desk.until(m.Desk)).state != "open":
        pass
    given = "post", "Han Sora", "--services", "echo", "--office", "jongno"
    assert (await asyncio.to_thread(officer, two, *given))[0] == 0
    assert await desk.until_closed() == (Close.FORBIDDEN, "")
    services = await asyncio.to_thread(services_in_seoul, two)
    assert {line["id"]: line["desks"] for line in services}["consultation"] == 0
