"""The tables of requests: cases, their lines, timers, documents and files. Knows columns, no queries."""

from sqlalchemy import JSON, Column, Float, ForeignKey, Index, Integer, LargeBinary, String, Table, Text, UniqueConstraint

from madang_server.store.columns import HASH, IDENT, KEY, NUMBER, STATE, in_same_office, metadata, office_key

cases = Table(
    "cases",
    metadata,
    office_key(),
    Column("id", KEY, primary_key=True),
    Column("number", NUMBER, nullable=False),
    Column("service", IDENT, nullable=False),
    Column("citizen", KEY, nullable=False),
    Column("state", STATE, nullable=False),
    Column("since", Float, nullable=False),
    Column("created", Float, nullable=False),
    Column("due", Float),
    Column("supplements", Integer, nullable=False),
    Column("extensions", Integer, nullable=False),
    Column("reason", Text),
    Column("remedy", Text),
    Column("outcome", IDENT),
    Column("submitted", Float),
    Column("decided_by", KEY),
    Column("object_until", Float),
    Column("objection", STATE),
    Column("objected", Float),
    Column("objection_due", Float),
    Column("term_told", STATE),
    Column("progress_told", Float),
    # what the counters need beside the law's record
    Column("lang", String(2), nullable=False),
    Column("rev", Integer, nullable=False),
    Column("fields", JSON, nullable=False),  # as typed so far, and after the hand-in as handed in
    Column("memory", JSON, nullable=False),
    Column("acts", JSON, nullable=False),
    Column("skills", JSON, nullable=False),
    Column("ticket", KEY),
    Column("officer", KEY, ForeignKey("officers.id")),
    Column("acts_before", JSON),
    Index(None, "office", "citizen"),
    Index(None, "office", "service", "state"),
    in_same_office("citizen", "visitors"),
    in_same_office("ticket", "tickets"),
    Index(None, "office", "ticket"),
    UniqueConstraint("office", "number"),
)

entries = Table(
    "entries",
    metadata,
    office_key(),
    Column("case", KEY, primary_key=True),
    Column("n", Integer, primary_key=True, autoincrement=False),
    Column("at", Float, nullable=False),
    Column("by", String(8), nullable=False),
    Column("name", String(24), nullable=False),
    Column("text", Text, nullable=False),
    Column("code", IDENT),
    in_same_office("case", "cases"),
)

timers = Table(
    "timers",
    metadata,
    office_key(),
    Column("case", KEY, primary_key=True),
    Column("name", IDENT, primary_key=True),
    Column("at", Float, nullable=False),
    Column("key", KEY, nullable=False),
    in_same_office("case", "cases"),
    Index(None, "office", "at"),
)

documents = Table(
    "documents",
    metadata,
    office_key(),
    Column("number", NUMBER, primary_key=True),
    Column("case", KEY, nullable=False),
    Column("visitor", KEY, nullable=False),
    Column("title_ko", Text, nullable=False),
    Column("title_en", Text, nullable=False),
    Column("issued", Float, nullable=False),
    Column("revoked", Float),
    Column("pdf", LargeBinary, nullable=False),
    in_same_office("case", "cases"),
    Index(None, "office", "case"),
    in_same_office("visitor", "visitors"),
    Index(None, "office", "visitor"),
)

attachments = Table(  # their content is kept elsewhere, under their hash (attachments/)
    "attachments",
    metadata,
    office_key(),
    Column("id", KEY, primary_key=True),
    Column("case", KEY, nullable=False),
    Column("visitor", KEY, nullable=False),
    Column("field", IDENT, nullable=False),
    Column("name", String(120), nullable=False),
    Column("kind", STATE, nullable=False),
    Column("size", Integer, nullable=False),
    Column("hash", HASH, nullable=False),
    Column("source", HASH, nullable=False),  # of what was uploaded
    Column("at", Float, nullable=False),
    Column("submitted", Float),  # none: not yet
    in_same_office("case", "cases"),
    Index(None, "office", "case"),
    in_same_office("visitor", "visitors"),
    Index(None, "office", "visitor"),
    Index(None, "office", "at"),
)

case_notes = Table(  # of the office alone (SPEC C45)
    "case_notes",
    metadata,
    office_key(),
    Column("case", KEY, primary_key=True),
    Column("n", Integer, primary_key=True, autoincrement=False),
    Column("at", Float, nullable=False),
    Column("officer", KEY, nullable=False),
    Column("name", String(24), nullable=False),
    Column("text", Text, nullable=False),
    in_same_office("case", "cases"),
)
