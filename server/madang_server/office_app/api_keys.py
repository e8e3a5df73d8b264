"""The keys with which programs of the city read an office (SPEC O34): made and removed by who supervises it. Knows no HTTP."""

import asyncio
from collections.abc import Collection
from dataclasses import dataclass
from functools import partial

from madang_office.api_keys import DAY_S, KEYS_MAX, ApiKey, ApiRight, faults_of
from madang_office.audit import API_KEY, AuditKind
from madang_office.rejected import Rejected
from madang_protocol import Rejection
from madang_protocol.writing import tidy_line
from madang_server.accounts import hash_token
from madang_server.office_app.context import OfficeContext
from madang_server.office_app.runtime.command_path import CommandPath
from madang_server.office_app.supervising import supervises
from madang_server.office_app.unit_of_work import Accepted, Outcome, UnitOfWork
from madang_server.store import api_key_rows

BEGINS = "madang_"  # so that whoever finds one in a file knows what it is, and a sign-in is none


@dataclass(frozen=True, slots=True)
class NewKey:
    """A key that was made. `secret` is told this once."""

    key: ApiKey
    secret: str


class ApiKeys:
    """Of one office. What is changed is committed before its method returns. Each raises `StorageFailed`."""

    def __init__(self, context: OfficeContext, path: CommandPath) -> None:
        self._context = context
        self._path = path
        self._one_writes = asyncio.Lock()  # what is read before is still so when it is written

    async def all(self) -> list[ApiKey]:
        """Return those that are good yet, the newest first."""
        now = self._context.environment.now()
        async with self._context.store.read() as sql:
            return [key for key in await api_key_rows.all_keys(sql) if now < key.expires]

    async def may(self, secret: str, right: ApiRight) -> bool:
        """Return whether this is a key of the office that has the right now."""
        if not secret.startswith(BEGINS):
            return False
        async with self._context.store.read() as sql:
            key = await api_key_rows.key_by_hash(sql, hash_token(secret))
        return key is not None and key.may(right, self._context.environment.now())

    async def make(self, account: str, name: str, rights: Collection[str], days: int) -> NewKey | Rejected:
        """Make one that is good for so many days. `account`: of who supervises."""
        name = tidy_line(name)
        faults = faults_of(name, rights, days)
        if faults:
            return Rejected(Rejection.FORM_INVALID, faults)
        environment = self._context.environment
        now, secret = environment.now(), BEGINS + environment.secret()
        key = ApiKey(environment.key(), name, frozenset(map(ApiRight, rights)), now, now + days * DAY_S)
        async with self._one_writes:
            if len(await self.all()) >= KEYS_MAX:
                return Rejected(Rejection.LIMIT)
            add = partial(_add, account=account, key=key, key_hash=hash_token(secret))
            outcome = await self._path.perform(add, actor=account, officer=account)
        return outcome if isinstance(outcome, Rejected) else NewKey(key, secret)

    async def remove(self, account: str, key_id: str) -> Outcome:
        """Let it be good no more."""
        async with self._one_writes:
            if all(key.id != key_id for key in await self.all()):
                return Rejected(Rejection.UNKNOWN_TARGET)
            return await self._path.perform(partial(_remove, account=account, key_id=key_id), actor=account, officer=account)


def _add(work: UnitOfWork, account: str, key: ApiKey, key_hash: str) -> Outcome:
    if not supervises(work, account):
        return Rejected(Rejection.NOT_ALLOWED)
    work.write(api_key_rows.add_key(key, key_hash))
    rights = sorted(right.value for right in key.rights)
    work.audit(AuditKind.API_KEY_MADE, f"{API_KEY}{key.id}", actor=f"officer:{account}", rights=rights, until=int(key.expires))
    return Accepted(key.id)


def _remove(work: UnitOfWork, account: str, key_id: str) -> Outcome:
    if not supervises(work, account):
        return Rejected(Rejection.NOT_ALLOWED)
    work.write(api_key_rows.remove_key(key_id))
    work.audit(AuditKind.API_KEY_REMOVED, f"{API_KEY}{key_id}", actor=f"officer:{account}")
    return Accepted(key_id)
