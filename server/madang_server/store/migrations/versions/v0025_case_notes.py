"""Internal notes on cases."""

import sqlalchemy as sa
from alembic import op

revision = "v0025"
down_revision = "v0024"
branch_labels = None
depends_on = None
kind = "expand"


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "case_notes",
        sa.Column("office", sa.String(length=40), nullable=False),
        sa.Column("case", sa.String(length=40), nullable=False),
        sa.Column("n", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.Float(), nullable=False),
        sa.Column("officer", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=24), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["office", "case"], ["cases.office", "cases.id"], name=op.f("fk_case_notes_office_case_cases")),
        sa.PrimaryKeyConstraint("office", "case", "n", name=op.f("pk_case_notes")),
    )


def downgrade() -> None:
    """Go back."""
    op.drop_table("case_notes")
