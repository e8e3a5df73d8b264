"""Messages that are left for a service at whose desks nobody is."""

import sqlalchemy as sa
from alembic import op

revision = "v0030"
down_revision = "v0029"
branch_labels = None
depends_on = None
kind = "expand"


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "inquiries",
        sa.Column("office", sa.String(length=40), nullable=False),
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("key", sa.String(length=12), nullable=False),
        sa.Column("service", sa.String(length=48), nullable=False),
        sa.Column("visitor", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("phone", sa.String(length=24), nullable=False),
        sa.Column("consent", sa.Float(), nullable=False),
        sa.Column("created", sa.Float(), nullable=False),
        sa.Column("since", sa.Float(), nullable=False),
        sa.Column("officer", sa.String(length=40)),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("calls", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["office", "visitor"], ["visitors.office", "visitors.id"], name=op.f("fk_inquiries_office_visitor_visitors")
        ),
        sa.PrimaryKeyConstraint("office", "id", name=op.f("pk_inquiries")),
        sa.UniqueConstraint("office", "number", name=op.f("uq_inquiries_office_number")),
    )
    for columns in (["office", "state"], ["office", "visitor"], ["office", "since"]):
        op.create_index(f"ix_inquiries_{'_'.join(columns)}", "inquiries", columns)


def downgrade() -> None:
    """Go back."""
    op.drop_table("inquiries")
