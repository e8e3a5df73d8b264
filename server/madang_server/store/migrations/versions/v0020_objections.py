"""Objections to decisions."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "v0020"
down_revision = "v0019"
branch_labels = None
depends_on = None
kind = "expand"
COLUMNS: dict[str, Any] = {
    "submitted": sa.Float(),
    "decided_by": sa.String(length=40),
    "object_until": sa.Float(),
    "objection": sa.String(length=20),
    "objected": sa.Float(),
    "objection_due": sa.Float(),
    "acts_before": sa.JSON(),
}


def upgrade() -> None:
    """Go forward."""
    for name, kind_of in COLUMNS.items():
        op.add_column("cases", sa.Column(name, kind_of))


def downgrade() -> None:
    """Go back."""
    for name in reversed(COLUMNS):
        op.drop_column("cases", name)
