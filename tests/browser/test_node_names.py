"""The page at nodes with names of their own: its socket goes there, and nobody in front of it notices (SPEC N28).

Chromium takes every name for this machine; HAProxy leads them, as the example has it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page
from tests.browser import chromium
from tests.browser.desk_views import WORDS
from tests.browser.people import Citizen, Officer, context
from tests.browser.staff import remember
from tests.cluster.balancing import NAMES, NODES, balancing
from tests.cluster.nodes import Cluster, cluster
from tests.postgresql_server import PostgreSQL
from tests.redis_server import RedisServer
from tests.server.running import free_port

CONSULTATION = "민원 상담"


@dataclass
class Named:
    """A cluster behind HAProxy. `page`: its address; `led`: the port at which names of nodes are asked for."""

    nodes: Cluster
    page: str
    led: int

    def by_name(self, node: str, end: str) -> str:
        """Where a node takes sockets."""
        return f"{node}.{NAMES}:{self.led}/n/{node}/{end}"


@pytest.fixture(scope="module")
def flags() -> tuple[str, ...]:
    return (*chromium.DRAWS_FOR_TESTS, f"--host-resolver-rules=MAP {NAMES} 127.0.0.1, MAP *.{NAMES} 127.0.0.1")


@pytest.fixture
def led() -> int | None:
    """The port at which the names lead to nodes; None: that of the page."""
    return None


@pytest.fixture
def named(tmp_path: Path, postgresql: PostgreSQL, redis_server: RedisServer, led: int | None) -> Iterator[Named]:
    port = free_port()
    page, names = f"http://{NAMES}:{port}", f"{{node}}.{NAMES}:{led or port}"
    with cluster(tmp_path, postgresql, redis_server, ("main",)) as made:
        for name in NODES:
            made.start(name, MADANG_PUBLIC_URL=page, MADANG_NODE_NAMES=names, MADANG_OFFICE_PEOPLE_MAX="1")
        with balancing("haproxy.cfg", made, port):
            yield Named(made, page, led or port)


def sockets_of(page: Page) -> list[str]:
    """Name and path of the sockets that the page opens, as it does."""
    opened: list[str] = []
    page.on("websocket", lambda socket: opened.append("".join(urlsplit(socket.url)[1:3])))
    return opened


def goes_to(named: Named, page: Page, ways: list[str], *wanted: str) -> None:
    """Wait until the page has opened these sockets last, one after the other."""
    named.nodes.wait_for(lambda: page.evaluate("true") and tuple(ways[-len(wanted) :]) == wanted)


def test_N28_the_pages_socket_goes_to_the_node_by_its_name_and_what_else_it_asks_for_stays(
    named: Named, browser: Browser
) -> None:
    with context(browser, named.page, "ko", still=True) as one, context(browser, named.page, "ko", still=True) as two:
        first, second = Citizen(one.new_page(), "ko"), Citizen(two.new_page(), "ko")
        ways = sockets_of(second.page)
        asked: list[str] = []
        second.page.on("request", lambda request: asked.append(urlsplit(request.url).netloc))
        first.arrive("소나무")
        host = named.nodes.wait_for(named.nodes.hosts)[0]
        second.arrive("까치")
        goes_to(named, second.page, ways, named.by_name(host, "rooms"))
        for person in (first, second):
            person.panel("counters")
            person.take_ticket(CONSULTATION)
        number = second.ticket_number()
        named.nodes.run("node", "drain", host)
        named.nodes.wait_for(lambda: second.page.evaluate("true") and ways[-1] != named.by_name(host, "rooms"))
        assert second.ticket_number() == number
        assert {asked_at for asked_at in asked if asked_at} == {urlsplit(named.page).netloc}


def test_N28_an_officer_works_by_the_name_of_a_node(named: Named, browser: Browser) -> None:
    with context(browser, named.page, "ko", still=True) as street, context(browser, named.page, "en", still=True) as desk:
        Citizen(street.new_page(), "ko").arrive("소나무")
        host = named.nodes.wait_for(named.nodes.hosts)[0]
        officer = Officer(desk.new_page(), "en")
        ways = sockets_of(officer.page)
        remember(officer.page, named.nodes.officer_token(named.nodes.owner_of("main")))
        officer.page.goto("/officer")
        goes_to(named, officer.page, ways, named.by_name(host, "rooms"))
        officer.open_desk(WORDS["en"].consultation)


class TestNobodyAtTheName:
    """The names lead to a port at which nobody listens."""

    @pytest.fixture
    def led(self) -> int:
        return free_port()

    def test_N28_who_cannot_reach_a_name_is_passed_on_and_asks_for_it_once(self, named: Named, browser: Browser) -> None:
        with context(browser, named.page, "ko", still=True) as one, context(browser, named.page, "ko", still=True) as two:
            first, second = Citizen(one.new_page(), "ko"), Citizen(two.new_page(), "ko")
            ways = sockets_of(second.page)
            first.arrive("소나무")
            host = named.nodes.wait_for(named.nodes.hosts)[0]
            second.arrive("까치")
            by_path = f"{urlsplit(named.page).netloc}/n/{host}/rooms"
            goes_to(named, second.page, ways, named.by_name(host, "rooms"), by_path)
            second.panel("counters")
            second.take_ticket(CONSULTATION)
            assert ways.count(named.by_name(host, "rooms")) == 1
