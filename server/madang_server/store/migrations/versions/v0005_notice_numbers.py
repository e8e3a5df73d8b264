"""A notice's number is never given to another one: SQLite gave that of the newest again once its row was gone."""

import sqlalchemy as sa
from alembic import op

revision = "v0005"
down_revision = "v0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""
    _make_anew(never_again=True)


def downgrade() -> None:
    """Go back."""
    _make_anew(never_again=False)


def _make_anew(*, never_again: bool) -> None:
    """SQLite says it in the table's text alone, which nothing can change; PostgreSQL never gives a number twice."""
    if op.get_bind().dialect.name != "sqlite":
        return
    op.drop_index("ix_notices_at", "notices")
    op.drop_index("ix_notices_visitor", "notices")
    op.rename_table("notices", "notices_before")
    op.create_table(
        "notices",
        sa.Column("n", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("visitor", sa.String(length=40), nullable=False),
        sa.Column("subject", sa.String(length=80), nullable=False),
        sa.Column("code", sa.String(length=48), nullable=False),
        sa.Column("about", sa.JSON(), nullable=False),
        sa.Column("at", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["visitor"], ["visitors.id"], name=op.f("fk_notices_visitor_visitors")),
        sa.PrimaryKeyConstraint("n", name=op.f("pk_notices")),
        sqlite_autoincrement=never_again,
    )
    op.execute(
        "INSERT INTO notices (n, visitor, subject, code, about, at)"
        " SELECT n, visitor, subject, code, about, at FROM notices_before"
    )
    op.drop_table("notices_before")
    op.create_index("ix_notices_at", "notices", ["at"])
    op.create_index("ix_notices_visitor", "notices", ["visitor"])
