"""examples/cluster/kubernetes: as the published schemas say; and names, ports and routes agree, which no schema knows."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import kubernetes_validate
import pytest
from tests.release.deployment import PROBES, ROOT, SETTINGS, manifests

from madang_counters import discover
from madang_server.catalogue import load_catalogue
from madang_server.listener import GRACE_S
from madang_server.request_target import node_path
from madang_server.settings import FILE, SERVICES_FILE, Settings, load_settings

VERSIONS = ("1.32", "1.37")
MANIFESTS = manifests()
LABEL = {"app.kubernetes.io/name": "madang"}
POD_NAME = "statefulset.kubernetes.io/pod-name"  # the label that the controller of StatefulSets gives each pod
SECRET = {
    "MADANG_DATABASE": "postgresql+psycopg://madang:a1@postgresql.example.org/madang",
    "MADANG_REDIS": "redis://:b2@redis.example.org:6379/0",
}


def pod() -> dict[str, Any]:
    return MANIFESTS["StatefulSet/madang"]["spec"]["template"]["spec"]  # type: ignore[no-any-return]


def container() -> dict[str, Any]:
    return pod()["containers"][0]  # type: ignore[no-any-return]


def pods() -> list[str]:
    """The names of the pods, which are those of the nodes."""
    stateful = MANIFESTS["StatefulSet/madang"]
    return [f"{stateful['metadata']['name']}-{number}" for number in range(stateful["spec"]["replicas"])]


def each_alone(pod_name: str) -> dict[str, str]:
    """What the Service of one pod selects."""
    return MANIFESTS[f"Service/{pod_name}"]["spec"]["selector"]  # type: ignore[no-any-return]


def variables() -> dict[str, dict[str, Any]]:
    return {variable["name"]: variable for variable in container()["env"]}


def configured(name: str, folder: Path) -> Path:
    """A file of the ConfigMap, in this folder."""
    path = folder / name
    path.write_text(MANIFESTS["ConfigMap/madang"]["data"][name], "utf-8")
    return path


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """The settings of the pod `madang-1`, as it would read them."""
    configured(FILE, tmp_path)
    monkeypatch.chdir(tmp_path)
    told = SECRET | {"MADANG_NODE_ID": "madang-1"}
    told["MADANG_NODE_URL"] = variables()["MADANG_NODE_URL"]["value"].replace("$(MADANG_NODE_ID)", "madang-1")
    assert told.keys() == variables().keys()
    for name, value in told.items():
        monkeypatch.setenv(name, value)
    return load_settings()


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("name", MANIFESTS)
def test_a_manifest_is_what_the_published_schema_says_and_nothing_more(name: str, version: str) -> None:
    assert kubernetes_validate.validate(MANIFESTS[name], version, strict=True) == version


def test_the_schemas_reject_a_key_that_is_none() -> None:
    wrong = MANIFESTS["PodDisruptionBudget/madang"] | {"spec": {"maxUnavailabel": 1}}
    with pytest.raises(kubernetes_validate.ValidationError, match="maxUnavailabel"):
        kubernetes_validate.validate(wrong, VERSIONS[-1], strict=True)


def test_no_manifest_says_its_namespace_and_none_is_a_secret() -> None:
    assert [name for name, manifest in MANIFESTS.items() if "namespace" in manifest["metadata"]] == []
    assert [name for name in MANIFESTS if name.startswith("Secret/")] == []
    assert {name for name, variable in variables().items() if "secretKeyRef" in variable.get("valueFrom", {})} == SECRET.keys()


def test_all_of_them_are_about_the_same_pods() -> None:
    found = [
        MANIFESTS["StatefulSet/madang"]["spec"]["selector"]["matchLabels"],
        MANIFESTS["StatefulSet/madang"]["spec"]["template"]["metadata"]["labels"],
        MANIFESTS["PodDisruptionBudget/madang"]["spec"]["selector"]["matchLabels"],
        MANIFESTS["NetworkPolicy/madang"]["spec"]["podSelector"]["matchLabels"],
        MANIFESTS["Service/madang"]["spec"]["selector"],
        MANIFESTS["Service/madang-nodes"]["spec"]["selector"],
        *(each_alone(pod_name).items() - {(POD_NAME, pod_name)} for pod_name in pods()),
        *(spread["labelSelector"]["matchLabels"] for spread in pod()["topologySpreadConstraints"]),
    ]
    assert [labels for labels in found if dict(labels) != LABEL] == []
    assert "selector" not in MANIFESTS["Service/madang-nobody"]["spec"]


def test_a_pod_has_the_settings_of_a_node(settings: Settings) -> None:
    assert variables().keys() <= SETTINGS
    assert settings.is_node
    assert variables()["MADANG_NODE_ID"]["valueFrom"] == {"fieldRef": {"fieldPath": "metadata.name"}}
    assert variables().keys() & {f"MADANG_{name.upper()}" for name in tomllib.loads(Path(FILE).read_text("utf-8"))} == set()


def test_a_node_is_reached_by_its_name_in_the_headless_service(settings: Settings) -> None:
    headless = MANIFESTS["Service/madang-nodes"]
    assert settings.node_url is not None
    assert settings.node_url.host == f"{settings.node_id}.{headless['metadata']['name']}"
    assert MANIFESTS["StatefulSet/madang"]["spec"]["serviceName"] == headless["metadata"]["name"]
    assert headless["spec"]["clusterIP"] == "None"
    assert headless["spec"]["publishNotReadyAddresses"] is True
    assert settings.node_url.port == settings.port


def test_a_service_of_the_namespace_sets_no_setting() -> None:
    """Kubernetes would set MADANG_PORT=tcp://... in each pod of a namespace with a Service `madang`."""
    assert pod()["enableServiceLinks"] is False


def test_the_ports_agree(settings: Settings) -> None:
    assert container()["ports"] == [{"name": "http", "containerPort": settings.port}]
    services = [MANIFESTS[f"Service/{name}"]["spec"]["ports"] for name in ("madang", "madang-nodes", *pods())]
    assert {port["targetPort"] for ports in services for port in ports} == {"http"}
    policy = MANIFESTS["NetworkPolicy/madang"]["spec"]["ingress"]
    assert [rule["ports"] for rule in policy] == [[{"protocol": "TCP", "port": "http"}]]
    assert [rule for rule in policy if not rule["from"]] == []
    backends = list(backends_of(MANIFESTS["Ingress/madang"]))
    assert [(name, port) for _path, name, port in backends if port not in ports_of(name)] == []


def backends_of(ingress: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    for rule in ingress["spec"]["rules"]:
        for path in rule["http"]["paths"]:
            service = path["backend"]["service"]
            yield path["path"], service["name"], service["port"]["name"]


def ports_of(service: str) -> set[str]:
    return {port["name"] for port in MANIFESTS[f"Service/{service}"]["spec"]["ports"]}


def test_the_ingress_is_at_the_public_address_and_leads_the_figures_to_nobody(settings: Settings) -> None:
    ingress = MANIFESTS["Ingress/madang"]
    assert settings.public_url is not None
    assert {rule["host"] for rule in ingress["spec"]["rules"]} == {settings.public_url.host}
    assert ingress["spec"]["tls"][0]["hosts"] == [settings.public_url.host]
    assert {path: name for path, name, _port in backends_of(ingress)} == {
        "/metrics": "madang-nobody",
        "/link": "madang-nobody",
        "/": "madang",
    } | {node_path(name, ""): name for name in pods()}


def test_N21_each_pod_has_a_service_of_its_own_to_which_the_ingress_leads_its_path(settings: Settings) -> None:
    """A StatefulSet numbers its pods from 0 and labels each with its name; a node is called as its pod."""
    assert settings.node_paths == "routed"
    assert [each_alone(name)[POD_NAME] for name in pods()] == pods()
    assert [name for name in pods() if not MANIFESTS[f"Service/{name}"]["spec"]["publishNotReadyAddresses"]] == []
    rule = MANIFESTS["Ingress/madang"]["spec"]["rules"][0]
    assert {path["pathType"] for path in rule["http"]["paths"]} == {"Prefix"}, "/n/madang-1 is no prefix of /n/madang-10/ then"
    services = {name.removeprefix("Service/") for name in MANIFESTS if name.startswith("Service/")}
    assert services == {"madang", "madang-nodes", "madang-nobody", *pods()}, "one more replica needs one more of these"


def test_probes_ask_for_real_routes() -> None:
    asked = {name: container()[f"{name}Probe"]["httpGet"] for name in ("startup", "readiness", "liveness")}
    assert asked == {
        "startup": {"path": "/healthz", "port": "http"},
        "readiness": {"path": "/readyz", "port": "http"},
        "liveness": {"path": "/healthz", "port": "http"},
    }
    source = (ROOT / "server/madang_server/web/health.py").read_text("utf-8")
    assert set(re.findall(r'api_route\("(/[a-z]+z)"', source)) == PROBES


def test_a_node_leaves_in_order_and_has_the_time_for_it() -> None:
    _sh, _c, command = container()["lifecycle"]["preStop"]["exec"]["command"]
    assert command.startswith('madang node drain "$MADANG_NODE_ID"; ')
    slept = re.search(r"sleep (\d+)$", command)
    assert slept is not None
    probe = container()["readinessProbe"]
    assert int(slept[1]) > 2 * probe["periodSeconds"] * probe["failureThreshold"]
    assert pod()["terminationGracePeriodSeconds"] >= int(slept[1]) + 2 * GRACE_S


def test_a_pod_may_nothing_that_it_does_not_need() -> None:
    assert pod()["automountServiceAccountToken"] is False
    uid = re.search(r"--uid (\d+)", (ROOT / "Containerfile").read_text("utf-8"))
    assert uid is not None
    security = pod()["securityContext"]
    assert (security["runAsNonRoot"], security["runAsUser"], security["fsGroup"]) == (True, int(uid[1]), int(uid[1]))
    assert container()["securityContext"] == {
        "allowPrivilegeEscalation": False,
        "readOnlyRootFilesystem": True,
        "capabilities": {"drop": ["ALL"]},
    }


def test_every_volume_is_mounted_where_the_server_looks() -> None:
    volumes = {volume["name"]: volume for volume in pod()["volumes"]}
    mounts = {mount["name"]: mount for mount in container()["volumeMounts"]}
    assert volumes.keys() == mounts.keys()
    data = re.search(r"MADANG_DATA=(\S+)", (ROOT / "Containerfile").read_text("utf-8"))
    assert data is not None
    assert mounts["data"]["mountPath"] == data[1]
    assert mounts["services"]["mountPath"] == f"{data[1]}/{SERVICES_FILE}"
    assert mounts["settings"]["mountPath"] == container()["workingDir"]
    items = {item["key"] for volume in volumes.values() for item in volume.get("configMap", {}).get("items", ())}
    assert items == MANIFESTS["ConfigMap/madang"]["data"].keys() == {FILE, SERVICES_FILE}


def test_the_services_are_ones_that_an_office_takes(tmp_path: Path) -> None:
    catalogue = load_catalogue(configured(SERVICES_FILE, tmp_path), discover().backends)
    assert catalogue.services


def test_the_image_is_of_this_version() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert container()["image"].rpartition(":")[2] == project["version"]
