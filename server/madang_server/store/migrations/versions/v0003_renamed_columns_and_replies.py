"""Terms of the field: `answers` are `command_replies`, `wish` is `command`, `deed` is `action`, `refused` is `rejected`."""

from collections.abc import Iterable

import msgspec
import sqlalchemy as sa
from alembic import op

revision = "v0003"
down_revision = "v0002"
branch_labels = None
depends_on = None

RENAMED_COLUMNS = (("answers", "wish", "command"), ("audit", "deed", "action"))
RENAMED_CONSTRAINTS = (
    ("pk_answers", "pk_command_replies"),
    ("fk_answers_visitor_visitors", "fk_command_replies_visitor_visitors"),
)  # SQLite keeps the old names inside the table's text, where nothing asks for them
RENAMED_REPLIES = {"refused": "rejected"}  # the value of `t`, the kind of a message

_replies = sa.table("command_replies", sa.column("visitor"), sa.column("request"), sa.column("body", sa.LargeBinary()))


def upgrade() -> None:
    """Go forward."""
    for table, before, after in RENAMED_COLUMNS:
        op.execute(f"ALTER TABLE {table} RENAME COLUMN {before} TO {after}")
    op.drop_index("ix_answers_at", "answers")
    op.rename_table("answers", "command_replies")
    op.create_index("ix_command_replies_at", "command_replies", ["at"])
    _rename_constraints("command_replies", RENAMED_CONSTRAINTS)
    _rename_replies(RENAMED_REPLIES)


def downgrade() -> None:
    """Go back."""
    _rename_replies({after: before for before, after in RENAMED_REPLIES.items()})
    _rename_constraints("command_replies", [(after, before) for before, after in RENAMED_CONSTRAINTS])
    op.drop_index("ix_command_replies_at", "command_replies")
    op.rename_table("command_replies", "answers")
    op.create_index("ix_answers_at", "answers", ["at"])
    for table, before, after in RENAMED_COLUMNS:
        op.execute(f"ALTER TABLE {table} RENAME COLUMN {after} TO {before}")


def _rename_constraints(table: str, names: Iterable[tuple[str, str]]) -> None:
    if op.get_bind().dialect.name == "postgresql":
        for before, after in names:
            op.execute(f"ALTER TABLE {table} RENAME CONSTRAINT {before} TO {after}")


def _rename_replies(kinds: dict[str, str]) -> None:
    """Give the kept replies their new kind: the same request must get its reply after the update too (SPEC W6)."""
    connection = op.get_bind()
    for row in connection.execute(sa.select(_replies)).all():
        reply = msgspec.msgpack.decode(row.body)
        kind = kinds.get(reply["t"])
        if kind is not None:
            mine = sa.and_(_replies.c.visitor == row.visitor, _replies.c.request == row.request)
            body = msgspec.msgpack.encode({**reply, "t": kind})
            connection.execute(sa.update(_replies).where(mine).values(body=body))
