"""When accounts and sign-ins were used last, on which kind of device, and their second factors."""

import sqlalchemy as sa
from alembic import op

revision = "v0018"
down_revision = "v0017"
branch_labels = None
depends_on = None
kind = "expand"


def upgrade() -> None:
    """Go forward."""
    op.add_column("officers", sa.Column("last_sign_in", sa.Float()))
    op.add_column("sign_ins", sa.Column("seen", sa.Float()))
    op.add_column("sign_ins", sa.Column("device", sa.String(length=40)))
    op.create_table(
        "second_factors",
        sa.Column("officer_id", sa.String(length=40), nullable=False),
        sa.Column("secret", sa.String(length=64), nullable=False),
        sa.Column("keyed", sa.Boolean(), nullable=False),
        sa.Column("created", sa.Float(), nullable=False),
        sa.Column("confirmed", sa.Float()),
        sa.Column("last_step", sa.BigInteger(), nullable=False),
        sa.Column("wrong", sa.Integer(), nullable=False),
        sa.Column("barred_until", sa.Float(), nullable=False),
        sa.Column("recovery", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["officer_id"], ["officers.id"], name=op.f("fk_second_factors_officer_id_officers")),
        sa.PrimaryKeyConstraint("officer_id", name=op.f("pk_second_factors")),
    )


def downgrade() -> None:
    """Go back."""
    op.drop_table("second_factors")
    op.drop_column("sign_ins", "device")
    op.drop_column("sign_ins", "seen")
    op.drop_column("officers", "last_sign_in")
