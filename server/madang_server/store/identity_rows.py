"""Rows of whom a provider knows, and of those who were sent to it. Knows hashes, no provider."""

from dataclasses import dataclass

from sqlalchemy import and_, delete, not_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from madang_server.store.rows import add, add_unless, of_office, one, to_row
from madang_server.store.tables import identities, sign_in_flows


@dataclass(frozen=True, slots=True)
class IdentityRow:
    """Whose account somebody's is whom the provider knows."""

    issuer: str
    subject: str
    officer_id: str
    linked: float


@dataclass(frozen=True, slots=True)
class FlowRow:
    """Somebody who was sent to a provider. `officer_id`: whose account is to be linked; None: they sign in."""

    state: str
    binding: str
    nonce: str
    verifier: str
    officer_id: str | None
    expires: float


async def add_flow(sql: AsyncConnection, flow: FlowRow) -> None:
    await add(sql, sign_in_flows, to_row(flow))


async def take_flow(sql: AsyncConnection, state: str) -> FlowRow | None:
    """Return it and forget it: nobody comes back twice."""
    this = of_office(sql, sign_in_flows), sign_in_flows.c.state == state
    found = one(FlowRow, (await sql.execute(select(sign_in_flows).where(*this).with_for_update())).first())
    gone = (await sql.execute(delete(sign_in_flows).where(*this))).rowcount
    return found if gone else None


async def identity_of(sql: AsyncConnection, officer_id: str) -> IdentityRow | None:
    """Return with whom the account is linked."""
    return one(IdentityRow, (await sql.execute(select(identities).where(identities.c.officer_id == officer_id))).first())


async def identity_by_subject(sql: AsyncConnection, issuer: str, subject: str) -> IdentityRow | None:
    this = identities.c.issuer == issuer, identities.c.subject == subject
    return one(IdentityRow, (await sql.execute(select(identities).where(*this))).first())


async def link_identity(sql: AsyncConnection, row: IdentityRow) -> bool:
    """Link the account with whom the provider knows, and with nobody else. False: that is another account's; nothing changed."""
    mine = identities.c.officer_id == row.officer_id
    this = and_(identities.c.issuer == row.issuer, identities.c.subject == row.subject)
    await sql.execute(delete(identities).where(mine, this))
    if not await add_unless(sql, identities, to_row(row), keys=("issuer", "subject")):
        return False
    await sql.execute(delete(identities).where(mine, not_(this)))
    return True


async def end_identities(sql: AsyncConnection, officer_id: str) -> int:
    """Forget with whom the account is linked; return how many those were."""
    return (await sql.execute(delete(identities).where(identities.c.officer_id == officer_id))).rowcount
