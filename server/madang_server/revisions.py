"""Which revisions of the database this version knows, by the names of their files. Needs neither Alembic nor SQLAlchemy."""

import ast
from dataclasses import dataclass
from pathlib import Path

_STEPS = Path(__file__).parent / "store" / "migrations" / "versions"
_REVISIONS = frozenset(step.name.partition("_")[0] for step in _STEPS.glob("v[0-9]*_*.py"))  # v0001 of v0001_the_first_tables.py


def newest_revision() -> str:
    """Return the revision that this code needs."""
    return max(_REVISIONS)


def is_known(revision: str) -> bool:
    """Return whether this code can bring a database of this revision up to date."""
    return revision in _REVISIONS


@dataclass(frozen=True, slots=True)
class Step:
    """One migration: the revision that it leads to, and in words what it does."""

    revision: str
    words: str


def steps_after(revision: str) -> list[Step]:
    """Return the steps that a database of this known revision lacks, in order."""
    files = {file.name.partition("_")[0]: file for file in _STEPS.glob("v[0-9]*_*.py")}
    return [Step(later, _words(files[later])) for later in sorted(files) if later > revision]


def _words(file: Path) -> str:
    said = ast.get_docstring(ast.parse(file.read_text("utf-8"))) or ""
    return " ".join(said.partition("\n\n")[0].split())
