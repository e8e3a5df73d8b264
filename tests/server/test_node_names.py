"""Names of nodes, as the settings take them and as they become addresses and a part of the page's policy (SPEC N28)."""

from pathlib import Path

import pytest
from tests.server.running import madang

from madang_server.faults import Misconfigured
from madang_server.live import NodeWays
from madang_server.node_names import any_of, name_of
from madang_server.settings import load_settings
from madang_server.web import security_headers

NAMES = "{node}.madang.example.org"
NODE = {
    "MADANG_DATABASE": "postgresql+psycopg://madang@127.0.0.1:9/madang",
    "MADANG_REDIS": "redis://127.0.0.1:9/0",
    "MADANG_NODE_ID": "Seoul-1",
}


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder without settings."""
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("given", [NAMES, "{node}.localhost:8080", "{node}.a-b.example:65535"])
def test_N28_names_of_nodes_are_taken(given: str) -> None:
    assert load_settings(node_names=given).node_names == given


@pytest.mark.parametrize(
    "given",
    [
        "",
        "madang.example.org",
        "{node}",
        "{node}.",
        "{node}-madang.example.org",
        "https://{node}.madang.example.org",
        "{node}.madang.example.org/",
        "{node}.{node}.example.org",
        "{node}.Madang.example.org",
        "{node}.*",
        "{node}.example.org; script-src *",
        "{node}.madang.example.org:0",
        "{node}.madang.example.org:70000",
        f"{{node}}{'.example' * 30}",
    ],
)
def test_N28_what_are_no_names_of_nodes_is_rejected_with_how_they_are_written(given: str) -> None:
    with pytest.raises(Misconfigured, match=r"setting node_names: must be names such as \{node\}\.madang\.example\.org"):
        load_settings(node_names=given)


def test_N28_only_a_node_has_a_name_and_it_is_for_sockets_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    alone = load_settings(node_names=NAMES, node_id="Seoul-1")
    assert alone.socket_host_names == alone.host_names
    for name, value in NODE.items():
        monkeypatch.setenv(name, value)
    node = load_settings(node_names=f"{NAMES}:8443")
    assert node.socket_host_names - node.host_names == {"seoul-1.madang.example.org"}


def test_N28_a_way_names_the_node_of_its_path_where_nodes_have_names() -> None:
    seat = "b" * 43
    assert NodeWays(routed=True).see_other("/n/Seoul-1/ws", seat).host is None
    told = NodeWays(names=f"{NAMES}:8443").see_other("/n/Seoul-1/o/jongno/rooms", seat)
    assert (told.path, told.host) == ("/n/Seoul-1/o/jongno/rooms", "seoul-1.madang.example.org:8443")
    assert [NodeWays().any, NodeWays(routed=True).any, NodeWays(names=NAMES).any] == [False, True, True]


def test_N28_the_policy_of_the_page_has_the_names_and_no_others() -> None:
    policy = security_headers(https=True, node_names=f"{NAMES}:8443")["content-security-policy"]
    assert "connect-src 'self' data: blob: wss://*.madang.example.org:8443;" in policy
    assert (
        "connect-src 'self' data: blob: ws://*.madang.example.org;"
        in (security_headers(https=False, node_names=NAMES)["content-security-policy"])
    )
    assert "connect-src 'self' data: blob:;" in security_headers(https=True)["content-security-policy"]
    assert (name_of(NAMES, "B"), any_of(NAMES)) == ("b.madang.example.org", "*.madang.example.org")


def test_N28_names_without_the_address_of_the_page_are_rejected_at_the_start(tmp_path: Path) -> None:
    done = madang("serve", folder=tmp_path, MADANG_NODE_NAMES=NAMES, **NODE)
    assert done.returncode == 2
    assert "setting node_names: needs public_url too" in done.stderr
