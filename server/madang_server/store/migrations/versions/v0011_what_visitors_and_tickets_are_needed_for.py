"""Whether an old ticket or visitor is still needed is found without reading what needs them, so that they can be cleared away."""

from alembic import op

revision = "v0011"
down_revision = "v0010"
branch_labels = None
depends_on = None

INDEXES = (("visitors", "seen"), ("cases", "ticket"), ("documents", "visitor"))


def upgrade() -> None:
    """Go forward."""
    for table, column in INDEXES:
        op.create_index(f"ix_{table}_office_{column}", table, ["office", column])


def downgrade() -> None:
    """Go back."""
    for table, column in INDEXES:
        op.drop_index(f"ix_{table}_office_{column}", table)
