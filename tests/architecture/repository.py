"""The repository as these tests see it: which files are ours. Knows git and paths, no rule."""

import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = (
    "protocol/madang_protocol",
    "worlds/madang_worlds",
    "server/madang_office",
    "server/madang_counters",
    "server/madang_server",
    "clients/load/madang_load",
)


def files(*patterns: str) -> list[Path]:
    """Files of the repository, tracked or about to be, that exist and match any of the patterns (of git)."""
    return [path for path in _listed(*patterns) if path.is_file()]


def links() -> list[Path]:
    """Symbolic links of the repository, tracked or about to be, wherever they lead."""
    return [path for path in _listed() if path.is_symlink()]


def _listed(*patterns: str) -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", *patterns],
        cwd=ROOT, check=True, capture_output=True, text=True,
    ).stdout.splitlines()  # fmt: skip
    return [ROOT / name for name in listed]


def name_of(path: Path) -> str:
    """The path from the root, for a report."""
    return path.relative_to(ROOT).as_posix()


def text_of(name: str) -> str:
    """The text of one file, by its path from the root."""
    return (ROOT / name).read_text("utf-8")
