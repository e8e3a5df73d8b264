"""The commands of README, tutorials and how-tos, run as they stand in a copy of the repository."""

from pathlib import Path

import pytest
from tests.architecture import repository
from tests.docs.console import blocks_of, pages
from tests.docs.hands import COUNTER, HANDS
from tests.docs.terminal import Terminal, opened

LEFT_OUT = {  # commands of blocks that are run otherwise
    "make check": "`make test` begins with it",
    "make test": "this test is part of it",
    "make screens": "some of its tests, measured more often",
}
NOT_RUN = {  # page -> first command of each block that is marked
    "docs/how-to/audit.md": [
        'madang officer add "Han Sora" --services consultation --supervisor',
        "madang audit verify",
    ],
    "docs/how-to/run-a-cluster.md": [
        "make cluster",
        "madang cluster status",
        "make wheel",
        "podman build -t registry.example.org/madang-node:0.1.0 --build-arg REQUIREMENTS=requirements-cluster.txt .",
        "kubectl exec -it madang-0 -- madang officer add 한주무관 --services consultation,resident-register-copy",
        "kubectl set image statefulset madang madang=registry.example.org/madang-node:0.2.0",
    ],
    "docs/how-to/simulate.md": ["make chaos NODES=1 RUNS=2 SEED=1"],
    "docs/how-to/measure.md": [".venv/bin/python scripts/bench_room.py"],
    "docs/how-to/run-in-production.md": [
        "useradd --system --user-group --home-dir /opt/madang --shell /usr/sbin/nologin madang",
        "cd /opt/madang",
        "install -d -o madang -g madang -m 700 /var/backups/madang",
        "systemctl stop madang",
        "/opt/madang/.venv/bin/pip install --require-hashes -r requirements.txt",
        "podman build -t madang .",
        "/opt/madang/.venv/bin/pip install --require-hashes -r requirements-postgresql.txt",
    ],
}
EXIT_CODES = {  # of commands that show a fault; everything else ends with 0
    (COUNTER, 2): 2,
    (COUNTER, 3): 1,
    ("docs/how-to/draw-a-place.md", 2): 1,
}
RUN = [page for page in pages() if any(block.why_not is None for block in blocks_of(page))]


def command_of(line: str) -> str:
    return line.partition("  #")[0].strip()


def follow(page: str, terminal: Terminal) -> list[str]:
    """Do all that the page says; return what did not end as it should."""
    wrong = []
    for number, block in enumerate(blocks_of(page)):
        HANDS.get(page, {}).get(number, lambda _folder: None)(terminal.folder)
        for command in filter(is_run, map(command_of, () if block.why_not else block.commands)):
            code, said = terminal.run(command)
            if code != EXIT_CODES.get((page, number), 0):
                wrong.append(f"block {number}: {command} ended with {code}:\n{said}")
    return wrong


def is_run(command: str) -> bool:
    return command not in LEFT_OUT


@pytest.mark.parametrize("page", RUN)
def test_every_command_of_the_page_works_as_it_stands(page: str, tmp_path: Path) -> None:
    (tmp_path / "counters").mkdir()
    with opened(tmp_path) as terminal:
        terminal.folder = {COUNTER: tmp_path / "counters"}.get(page, terminal.folder)
        assert follow(page, terminal) == []


def test_what_is_not_run_is_marked_with_its_reason_and_listed_here() -> None:
    marked = sorted((block.page, block.commands[0]) for page in pages() for block in blocks_of(page) if block.why_not)
    listed = sorted((page, first) for page, firsts in NOT_RUN.items() for first in firsts)
    assert marked == listed


KOREAN = {"docs/ko/" + path.name: path.name for path in repository.files("docs/ko/*.md")} | {"README.ko.md": "README.md"}


@pytest.mark.parametrize("page", KOREAN)
def test_the_commands_of_a_korean_page_are_those_of_the_english_one(page: str) -> None:
    english = next(name for name in pages() if Path(name).name == KOREAN[page])
    known = [command_of(command) for block in blocks_of(english) for command in block.commands]
    told = [command_of(command) for block in blocks_of(page) for command in block.commands]
    assert [command for command in told if command not in known] == []
    assert told == [command for command in known if command in told]
