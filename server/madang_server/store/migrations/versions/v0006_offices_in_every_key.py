"""The office in every key, so that one database has many; accounts have a post in each office in which they work.

What there was belongs to the office `main`. SQLite changes no key of a table that is there: all are made anew, and filled.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

import sqlalchemy as sa
from alembic import op

revision = "v0006"
down_revision = "v0005"
branch_labels = None
depends_on = None

OFFICE = "main"
ASIDE = "before_offices"  # a schema of PostgreSQL, or the end of a name on SQLite
POST = ("services", "skills", "supervisor")
CONVENTION = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


@dataclass(frozen=True)
class Shape:
    """Key, constraints and indexes of a table, without the office; `numbered`: the database counts its key."""

    key: tuple[str, ...]
    unique: tuple[str, ...] = ()
    indexes: tuple[tuple[str, ...], ...] = ()
    foreign: dict[str, str] = field(default_factory=dict)
    officer: str | None = None  # the column that points at an account
    numbered: bool = False


SHAPES = {  # what is pointed at comes before what points
    "counts": Shape(("name",)),
    "lines": Shape(("service",)),
    "audit": Shape(("n",), indexes=(("about",),), numbered=True),
    "visitors": Shape(("id",), unique=("token_hash", "officer_id"), officer="officer_id"),
    "command_replies": Shape(("visitor", "request"), indexes=(("at",),), foreign={"visitor": "visitors"}),
    "notices": Shape(("n",), indexes=(("at",), ("visitor",)), foreign={"visitor": "visitors"}),
    "tickets": Shape(
        ("id",), indexes=(("state",), ("visitor",), ("created",)), foreign={"visitor": "visitors"}, officer="officer"
    ),
    "cases": Shape(
        ("id",),
        unique=("number",),
        indexes=(("citizen",), ("service", "state")),
        foreign={"citizen": "visitors", "ticket": "tickets"},
        officer="officer",
    ),
    "desks": Shape(("counter",), foreign={"ticket": "tickets"}, officer="officer"),
    "periods": Shape(("n",), indexes=(("ticket",), ("ended",)), foreign={"ticket": "tickets"}, officer="officer", numbered=True),
    "wait_ranges": Shape(("ticket",), indexes=(("shown",),), foreign={"ticket": "tickets"}),
    "entries": Shape(("case", "n"), foreign={"case": "cases"}),
    "timers": Shape(("case", "name"), indexes=(("at",),), foreign={"case": "cases"}),
    "documents": Shape(("number",), indexes=(("case",),), foreign={"case": "cases", "visitor": "visitors"}),
}


def upgrade() -> None:
    """Go forward."""
    sql, before = op.get_bind(), _put_aside("officers", "sign_ins", *SHAPES)
    made = sa.MetaData(naming_convention=CONVENTION)
    accounts, sign_ins = _accounts(made, before, without=POST)
    posts = sa.Table(
        "posts",
        made,
        sa.Column("office", sa.String(40), primary_key=True),
        sa.Column("officer_id", sa.String(40), sa.ForeignKey("officers.id"), primary_key=True),
        *(_like(before["officers"].c[name]) for name in POST),
        sa.Index(None, "officer_id"),
    )
    tables = {name: _table(name, shape, made, before[name], offices=True) for name, shape in SHAPES.items()}
    made.create_all(sql, checkfirst=False)
    _fill(accounts, before["officers"])
    _fill(sign_ins, before["sign_ins"])
    old = before["officers"].c
    chosen = sa.select(sa.literal(OFFICE), old.id, *(old[name] for name in POST))
    sql.execute(posts.insert().from_select(["office", "officer_id", *POST], chosen))
    for name, table in tables.items():
        _fill(table, before[name], office=OFFICE)
    _go_on_counting_notices(before["notices"], tables["counts"])
    _forget_aside(before)


def downgrade() -> None:
    """Go back. Raises `ValueError` when there are other offices than the one of before."""
    sql, before = op.get_bind(), _put_aside("officers", "sign_ins", "posts", *SHAPES)
    offices = set(sql.execute(sa.select(before["visitors"].c.office).distinct()).scalars())
    if not offices <= {OFFICE}:
        raise ValueError(f"there are other offices than {OFFICE}, which the version before does not know")
    made = sa.MetaData(naming_convention=CONVENTION)
    accounts, sign_ins = _accounts(made, before, more=[_like(before["posts"].c[name]) for name in POST])
    tables = {name: _table(name, shape, made, before[name], offices=False) for name, shape in SHAPES.items()}
    made.create_all(sql, checkfirst=False)
    officers, posts = before["officers"], before["posts"]
    both = officers.join(posts, posts.c.officer_id == officers.c.id)
    columns = [*officers.c, *(posts.c[name] for name in POST)]
    sql.execute(accounts.insert().from_select([column.name for column in columns], sa.select(*columns).select_from(both)))
    _fill(sign_ins, before["sign_ins"])
    for name, table in tables.items():
        _fill(table, before[name])
    _forget_aside(before)


def _put_aside(*names: str) -> dict[str, sa.Table]:
    """Move these tables out of the way of new ones with the same names, and return them."""
    sql = op.get_bind()
    on_postgresql = sql.dialect.name == "postgresql"
    if on_postgresql:
        op.execute(f"CREATE SCHEMA {ASIDE}")
    else:
        for index in [index for name in names for index in sa.inspect(sql).get_indexes(name)]:
            op.drop_index(str(index["name"]))
    for name in names:
        op.execute(f"ALTER TABLE {name} SET SCHEMA {ASIDE}" if on_postgresql else f"ALTER TABLE {name} RENAME TO {name}_{ASIDE}")
    found = sa.MetaData()
    schema = ASIDE if on_postgresql else None
    return {
        name: sa.Table(name if on_postgresql else f"{name}_{ASIDE}", found, autoload_with=sql, schema=schema, resolve_fks=False)
        for name in names
    }


def _forget_aside(before: dict[str, sa.Table]) -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"DROP SCHEMA {ASIDE} CASCADE")
        return
    for name in ["posts", *reversed(SHAPES), "sign_ins", "officers"]:
        if name in before:
            op.execute(f"DROP TABLE {before[name].name}")


def _accounts(
    made: sa.MetaData, before: dict[str, sa.Table], *, without: tuple[str, ...] = (), more: list[sa.Column[object]] | None = None
) -> tuple[sa.Table, sa.Table]:
    """Return the tables of accounts and sign-ins."""
    kept = [_like(column) for column in before["officers"].c if column.name not in without]
    kept[4:4] = more or []  # before `disabled`
    accounts = sa.Table("officers", made, *kept, sa.PrimaryKeyConstraint("id"), sa.UniqueConstraint("name"))
    signed = [_like(column) for column in before["sign_ins"].c]
    rules = sa.PrimaryKeyConstraint("token_hash"), sa.ForeignKeyConstraint(["officer_id"], ["officers.id"])
    return accounts, sa.Table("sign_ins", made, *signed, *rules, sa.Index(None, "officer_id"))


def _table(name: str, shape: Shape, made: sa.MetaData, before: sa.Table, *, offices: bool) -> sa.Table:
    """Return the table as it is with or without offices, with the other columns that it had before."""
    office = ("office",) if offices else ()
    numbers = shape.numbered or (name == "notices" and not offices)
    columns = [_like(column) for column in before.c if column.name not in {"office", "n" if numbers else ""}]
    if numbers:
        kind = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
        columns.insert(0, sa.Column("n", kind, autoincrement=True, nullable=False))
    columns[:0] = [sa.Column("office", sa.String(40), nullable=False)] if offices else []
    table = sa.Table(
        name,
        made,
        *columns,
        *_rules(name, shape, office, numbers=numbers),
        sqlite_autoincrement=name == "notices" and not offices,
    )
    for index in shape.indexes:
        given = "ix_cases_tray" if (name, index, offices) == ("cases", ("service", "state"), False) else None
        sa.Index(given, *(table.c[column] for column in (*office, *index)))
    if name == "periods":
        open_ones = table.c.ended.is_(None)
        columns_open = [table.c[column] for column in (*office, "ticket")]
        sa.Index("uq_periods_open", *columns_open, unique=True, sqlite_where=open_ones, postgresql_where=open_ones)
    return table


def _rules(name: str, shape: Shape, office: tuple[str, ...], *, numbers: bool) -> Iterator[sa.Constraint]:
    yield sa.PrimaryKeyConstraint(*(() if numbers else office), *shape.key)
    for column in shape.unique:
        yield sa.UniqueConstraint(*office, column)
    for column, table in shape.foreign.items():
        yield sa.ForeignKeyConstraint([*office, column], [f"{table}.{key}" for key in (*office, "id")])
    if shape.officer is not None:
        yield sa.ForeignKeyConstraint([shape.officer], ["officers.id"])
    if name == "periods":
        yield sa.CheckConstraint("ended IS NULL OR ended >= began", name="forward")


def _like(column: sa.Column[object]) -> sa.Column[object]:
    return sa.Column(column.name, column.type, nullable=column.nullable)


def _fill(table: sa.Table, before: sa.Table, office: str | None = None) -> None:
    """Bring every row over; the numbers that the database gives go on after them."""
    sql = op.get_bind()
    names = [column.name for column in before.c if column.name in table.c]
    chosen: list[sa.ColumnElement[object]] = [before.c[name] for name in names]
    if office is not None:
        names, chosen = ["office", *names], [sa.literal(office), *chosen]
    sql.execute(table.insert().from_select(names, sa.select(*chosen)))
    if sql.dialect.name == "postgresql" and table.autoincrement_column is not None:
        highest = sql.execute(sa.select(sa.func.max(table.c.n))).scalar()
        if highest is not None:
            sql.execute(sa.select(sa.func.setval(sa.func.pg_get_serial_sequence(table.name, "n"), highest)))


def _go_on_counting_notices(notices: sa.Table, counts: sa.Table) -> None:
    """The office counts its notices; before it did, the database counted them (v0005)."""
    sql = op.get_bind()
    if sql.dialect.name == "sqlite":
        counted = sa.text("SELECT seq FROM sqlite_sequence WHERE name = :name").bindparams(name=notices.name)
        last = sql.execute(counted).scalar() or 0
    else:
        last = sql.execute(sa.select(sa.func.max(notices.c.n))).scalar() or 0
    mine = counts.c.office == OFFICE, counts.c.name == "notice"
    kept = sql.execute(sa.select(counts.c.count).where(*mine)).scalar()
    if kept is None and last:
        sql.execute(counts.insert().values(office=OFFICE, name="notice", count=last))
    elif kept is not None and last > kept:
        sql.execute(counts.update().where(*mine).values(count=last))
