"""For which officer a ticket waits."""

import sqlalchemy as sa
from alembic import op

revision = "v0029"
down_revision = "v0028"
branch_labels = None
depends_on = None
kind = "expand"


def upgrade() -> None:
    """Go forward."""
    op.add_column("tickets", sa.Column("preferred_officer", sa.String(length=40)))


def downgrade() -> None:
    """Go back."""
    op.drop_column("tickets", "preferred_officer")
