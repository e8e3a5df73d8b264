"""A supervisor looks at the desk how the servers stand: by keyboard, on a small phone, in both languages (SPEC N19)."""

from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import Browser, expect
from tests.browser.people import PATIENCE_MS, Officer, context
from tests.browser.sizes import SMALL, WIDER_THAN_THE_PAGE
from tests.browser.staff import remember
from tests.cluster.nodes import Cluster, cluster
from tests.postgresql_server import PostgreSQL
from tests.redis_server import RedisServer

STAFF = {"관리자 한소라": ["--supervisor"], "Officer Kim": []}


@pytest.fixture(scope="module")
def nodes(tmp_path_factory: pytest.TempPathFactory, postgresql: PostgreSQL, redis_of_worker: RedisServer) -> Iterator[Cluster]:
    redis_of_worker.start()
    with cluster(tmp_path_factory.mktemp("nodes"), postgresql, redis_of_worker, ("main",)) as made:
        made.start("a")
        made.start("b")
        made.owner_of("main")
        yield made


@pytest.fixture(scope="module")
def tokens(nodes: Cluster) -> dict[str, str]:
    """The sign-in of a supervisor and of an officer, by name."""
    return {name: nodes.officer_token("a", name, "consultation", *more) for name, more in STAFF.items()}


@pytest.fixture
def supervisor(nodes: Cluster, tokens: dict[str, str], browser: Browser, request: pytest.FixtureRequest) -> Iterator[Officer]:
    room = context(browser, nodes.nodes["a"].url, request.param, still=True)
    person = Officer(room.new_page(), request.param)
    person.page.set_viewport_size(SMALL)
    remember(person.page, tokens["관리자 한소라"])
    person.page.goto("/officer")
    yield person
    room.close()


def asked(nodes: Cluster, node: str, token: str | None) -> httpx.Response:
    with nodes.nodes[node].client() as client:
        return client.get("/api/cluster", headers={"authorization": f"Bearer {token}"} if token else {})


def test_N19_every_node_tells_supervisors_alone(nodes: Cluster, tokens: dict[str, str]) -> None:
    supervisor, officer = tokens.values()
    for node in "ab":
        told = asked(nodes, node, supervisor)
        assert told.status_code == 200
        assert [each["id"] for each in told.json()["nodes"]] == ["a", "b"]
        assert [(each["id"], each["node"]) for each in told.json()["offices"]] == [("main", nodes.owner_of("main"))]
        for other in (officer, "forged", None):
            rejected = asked(nodes, node, other)
            assert (rejected.status_code, rejected.json()) == (401, {"code": "not_allowed"})


def test_N19_an_officer_without_these_powers_has_no_such_button(nodes: Cluster, tokens: dict[str, str], browser: Browser) -> None:
    room = context(browser, nodes.nodes["a"].url, "en", still=True)
    officer = Officer(room.new_page(), "en")
    remember(officer.page, tokens["Officer Kim"])
    officer.page.goto("/officer#servers")
    expect(officer.page.get_by_role("status").get_by_text(officer.word("servers-not_allowed"))).to_be_visible(timeout=PATIENCE_MS)
    expect(officer.menu().get_by_role("button", name=officer.word("servers"), exact=True)).to_have_count(0)
    room.close()


@pytest.mark.parametrize("supervisor", ["ko", "en"], indirect=True)
def test_N19_a_supervisor_reads_which_server_has_which_office(supervisor: Officer, nodes: Cluster) -> None:
    owner = nodes.owner_of("main")
    opens = supervisor.menu().get_by_role("button", name=supervisor.word("servers"), exact=True)
    opens.focus()
    supervisor.page.keyboard.press("Enter")
    panel = supervisor.page.get_by_role("region", name=supervisor.word("servers"), exact=True)
    expect(panel.get_by_role("heading", name=supervisor.word("servers-nodes", count=2))).to_be_visible(timeout=PATIENCE_MS)
    of_nodes = panel.get_by_role("region", name=supervisor.word("servers-nodes", count=2)).get_by_role("listitem")
    expect(of_nodes).to_have_count(2, timeout=PATIENCE_MS)
    for name, node in zip("ab", of_nodes.all(), strict=True):
        expect(node).to_contain_text(f"{name}{supervisor.word('servers-ready')}", timeout=PATIENCE_MS)
        expect(node).to_contain_text(nodes.nodes[name].url, timeout=PATIENCE_MS)
    of_offices = panel.get_by_role("region", name=supervisor.word("servers-offices", count=1)).get_by_role("listitem")
    expect(of_offices).to_contain_text(owner, timeout=PATIENCE_MS)
    assert not supervisor.page.evaluate(WIDER_THAN_THE_PAGE)
    nodes.redis.kill()
    expect(panel.get_by_role("status")).to_have_text(supervisor.word("servers-no_redis"), timeout=PATIENCE_MS)
    nodes.redis.start()
    expect(panel.get_by_role("heading", name=supervisor.word("servers-nodes", count=2))).to_be_visible(timeout=PATIENCE_MS)
    supervisor.page.keyboard.press("Escape")
    expect(opens).to_be_focused()


def test_N19_who_supervises_no_longer_is_signed_out_and_told_nothing(nodes: Cluster, tokens: dict[str, str]) -> None:
    name, token = next(iter(tokens.items()))
    taken = nodes.run("officer", "post", name, "--services", "consultation", "--no-supervisor")
    assert taken.returncode == 0, taken.stderr
    assert asked(nodes, "a", token).status_code == 401
