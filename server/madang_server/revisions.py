"""Which revisions of the database this version knows, by the names of their files. Needs neither Alembic nor SQLAlchemy."""

import ast
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

_STEPS = Path(__file__).parent / "store" / "migrations" / "versions"
_FILES = {step.name.partition("_")[0]: step for step in _STEPS.glob("v[0-9]*_*.py")}  # v0001 of v0001_the_first_tables.py


class Kind(StrEnum):
    """What a step is to code of the revision before, and to its own (SPEC N12). Its file says it in `kind`."""

    EXPAND = "expand"  # code of before works on what it makes as on what was there; newer code needs it
    CONTRACT = "contract"  # takes away what code of before needs; code that knows the step works before it as after it
    BOTH = "both"  # of a file that says nothing: neither code works on what the other needs


@dataclass(frozen=True, slots=True)
class Step:
    """One migration: the revision that it leads to."""

    revision: str

    @property
    def words(self) -> str:
        """What it does; its file is read when this is asked, not by a server that starts."""
        return " ".join((ast.get_docstring(_tree(self.revision)) or "").partition("\n\n")[0].split())

    @property
    def kind(self) -> Kind:
        """Which kind it is; its file is read, as for its words."""
        for line in _tree(self.revision).body:
            match line:
                case ast.Assign(targets=[ast.Name(id="kind")], value=ast.Constant(value=str(said))):
                    return Kind(said)
                case _:
                    pass
        return Kind.BOTH


def newest_revision() -> str:
    """Return the revision for which this code is written."""
    return max(_FILES)


def is_known(revision: str) -> bool:
    """Return whether this code can bring a database of this revision up to date."""
    return revision in _FILES


def steps_after(revision: str) -> list[Step]:
    """Return the steps that a database of this known revision lacks, in order."""
    return [Step(later) for later in sorted(_FILES) if later > revision]


def min_code_at(revision: str) -> str:
    """Return the lowest revision whose code may use a database of this known one: that of the last step that did not only add."""
    return max(step.revision for step in map(Step, _FILES) if step.revision <= revision and step.kind is not Kind.EXPAND)


def step_folders() -> Iterable[Path]:
    """Return where the files of the steps are."""
    return sorted({file.parent for file in _FILES.values()})


@cache
def _tree(revision: str) -> ast.Module:
    return ast.parse(_FILES[revision].read_text("utf-8"))
