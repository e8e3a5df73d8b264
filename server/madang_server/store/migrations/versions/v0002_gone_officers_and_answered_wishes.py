"""Since when a desk's officer has been gone, and what an answer was given to."""

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
    # A desk that was left before this was kept has been left since its last change.
    op.execute("UPDATE desks SET lost = since WHERE reason = 'lost' OR state = 'away'")


def downgrade() -> None:
    """Go back."""
    op.drop_column("answers", "wish")
    op.drop_column("desks", "lost")
