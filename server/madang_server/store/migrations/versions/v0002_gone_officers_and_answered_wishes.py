"""Since when a desk's officer has been gone, and what an answer was given to."""

import time

import sqlalchemy as sa
from alembic import op

revision = "v0002"
down_revision = "v0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""
    op.add_column("desks", sa.Column("lost", sa.Float(), nullable=True))
    op.add_column("answers", sa.Column("wish", sa.String(length=64), nullable=True))
    # Since when was not kept. From now on, then: whoever is on the way back finds the desk as it was.
    gone = sa.text("UPDATE desks SET lost = :now WHERE reason = 'lost' OR state = 'away'")
    op.get_bind().execute(gone, {"now": time.time()})


def downgrade() -> None:
    """Go back."""
    op.drop_column("answers", "wish")
    op.drop_column("desks", "lost")
