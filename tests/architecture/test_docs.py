"""The documentation says what the code does: links, commands, settings, metrics, routes, dependencies, decisions."""

import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import typer.main
from prometheus_client import CollectorRegistry
from tests.architecture import repository

from madang_protocol.commands import AnyCommand
from madang_protocol.messages import AnyMessage
from madang_server.cli import app
from madang_server.cluster.node_metrics import NodeMetrics
from madang_server.cluster.nodes import Node
from madang_server.live.metrics import LiveMetrics
from madang_server.office_app.figures import Figures, OfficeMetrics
from madang_server.settings import Settings
from madang_server.web import metrics_of

LINK = re.compile(r"\]\(([^()\s]+)\)")
FENCE = re.compile(r"^( *)```.*?^\1```", re.MULTILINE | re.DOTALL)
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
COMMAND = re.compile(r"^### `(madang [a-z -]+)`$", re.MULTILINE)
METRIC = re.compile(r"^\| `(madang_[a-z_]+)", re.MULTILINE)
ROW = re.compile(r"^\| `([^`]+)` \|", re.MULTILINE)
ROUTE = re.compile(r"`(?:GET|POST) (/[^`?]*)")
KIND = re.compile(r"`([a-z_.]+)`")
HIDDEN_ROUTES = {"/{name:path}"}  # in the table as "any other path"


def links() -> Iterator[tuple[Path, str]]:
    for page in repository.files("*.md"):
        for target in LINK.findall(FENCE.sub("", page.read_text("utf-8"))):
            yield page, target


def anchors(page: Path) -> set[str]:
    headings = HEADING.findall(FENCE.sub("", page.read_text("utf-8")))
    kept = [re.sub(r"[^\w\- ]", "", heading.lower().replace("`", "")) for heading in headings]
    return {heading.strip().replace(" ", "-") for heading in kept}


def is_broken(page: Path, target: str) -> bool:
    path, _, anchor = target.partition("#")
    aim = (page.parent / path).resolve() if path else page
    return not aim.exists() or (aim.suffix == ".md" and anchor not in anchors(aim) | {""})


def commands(group: object, name: str = "madang") -> Iterator[str]:
    for word, command in sorted(getattr(group, "commands", {}).items()):
        yield from commands(command, f"{name} {word}")
    if not hasattr(group, "commands"):
        yield name


def direct_packages() -> set[str]:
    project = tomllib.loads(repository.text_of("pyproject.toml"))["project"]
    python = {re.split(r"[\[>]", need)[0] for need in sum(project["optional-dependencies"].values(), project["dependencies"])}
    web = json.loads(repository.text_of("clients/web/package.json"))
    return python | web["dependencies"].keys() | web["devDependencies"].keys()


def served_paths() -> set[str]:
    """Every path that a router of the server declares, as the source says it."""
    sources = [path.read_text("utf-8") for path in repository.files("server/madang_server/web/*.py")]
    routed = re.compile(r"""(?:router\.(?:get|post)|router\.api_route)\(\s*f?"(/[^"]*)\"""")
    return {path for source in sources for path in routed.findall(source)}


def test_every_relative_link_leads_somewhere():
    relative = [(page, target) for page, target in links() if not re.match(r"[a-z]+:", target)]
    assert len(relative) > 50
    assert [f"{repository.name_of(page)}: {target}" for page, target in relative if is_broken(page, target)] == []


def test_every_page_of_the_documentation_is_in_the_index():
    index = repository.text_of("docs/README.md")
    pages = [page for page in repository.files("docs/*.md") if "decisions" not in page.parts and page.name != "README.md"]
    assert [repository.name_of(page) for page in pages if f"({page.relative_to(repository.ROOT / 'docs')})" not in index] == []


def test_every_decision_is_in_its_index():
    index = repository.text_of("docs/decisions/README.md")
    records = [page.name for page in repository.files("docs/decisions/0*.md")]
    assert [name for name in records if f"({name})" not in index] == []
    assert sorted(name[:4] for name in records) == [f"{number:04d}" for number in range(1, len(records) + 1)]


def test_the_commands_are_those_of_the_reference():
    documented = COMMAND.findall(repository.text_of("docs/reference/cli.md"))
    assert sorted(documented) == sorted(commands(typer.main.get_command(app)))


def test_the_settings_are_those_of_the_reference():
    page = repository.text_of("docs/reference/settings.md").partition("## services.toml")[0]
    assert set(ROW.findall(page)) == set(Settings.model_fields)


def test_every_default_of_a_setting_that_is_one_word_is_told():
    page = repository.text_of("docs/reference/settings.md")
    rows = {row.split("`")[1]: row for row in page.splitlines() if row.startswith("| `")}
    plain = {name: field.default for name, field in Settings.model_fields.items() if isinstance(field.default, str | int)}
    assert [name for name, default in plain.items() if f"`{default}`" not in rows[name]] == []
    assert [name for name in Settings.model_fields if f"MADANG_{name.upper()}`" not in rows[name]] == []


def test_the_metrics_are_those_of_the_reference():
    registry = CollectorRegistry()
    LiveMetrics(registry, dict.fromkeys(("connections", "sessions", "rooms"), lambda: 0))
    OfficeMetrics(registry, lambda: Figures([], {}, {}, 0))
    whole = metrics_of({"main": registry}, "1")
    node = Node(id="a", address="", boot="", pid=1, host="", version="1", since=0.0)
    whole.register(NodeMetrics(lambda: node, lambda: True))
    kinds = {family.name: family.type for family in whole.collect() if not family.name.endswith("_created")}
    endings = {"counter": "_total", "info": "_info"}
    served = {f"{name}{endings.get(kind, '')}" for name, kind in kinds.items() if name.startswith("madang_")}
    assert set(METRIC.findall(repository.text_of("docs/reference/metrics.md"))) == served


def test_every_route_is_in_the_reference():
    page = repository.text_of("docs/reference/http.md")
    shapes = [re.compile(re.sub(r"\\\{.*?\\\}", ".+", re.escape(path)) + "$") for path in served_paths() - HIDDEN_ROUTES]
    told = [path.partition(" ")[0].rstrip("`") for path in ROUTE.findall(page)]
    prefixed = [*told, *(f"/api/officer{path}" for path in told)]
    short = [path.removeprefix("/api/officer") for path in prefixed]
    assert [shape.pattern for shape in shapes if not any(map(shape.match, [*prefixed, *short]))] == []


def test_every_direct_dependency_has_its_line():
    assert set(ROW.findall(repository.text_of("docs/reference/dependencies.md"))) == direct_packages()


def commands_of(page: Path) -> set[str]:
    fences = re.findall(r"^ *```console\n(.*?)^ *```", page.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    return {line for fence in fences for line in re.findall(r"^ *[$#] (.+)$", fence, re.MULTILINE)}


def test_a_korean_page_tells_the_commands_of_its_english_one():
    pages = [(page, english) for page in repository.files("docs/ko/*.md") for english in repository.files(f"docs/*/{page.name}")]
    pairs = [(page, english) for page, english in pages if english.parent.name != "ko"]
    assert len(pairs) == len(repository.files("docs/ko/*.md"))
    assert {repository.name_of(page): commands_of(page) - commands_of(english) for page, english in pairs} == {
        repository.name_of(page): set() for page, _ in pairs
    }


def test_both_readmes_tell_the_same_commands():
    fence = re.compile(r"^```console\n(.*?)^```", re.MULTILINE | re.DOTALL)
    assert fence.findall(repository.text_of("README.md")) == fence.findall(repository.text_of("README.ko.md"))


def kinds_of(union: object) -> set[str]:
    return {kind.__struct_config__.tag for kind in get_args(union)}


def test_the_kinds_of_messages_are_those_of_the_page_about_the_protocol():
    page = repository.text_of("docs/reference/protocol.md")
    _, sent, told = re.split(r"\n\| from (?:clients|the server) \| \|\n", page)
    assert sorted(KIND.findall(sent.split("\n\n")[0])) == sorted(kinds_of(AnyCommand))
    kept, latest = (KIND.findall(row) for row in told.split("\n\n")[0].splitlines()[1:])
    reliable = {kind.__struct_config__.tag for kind in get_args(AnyMessage) if kind.reliable}
    assert (sorted(kept), sorted(latest)) == (sorted(reliable), sorted(kinds_of(AnyMessage) - reliable))
