"""Several offices on one server: each apart from the others, and a list of all (SPEC O1 to O5)."""

import asyncio
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from tests.live.wire import Client, request_id
from tests.server.running import PASSWORD, Running, madang, serving
from tests.server.two_offices import NAMES, make_two_offices, services_of
from websockets.exceptions import ConnectionClosed, InvalidStatus

from madang_protocol import Close
from madang_protocol import commands as c
from madang_protocol import messages as m


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("two")
    make_two_offices(folder / "data")
    (folder / "client").mkdir()
    (folder / "client" / "index.html").write_text("<!doctype html><title>Madang</title><script></script>", "utf-8")
    with serving(folder, MADANG_CLIENT=str(folder / "client")) as running:
        yield running


@pytest.fixture
def http(two: Running) -> Iterator[httpx.Client]:
    with two.client() as client:
        yield client


def socket_of(server: Running, office: str) -> str:
    return f"ws://127.0.0.1:{server.port}/o/{office}/ws"


def officer(server: Running, name: str, office: str, *more: str) -> str:
    """An account with a post in the office: its token."""
    added = madang("officer", "add", name, "--services", "consultation", "--office", office, *more, folder=server.folder)
    assert added.returncode == 0, added.stderr
    return server.first_sign_in(name, added.stdout, f"/o/{office}")


async def ticket_number(server: Running, office: str, name: str) -> tuple[str, str]:
    """Come in, take a ticket: the token, and the number."""
    citizen = await Client.arrive(socket_of(server, office), name=name)
    number = await ticket_of(citizen, take=True)
    token = citizen.welcome.token if citizen.welcome else None
    await citizen.close()
    assert token is not None
    return token, number


async def ticket_of(citizen: Client, *, take: bool) -> str:
    """The number of the citizen's one ticket, which is taken now or was before."""
    if take:
        await citizen.send(c.TicketTake(id=request_id(), service="consultation"))
    while not (tickets := (await citizen.until(m.Tickets)).tickets):
        pass
    return tickets[0].number


# the list ------------------------------------------------------------------------------------------------------------


def test_O4_the_first_page_lists_the_offices_by_city(http: httpx.Client) -> None:
    page = http.get("/").text
    assert [page.index(word) for word in ("부산광역시", "해운대 민원실", "서울특별시", "종로 민원실")] == sorted(
        page.index(word) for word in ("부산광역시", "해운대 민원실", "서울특별시", "종로 민원실")
    )
    assert '<a href="/o/jongno/">' in page
    assert "<script" not in page


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("", ["haeundae", "jongno"]),
        ("busan", ["haeundae"]),
        ("서울", ["jongno"]),
        ("SEOUL consult", ["jongno"]),
        ("초본", ["haeundae", "jongno"]),
        ("seoul haeundae", []),
        ("<b>", []),
    ],
)
def test_O4_a_search_finds_every_word_in_either_language(http: httpx.Client, asked: str, found: list[str]) -> None:
    listed = http.get("/api/offices", params={"q": asked}).json()["offices"]
    page = http.get("/", params={"q": asked}).text
    assert [office["id"] for office in listed] == found
    assert [office for office in ("haeundae", "jongno") if f'"/o/{office}/"' in page] == found
    assert "<b>" not in page


def test_O4_it_says_which_is_open_and_when_the_other_opens(http: httpx.Client) -> None:
    """An office is open when one of its services is, whatever the hours of the others are."""
    listed = {office["id"]: office for office in http.get("/api/offices").json()["offices"]}
    assert (listed["jongno"]["open"], listed["jongno"]["opens"]) == (True, None)
    assert listed["haeundae"]["open"] is (listed["haeundae"]["opens"] is None)
    assert {service["id"] for service in listed["jongno"]["services"]} >= {"consultation", "resident-register-copy"}


async def test_T25_O4_the_list_shows_what_an_office_announces(two: Running, http: httpx.Client) -> None:
    token = officer(two, "Supervisor Seo", "jongno", "--supervisor")
    supervisor = await Client.arrive(socket_of(two, "jongno"), officer=token)
    text = "<승강기> 점검 중입니다"
    await supervisor.send(c.AnnouncementPost(id=request_id(), kind="outage", ko=text, until=int(time.time()) + 3_600))
    done = await supervisor.until(m.Done)
    listed = {office["id"]: office for office in (await asyncio.to_thread(http.get, "/api/offices")).json()["offices"]}
    assert [[one["ko"] for one in listed[name]["announcements"]] for name in ("jongno", "haeundae")] == [[text], []]
    page = (await asyncio.to_thread(http.get, "/")).text
    assert page.count('<p lang="ko">&lt;승강기&gt; 점검 중입니다</p>') == 1
    await supervisor.send(c.AnnouncementWithdraw(id=request_id(), announcement=done.ref or ""))
    await supervisor.until(m.Done)
    await supervisor.close()


def test_O4_a_search_that_is_too_long_is_rejected_by_name_and_the_page_is_whole(http: httpx.Client) -> None:
    assert http.get("/api/offices", params={"q": "x" * 81}).json() == {"code": "bad_field", "fields": ["q"]}
    assert http.get("/", params={"q": "x" * 5_000}).status_code == 200


# paths ---------------------------------------------------------------------------------------------------------------


def test_O1_every_page_of_an_office_is_below_its_path(http: httpx.Client) -> None:
    site = http.get("/o/jongno/api/site").json()
    start = http.get("/o/jongno/api/start").json()
    assert site["name"] == {"ko": "종로 민원실", "en": "Jongno Office"}
    assert start["map"].startswith("/o/jongno/places/")
    assert http.get(start["map"]).status_code == 200
    assert '"/o/jongno/api/start"' in http.get("/o/jongno/").text
    assert 'action="/o/jongno/verify"' in http.get("/o/jongno/verify").text
    assert http.get("/o/jongno").headers["location"] == "/o/jongno/"
    assert http.get("/o/jongno/officer/").headers["location"] == "/o/jongno/officer"


@pytest.mark.parametrize("path", ["/o/none/", "/o/none", "/o/", "/api/site2", "/o/jongno/x", "/o/jongno/../none/"])
def test_O1_what_no_office_has_is_not_found(http: httpx.Client, path: str) -> None:
    assert http.get(path).json() == {"code": "not_found"}


def test_O1_pages_of_one_office_ask_of_which_when_they_are_asked_for_at_the_root(http: httpx.Client) -> None:
    page = http.get("/verify", params={"number": "A&B"}).text
    assert ['"/o/haeundae/verify?number=A%26B"' in page, '"/o/jongno/verify?number=A%26B"' in page] == [True, True]


@pytest.mark.parametrize("path", ["/ws", "/o/none/ws", "/o/jongno/", "/o/jongno/ws/"])
async def test_O1_no_socket_is_taken_at_another_path(two: Running, path: str) -> None:
    with pytest.raises(InvalidStatus) as fault:
        await Client.open(f"ws://127.0.0.1:{two.port}{path}")
    assert fault.value.response.status_code == 404


async def test_O1_addresses_in_messages_have_the_path_of_the_office(two: Running) -> None:
    citizen, room = await Client.enter(socket_of(two, "jongno"), name="Mina")
    await citizen.close()
    assert room.map.startswith("/o/jongno/places/")


def test_metrics_say_of_which_office(http: httpx.Client) -> None:
    page = http.get("/metrics").text
    assert [f'madang_waiting{{office="{office}",service="consultation"}}' in page for office in NAMES] == [True, True]
    assert page.count("# TYPE madang_waiting gauge") == 1


# apart ---------------------------------------------------------------------------------------------------------------


async def test_O2_offices_number_apart_and_a_token_of_one_is_unknown_in_the_other(two: Running) -> None:
    (token, first), (_, other) = [await ticket_number(two, office, "Mina") for office in ("jongno", "haeundae")]
    assert (first, other) == ("C-001", "C-001")
    stranger = await Client.arrive(socket_of(two, "haeundae"), token=token)
    await stranger.close()
    assert stranger.welcome is not None
    assert stranger.welcome.token not in {None, token}  # a newcomer, as with any token that is unknown


async def test_O2_a_board_shows_the_line_of_its_office_alone(two: Running) -> None:
    before = await waiting(two)
    there = [await Client.arrive(socket_of(two, "haeundae"), name=name) for name in ("Ari", "Bora")]
    for citizen in there:
        await ticket_of(citizen, take=True)
    after = await waiting(two)
    for citizen in there:
        await citizen.close()
    assert (after["haeundae"], after["jongno"]) == (before["haeundae"] + 2, before["jongno"])


async def waiting(server: Running) -> dict[str, int]:
    """How many wait for the first service, by office."""
    async with httpx.AsyncClient(base_url=server.url, trust_env=False) as client:
        listed = (await client.get("/api/offices")).json()["offices"]
    return {office["id"]: office["services"][0]["waiting"] for office in listed}


# staff ---------------------------------------------------------------------------------------------------------------


async def test_O3_an_account_works_where_it_has_a_post_and_nowhere_else(two: Running, http: httpx.Client) -> None:
    name = "Officer Seo"
    token = await asyncio.to_thread(officer, two, name, "jongno")
    asked = {"name": name, "password": PASSWORD}
    answer = await asyncio.to_thread(http.post, "/o/haeundae/api/officer/sign-in", json=asked)
    assert answer.json() == {"code": "wrong_sign_in"}
    assert await role(two, "jongno", token) == "officer"
    assert await role(two, "haeundae", token) is None

    again = madang("officer", "add", name, "--services", "echo", "--office", "haeundae", folder=two.folder)
    assert (again.returncode, "in jongno" in again.stderr) == (2, True)
    given = madang("officer", "post", name, "--services", "echo", "--office", "haeundae", folder=two.folder)
    assert given.returncode == 0, given.stderr
    assert await role(two, "haeundae", token) == "officer"
    listed = madang("officer", "list", "--office", "haeundae", folder=two.folder).stdout
    assert f"{name}\techo\tactive" in listed

    taken = madang("officer", "post", name, "--services", "", "--office", "haeundae", folder=two.folder)
    assert taken.returncode == 0, taken.stderr
    assert await role(two, "haeundae", token) is None
    assert await role(two, "jongno", token) == "officer"


async def role(server: Running, office: str, token: str) -> str | None:
    """The role of who comes with this sign-in; None: it proves nothing there."""
    someone = await Client.open(socket_of(server, office))
    await someone.send(c.Hello(versions=[1], officer=token))
    try:
        return (await someone.until(m.Welcome)).role
    except ConnectionClosed as end:
        assert end.rcvd is not None
        assert end.rcvd.code == Close.FORBIDDEN
        return None
    finally:
        await someone.close()


# the command line, and folders ---------------------------------------------------------------------------------------


def test_a_command_that_is_for_one_office_asks_which(two: Running) -> None:
    for given, told in (
        ([], "there are several; say which: haeundae, jongno"),
        (["--office", "none"], "there is no office none; known are haeundae, jongno"),
    ):
        done = madang("officer", "list", *given, folder=two.folder)
        assert (done.returncode, told in done.stderr) == (2, True)


@pytest.mark.parametrize(
    ("made", "told"),
    [
        (["offices/Jongno/services.toml"], "small letters, digits and hyphens"),
        (["offices/jongno/other.toml"], "there is no services.toml in it"),
        (["offices/jongno/services.toml", "services.toml"], "is of an office alone"),
    ],
)
def test_a_folder_that_can_be_no_office_is_named(tmp_path: Path, made: list[str], told: str) -> None:
    for name in made:
        (tmp_path / "data" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "data" / name).write_text(services_of("jongno"), "utf-8")
    done = madang("serve", "--port", "1", folder=tmp_path)
    assert (done.returncode, told in done.stderr, "Traceback" in done.stderr) == (2, True, False)


async def test_O5_an_office_that_was_alone_goes_on_as_main(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    (data / "services.toml").write_text(services_of("jongno"), "utf-8")
    with serving(tmp_path) as alone:
        citizen = await Client.arrive(alone.socket_url, name="Mina")
        token = citizen.welcome.token if citizen.welcome else None
        number = await ticket_of(citizen, take=True)
        await citizen.close()
        assert await asyncio.to_thread(alone.stop) == 0
    make_two_offices(data)
    (data / "offices" / "main").mkdir()
    (data / "services.toml").rename(data / "offices" / "main" / "services.toml")
    with serving(tmp_path) as several:
        back = await Client.arrive(socket_of(several, "main"), token=token)
        assert back.welcome is not None
        assert (back.welcome.name, await ticket_of(back, take=False)) == ("Mina", number)
        await back.close()
