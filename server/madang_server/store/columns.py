"""What all tables are made of: names of constraints, kinds of columns, and the office in the keys. Knows no table."""

from sqlalchemy import BigInteger, Column, ForeignKeyConstraint, Integer, MetaData, String

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
ROW_NUMBER = BigInteger().with_variant(Integer, "sqlite")


def office_key() -> Column[str]:
    """Whose row it is, in its primary key."""
    return Column("office", KEY, primary_key=True)


def in_same_office(column: str, table: str, *, goes_with: bool = False) -> ForeignKeyConstraint:
    """A column that points at a row of another table, of the same office. `goes_with`: the row goes when that one goes."""
    there = [f"{table}.office", f"{table}.id"]
    return ForeignKeyConstraint(["office", column], there, ondelete="CASCADE" if goes_with else None)
