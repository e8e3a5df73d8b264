"""Every table, once. Valid on SQLite and PostgreSQL. Knows columns, no queries; instants are unix seconds.

What belongs to an office has the office in its key, and points at nothing of another office. Accounts and their sign-ins belong
to none: an account has a post in each office in which its officer works.
"""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from madang_server.store.account_tables import api_keys, identities, second_factors, sign_in_flows
from madang_server.store.appointment_tables import appointments
from madang_server.store.audit_tables import audit_chains, audit_log
from madang_server.store.case_tables import attachments, case_notes, cases, documents, entries, parties, timers
from madang_server.store.columns import HASH, IDENT, KEY, ROW_NUMBER, STATE, in_same_office, metadata, office_key
from madang_server.store.contact_tables import addresses, alarms, bells, citizen_addresses, inquiries, outbox, reports
from madang_server.store.line_tables import desks, lines, periods, tickets, wait_ranges

# Those that are made elsewhere.
__all__ = [
    "addresses",
    "alarms",
    "api_keys",
    "appointments",
    "attachments",
    "audit_chains",
    "audit_log",
    "bells",
    "case_notes",
    "cases",
    "citizen_addresses",
    "desks",
    "documents",
    "entries",
    "identities",
    "inquiries",
    "lines",
    "metadata",
    "outbox",
    "parties",
    "periods",
    "reports",
    "second_factors",
    "sign_in_flows",
    "tickets",
    "timers",
    "wait_ranges",
]

officers = Table(
    "officers",
    metadata,
    Column("id", KEY, primary_key=True),
    Column("name", String(24), nullable=False, unique=True),
    Column("password_hash", Text, nullable=False),
    Column("one_time", Boolean, nullable=False),
    Column("disabled", Boolean, nullable=False, default=False),
    Column("created", Float, nullable=False),
    Column("last_sign_in", Float),  # by the clock on the wall; none: never, or before v0018
)

posts = Table(
    "posts",
    metadata,
    office_key(),
    Column("officer_id", KEY, ForeignKey("officers.id"), primary_key=True),
    Column("services", JSON, nullable=False),
    Column("skills", JSON, nullable=False),
    Column("supervisor", Boolean, nullable=False, default=False),
    Index(None, "officer_id"),
)

visitors = Table(
    "visitors",
    metadata,
    office_key(),
    Column("id", KEY, primary_key=True),
    Column("token_hash", HASH),  # none: an officer, who proves it by a sign-in
    Column("officer_id", KEY, ForeignKey("officers.id")),
    Column("name", String(24), nullable=False),
    Column("look", IDENT, nullable=False),
    Column("lang", String(2), nullable=False),
    Column("place", IDENT),
    Column("created", Float, nullable=False),
    Column("seen", Float, nullable=False),
    UniqueConstraint("office", "token_hash"),
    UniqueConstraint("office", "officer_id"),
    Index(None, "office", "seen"),
)

recovery_codes = Table(  # how a citizen is known on another device (SPEC S30)
    "recovery_codes",
    metadata,
    office_key(),
    Column("visitor", KEY, primary_key=True),
    Column("code_hash", HASH, nullable=False),
    Column("created", Float, nullable=False),
    in_same_office("visitor", "visitors", goes_with=True),
    UniqueConstraint("office", "code_hash"),
)

device_tokens = Table(  # of a citizen, one for each further device
    "device_tokens",
    metadata,
    office_key(),
    Column("token_hash", HASH, primary_key=True),
    Column("visitor", KEY, nullable=False),
    Column("created", Float, nullable=False),
    in_same_office("visitor", "visitors", goes_with=True),
    Index(None, "office", "visitor"),
)

sign_ins = Table(
    "sign_ins",
    metadata,
    Column("token_hash", HASH, primary_key=True),
    Column("officer_id", KEY, ForeignKey("officers.id"), nullable=False, index=True),
    Column("created", Float, nullable=False),
    Column("expires", Float, nullable=False),
    Column("seen", Float),  # when it was used last; none: not since it began
    Column("device", String(40)),  # the kind of it, as `device_kinds.py` says; none: nobody knows
)

command_replies = Table(
    "command_replies",
    metadata,
    office_key(),
    Column("visitor", KEY, primary_key=True),
    Column("request", KEY, primary_key=True),
    Column("body", LargeBinary, nullable=False),
    Column("at", Float, nullable=False),
    Column("command", HASH),  # hash of the command; null in rows from before v0002
    in_same_office("visitor", "visitors"),
    Index(None, "office", "at"),
)

notices = Table(
    "notices",
    metadata,
    office_key(),
    Column("n", ROW_NUMBER, primary_key=True, autoincrement=False),  # counted by the office, never given twice
    Column("visitor", KEY, nullable=False),
    Column("subject", String(80), nullable=False),  # a newer one about the same takes its place
    Column("code", IDENT, nullable=False),
    Column("about", JSON, nullable=False),
    Column("at", Float, nullable=False),
    Index(None, "office", "visitor"),
    in_same_office("visitor", "visitors"),
    Index(None, "office", "at"),
)

announcements = Table(
    "announcements",
    metadata,
    office_key(),
    Column("id", KEY, primary_key=True),
    Column("kind", STATE, nullable=False),
    Column("since", Float, nullable=False),
    Column("until", Float, nullable=False),
    Column("ko", Text, nullable=False),
    Column("en", Text, nullable=False),
    Column("service", IDENT),
    Index(None, "office", "until"),
)

canned_replies = Table(
    "canned_replies",
    metadata,
    office_key(),
    Column("id", KEY, primary_key=True),
    Column("order", Float, nullable=False),
    Column("ko", Text, nullable=False),
    Column("en", Text, nullable=False),
    Column("service", IDENT),
)

acts = Table(  # of the office on tickets, desks and cases, in order; not the audit log, which is a chain
    "audit",
    metadata,
    Column("office", KEY, nullable=False),
    Column("n", ROW_NUMBER, primary_key=True, autoincrement=True),
    Column("at", Float, nullable=False),
    Column("actor", KEY, nullable=False),
    Column("action", IDENT, nullable=False),
    Column("about", String(80), nullable=False),
    Column("facts", JSON, nullable=False),
    Index(None, "office", "about"),
    Index(None, "office", "actor"),
    Index(None, "office", "at"),
)

counts = Table(
    "counts",
    metadata,
    office_key(),
    Column("name", String(80), primary_key=True),
    Column("count", Integer, nullable=False),
)
