"""Alarms of officers, and of what the holder of a ticket was warned."""

import sqlalchemy as sa
from alembic import op

revision = "v0033"
down_revision = "v0032"
branch_labels = None
depends_on = None
kind = "expand"


def upgrade() -> None:
    """Go forward."""
    op.add_column("tickets", sa.Column("warned", sa.String(length=20)))
    op.create_table(
        "alarms",
        sa.Column("office", sa.String(length=40), nullable=False),
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("officer", sa.String(length=40), nullable=False),
        sa.Column("counter", sa.String(length=48), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("raised", sa.Float(), nullable=False),
        sa.Column("since", sa.Float(), nullable=False),
        sa.Column("told", sa.JSON(), nullable=False),
        sa.Column("ticket", sa.String(length=40)),
        sa.Column("helper", sa.String(length=40)),
        sa.Column("outside", sa.Float()),
        sa.PrimaryKeyConstraint("office", "id", name=op.f("pk_alarms")),
    )
    for columns in (["office", "state"], ["office", "raised"]):
        op.create_index(f"ix_alarms_{'_'.join(columns)}", "alarms", columns)


def downgrade() -> None:
    """Go back."""
    op.drop_table("alarms")
    op.drop_column("tickets", "warned")
