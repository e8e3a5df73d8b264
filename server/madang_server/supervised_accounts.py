"""What whoever supervises an office does with its accounts: lists, makes, changes, closes and opens them (SPEC S24, S25).

Each act proves in its own transaction that the sign-in is good and of a supervisor of this office: two who take each other's role
away at the same time are one after the other, and the second one has no role any more. Knows accounts, no HTTP.
"""

from collections.abc import AsyncIterator, Callable, Collection
from contextlib import asynccontextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from sqlalchemy.ext.asyncio import AsyncConnection

from madang_server import account_changes
from madang_server.account_changes import Post, new_account, one_time_password
from madang_server.accounts import Accounts
from madang_server.environment import Environment
from madang_server.faults import Forbidden
from madang_server.store import Store, account_rows, people
from madang_server.store.account_rows import SeenAccount
from madang_server.store.people import OfficerRow

ACCOUNTS_MAX = 5_000  # of an office
Act = Literal["renew", "disable", "enable", "take-post", "factor-off"]


class AccountFault(StrEnum):
    """Why an account was not changed."""

    UNKNOWN = "unknown_account"  # none with a post in this office
    TAKEN = "taken_name"
    ELSEWHERE = "works_elsewhere"  # of a new name: there is such an account in another office. It may be given a post here
    ALIKE = "alike_name"  # nobody could tell it from another officer's
    APART = "not_yours"  # it also works in an office in which the supervisor has no say
    OWN = "own_account"  # nobody takes their own role or account away
    MANY = "limit"


@dataclass(frozen=True, slots=True)
class MadeAccount:
    """An account that was made or renewed. `password`: the one-time password, told this once; None: it keeps its own."""

    id: str
    password: str | None


class SupervisedAccounts:
    """The accounts of one office. `looks_like`: whether nobody could tell a name from one of those names.

    Every method takes the sign-in of whoever acts, and raises `Forbidden` unless they supervise this office.
    """

    def __init__(
        self,
        store: Store,
        environment: Environment,
        accounts: Accounts,
        looks_like: Callable[[str, Collection[str]], bool],
    ) -> None:
        self._store = store
        self._environment = environment
        self._accounts = accounts
        self._looks_like = looks_like

    async def all(self, token: str) -> tuple[str, list[SeenAccount]]:
        """Return who asks, and every account of the office, by name."""
        supervisor = await self._accounts.supervisor_here(token)
        async with self._store.read() as sql:
            return supervisor, await account_rows.seen_by(sql, supervisor)

    async def add(self, token: str, name: str, post: Post, *, known: bool) -> MadeAccount | AccountFault:
        """Make an account with a one-time password. `known`: let the account of that name, of another office, work here too."""
        await self._accounts.supervisor_here(token)  # before anything is hashed for nobody
        password = one_time_password(self._environment)
        digest = "" if known else await self._accounts.passwords.hash(password)
        async with self._acting(token) as (sql, supervisor):
            found = await people.account_named(sql, name)
            fault = await self._name_fault(sql, name, found, known=known)
            if fault is not None:
                return fault
            actor = self._accounts.actor(supervisor)
            if found is not None:
                await account_changes.give_post(sql, actor, found, post)
                return MadeAccount(found, None)
            made = new_account(self._environment, name, digest, post)
            if not await account_changes.add(sql, actor, made):  # another office made one of this name just now
                found = await people.account_named(sql, name)
                return await self._name_fault(sql, name, found, known=False) or AccountFault.TAKEN
        return MadeAccount(made.id, password)

    async def _name_fault(self, sql: AsyncConnection, name: str, found: str | None, *, known: bool) -> AccountFault | None:
        """Return why no account of this name may begin to work here."""
        if found is not None and (not known or await people.officer_by_id(sql, found) is not None):
            here = await people.officer_by_id(sql, found) is not None
            return AccountFault.TAKEN if here else AccountFault.ELSEWHERE
        if found is None and known:
            return AccountFault.UNKNOWN
        if self._looks_like(name, [one for one in await people.officer_names(sql) if one != name]):
            return AccountFault.ALIKE
        return AccountFault.MANY if await account_rows.accounts_here(sql) >= ACCOUNTS_MAX else None

    async def change_post(self, token: str, officer_id: str, post: Post) -> AccountFault | None:
        """Let the account do other things here. Its sign-ins end where these are other things than before."""
        async with self._acting(token) as (sql, supervisor):
            if await people.officer_by_id(sql, officer_id) is None:
                return AccountFault.UNKNOWN
            if officer_id == supervisor and not post.supervisor:
                return AccountFault.OWN
            await account_changes.give_post(sql, self._accounts.actor(supervisor), officer_id, post)
        return None

    async def take_post(self, token: str, officer_id: str) -> AccountFault | None:
        """Let the account work here no longer; it stays for its other offices."""
        async with self._acting(token) as (sql, supervisor):
            if officer_id == supervisor:
                return AccountFault.OWN
            if await people.officer_by_id(sql, officer_id) is None:
                return AccountFault.UNKNOWN
            await account_changes.take_post(sql, self._accounts.actor(supervisor), officer_id)
        return None

    async def act(self, act: Act, token: str, officer_id: str) -> MadeAccount | AccountFault | None:
        """Do what needs nothing else to be said."""
        match act:
            case "renew":
                return await self.renew(token, officer_id)
            case "disable":
                return await self.disable(token, officer_id)
            case "enable":
                return await self.enable(token, officer_id)
            case "take-post":
                return await self.take_post(token, officer_id)
            case "factor-off":
                return await self.end_factor(token, officer_id)

    async def renew(self, token: str, officer_id: str) -> MadeAccount | AccountFault:
        """Give the account a new one-time password; it is open again, and its sign-ins end."""
        await self._accounts.supervisor_here(token)
        password = one_time_password(self._environment)
        digest = await self._accounts.passwords.hash(password)
        async with self._acting(token) as (sql, supervisor):
            officer = await self._of_mine(sql, officer_id, supervisor)
            if isinstance(officer, AccountFault):
                return officer
            await account_changes.renew(sql, self._accounts.actor(supervisor), officer_id, digest)
        return MadeAccount(officer_id, password)

    async def disable(self, token: str, officer_id: str) -> AccountFault | None:
        """Close the account: its sign-ins end."""
        async with self._acting(token) as (sql, supervisor):
            officer = await self._of_mine(sql, officer_id, supervisor)
            if isinstance(officer, AccountFault):
                return officer
            if not officer.disabled:
                await account_changes.disable(sql, self._accounts.actor(supervisor), officer_id)
        return None

    async def enable(self, token: str, officer_id: str) -> AccountFault | None:
        """Open the account again, with the password that it has."""
        async with self._acting(token) as (sql, supervisor):
            officer = await self._of_mine(sql, officer_id, supervisor)
            if isinstance(officer, AccountFault):
                return officer
            if officer.disabled:
                await account_changes.enable(sql, self._accounts.actor(supervisor), officer_id)
        return None

    async def end_factor(self, token: str, officer_id: str) -> AccountFault | None:
        """Take a lost second factor off: the sign-ins end, and the password alone lets its officer in."""
        async with self._acting(token) as (sql, supervisor):
            officer = await self._of_mine(sql, officer_id, supervisor)
            if isinstance(officer, AccountFault):
                return officer
            await account_changes.end_factor(sql, self._accounts.actor(supervisor), officer_id)
        return None

    @asynccontextmanager
    async def _acting(self, token: str) -> AsyncIterator[tuple[AsyncConnection, str]]:
        """A transaction of whoever supervises the office, and their account. Raises `Forbidden`."""
        async with self._store.write() as sql:
            supervisors = await account_rows.lock_supervisors(sql)
            officer = await self._accounts.officer_in(sql, token)
            if officer.id not in supervisors or not officer.supervisor:
                raise Forbidden
            yield sql, officer.id

    @staticmethod
    async def _of_mine(sql: AsyncConnection, officer_id: str, supervisor: str) -> OfficerRow | AccountFault:
        """Return an account of another that works in no office but those of the supervisor."""
        officer = await people.officer_by_id(sql, officer_id)
        if officer is None:
            return AccountFault.UNKNOWN
        if officer_id == supervisor:
            return AccountFault.OWN
        return AccountFault.APART if await account_rows.works_apart(sql, officer_id, supervisor) else officer
