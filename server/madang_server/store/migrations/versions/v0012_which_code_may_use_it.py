"""The database says which code may use it, and each lease which code has it: two versions can work side by side (SPEC N11)."""

import sqlalchemy as sa
from alembic import op

revision = "v0012"
down_revision = "v0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward. What `min_code` is, Alembic's environment writes after each step."""
    op.add_column("alembic_version", sa.Column("min_code", sa.String(length=32)))
    op.add_column("shards", sa.Column("code", sa.String(length=32)))


def downgrade() -> None:
    """Go back."""
    op.drop_column("shards", "code")
    op.drop_column("alembic_version", "min_code")
