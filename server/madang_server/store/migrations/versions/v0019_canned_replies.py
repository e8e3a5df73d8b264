"""What officers write often, ready in both languages."""

import sqlalchemy as sa
from alembic import op

revision = "v0019"
down_revision = "v0018"
branch_labels = None
depends_on = None
kind = "expand"


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "canned_replies",
        sa.Column("office", sa.String(length=40), nullable=False),
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("order", sa.Float(), nullable=False),
        sa.Column("ko", sa.Text(), nullable=False),
        sa.Column("en", sa.Text(), nullable=False),
        sa.Column("service", sa.String(length=48)),
        sa.PrimaryKeyConstraint("office", "id", name=op.f("pk_canned_replies")),
    )


def downgrade() -> None:
    """Go back."""
    op.drop_table("canned_replies")
