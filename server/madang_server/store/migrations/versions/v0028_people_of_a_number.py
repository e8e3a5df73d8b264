"""How many people come with one number."""

import sqlalchemy as sa
from alembic import op

revision = "v0028"
down_revision = "v0027"
branch_labels = None
depends_on = None
kind = "expand"


def upgrade() -> None:
    """Go forward."""
    op.add_column("tickets", sa.Column("people", sa.Integer()))


def downgrade() -> None:
    """Go back."""
    op.drop_column("tickets", "people")
