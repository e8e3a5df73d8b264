"""The board for anybody and its events, over HTTP of a real server (SPEC O7), and announcements over `kill -9` (SPEC T24)."""

import json
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from tests.live.wire import Client, request_id
from tests.server.running import Running, madang, serving
from tests.server.test_visit import accepted

from madang_protocol import commands as c
from madang_protocol import messages as m
from madang_server.web.board import BEAT_EVERY_LOOKS, DISPLAYS_OF_AN_ADDRESS_MAX, Board, Places

EVENTS, ADDRESS = "/api/board/events", "203.0.113.7"


@contextmanager
def listening(http: httpx.Client, address: str = "127.0.0.1") -> Iterator[Iterator[tuple[str, Any]]]:
    """The events of the board, each with its kind and its data, as a proxy on this machine asks for them for that address."""
    with http.stream("GET", EVENTS, headers={"x-forwarded-for": address}) as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        yield events_of(answer)


def events_of(answer: httpx.Response) -> Iterator[tuple[str, Any]]:
    kind = ""
    for line in answer.iter_lines():
        name, _, value = line.partition(": ")
        kind = value if name == "event" else kind
        yield from [(kind, json.loads(value))] if name == "data" else []


def test_O7_the_board_is_there_for_anybody_and_need_not_be_sent_twice(http: httpx.Client) -> None:
    answer = http.get("/api/board")
    board = answer.json()
    assert (answer.status_code, board["languages"], board["called"], board["announcements"]) == (200, ["ko", "en"], [], [])
    assert next(service["id"] for service in board["services"]) == "consultation"
    again = http.get("/api/board", headers={"if-none-match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_O7_events_begin_with_the_board_and_then_say_what_time_it_is(http: httpx.Client) -> None:
    with listening(http) as events:
        first, second = next(events), next(events)
    assert (first[0], first[1]) == ("board", http.get("/api/board").json())
    assert (second[0], second[1] > 1_700_000_000) == ("time", True)


def test_O7_one_address_has_so_many_and_no_more(server: Running) -> None:
    with ExitStack() as open_ones:
        clients = [open_ones.enter_context(server.client()) for _ in range(DISPLAYS_OF_AN_ADDRESS_MAX)]
        displays = [open_ones.enter_context(listening(client, ADDRESS)) for client in clients]
        assert {next(events)[0] for events in displays} == {"board"}
        with server.client() as another:
            turned_away = another.get(EVENTS, headers={"x-forwarded-for": ADDRESS})
            with listening(another, "203.0.113.8") as events:
                assert next(events)[0] == "board"
        assert (turned_away.status_code, turned_away.json()) == (503, {"code": "too_many_displays"})
        assert turned_away.headers["retry-after"] == "10"


def test_O7_whoever_goes_leaves_a_place() -> None:
    places = Places()
    with ExitStack() as taken:
        assert all(taken.enter_context(places.one_for("a")) for _ in range(DISPLAYS_OF_AN_ADDRESS_MAX))
        with places.one_for("a") as mine, places.one_for("b") as yours:
            assert (mine, yours) == (False, True)
    with places.one_for("a") as mine:
        assert mine


def test_O7_the_board_is_encoded_once_however_many_look() -> None:
    read, now = [0], [0.0]

    def board() -> dict[str, Any]:
        read[0] += 1
        return {"called": []}

    told = Board(board, lambda: now[0], lambda: 5.0)
    events = set()
    for now[0] in (0.0, 0.1, 0.2, 1.0, 1.1):
        told.look()
        events.add(id(told.event))
    assert (read[0], len(events), told.beat()) == (2, 1, b"event: time\ndata: 5\n\n")


async def test_O7_a_stream_ends_with_the_office(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("madang_server.web.board.LOOK_EVERY_S", 0.0)
    here = iter([True] * (BEAT_EVERY_LOOKS + 1) + [False])
    events = [event async for event in Board(dict, lambda: 0.0, lambda: 0.0).events(lambda: next(here))]
    assert [event.partition(b"\n")[0] for event in events] == [b"retry: 3000", b"event: board", b"event: time", b"event: time"]


def test_O7_the_page_of_an_office_is_at_one_address(http: httpx.Client) -> None:
    for path in ("/display.html?lang=ko", "/display/?lang=ko"):
        assert http.get(path).headers["location"] == "/display?lang=ko"
    assert http.get("/display").status_code == 503  # no page was built for this server


def supervisor_token(server: Running) -> str:
    added = madang("officer", "add", "Supervisor Seo", "--services", "consultation", "--supervisor", folder=server.folder)
    assert added.returncode == 0, added.stderr
    return server.first_sign_in("Supervisor Seo", added.stdout)


def post(text: str) -> c.AnnouncementPost:
    return c.AnnouncementPost(id=request_id(), kind="outage", ko=text, until=int(time.time()) + 3_600)


async def test_T24_T25_C2_what_was_announced_is_there_after_a_kill_for_those_inside_and_outside(tmp_path: Path) -> None:
    with serving(tmp_path) as server:
        token = supervisor_token(server)
        supervisor = await Client.arrive(server.socket_url, officer=token)
        first, second = post("승강기 점검"), post("잘못 올린 글")
        done = await accepted(supervisor, first)
        gone = await accepted(supervisor, second)
        await accepted(supervisor, c.AnnouncementWithdraw(id=request_id(), announcement=gone.ref or ""))
        server.kill()
    with serving(tmp_path, port=server.port) as server:
        citizen = await Client.arrive(server.socket_url, name="Mina")
        told = (await citizen.until(m.Office)).announcements
        assert [(one.id, one.ko, one.en) for one in told] == [(done.ref, "승강기 점검", "")]
        supervisor = await Client.arrive(server.socket_url, officer=token)
        assert (await accepted(supervisor, first)).ref == done.ref  # asked again, it is done once (W6)
        with server.client() as http:
            assert [one["ko"] for one in http.get("/api/board").json()["announcements"]] == ["승강기 점검"]


async def test_T25_who_is_here_is_told_as_it_begins_and_ends(server: Running) -> None:
    supervisor = await Client.arrive(server.socket_url, officer=supervisor_token(server))
    citizen = await Client.arrive(server.socket_url, name="Mina")
    now = int(time.time())
    await accepted(supervisor, c.AnnouncementPost(id=request_id(), kind="other", en="Soon", since=now + 2, until=now + 4))
    counts = []
    while counts != [1, 0]:
        shown = len((await citizen.until(m.Office)).announcements)
        counts += [shown] if shown != (counts or [0])[-1] else []
    for client in (supervisor, citizen):
        await client.close()
