"""What was done with a ticket last, and what it was before: so long that can be undone."""

import sqlalchemy as sa
from alembic import op

revision = "v0022"
down_revision = "v0021"
branch_labels = None
depends_on = None
kind = "expand"


def upgrade() -> None:
    """Go forward."""
    op.add_column("tickets", sa.Column("undo", sa.JSON(none_as_null=True)))


def downgrade() -> None:
    """Go back."""
    op.drop_column("tickets", "undo")
