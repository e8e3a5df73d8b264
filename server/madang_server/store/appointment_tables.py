"""The table of appointments. Knows columns, no queries; instants are unix seconds by the clock on the wall."""

from sqlalchemy import Column, Float, Index, Integer, String, Table, UniqueConstraint

from madang_server.store.columns import IDENT, KEY, NUMBER, STATE, in_same_office, metadata, office_key

appointments = Table(
    "appointments",
    metadata,
    office_key(),
    Column("id", KEY, primary_key=True),
    Column("number", NUMBER, nullable=False),
    Column("key", String(12), nullable=False),
    Column("service", IDENT, nullable=False),
    Column("visitor", KEY, nullable=False),
    Column("state", STATE, nullable=False),
    Column("at", Float, nullable=False),
    Column("until", Float, nullable=False),
    Column("seat", Integer, nullable=False),
    Column("created", Float, nullable=False),
    Column("since", Float, nullable=False),
    Column("ticket", KEY),
    Column("reminded", Integer, nullable=False),
    UniqueConstraint("office", "number"),
    Index(None, "office", "visitor"),
    Index(None, "office", "ticket"),
    Index(None, "office", "until"),
    in_same_office("visitor", "visitors"),
    in_same_office("ticket", "tickets"),
)
# T30 holds in the database as well: one appointment a seat.
_holding = appointments.c.state.in_(["booked", "kept"])
_seat = (appointments.c.office, appointments.c.service, appointments.c.at, appointments.c.seat)
Index("uq_appointments_seat", *_seat, unique=True, sqlite_where=_holding, postgresql_where=_holding)
