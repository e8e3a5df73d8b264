"""By which code a citizen is known on another device, and the tokens of those devices."""

import sqlalchemy as sa
from alembic import op

revision = "v0015"
down_revision = "v0014"
branch_labels = None
depends_on = None
kind = "expand"


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "recovery_codes",
        sa.Column("office", sa.String(length=40), nullable=False),
        sa.Column("visitor", sa.String(length=40), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("created", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("office", "visitor", name=op.f("pk_recovery_codes")),
        _of_visitor("recovery_codes"),
        sa.UniqueConstraint("office", "code_hash", name=op.f("uq_recovery_codes_office_code_hash")),
    )
    op.create_table(
        "device_tokens",
        sa.Column("office", sa.String(length=40), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("visitor", sa.String(length=40), nullable=False),
        sa.Column("created", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("office", "token_hash", name=op.f("pk_device_tokens")),
        _of_visitor("device_tokens"),
    )
    op.create_index("ix_device_tokens_office_visitor", "device_tokens", ["office", "visitor"])


def downgrade() -> None:
    """Go back."""
    op.drop_table("device_tokens")
    op.drop_table("recovery_codes")


def _of_visitor(table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_office_visitor_visitors")
    return sa.ForeignKeyConstraint(["office", "visitor"], ["visitors.office", "visitors.id"], name=name, ondelete="CASCADE")
