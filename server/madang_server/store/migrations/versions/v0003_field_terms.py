"""Terms of the field: `wish` is `command`, `deed` is `action`, a reply `refused` is `rejected`."""

import msgspec
import sqlalchemy as sa
from alembic import op

revision = "v0003"
down_revision = "v0002"
branch_labels = None
depends_on = None

RENAMED_COLUMNS = (("answers", "wish", "command"), ("audit", "deed", "action"))
RENAMED_REPLIES = {"refused": "rejected"}  # the value of `t`, the kind of a message

_answers = sa.table("answers", sa.column("visitor"), sa.column("request"), sa.column("body", sa.LargeBinary()))


def upgrade() -> None:
    """Go forward."""
    for table, before, after in RENAMED_COLUMNS:
        op.execute(f"ALTER TABLE {table} RENAME COLUMN {before} TO {after}")
    _rename_replies(RENAMED_REPLIES)


def downgrade() -> None:
    """Go back."""
    _rename_replies({after: before for before, after in RENAMED_REPLIES.items()})
    for table, before, after in RENAMED_COLUMNS:
        op.execute(f"ALTER TABLE {table} RENAME COLUMN {after} TO {before}")


def _rename_replies(kinds: dict[str, str]) -> None:
    """Give the kept replies their new kind: the same request must get its reply after the update too (SPEC W6)."""
    connection = op.get_bind()
    for row in connection.execute(sa.select(_answers)).all():
        reply = msgspec.msgpack.decode(row.body)
        kind = kinds.get(reply["t"])
        if kind is not None:
            mine = sa.and_(_answers.c.visitor == row.visitor, _answers.c.request == row.request)
            body = msgspec.msgpack.encode({**reply, "t": kind})
            connection.execute(sa.update(_answers).where(mine).values(body=body))
