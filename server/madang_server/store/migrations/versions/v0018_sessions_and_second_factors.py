"""When accounts and sign-ins were used last and on what, second factors, and whom a provider of OpenID Connect knows."""

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

    op.create_table(
        "identities",
        sa.Column("issuer", sa.String(length=200), nullable=False),
        sa.Column("subject", sa.String(length=255), nullable=False),
        sa.Column("officer_id", sa.String(length=40), nullable=False),
        sa.Column("linked", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["officer_id"], ["officers.id"], name=op.f("fk_identities_officer_id_officers")),
        sa.PrimaryKeyConstraint("issuer", "subject", name=op.f("pk_identities")),
    )
    op.create_index("ix_identities_officer_id", "identities", ["officer_id"])
    op.create_table(
        "sign_in_flows",
        sa.Column("office", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=64), nullable=False),
        sa.Column("binding", sa.String(length=64), nullable=False),
        sa.Column("nonce", sa.String(length=64), nullable=False),
        sa.Column("verifier", sa.String(length=64), nullable=False),
        sa.Column("officer_id", sa.String(length=40)),
        sa.Column("expires", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["officer_id"], ["officers.id"], name=op.f("fk_sign_in_flows_officer_id_officers")),
        sa.PrimaryKeyConstraint("office", "state", name=op.f("pk_sign_in_flows")),
    )
    op.create_index("ix_sign_in_flows_office_expires", "sign_in_flows", ["office", "expires"])


def downgrade() -> None:
    """Go back."""
    op.drop_table("sign_in_flows")
    op.drop_table("identities")
    op.drop_table("second_factors")
    op.drop_column("sign_ins", "device")
    op.drop_column("sign_ins", "seen")
    op.drop_column("officers", "last_sign_in")
