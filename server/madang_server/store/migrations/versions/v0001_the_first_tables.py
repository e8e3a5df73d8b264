"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "v0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "audit",
        sa.Column("n", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("at", sa.Float(), nullable=False),
        sa.Column("actor", sa.String(length=40), nullable=False),
        sa.Column("deed", sa.String(length=48), nullable=False),
        sa.Column("about", sa.String(length=80), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("n", name=op.f("pk_audit")),
    )
    with op.batch_alter_table("audit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_audit_about"), ["about"], unique=False)

    op.create_table(
        "counts",
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_counts")),
    )
    op.create_table(
        "lines",
        sa.Column("service", sa.String(length=48), nullable=False),
        sa.Column("favoured_calls", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("service", name=op.f("pk_lines")),
    )
    op.create_table(
        "officers",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=24), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=False),
        sa.Column("one_time", sa.Boolean(), nullable=False),
        sa.Column("services", sa.JSON(), nullable=False),
        sa.Column("skills", sa.JSON(), nullable=False),
        sa.Column("supervisor", sa.Boolean(), nullable=False),
        sa.Column("disabled", sa.Boolean(), nullable=False),
        sa.Column("created", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_officers")),
        sa.UniqueConstraint("name", name=op.f("uq_officers_name")),
    )
    op.create_table(
        "sign_ins",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("officer_id", sa.String(length=40), nullable=False),
        sa.Column("created", sa.Float(), nullable=False),
        sa.Column("expires", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["officer_id"], ["officers.id"], name=op.f("fk_sign_ins_officer_id_officers")),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_sign_ins")),
    )
    with op.batch_alter_table("sign_ins", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sign_ins_officer_id"), ["officer_id"], unique=False)

    op.create_table(
        "visitors",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=True),
        sa.Column("officer_id", sa.String(length=40), nullable=True),
        sa.Column("name", sa.String(length=24), nullable=False),
        sa.Column("look", sa.String(length=48), nullable=False),
        sa.Column("lang", sa.String(length=2), nullable=False),
        sa.Column("place", sa.String(length=48), nullable=True),
        sa.Column("created", sa.Float(), nullable=False),
        sa.Column("seen", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["officer_id"], ["officers.id"], name=op.f("fk_visitors_officer_id_officers")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visitors")),
        sa.UniqueConstraint("officer_id", name=op.f("uq_visitors_officer_id")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_visitors_token_hash")),
    )
    op.create_table(
        "answers",
        sa.Column("visitor", sa.String(length=40), nullable=False),
        sa.Column("request", sa.String(length=40), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["visitor"], ["visitors.id"], name=op.f("fk_answers_visitor_visitors")),
        sa.PrimaryKeyConstraint("visitor", "request", name=op.f("pk_answers")),
    )
    with op.batch_alter_table("answers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_answers_at"), ["at"], unique=False)

    op.create_table(
        "tickets",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("service", sa.String(length=48), nullable=False),
        sa.Column("visitor", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("since", sa.Float(), nullable=False),
        sa.Column("created", sa.Float(), nullable=False),
        sa.Column("rank", sa.Float(), nullable=False),
        sa.Column("tie", sa.String(length=40), nullable=False),
        sa.Column("favoured", sa.Boolean(), nullable=False),
        sa.Column("ground", sa.String(length=48), nullable=True),
        sa.Column("skills", sa.JSON(), nullable=False),
        sa.Column("calls", sa.Integer(), nullable=False),
        sa.Column("misses", sa.Integer(), nullable=False),
        sa.Column("called", sa.Float(), nullable=True),
        sa.Column("until", sa.Float(), nullable=True),
        sa.Column("answered", sa.Float(), nullable=True),
        sa.Column("counter", sa.String(length=48), nullable=True),
        sa.Column("officer", sa.String(length=40), nullable=True),
        sa.Column("booth", sa.String(length=48), nullable=True),
        sa.Column("case", sa.String(length=40), nullable=True),
        sa.Column("first_service", sa.String(length=48), nullable=True),
        sa.Column("first_counter", sa.String(length=48), nullable=True),
        sa.Column("wanted_counter", sa.String(length=48), nullable=True),
        sa.Column("ending", sa.String(length=20), nullable=True),
        sa.ForeignKeyConstraint(["officer"], ["officers.id"], name=op.f("fk_tickets_officer_officers")),
        sa.ForeignKeyConstraint(["visitor"], ["visitors.id"], name=op.f("fk_tickets_visitor_visitors")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tickets")),
    )
    with op.batch_alter_table("tickets", schema=None) as batch_op:
        batch_op.create_index("ix_tickets_created", ["created"], unique=False)
        batch_op.create_index("ix_tickets_state", ["state"], unique=False)
        batch_op.create_index("ix_tickets_visitor", ["visitor"], unique=False)

    op.create_table(
        "cases",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("service", sa.String(length=48), nullable=False),
        sa.Column("citizen", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("since", sa.Float(), nullable=False),
        sa.Column("created", sa.Float(), nullable=False),
        sa.Column("due", sa.Float(), nullable=True),
        sa.Column("supplements", sa.Integer(), nullable=False),
        sa.Column("extensions", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("remedy", sa.Text(), nullable=True),
        sa.Column("outcome", sa.String(length=48), nullable=True),
        sa.Column("lang", sa.String(length=2), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("memory", sa.JSON(), nullable=False),
        sa.Column("acts", sa.JSON(), nullable=False),
        sa.Column("skills", sa.JSON(), nullable=False),
        sa.Column("ticket", sa.String(length=40), nullable=True),
        sa.Column("officer", sa.String(length=40), nullable=True),
        sa.ForeignKeyConstraint(["citizen"], ["visitors.id"], name=op.f("fk_cases_citizen_visitors")),
        sa.ForeignKeyConstraint(["officer"], ["officers.id"], name=op.f("fk_cases_officer_officers")),
        sa.ForeignKeyConstraint(["ticket"], ["tickets.id"], name=op.f("fk_cases_ticket_tickets")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cases")),
        sa.UniqueConstraint("number", name=op.f("uq_cases_number")),
    )
    with op.batch_alter_table("cases", schema=None) as batch_op:
        batch_op.create_index("ix_cases_citizen", ["citizen"], unique=False)
        batch_op.create_index("ix_cases_tray", ["service", "state"], unique=False)

    op.create_table(
        "desks",
        sa.Column("counter", sa.String(length=48), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("since", sa.Float(), nullable=False),
        sa.Column("officer", sa.String(length=40), nullable=True),
        sa.Column("services", sa.JSON(), nullable=False),
        sa.Column("skills", sa.JSON(), nullable=False),
        sa.Column("ticket", sa.String(length=40), nullable=True),
        sa.Column("reason", sa.String(length=48), nullable=True),
        sa.ForeignKeyConstraint(["officer"], ["officers.id"], name=op.f("fk_desks_officer_officers")),
        sa.ForeignKeyConstraint(["ticket"], ["tickets.id"], name=op.f("fk_desks_ticket_tickets")),
        sa.PrimaryKeyConstraint("counter", name=op.f("pk_desks")),
    )
    op.create_table(
        "periods",
        sa.Column("n", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("ticket", sa.String(length=40), nullable=False),
        sa.Column("service", sa.String(length=48), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("began", sa.Float(), nullable=False),
        sa.Column("ended", sa.Float(), nullable=True),
        sa.Column("counter", sa.String(length=48), nullable=True),
        sa.Column("officer", sa.String(length=40), nullable=True),
        sa.CheckConstraint("ended IS NULL OR ended >= began", name=op.f("ck_periods_forward")),
        sa.ForeignKeyConstraint(["officer"], ["officers.id"], name=op.f("fk_periods_officer_officers")),
        sa.ForeignKeyConstraint(["ticket"], ["tickets.id"], name=op.f("fk_periods_ticket_tickets")),
        sa.PrimaryKeyConstraint("n", name=op.f("pk_periods")),
    )
    with op.batch_alter_table("periods", schema=None) as batch_op:
        batch_op.create_index("ix_periods_ended", ["ended"], unique=False)
        batch_op.create_index(batch_op.f("ix_periods_ticket"), ["ticket"], unique=False)
        batch_op.create_index(
            "uq_periods_open",
            ["ticket"],
            unique=True,
            sqlite_where=sa.text("ended IS NULL"),
            postgresql_where=sa.text("ended IS NULL"),
        )

    op.create_table(
        "wait_ranges",
        sa.Column("ticket", sa.String(length=40), nullable=False),
        sa.Column("service", sa.String(length=48), nullable=False),
        sa.Column("shown", sa.Float(), nullable=False),
        sa.Column("low_s", sa.Float(), nullable=False),
        sa.Column("high_s", sa.Float(), nullable=False),
        sa.Column("plain_low_s", sa.Float(), nullable=False),
        sa.Column("plain_high_s", sa.Float(), nullable=False),
        sa.Column("waited_s", sa.Float(), nullable=True),
        sa.ForeignKeyConstraint(["ticket"], ["tickets.id"], name=op.f("fk_wait_ranges_ticket_tickets")),
        sa.PrimaryKeyConstraint("ticket", name=op.f("pk_wait_ranges")),
    )
    with op.batch_alter_table("wait_ranges", schema=None) as batch_op:
        batch_op.create_index("ix_wait_ranges_shown", ["shown"], unique=False)

    op.create_table(
        "documents",
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("case", sa.String(length=40), nullable=False),
        sa.Column("visitor", sa.String(length=40), nullable=False),
        sa.Column("title_ko", sa.Text(), nullable=False),
        sa.Column("title_en", sa.Text(), nullable=False),
        sa.Column("issued", sa.Float(), nullable=False),
        sa.Column("revoked", sa.Float(), nullable=True),
        sa.Column("pdf", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["case"], ["cases.id"], name=op.f("fk_documents_case_cases")),
        sa.ForeignKeyConstraint(["visitor"], ["visitors.id"], name=op.f("fk_documents_visitor_visitors")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_documents")),
    )
    with op.batch_alter_table("documents", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_documents_case"), ["case"], unique=False)

    op.create_table(
        "entries",
        sa.Column("case", sa.String(length=40), nullable=False),
        sa.Column("n", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.Float(), nullable=False),
        sa.Column("by", sa.String(length=8), nullable=False),
        sa.Column("name", sa.String(length=24), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("code", sa.String(length=48), nullable=True),
        sa.ForeignKeyConstraint(["case"], ["cases.id"], name=op.f("fk_entries_case_cases")),
        sa.PrimaryKeyConstraint("case", "n", name=op.f("pk_entries")),
    )
    op.create_table(
        "timers",
        sa.Column("case", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=48), nullable=False),
        sa.Column("at", sa.Float(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["case"], ["cases.id"], name=op.f("fk_timers_case_cases")),
        sa.PrimaryKeyConstraint("case", "name", name=op.f("pk_timers")),
    )
    with op.batch_alter_table("timers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_timers_at"), ["at"], unique=False)


def downgrade() -> None:
    """Go back."""
    with op.batch_alter_table("timers", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_timers_at"))

    op.drop_table("timers")
    op.drop_table("entries")
    with op.batch_alter_table("documents", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_documents_case"))

    op.drop_table("documents")
    with op.batch_alter_table("wait_ranges", schema=None) as batch_op:
        batch_op.drop_index("ix_wait_ranges_shown")

    op.drop_table("wait_ranges")
    with op.batch_alter_table("periods", schema=None) as batch_op:
        batch_op.drop_index("uq_periods_open", sqlite_where=sa.text("ended IS NULL"), postgresql_where=sa.text("ended IS NULL"))
        batch_op.drop_index(batch_op.f("ix_periods_ticket"))
        batch_op.drop_index("ix_periods_ended")

    op.drop_table("periods")
    op.drop_table("desks")
    with op.batch_alter_table("cases", schema=None) as batch_op:
        batch_op.drop_index("ix_cases_tray")
        batch_op.drop_index("ix_cases_citizen")

    op.drop_table("cases")
    with op.batch_alter_table("tickets", schema=None) as batch_op:
        batch_op.drop_index("ix_tickets_visitor")
        batch_op.drop_index("ix_tickets_state")
        batch_op.drop_index("ix_tickets_created")

    op.drop_table("tickets")
    with op.batch_alter_table("answers", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_answers_at"))

    op.drop_table("answers")
    op.drop_table("visitors")
    with op.batch_alter_table("sign_ins", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sign_ins_officer_id"))

    op.drop_table("sign_ins")
    op.drop_table("officers")
    op.drop_table("lines")
    op.drop_table("counts")
    with op.batch_alter_table("audit", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_audit_about"))

    op.drop_table("audit")
