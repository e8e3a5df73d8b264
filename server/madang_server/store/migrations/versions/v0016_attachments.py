"""The files of cases: what they are called, of which kind, and by which hash their content is kept elsewhere."""

import sqlalchemy as sa
from alembic import op

revision = "v0016"
down_revision = "v0015"
branch_labels = None
depends_on = None
kind = "expand"


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "attachments",
        sa.Column("office", sa.String(length=40), nullable=False),
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("case", sa.String(length=40), nullable=False),
        sa.Column("visitor", sa.String(length=40), nullable=False),
        sa.Column("field", sa.String(length=48), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("source", sa.String(length=64), nullable=False),
        sa.Column("at", sa.Float(), nullable=False),
        sa.Column("submitted", sa.Float()),
        sa.ForeignKeyConstraint(["office", "case"], ["cases.office", "cases.id"], name=op.f("fk_attachments_office_case_cases")),
        sa.ForeignKeyConstraint(
            ["office", "visitor"], ["visitors.office", "visitors.id"], name=op.f("fk_attachments_office_visitor_visitors")
        ),
        sa.PrimaryKeyConstraint("office", "id", name=op.f("pk_attachments")),
    )
    op.create_index("ix_attachments_office_case", "attachments", ["office", "case"])
    op.create_index("ix_attachments_office_visitor", "attachments", ["office", "visitor"])
    op.create_index("ix_attachments_office_at", "attachments", ["office", "at"])


def downgrade() -> None:
    """Go back."""
    op.drop_table("attachments")
