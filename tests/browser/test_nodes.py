"""The page at a cluster: it goes to the node that has its room, and nobody in front of it notices (SPEC N21, N23)."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page
from tests.browser.people import PATIENCE_MS, Citizen, context
from tests.cluster.nodes import Cluster, cluster
from tests.postgresql_server import PostgreSQL
from tests.redis_server import RedisServer

CONSULTATION = "민원 상담"


@pytest.fixture
def nodes(tmp_path: Path, postgresql: PostgreSQL, redis_server: RedisServer) -> Iterator[Cluster]:
    with cluster(tmp_path, postgresql, redis_server, ("main",)) as made:
        for name in ("a", "b"):
            made.start(name, MADANG_NODE_PATHS="routed", MADANG_OFFICE_PEOPLE_MAX="1")
        yield made


def sockets_of(page: Page) -> list[str]:
    """The paths of the sockets that the page opens, as it does."""
    opened: list[str] = []
    page.on("websocket", lambda socket: opened.append(urlsplit(socket.url).path))
    return opened


def goes(page: Page, ways: list[str], way: str) -> None:
    """Wait until the socket that was opened last goes that way. The hall is shown before the page has heard where its room is."""
    if ways[-1] != way:
        page.wait_for_event("websocket", lambda socket: urlsplit(socket.url).path == way, timeout=PATIENCE_MS)
    assert ways[-1] == way


def test_N21_the_page_goes_where_the_server_says_its_room_is(nodes: Cluster, browser: Browser) -> None:
    owner = nodes.owner_of("main")
    other = nodes.others(owner)[0]
    with context(browser, nodes.nodes[other].url, "ko", still=True) as one, context(browser, nodes.nodes[owner].url, "ko") as two:
        first, second = Citizen(one.new_page(), "ko"), Citizen(two.new_page(), "ko")
        ways = sockets_of(first.page), sockets_of(second.page)
        first.arrive("소나무")
        goes(first.page, ways[0], f"/n/{owner}/ws")
        nodes.wait_for(nodes.hosts)
        second.arrive("까치")
        goes(second.page, ways[1], f"/n/{other}/rooms")
        for person in (first, second):
            person.panel("counters")
            person.take_ticket(CONSULTATION)
        assert first.ticket_number() != second.ticket_number()
        number = second.ticket_number()
        nodes.run("node", "drain", other)
        nodes.wait_for(lambda: not nodes.hosts())
        assert second.ticket_number() == number
        goes(second.page, ways[1], f"/n/{owner}/ws")
