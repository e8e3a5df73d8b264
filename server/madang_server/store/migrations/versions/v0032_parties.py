"""People beside a request, and their lines in it."""

import sqlalchemy as sa
from alembic import op

revision = "v0032"
down_revision = "v0031"
branch_labels = None
depends_on = None
kind = "expand"


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "parties",
        sa.Column("office", sa.String(length=40), nullable=False),
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("case", sa.String(length=40), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("writes", sa.Boolean(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("inviter", sa.String(length=24), nullable=False),
        sa.Column("invited", sa.Float(), nullable=False),
        sa.Column("code_hash", sa.String(length=64)),
        sa.Column("visitor", sa.String(length=40)),
        sa.Column("name", sa.String(length=24), nullable=False),
        sa.Column("joined", sa.Float()),
        sa.Column("looked", sa.Float()),
        sa.Column("looks", sa.Integer(), nullable=False),
        sa.Column("ended", sa.Float()),
        sa.ForeignKeyConstraint(["office", "case"], ["cases.office", "cases.id"], name=op.f("fk_parties_office_case_cases")),
        sa.ForeignKeyConstraint(
            ["office", "visitor"], ["visitors.office", "visitors.id"], name=op.f("fk_parties_office_visitor_visitors")
        ),
        sa.PrimaryKeyConstraint("office", "id", name=op.f("pk_parties")),
        sa.UniqueConstraint("office", "code_hash", name=op.f("uq_parties_office_code_hash")),
    )
    for column in ("case", "visitor", "state"):
        op.create_index(f"ix_parties_office_{column}", "parties", ["office", column])
    op.add_column("entries", sa.Column("party", sa.String(length=20)))


def downgrade() -> None:
    """Go back."""
    op.drop_column("entries", "party")
    op.drop_table("parties")
