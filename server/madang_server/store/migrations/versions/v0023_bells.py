"""Rings at services at whose desks nobody is."""

import sqlalchemy as sa
from alembic import op

revision = "v0023"
down_revision = "v0022"
branch_labels = None
depends_on = None
kind = "expand"


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "bells",
        sa.Column("office", sa.String(length=40), nullable=False),
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("service", sa.String(length=48), nullable=False),
        sa.Column("visitor", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("created", sa.Float(), nullable=False),
        sa.Column("rung", sa.Float(), nullable=False),
        sa.Column("since", sa.Float(), nullable=False),
        sa.Column("round", sa.JSON(), nullable=False),
        sa.Column("rings", sa.Integer(), nullable=False),
        sa.Column("officer", sa.String(length=40)),
        sa.ForeignKeyConstraint(
            ["office", "visitor"], ["visitors.office", "visitors.id"], name=op.f("fk_bells_office_visitor_visitors")
        ),
        sa.PrimaryKeyConstraint("office", "id", name=op.f("pk_bells")),
    )
    for columns in (["office", "state"], ["office", "visitor"], ["office", "rung"]):
        op.create_index(f"ix_bells_{'_'.join(columns)}", "bells", columns)


def downgrade() -> None:
    """Go back."""
    op.drop_table("bells")
