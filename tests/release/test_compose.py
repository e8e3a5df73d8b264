"""examples/cluster/compose.yaml: every variable is asked for, every file is there, every setting and route is a real one."""

import ipaddress
import re
import subprocess
from pathlib import Path

import pytest
from tests.release.deployment import EXAMPLES, PROBES, ROOT, SETTINGS, asked_for, compose, filled_in, seconds

from madang_server.listener import GRACE_S
from madang_server.settings import load_settings

NODES = ("node-a", "node-b", "node-c")
TEXT = (EXAMPLES / "compose.yaml").read_text("utf-8")
FILLED_IN = {
    "MADANG_PUBLIC_URL": "https://madang.example.org",
    "POSTGRES_PASSWORD": "a1",
    "REDIS_PASSWORD": "b2",
    "SERVICES_FILE": "../../server/madang_server/office_app/services.toml",
}


def variables_of(service: str) -> dict[str, str]:
    return {name: str(filled_in(value, FILLED_IN)) for name, value in compose()["services"][service]["environment"].items()}


def test_what_is_asked_for_stops_the_start_while_it_is_empty_and_is_in_the_file_of_placeholders() -> None:
    assert [rest for rest in asked_for(TEXT).values() if not rest.startswith(":?")] == []
    placeholders = re.findall(r"^([A-Z_]+)=(.*)$", (EXAMPLES / "compose.env").read_text("utf-8"), re.MULTILINE)
    assert placeholders == [(name, "") for name in FILLED_IN]
    assert asked_for(TEXT).keys() == FILLED_IN.keys()


def test_the_filled_in_file_is_none_of_the_repositorys() -> None:
    ignored = subprocess.run(["git", "check-ignore", "-q", "examples/cluster/.env"], cwd=ROOT, check=False)
    assert ignored.returncode == 0


def test_every_file_and_volume_that_it_names_is_there() -> None:
    made = compose()
    mounted = [volume for service in made["services"].values() for volume in service.get("volumes", ())]
    sources = {str(filled_in(volume, FILLED_IN)).split(":")[0] for volume in mounted}
    files = {source for source in sources if source.startswith(".")}
    assert len(files) == 2
    assert [file for file in files if not (EXAMPLES / file).is_file()] == []
    assert sources - files == made["volumes"].keys()


@pytest.mark.parametrize("node", NODES)
def test_a_node_is_built_from_the_lock_of_a_cluster(node: str) -> None:
    build = compose()["services"][node]["build"]
    context = EXAMPLES / build["context"]
    containerfile = (context / build["dockerfile"]).read_text("utf-8")
    assert "ARG REQUIREMENTS=requirements.txt\n" in containerfile, "without the argument it is the image of one office"
    assert (context / build["args"]["REQUIREMENTS"]).is_file()
    assert build["args"] == {"REQUIREMENTS": "requirements-cluster.txt"}


@pytest.mark.parametrize("node", NODES)
def test_the_settings_of_a_node_are_real_and_make_it_a_node(node: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    variables = variables_of(node)
    assert variables.keys() <= SETTINGS
    monkeypatch.chdir(tmp_path)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    settings = load_settings()
    assert settings.is_node
    assert settings.node_id == node
    assert str(settings.node_url) == f"http://{node}:{settings.port}/"
    assert settings.host == "0.0.0.0"  # noqa: S104 - inside its container


def test_the_balancer_leads_to_the_nodes_by_the_names_that_they_have() -> None:
    told = compose()["services"]["haproxy"]["environment"]
    names = re.findall(r"\$\{([A-Z_]+)-[0-9a-c.:]+\}", (EXAMPLES / "haproxy.cfg").read_text("utf-8"))
    assert told.keys() == set(names)
    port = variables_of("node-a")["MADANG_PORT"]
    assert {told[name] for name in names if name.startswith("NODE_")} == {f"{node}:{port}" for node in NODES}
    assert {told[name] for name in names if name.startswith("ID_")} == set(NODES)
    assert compose()["services"]["haproxy"]["ports"] == [f"127.0.0.1:8080{told['LISTEN']}"]


def test_what_asks_a_node_how_it_is_asks_for_a_real_route_at_its_port() -> None:
    for node in NODES:
        asked = re.search(r"http://127\.0\.0\.1:(\d+)(/[a-z]+)", compose()["services"][node]["healthcheck"]["test"][-1])
        assert asked is not None
        assert asked[1] == variables_of(node)["MADANG_PORT"]
        assert asked[2] in PROBES


def test_a_node_has_time_to_close() -> None:
    assert [node for node in NODES if seconds(compose()["services"][node]["stop_grace_period"]) < GRACE_S + 10] == []


def test_only_the_balancer_is_reached_from_outside() -> None:
    made = compose()
    assert [name for name, service in made["services"].items() if "ports" in service or service["networks"] != ["inside"]] == [
        "haproxy"
    ]
    assert made["networks"]["inside"]["internal"] is True


def test_those_who_are_believed_are_the_inner_network_and_the_outer_gateway() -> None:
    networks = {name: network["ipam"]["config"][0] for name, network in compose()["networks"].items()}
    trusted = variables_of("node-a")["MADANG_TRUSTED_PROXIES"].split(",")
    assert trusted == [networks["inside"]["subnet"], networks["outside"]["gateway"]]
    assert ipaddress.ip_address(networks["outside"]["gateway"]) in ipaddress.ip_network(networks["outside"]["subnet"])


def test_stores_and_their_clients_have_the_same_secrets() -> None:
    services = compose()["services"]
    database, redis = variables_of("node-a")["MADANG_DATABASE"], variables_of("node-a")["MADANG_REDIS"]
    postgresql = variables_of("postgresql")
    assert database == "postgresql+psycopg://{POSTGRES_USER}:{POSTGRES_PASSWORD}@postgresql/{POSTGRES_DB}".format(**postgresql)
    password = variables_of("redis")["REDISCLI_AUTH"]
    assert redis == f"redis://:{password}@redis:6379/0"
    assert filled_in(services["redis"]["command"][-1], FILLED_IN) == password
    assert {"postgresql", "redis"} <= services.keys()
