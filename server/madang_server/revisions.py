"""Which revisions of the database this version knows, by the names of their files. Needs neither Alembic nor SQLAlchemy."""

from pathlib import Path

_STEPS = Path(__file__).parent / "store" / "migrations" / "versions"
_REVISIONS = frozenset(step.name.partition("_")[0] for step in _STEPS.glob("v[0-9]*_*.py"))  # v0001 of v0001_the_first_tables.py


def newest_revision() -> str:
    """Return the revision that this code needs."""
    return max(_REVISIONS)


def is_known(revision: str) -> bool:
    """Return whether this code can bring a database of this revision up to date."""
    return revision in _REVISIONS
