"""Indexes by whom something went to, and by who did something: both are asked for one person at a time."""

from alembic import op

revision = "v0036"
down_revision = "v0035"
branch_labels = None
depends_on = None
kind = "expand"


def upgrade() -> None:
    """Go forward."""
    op.create_index("ix_outbox_office_recipient", "outbox", ["office", "recipient"])
    op.create_index("ix_audit_office_actor", "audit", ["office", "actor"])


def downgrade() -> None:
    """Go back."""
    op.drop_index("ix_audit_office_actor", "audit")
    op.drop_index("ix_outbox_office_recipient", "outbox")
