"""The tables of the line: tickets, their periods, lines, desks, and the ranges that were told. Knows columns, no queries."""

from sqlalchemy import JSON, Boolean, CheckConstraint, Column, Float, ForeignKey, Index, Integer, String, Table

from madang_server.store.columns import IDENT, KEY, NUMBER, ROW_NUMBER, STATE, in_same_office, metadata, office_key

tickets = Table(
    "tickets",
    metadata,
    office_key(),
    Column("id", KEY, primary_key=True),
    Column("number", NUMBER, nullable=False),
    Column("service", IDENT, nullable=False),
    Column("visitor", KEY, nullable=False),
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
    Column("day", String(10)),  # none: taken before v0007
    Column("ends", Float),
    Column("appointment", Float),  # T33
    Column("due", Float),
    Column("not_before", Float),  # T39
    Column("laters", Integer),
    Column("came", Float),  # T40
    Column("people", Integer),  # T41
    Column("preferred_officer", KEY),  # T42
    Column("warned", STATE),  # T44
    Column("undo", JSON(none_as_null=True)),  # T37, T38
    Index(None, "office", "state"),
    Index(None, "office", "visitor"),
    Index(None, "office", "created"),
    Index("uq_tickets_day_number", "office", "day", "number", unique=True),  # T14: numbers start anew each day
    in_same_office("visitor", "visitors"),
)
_live = tickets.c.state.not_in(["done", "left"]) & tickets.c.day.is_not(None)
Index("uq_tickets_live_number", tickets.c.office, tickets.c.number, unique=True, sqlite_where=_live, postgresql_where=_live)

periods = Table(
    "periods",
    metadata,
    Column("office", KEY, nullable=False),
    Column("n", ROW_NUMBER, primary_key=True, autoincrement=True),
    Column("ticket", KEY, nullable=False),
    Column("service", IDENT, nullable=False),
    Column("state", STATE, nullable=False),
    Column("began", Float, nullable=False),
    Column("ended", Float),
    Column("counter", IDENT),
    Column("officer", KEY, ForeignKey("officers.id")),
    CheckConstraint("ended IS NULL OR ended >= began", name="forward"),
    Index(None, "office", "ended"),
    in_same_office("ticket", "tickets"),
    Index(None, "office", "ticket"),
)
# T4 holds in the database as well: one open stay a ticket.
Index(
    "uq_periods_open",
    periods.c.office,
    periods.c.ticket,
    unique=True,
    sqlite_where=periods.c.ended.is_(None),
    postgresql_where=periods.c.ended.is_(None),
)

lines = Table(
    "lines",
    metadata,
    office_key(),
    Column("service", IDENT, primary_key=True),
    Column("favoured_calls", Integer, nullable=False),
    Column("due_called", Boolean),  # none: written before v0017
)

desks = Table(
    "desks",
    metadata,
    office_key(),
    Column("counter", IDENT, primary_key=True),
    Column("state", STATE, nullable=False),
    Column("since", Float, nullable=False),
    Column("officer", KEY, ForeignKey("officers.id")),
    Column("services", JSON, nullable=False),
    Column("skills", JSON, nullable=False),
    Column("ticket", KEY),
    Column("reason", IDENT),
    Column("lost", Float),  # since when its officer has been gone
    in_same_office("ticket", "tickets"),
)

wait_ranges = Table(
    "wait_ranges",
    metadata,
    office_key(),
    Column("ticket", KEY, primary_key=True),
    Column("service", IDENT, nullable=False),
    Column("shown", Float, nullable=False),
    Column("low_s", Float, nullable=False),
    Column("high_s", Float, nullable=False),
    Column("plain_low_s", Float, nullable=False),
    Column("plain_high_s", Float, nullable=False),
    Column("waited_s", Float),  # what it became
    Index(None, "office", "shown"),
    in_same_office("ticket", "tickets"),
)
