"""Which revisions of the database this version knows, by the names of their files. Needs neither Alembic nor SQLAlchemy."""

import ast
from dataclasses import dataclass
from pathlib import Path

_STEPS = Path(__file__).parent / "store" / "migrations" / "versions"
_FILES = {step.name.partition("_")[0]: step for step in _STEPS.glob("v[0-9]*_*.py")}  # v0001 of v0001_the_first_tables.py


def newest_revision() -> str:
    """Return the revision that this code needs."""
    return max(_FILES)


def is_known(revision: str) -> bool:
    """Return whether this code can bring a database of this revision up to date."""
    return revision in _FILES


@dataclass(frozen=True, slots=True)
class Step:
    """One migration: the revision that it leads to."""

    revision: str

    @property
    def words(self) -> str:
        """What it does; its file is read when this is asked, not by a server that starts."""
        said = ast.get_docstring(ast.parse(_FILES[self.revision].read_text("utf-8"))) or ""
        return " ".join(said.partition("\n\n")[0].split())


def steps_after(revision: str) -> list[Step]:
    """Return the steps that a database of this known revision lacks, in order."""
    return [Step(later) for later in sorted(_FILES) if later > revision]
