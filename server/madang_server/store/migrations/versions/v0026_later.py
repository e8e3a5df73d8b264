"""Until when the holder of a ticket asked not to be called, and how often."""

import sqlalchemy as sa
from alembic import op

revision = "v0026"
down_revision = "v0025"
branch_labels = None
depends_on = None
kind = "expand"


def upgrade() -> None:
    """Go forward."""
    op.add_column("tickets", sa.Column("not_before", sa.Float()))
    op.add_column("tickets", sa.Column("laters", sa.Integer()))


def downgrade() -> None:
    """Go back."""
    op.drop_column("tickets", "laters")
    op.drop_column("tickets", "not_before")
