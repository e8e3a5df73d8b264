"""Appointments, and what the line knows of them."""

import sqlalchemy as sa
from alembic import op

revision = "v0017"
down_revision = "v0016"
branch_labels = None
depends_on = None
kind = "expand"


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "appointments",
        sa.Column("office", sa.String(length=40), nullable=False),
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("key", sa.String(length=12), nullable=False),
        sa.Column("service", sa.String(length=48), nullable=False),
        sa.Column("visitor", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("at", sa.Float(), nullable=False),
        sa.Column("until", sa.Float(), nullable=False),
        sa.Column("seat", sa.Integer(), nullable=False),
        sa.Column("created", sa.Float(), nullable=False),
        sa.Column("since", sa.Float(), nullable=False),
        sa.Column("ticket", sa.String(length=40)),
        sa.Column("reminded", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["office", "visitor"], ["visitors.office", "visitors.id"], name=op.f("fk_appointments_office_visitor_visitors")
        ),
        sa.ForeignKeyConstraint(
            ["office", "ticket"], ["tickets.office", "tickets.id"], name=op.f("fk_appointments_office_ticket_tickets")
        ),
        sa.PrimaryKeyConstraint("office", "id", name=op.f("pk_appointments")),
        sa.UniqueConstraint("office", "number", name=op.f("uq_appointments_office_number")),
    )
    for columns in (["office", "visitor"], ["office", "ticket"], ["office", "until"]):
        op.create_index(f"ix_appointments_{'_'.join(columns)}", "appointments", columns)
    holding = sa.text("state IN ('booked', 'kept')")
    seat = ["office", "service", "at", "seat"]
    op.create_index("uq_appointments_seat", "appointments", seat, unique=True, sqlite_where=holding, postgresql_where=holding)
    op.add_column("tickets", sa.Column("appointment", sa.Float()))
    op.add_column("tickets", sa.Column("due", sa.Float()))
    op.add_column("lines", sa.Column("due_called", sa.Boolean()))


def downgrade() -> None:
    """Go back."""
    op.drop_column("lines", "due_called")
    op.drop_column("tickets", "due")
    op.drop_column("tickets", "appointment")
    op.drop_table("appointments")
