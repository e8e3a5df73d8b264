"""Columns and kept replies take the names of the field: `wish` is `command`, `deed` is `action`, a reply `refused` is `rejected`."""

from alembic import op

revision = "v0003"
down_revision = "v0002"
branch_labels = None
depends_on = None

RENAMED_COLUMNS = (("answers", "wish", "command"),)


def upgrade() -> None:
    """Go forward."""
    for table, before, after in RENAMED_COLUMNS:
        op.execute(f"ALTER TABLE {table} RENAME COLUMN {before} TO {after}")


def downgrade() -> None:
    """Go back."""
    for table, before, after in RENAMED_COLUMNS:
        op.execute(f"ALTER TABLE {table} RENAME COLUMN {after} TO {before}")
