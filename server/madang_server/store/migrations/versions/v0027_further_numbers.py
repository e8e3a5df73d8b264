"""From when a further number of the same visit counts."""

import sqlalchemy as sa
from alembic import op

revision = "v0027"
down_revision = "v0026"
branch_labels = None
depends_on = None
kind = "expand"


def upgrade() -> None:
    """Go forward."""
    op.add_column("tickets", sa.Column("came", sa.Float()))


def downgrade() -> None:
    """Go back."""
    op.drop_column("tickets", "came")
