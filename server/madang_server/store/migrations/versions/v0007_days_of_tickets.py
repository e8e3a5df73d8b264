"""A ticket has the day of its number and the end until which it is good; a number is given once a day, and once among live ones.

Tickets from before have neither: the office gives the live ones their end when it starts.
"""

import sqlalchemy as sa
from alembic import op

revision = "v0007"
down_revision = "v0006"
branch_labels = None
depends_on = None

LIVE = sa.text("(state NOT IN ('done', 'left')) AND day IS NOT NULL")


def upgrade() -> None:
    """Go forward."""
    op.add_column("tickets", sa.Column("day", sa.String(length=10), nullable=True))
    op.add_column("tickets", sa.Column("ends", sa.Float(), nullable=True))
    op.create_index("uq_tickets_day_number", "tickets", ["office", "day", "number"], unique=True)
    op.create_index(
        "uq_tickets_live_number", "tickets", ["office", "number"], unique=True, sqlite_where=LIVE, postgresql_where=LIVE
    )


def downgrade() -> None:
    """Go back."""
    op.drop_index("uq_tickets_live_number", "tickets")
    op.drop_index("uq_tickets_day_number", "tickets")
    op.drop_column("tickets", "ends")
    op.drop_column("tickets", "day")
