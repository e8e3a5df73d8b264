"""Reports of a visitor by another, and who may not be in the rooms."""

import sqlalchemy as sa
from alembic import op

revision = "v0034"
down_revision = "v0033"
branch_labels = None
depends_on = None
kind = "expand"


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "reports",
        sa.Column("office", sa.String(length=40), nullable=False),
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("reporter", sa.String(length=40), nullable=False),
        sa.Column("reported", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("reason", sa.String(length=20), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("lines", sa.JSON(), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("created", sa.Float(), nullable=False),
        sa.Column("since", sa.Float(), nullable=False),
        sa.Column("officer", sa.String(length=40)),
        sa.Column("bar_reason", sa.String(length=20)),
        sa.Column("bar_until", sa.Float()),
        sa.ForeignKeyConstraint(
            ["office", "reporter"], ["visitors.office", "visitors.id"], name=op.f("fk_reports_office_reporter_visitors")
        ),
        sa.ForeignKeyConstraint(
            ["office", "reported"], ["visitors.office", "visitors.id"], name=op.f("fk_reports_office_reported_visitors")
        ),
        sa.PrimaryKeyConstraint("office", "id", name=op.f("pk_reports")),
    )
    for columns in (["office", "outcome"], ["office", "reporter"], ["office", "reported"], ["office", "created"]):
        op.create_index(f"ix_reports_{'_'.join(columns)}", "reports", columns)


def downgrade() -> None:
    """Go back."""
    op.drop_table("reports")
