"""Keys with which programs of the city read an office."""

import sqlalchemy as sa
from alembic import op

revision = "v0031"
down_revision = "v0030"
branch_labels = None
depends_on = None
kind = "expand"


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "api_keys",
        sa.Column("office", sa.String(length=40), nullable=False),
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("key_hash", sa.String(length=64), nullable=False),
        sa.Column("rights", sa.JSON(), nullable=False),
        sa.Column("created", sa.Float(), nullable=False),
        sa.Column("expires", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("office", "id", name=op.f("pk_api_keys")),
        sa.UniqueConstraint("office", "key_hash", name=op.f("uq_api_keys_office_key_hash")),
    )
    op.create_index("ix_api_keys_office_expires", "api_keys", ["office", "expires"])


def downgrade() -> None:
    """Go back."""
    op.drop_table("api_keys")
