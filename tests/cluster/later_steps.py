"""Steps of the database that a later version might have: made up, and written into a folder for a `later_madang`."""

import os
import sys
from dataclasses import dataclass, field
from pathlib import Path

from tests.prefork import ROOT

from madang_server.revisions import newest_revision

EXPAND = """
kind = "expand"


def upgrade():
    op.add_column("tickets", sa.Column("colour", sa.String(20)))
    op.add_column("entries", sa.Column("mood", sa.String(20), nullable=False, server_default="plain"))
    op.create_table("moods", sa.Column("name", sa.String(20), primary_key=True))
    op.create_index("ix_tickets_office_colour", "tickets", ["office", "colour"])


def declare(tables):
    tables.tickets.append_column(sa.Column("colour", sa.String(20), default="blue"))
    tables.entries.append_column(sa.Column("mood", sa.String(20), nullable=False, default="glad"))
"""
EXPAND_AGAIN = """
kind = "expand"


def upgrade():
    op.add_column("cases", sa.Column("shade", sa.String(20)))
"""
CONTRACT = """
kind = "contract"


def upgrade():
    op.drop_index("ix_audit_office_at", "audit")
"""
NEITHER = """
def upgrade():
    op.alter_column("audit", "facts", new_column_name="details")
"""


def later(number: int) -> str:
    """The revision so many after the newest of this code."""
    return f"v{int(newest_revision()[1:]) + number:04}"


@dataclass
class Later:
    """A version to come, whose steps are in a folder."""

    folder: Path
    steps: list[str] = field(default_factory=list)

    def add(self, step: str) -> str:
        """Give it one more step; its revision."""
        self.folder.mkdir(exist_ok=True)
        self.steps.append(step)
        number = len(self.steps)
        names = f'revision, down_revision = "{later(number)}", "{later(number - 1)}"\n'
        text = f'"""Step {number} of a version to come."""\nimport sqlalchemy as sa\nfrom alembic import op\n\n{names}{step}'
        (self.folder / f"{later(number)}_to_come.py").write_text(text, "utf-8")
        return later(number)

    @property
    def program(self) -> tuple[str, ...]:
        """What runs it; it needs `environment`."""
        return (sys.executable, "-m", "tests.cluster.later_madang", str(self.folder))

    @property
    def environment(self) -> dict[str, str]:
        """Variables for its process, which is started in a folder of its own."""
        return {"PYTHONPATH": os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH", ""))))}
