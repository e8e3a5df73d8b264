"""What was told to somebody and not yet acknowledged."""

import sqlalchemy as sa
from alembic import op

revision = "v0004"
down_revision = "v0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "notices",
        sa.Column("n", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("visitor", sa.String(length=40), nullable=False),
        sa.Column("subject", sa.String(length=80), nullable=False),
        sa.Column("code", sa.String(length=48), nullable=False),
        sa.Column("about", sa.JSON(), nullable=False),
        sa.Column("at", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["visitor"], ["visitors.id"], name=op.f("fk_notices_visitor_visitors")),
        sa.PrimaryKeyConstraint("n", name=op.f("pk_notices")),
    )
    op.create_index("ix_notices_at", "notices", ["at"])
    op.create_index("ix_notices_visitor", "notices", ["visitor"])


def downgrade() -> None:
    """Go back."""
    op.drop_table("notices")
