"""What is sent to people outside, and where officers want to be told."""

import sqlalchemy as sa
from alembic import op

revision = "v0021"
down_revision = "v0020"
branch_labels = None
depends_on = None
kind = "expand"


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "outbox",
        sa.Column("office", sa.String(length=40), nullable=False),
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("way", sa.String(length=20), nullable=False),
        sa.Column("recipient", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("about", sa.String(length=60), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("created", sa.Float(), nullable=False),
        sa.Column("due", sa.Float(), nullable=False),
        sa.Column("until", sa.Float(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("why", sa.String(length=80)),
        sa.Column("settled", sa.Float()),
        sa.PrimaryKeyConstraint("office", "id", name=op.f("pk_outbox")),
    )
    op.create_index("ix_outbox_office_state", "outbox", ["office", "state"])
    op.create_index("ix_outbox_office_created", "outbox", ["office", "created"])
    op.create_table(
        "addresses",
        sa.Column("office", sa.String(length=40), nullable=False),
        sa.Column("officer_id", sa.String(length=40), nullable=False),
        sa.Column("mail", sa.String(length=254), nullable=False),
        sa.Column("changed", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["officer_id"], ["officers.id"], name=op.f("fk_addresses_officer_id_officers")),
        sa.PrimaryKeyConstraint("office", "officer_id", name=op.f("pk_addresses")),
    )
    op.create_index("ix_addresses_officer_id", "addresses", ["officer_id"])


def downgrade() -> None:
    """Go back."""
    op.drop_table("addresses")
    op.drop_table("outbox")
