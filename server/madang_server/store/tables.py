"""Every table of the office, once. Valid on SQLite and PostgreSQL. Knows columns, no queries; instants are unix seconds."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)
KEY = String(40)
IDENT = String(48)
HASH = String(64)
NUMBER = String(40)
STATE = String(20)
_ROW_NUMBER = BigInteger().with_variant(Integer, "sqlite")

officers = Table(
    "officers",
    metadata,
    Column("id", KEY, primary_key=True),
    Column("name", String(24), nullable=False, unique=True),
    Column("password_hash", Text, nullable=False),
    Column("one_time", Boolean, nullable=False),
    Column("services", JSON, nullable=False),
    Column("skills", JSON, nullable=False),
    Column("supervisor", Boolean, nullable=False, default=False),
    Column("disabled", Boolean, nullable=False, default=False),
    Column("created", Float, nullable=False),
)

visitors = Table(
    "visitors",
    metadata,
    Column("id", KEY, primary_key=True),
    Column("token_hash", HASH, unique=True),  # none: an officer, who proves it by a sign-in
    Column("officer_id", KEY, ForeignKey("officers.id"), unique=True),
    Column("name", String(24), nullable=False),
    Column("look", IDENT, nullable=False),
    Column("lang", String(2), nullable=False),
    Column("place", IDENT),
    Column("created", Float, nullable=False),
    Column("seen", Float, nullable=False),
)

sign_ins = Table(
    "sign_ins",
    metadata,
    Column("token_hash", HASH, primary_key=True),
    Column("officer_id", KEY, ForeignKey("officers.id"), nullable=False, index=True),
    Column("created", Float, nullable=False),
    Column("expires", Float, nullable=False),
)

tickets = Table(
    "tickets",
    metadata,
    Column("id", KEY, primary_key=True),
    Column("number", NUMBER, nullable=False),
    Column("service", IDENT, nullable=False),
    Column("visitor", KEY, ForeignKey("visitors.id"), nullable=False),
    Column("state", STATE, nullable=False),
    Column("since", Float, nullable=False),
    Column("created", Float, nullable=False),
    Column("rank", Float, nullable=False),
    Column("tie", KEY, nullable=False),
    Column("favoured", Boolean, nullable=False),
    Column("ground", IDENT),
    Column("skills", JSON, nullable=False),
    Column("calls", Integer, nullable=False),
    Column("misses", Integer, nullable=False),
    Column("called", Float),
    Column("until", Float),
    Column("answered", Float),
    Column("counter", IDENT),
    Column("officer", KEY, ForeignKey("officers.id")),
    Column("booth", IDENT),
    Column("case", KEY),
    Column("first_service", IDENT),
    Column("first_counter", IDENT),
    Column("wanted_counter", IDENT),
    Column("ending", STATE),
    Index("ix_tickets_state", "state"),
    Index("ix_tickets_visitor", "visitor"),
    Index("ix_tickets_created", "created"),
)

periods = Table(
    "periods",
    metadata,
    Column("n", _ROW_NUMBER, primary_key=True, autoincrement=True),
    Column("ticket", KEY, ForeignKey("tickets.id"), nullable=False, index=True),
    Column("service", IDENT, nullable=False),
    Column("state", STATE, nullable=False),
    Column("began", Float, nullable=False),
    Column("ended", Float),
    Column("counter", IDENT),
    Column("officer", KEY, ForeignKey("officers.id")),
    CheckConstraint("ended IS NULL OR ended >= began", name="forward"),
    Index("ix_periods_ended", "ended"),
)
# T4 holds in the database as well: one open stay a ticket.
Index(
    "uq_periods_open",
    periods.c.ticket,
    unique=True,
    sqlite_where=periods.c.ended.is_(None),
    postgresql_where=periods.c.ended.is_(None),
)

lines = Table(
    "lines",
    metadata,
    Column("service", IDENT, primary_key=True),
    Column("favoured_calls", Integer, nullable=False),
)

desks = Table(
    "desks",
    metadata,
    Column("counter", IDENT, primary_key=True),
    Column("state", STATE, nullable=False),
    Column("since", Float, nullable=False),
    Column("officer", KEY, ForeignKey("officers.id")),
    Column("services", JSON, nullable=False),
    Column("skills", JSON, nullable=False),
    Column("ticket", KEY, ForeignKey("tickets.id")),
    Column("reason", IDENT),
    Column("lost", Float),  # since when its officer has been gone
)

cases = Table(
    "cases",
    metadata,
    Column("id", KEY, primary_key=True),
    Column("number", NUMBER, nullable=False, unique=True),
    Column("service", IDENT, nullable=False),
    Column("citizen", KEY, ForeignKey("visitors.id"), nullable=False),
    Column("state", STATE, nullable=False),
    Column("since", Float, nullable=False),
    Column("created", Float, nullable=False),
    Column("due", Float),
    Column("supplements", Integer, nullable=False),
    Column("extensions", Integer, nullable=False),
    Column("reason", Text),
    Column("remedy", Text),
    Column("outcome", IDENT),
    # what the counters need beside the law's record
    Column("lang", String(2), nullable=False),
    Column("rev", Integer, nullable=False),
    Column("fields", JSON, nullable=False),  # as typed so far, and after the hand-in as handed in
    Column("memory", JSON, nullable=False),
    Column("acts", JSON, nullable=False),
    Column("skills", JSON, nullable=False),
    Column("ticket", KEY, ForeignKey("tickets.id")),
    Column("officer", KEY, ForeignKey("officers.id")),
    Index("ix_cases_citizen", "citizen"),
    Index("ix_cases_tray", "service", "state"),
)

entries = Table(
    "entries",
    metadata,
    Column("case", KEY, ForeignKey("cases.id"), primary_key=True),
    Column("n", Integer, primary_key=True, autoincrement=False),
    Column("at", Float, nullable=False),
    Column("by", String(8), nullable=False),
    Column("name", String(24), nullable=False),
    Column("text", Text, nullable=False),
    Column("code", IDENT),
)

timers = Table(
    "timers",
    metadata,
    Column("case", KEY, ForeignKey("cases.id"), primary_key=True),
    Column("name", IDENT, primary_key=True),
    Column("at", Float, nullable=False, index=True),
    Column("key", KEY, nullable=False),
)

documents = Table(
    "documents",
    metadata,
    Column("number", NUMBER, primary_key=True),
    Column("case", KEY, ForeignKey("cases.id"), nullable=False, index=True),
    Column("visitor", KEY, ForeignKey("visitors.id"), nullable=False),
    Column("title_ko", Text, nullable=False),
    Column("title_en", Text, nullable=False),
    Column("issued", Float, nullable=False),
    Column("revoked", Float),
    Column("pdf", LargeBinary, nullable=False),
)

command_replies = Table(
    "command_replies",
    metadata,
    Column("visitor", KEY, ForeignKey("visitors.id"), primary_key=True),
    Column("request", KEY, primary_key=True),
    Column("body", LargeBinary, nullable=False),
    Column("at", Float, nullable=False, index=True),
    Column("command", HASH),  # hash of the command; null in rows from before v0002
)

notices = Table(
    "notices",
    metadata,
    Column("n", _ROW_NUMBER, primary_key=True, autoincrement=True),
    Column("visitor", KEY, ForeignKey("visitors.id"), nullable=False),
    Column("subject", String(80), nullable=False),  # a newer one about the same takes its place
    Column("code", IDENT, nullable=False),
    Column("about", JSON, nullable=False),
    Column("at", Float, nullable=False, index=True),
    Index("ix_notices_visitor", "visitor"),
    sqlite_autoincrement=True,  # a number that was given is given to no other, also when its row is gone
)

audit = Table(
    "audit",
    metadata,
    Column("n", _ROW_NUMBER, primary_key=True, autoincrement=True),
    Column("at", Float, nullable=False),
    Column("actor", KEY, nullable=False),
    Column("action", IDENT, nullable=False),
    Column("about", String(80), nullable=False, index=True),
    Column("facts", JSON, nullable=False),
)

counts = Table(
    "counts",
    metadata,
    Column("name", String(80), primary_key=True),
    Column("count", Integer, nullable=False),
)

wait_ranges = Table(
    "wait_ranges",
    metadata,
    Column("ticket", KEY, ForeignKey("tickets.id"), primary_key=True),
    Column("service", IDENT, nullable=False),
    Column("shown", Float, nullable=False),
    Column("low_s", Float, nullable=False),
    Column("high_s", Float, nullable=False),
    Column("plain_low_s", Float, nullable=False),
    Column("plain_high_s", Float, nullable=False),
    Column("waited_s", Float),  # what it became
    Index("ix_wait_ranges_shown", "shown"),
)
