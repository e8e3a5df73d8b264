"""What the office announces, and until when."""

import sqlalchemy as sa
from alembic import op

revision = "v0014"
down_revision = "v0013"
branch_labels = None
depends_on = None
kind = "expand"


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "announcements",
        sa.Column("office", sa.String(length=40), nullable=False),
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("since", sa.Float(), nullable=False),
        sa.Column("until", sa.Float(), nullable=False),
        sa.Column("ko", sa.Text(), nullable=False),
        sa.Column("en", sa.Text(), nullable=False),
        sa.Column("service", sa.String(length=48)),
        sa.PrimaryKeyConstraint("office", "id", name=op.f("pk_announcements")),
    )
    op.create_index("ix_announcements_office_until", "announcements", ["office", "until"])


def downgrade() -> None:
    """Go back."""
    op.drop_table("announcements")
