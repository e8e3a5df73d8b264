"""Where citizens want to be told by mail, and come back by."""

import sqlalchemy as sa
from alembic import op

revision = "v0035"
down_revision = "v0034"
branch_labels = None
depends_on = None
kind = "expand"


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "citizen_addresses",
        sa.Column("office", sa.String(length=40), nullable=False),
        sa.Column("visitor", sa.String(length=40), nullable=False),
        sa.Column("mail", sa.String(length=254), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("given", sa.Float(), nullable=False),
        sa.Column("confirmed", sa.Float()),
        sa.Column("proof_hash", sa.String(length=64)),
        sa.Column("proof_until", sa.Float()),
        sa.Column("link_hash", sa.String(length=64)),
        sa.Column("link_until", sa.Float()),
        sa.ForeignKeyConstraint(
            ["office", "visitor"],
            ["visitors.office", "visitors.id"],
            name=op.f("fk_citizen_addresses_office_visitor_visitors"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("office", "visitor", name=op.f("pk_citizen_addresses")),
        *(
            sa.UniqueConstraint("office", column, name=op.f(f"uq_citizen_addresses_office_{column}"))
            for column in ("key", "proof_hash", "link_hash")
        ),
    )
    for column in ("mail", "given"):
        op.create_index(f"ix_citizen_addresses_office_{column}", "citizen_addresses", ["office", column])


def downgrade() -> None:
    """Go back."""
    op.drop_table("citizen_addresses")
