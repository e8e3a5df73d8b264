"""The tables of how people outside are reached: what is sent to them, and where officers and citizens want to be told.

Knows columns, no queries. Instants are of the office's own time.
"""

from sqlalchemy import JSON, Column, Float, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint

from madang_server.store.columns import HASH, IDENT, KEY, NUMBER, STATE, in_same_office, metadata, office_key

outbox = Table(  # SPEC O10
    "outbox",
    metadata,
    office_key(),
    Column("id", KEY, primary_key=True),
    Column("way", STATE, nullable=False),
    Column("recipient", KEY, nullable=False),  # an account, or a visitor; nothing: the office's own receiver
    Column("kind", STATE, nullable=False),
    Column("about", String(60), nullable=False),
    Column("facts", JSON, nullable=False),
    Column("state", STATE, nullable=False),
    Column("created", Float, nullable=False),
    Column("due", Float, nullable=False),
    Column("until", Float, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("why", String(80)),
    Column("settled", Float),
    Index(None, "office", "state"),
    Index(None, "office", "recipient"),
    Index(None, "office", "created"),
)

addresses = Table(  # of officers, in each office in which they want to be told (SPEC S34)
    "addresses",
    metadata,
    office_key(),
    Column("officer_id", KEY, ForeignKey("officers.id"), primary_key=True),
    Column("mail", String(254), nullable=False),
    Column("changed", Float, nullable=False),
    Index(None, "officer_id"),
)

citizen_addresses = Table(  # where citizens want to be told, and come back by (SPEC S37 to S39)
    "citizen_addresses",
    metadata,
    office_key(),
    Column("visitor", KEY, primary_key=True),
    Column("mail", String(254), nullable=False),
    Column("key", HASH, nullable=False),  # of the link by which a mail ends all mail
    Column("given", Float, nullable=False),
    Column("confirmed", Float),
    Column("proof_hash", HASH),
    Column("proof_until", Float),
    Column("link_hash", HASH),
    Column("link_until", Float),
    UniqueConstraint("office", "key"),
    UniqueConstraint("office", "proof_hash"),
    UniqueConstraint("office", "link_hash"),
    Index(None, "office", "mail"),
    Index(None, "office", "given"),
    in_same_office("visitor", "visitors", goes_with=True),
)

bells = Table(  # SPEC O12
    "bells",
    metadata,
    office_key(),
    Column("id", KEY, primary_key=True),
    Column("service", IDENT, nullable=False),
    Column("visitor", KEY, nullable=False),
    Column("state", STATE, nullable=False),
    Column("created", Float, nullable=False),
    Column("rung", Float, nullable=False),
    Column("since", Float, nullable=False),
    Column("round", JSON, nullable=False),  # who is told, and who has been
    Column("rings", Integer, nullable=False),
    Column("officer", KEY),
    Index(None, "office", "state"),
    Index(None, "office", "visitor"),
    Index(None, "office", "rung"),
    in_same_office("visitor", "visitors"),
)

alarms = Table(  # SPEC O23
    "alarms",
    metadata,
    office_key(),
    Column("id", KEY, primary_key=True),
    Column("officer", KEY, nullable=False),
    Column("counter", IDENT, nullable=False),
    Column("state", STATE, nullable=False),
    Column("raised", Float, nullable=False),
    Column("since", Float, nullable=False),
    Column("told", JSON, nullable=False),  # what became of the messages to people outside
    Column("ticket", KEY),
    Column("helper", KEY),
    Column("outside", Float),
    Index(None, "office", "state"),
    Index(None, "office", "raised"),
)

inquiries = Table(  # SPEC O14
    "inquiries",
    metadata,
    office_key(),
    Column("id", KEY, primary_key=True),
    Column("number", NUMBER, nullable=False),
    Column("key", String(12), nullable=False),
    Column("service", IDENT, nullable=False),
    Column("visitor", KEY, nullable=False),
    Column("state", STATE, nullable=False),
    Column("words", Text, nullable=False),
    Column("phone", String(24), nullable=False),
    Column("consent", Float, nullable=False),
    Column("created", Float, nullable=False),
    Column("since", Float, nullable=False),
    Column("officer", KEY),
    Column("answer", Text, nullable=False),
    Column("calls", Integer, nullable=False),
    UniqueConstraint("office", "number"),
    Index(None, "office", "state"),
    Index(None, "office", "visitor"),
    Index(None, "office", "since"),
    in_same_office("visitor", "visitors"),
)

reports = Table(  # SPEC O28
    "reports",
    metadata,
    office_key(),
    Column("id", KEY, primary_key=True),
    Column("reporter", KEY, nullable=False),
    Column("reported", KEY, nullable=False),
    Column("name", String(60), nullable=False),
    Column("reason", STATE, nullable=False),
    Column("words", Text, nullable=False),
    Column("lines", JSON, nullable=False),
    Column("outcome", STATE, nullable=False),
    Column("created", Float, nullable=False),
    Column("since", Float, nullable=False),
    Column("officer", KEY),
    Column("bar_reason", STATE),
    Column("bar_until", Float),
    Index(None, "office", "outcome"),
    Index(None, "office", "reporter"),
    Index(None, "office", "reported"),
    Index(None, "office", "created"),
    in_same_office("reporter", "visitors"),
    in_same_office("reported", "visitors"),
)
