"""What is done to accounts, each in an open transaction with its rows of the audit log and of the acts.

Knows rows, and not who may do it: that is asked before (`supervised_accounts.py`, the terminal).
"""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from madang_office.audit import ACCOUNT, AuditEntry, AuditKind, Detail, details_of
from madang_server.environment import Environment
from madang_server.store import acts, audit_chain, identity_rows, people, second_factor_rows
from madang_server.store.people import OfficerRow
from madang_server.store.rows import office_of
from madang_server.store.writes import write_all

_ONE_TIME_CHARS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """What somebody does in the office. `supervisor`: None: as before."""

    services: Collection[str]
    skills: Collection[str]
    supervisor: bool | None


@dataclass(frozen=True, slots=True)
class Actor:
    """Who changes an account, and when, as the audit log names it. `by`: the machine's account of whoever is at the terminal."""

    reference: str
    at: float
    by: str = ""

    def entry(self, kind: AuditKind, account: str | None, **details: Detail) -> AuditEntry:
        """Return the row that tells it."""
        subject = f"{ACCOUNT}{account}" if account is not None else ""
        told = details | ({"by": self.by} if self.by else {})
        return AuditEntry(at=int(self.at), actor=self.reference, kind=kind, subject=subject, details=details_of(**told))


def one_time_password(environment: Environment) -> str:
    """Return a new one, which nobody can guess and somebody can type."""
    return environment.secret()[:_ONE_TIME_CHARS]


def new_account(environment: Environment, name: str, digest: str, post: Post) -> OfficerRow:
    """Return the row of an account whose one-time password has this hash."""
    return OfficerRow(
        id=environment.key(),
        name=name,
        password_hash=digest,
        one_time=True,
        services=tuple(post.services),
        skills=tuple(post.skills),
        supervisor=post.supervisor is True,
        disabled=False,
        created=environment.now(),
    )


async def tell(sql: AsyncConnection, entry: AuditEntry, *, offices: Collection[str] = ()) -> None:
    """Tell the acts of the office, and the audit logs of this office and of `offices`."""
    about = entry.subject or entry.kind.value
    await write_all(sql, [acts.note(at=entry.at, actor=entry.actor, action=entry.kind.value, about=about)])
    for office in sorted({office_of(sql), *offices}):
        await audit_chain.append(sql, [entry], office=office)


async def tell_all_offices(sql: AsyncConnection, entry: AuditEntry) -> None:
    """Tell the acts, and the audit logs of all offices in which the account works."""
    await tell(sql, entry, offices=await people.offices_of(sql, entry.subject.removeprefix(ACCOUNT)))


async def add(sql: AsyncConnection, actor: Actor, made: OfficerRow) -> bool:
    """Make the account, with its post in the office. False: its name is taken, and nothing was made."""
    if not await people.add_officer(sql, made):
        return False
    told = actor.entry(AuditKind.ACCOUNT_ADDED, made.id, services=list(made.services), supervisor=made.supervisor)
    await tell(sql, told)
    return True


async def give_post(sql: AsyncConnection, actor: Actor, officer_id: str, post: Post) -> None:
    """Give an account a post in the office, or change it.

    When it may do other things than before, its sign-ins end, and with them the desks at which it works.
    """
    before = await people.officer_by_id(sql, officer_id)
    powers = post.supervisor if post.supervisor is not None else before is not None and before.supervisor
    await people.save_post(sql, officer_id, services=post.services, skills=post.skills, supervisor=powers)
    if before is not None and (set(before.services), before.supervisor) != (set(post.services), powers):
        await people.end_sign_ins(sql, officer_id)
    await tell(sql, actor.entry(AuditKind.POST_GIVEN, officer_id, services=list(post.services), supervisor=powers))


async def take_post(sql: AsyncConnection, actor: Actor, officer_id: str) -> None:
    """Let the account work in the office no longer; it stays for its others."""
    await people.remove_post(sql, officer_id)
    await tell(sql, actor.entry(AuditKind.POST_TAKEN, officer_id))


async def renew(sql: AsyncConnection, actor: Actor, officer_id: str, digest: str) -> None:
    """Give the account a one-time password, by its hash; open it, and end its sign-ins."""
    await people.change_officer(sql, officer_id, password_hash=digest, one_time=True, disabled=False)
    await people.end_sign_ins(sql, officer_id)
    await identity_rows.end_identities(sql, officer_id)  # whoever had the account before links it no more
    await tell_all_offices(sql, actor.entry(AuditKind.ACCOUNT_RENEWED, officer_id))


async def disable(sql: AsyncConnection, actor: Actor, officer_id: str) -> None:
    """Close the account; end its sign-ins, and its link with a provider: who is let in again links it again (SPEC S31)."""
    await people.change_officer(sql, officer_id, disabled=True)
    await people.end_sign_ins(sql, officer_id)
    await identity_rows.end_identities(sql, officer_id)
    await tell_all_offices(sql, actor.entry(AuditKind.ACCOUNT_DISABLED, officer_id))


async def enable(sql: AsyncConnection, actor: Actor, officer_id: str) -> None:
    """Open the account again, with the password that it has."""
    await people.change_officer(sql, officer_id, disabled=False)
    await tell_all_offices(sql, actor.entry(AuditKind.ACCOUNT_ENABLED, officer_id))


async def end_factor(sql: AsyncConnection, actor: Actor, officer_id: str) -> None:
    """Take the second factor off the account, and end its sign-ins."""
    await second_factor_rows.remove(sql, officer_id)
    await people.end_sign_ins(sql, officer_id)
    await tell_all_offices(sql, actor.entry(AuditKind.SECOND_FACTOR_OFF, officer_id))
