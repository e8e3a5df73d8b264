"""The oldest rows of the audit log are found without reading it, so that they can be cleared away."""

from alembic import op

revision = "v0009"
down_revision = "v0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""
    op.create_index("ix_audit_office_at", "audit", ["office", "at"])


def downgrade() -> None:
    """Go back."""
    op.drop_index("ix_audit_office_at", "audit")
