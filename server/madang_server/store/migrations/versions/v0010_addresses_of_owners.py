"""Who has an office says where the other nodes of a cluster reach it (SPEC N2)."""

import sqlalchemy as sa
from alembic import op

revision = "v0010"
down_revision = "v0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""
    op.add_column("shards", sa.Column("address", sa.String(length=200)))


def downgrade() -> None:
    """Go back."""
    op.drop_column("shards", "address")
