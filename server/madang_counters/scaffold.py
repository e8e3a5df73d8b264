"""Writes a new service as a small package that keeps the contract from the beginning."""

import re
from importlib.resources import files
from pathlib import Path

NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
NAME_LENGTH_MAX = 40


class ScaffoldFault(Exception):
    """The service was not written; nothing on the disk has changed."""


def write_counter(name: str, folder: Path) -> list[Path]:
    """Write the package `folder/name` and return its files. `ScaffoldFault` for a bad name or a folder that exists."""
    if not NAME.fullmatch(name) or len(name) > NAME_LENGTH_MAX:
        raise ScaffoldFault(f"{name!r} is no name of a service: use a-z, 0-9 and single hyphens, at most {NAME_LENGTH_MAX}")
    target = folder / name
    if target.exists():
        raise ScaffoldFault(f"{target} is there already")
    pages = {target / path: text for path, text in _pages(name).items()}
    for path, text in pages.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return list(pages)


def _pages(name: str) -> dict[str, str]:
    module = name.replace("-", "_")
    words = {"@NAME@": name, "@MODULE@": module, "@CLASS@": "".join(part.capitalize() for part in name.split("-"))}
    places = {
        "pyproject.toml.txt": "pyproject.toml",
        "README.md.txt": "README.md",
        "backend.py.txt": f"{module}/__init__.py",
        "test_backend.py.txt": f"tests/test_{module}.py",
    }
    return {path: _filled(page, words) for page, path in places.items()}


def _filled(page: str, words: dict[str, str]) -> str:
    text = files("madang_counters").joinpath("scaffold_files", page).read_text(encoding="utf-8")
    for mark, word in words.items():
        text = text.replace(mark, word)
    return text
