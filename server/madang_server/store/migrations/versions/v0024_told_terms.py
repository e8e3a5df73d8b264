"""What was told of the terms of cases."""

import sqlalchemy as sa
from alembic import op

revision = "v0024"
down_revision = "v0023"
branch_labels = None
depends_on = None
kind = "expand"


def upgrade() -> None:
    """Go forward."""
    op.add_column("cases", sa.Column("term_told", sa.String(length=20)))
    op.add_column("cases", sa.Column("progress_told", sa.Float()))


def downgrade() -> None:
    """Go back."""
    op.drop_column("cases", "progress_told")
    op.drop_column("cases", "term_told")
