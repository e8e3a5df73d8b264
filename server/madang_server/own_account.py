"""What an officer does with their own account: password, sign-ins on other devices, second factor (SPEC S26 to S28).

Knows accounts, no HTTP. Every method takes the sign-in of whoever acts, and raises `Forbidden` when it proves nothing.
"""

import hashlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from enum import StrEnum

from sqlalchemy.ext.asyncio import AsyncConnection

from madang_office.audit import AuditKind
from madang_server import one_time_codes
from madang_server.account_changes import tell_all_offices
from madang_server.accounts import Accounts, hash_token, strong
from madang_server.environment import Environment
from madang_server.second_factors import Proof, hash_code, new_recovery_codes
from madang_server.store import Store, people, second_factor_rows
from madang_server.store.people import OfficerRow, SignInRow
from madang_server.store.second_factor_rows import SecondFactorRow


class OwnFault(StrEnum):
    """Why nothing was done."""

    WRONG_PASSWORD = "wrong_password"  # noqa: S105 - a code, not a secret
    WEAK_PASSWORD = "weak_password"  # noqa: S105
    WRONG_CODE = "wrong_code"
    BARRED = "codes_barred"
    NEEDED = "needs_code"
    UNKNOWN = "unknown_session"
    NONE = "no_second_factor"
    THERE = "has_second_factor"


_FAULTS = {Proof.WRONG: OwnFault.WRONG_CODE, Proof.BARRED: OwnFault.BARRED, Proof.NEEDED: OwnFault.NEEDED}


@dataclass(frozen=True, slots=True)
class Session:
    """A sign-in as its officer sees it. Instants are of the wall. `own`: the one by which this was asked."""

    id: str
    began: float
    seen: float | None
    device: str
    own: bool


@dataclass(frozen=True, slots=True)
class OwnView:
    """One's own account. `needs_factor`: the powers of a supervisor wait for a second factor (SPEC S32)."""

    officer: OfficerRow
    sessions: list[Session]
    factor: SecondFactorRow | None
    needs_factor: bool


@dataclass(frozen=True, slots=True)
class NewFactor:
    """A second factor to be put into an app; told this once. `address`: what the picture for the app says."""

    secret: str
    address: str


class OwnAccount:
    """The account of whoever asks, in one office. `issuer`: what apps call the office."""

    def __init__(self, store: Store, environment: Environment, accounts: Accounts, issuer: str) -> None:
        self._store = store
        self._environment = environment
        self._accounts = accounts
        self._issuer = issuer

    async def view(self, token: str) -> OwnView:
        """Return all of it."""
        async with self._store.read() as sql:
            officer = await self._accounts.officer_in(sql, token)
            raw = await people.officer_by_id(sql, officer.id)
            rows = await people.sign_ins_of(sql, officer.id, self._environment.office.now())
            factor = await second_factor_rows.find(sql, officer.id)
        proven = factor if factor is not None and factor.confirmed is not None else None
        waits = raw is not None and raw.supervisor and not officer.supervisor
        return OwnView(officer, [self._session(row, token) for row in rows], proven, waits)

    def _session(self, row: SignInRow, token: str) -> Session:
        shown = self._environment.office.shown
        seen = shown(row.seen) if row.seen is not None else None
        return Session(
            session_id(row.token_hash), shown(row.created), seen, row.device or "unknown", row.token_hash == hash_token(token)
        )

    async def change_password(self, token: str, old: str, new: str, *, source: str = "") -> OwnFault | None:
        """Set a password of one's own; sign-ins on other devices end. Raises `Overloaded`."""
        officer = await self._accounts.officer(token)
        if not await self._accounts.passwords.verify(officer.password_hash, old):
            return OwnFault.WRONG_PASSWORD
        if not strong(new, old):
            return OwnFault.WEAK_PASSWORD
        digest = await self._accounts.passwords.hash(new)
        async with self._acting(token) as (sql, now_kept):
            if now_kept.password_hash != officer.password_hash:
                return OwnFault.WRONG_PASSWORD  # it was changed meanwhile
            await people.change_officer(sql, officer.id, password_hash=digest, one_time=False)
            await people.end_other_sign_ins(sql, officer.id, hash_token(token))
            await self._tell(sql, AuditKind.PASSWORD_CHOSEN, officer.id, source=source)
        return None

    async def end_session(self, token: str, session: str) -> OwnFault | None:
        """End one sign-in of one's own."""
        async with self._acting(token) as (sql, officer):
            rows = await people.sign_ins_of(sql, officer.id, self._environment.office.now())
            found = [row.token_hash for row in rows if session_id(row.token_hash) == session]
            if not found:
                return OwnFault.UNKNOWN
            await people.end_sign_in(sql, found[0])
            await self._tell(sql, AuditKind.SESSION_ENDED, officer.id)
        return None

    async def end_others(self, token: str) -> None:
        """End every sign-in of one's own but this one."""
        async with self._acting(token) as (sql, officer):
            if await people.end_other_sign_ins(sql, officer.id, hash_token(token)):
                await self._tell(sql, AuditKind.SESSION_ENDED, officer.id)

    async def begin_factor(self, token: str, password: str) -> NewFactor | OwnFault:
        """Make a second factor that `confirm_factor` proves; nobody is asked for it before. Raises `Overloaded`."""
        officer = await self.with_password(token, password)
        if isinstance(officer, OwnFault):
            return officer
        async with self._acting(token) as (sql, _):
            known = await second_factor_rows.take(sql, officer.id)
            if known is not None and known.confirmed is not None:
                return OwnFault.THERE
            row = self._accounts.factors.new(officer.id, self._environment)
            if known is not None:
                row = replace(row, wrong=known.wrong, barred_until=known.barred_until)
            await second_factor_rows.save(sql, row)
        secret = self._accounts.factors.secret_of(row)
        address = one_time_codes.address_of(secret, issuer=self._issuer, account=officer.name)
        return NewFactor(one_time_codes.as_text(secret), address)

    async def confirm_factor(self, token: str, code: str) -> list[str] | OwnFault:
        """Prove the second factor by a code of it, and return the recovery codes, which are told this once."""
        now = self._environment.now()
        async with self._acting(token) as (sql, officer):
            row = await second_factor_rows.take(sql, officer.id)
            if row is None or row.confirmed is not None:
                return OwnFault.NONE if row is None else OwnFault.THERE
            if row.barred_until > now:
                return OwnFault.BARRED
            judged, proof = self._accounts.factors.judged(row, code, now)
            if proof is not Proof.RIGHT:
                await second_factor_rows.save(sql, judged)
                return OwnFault.WRONG_CODE
            codes = new_recovery_codes(self._environment)
            await second_factor_rows.save(sql, replace(judged, confirmed=now, recovery=tuple(map(hash_code, codes))))
            await people.end_other_sign_ins(sql, officer.id, hash_token(token))  # they were begun without it
            await self._tell(sql, AuditKind.SECOND_FACTOR_ON, officer.id)
        return codes

    async def renew_recovery(self, token: str, password: str, code: str) -> list[str] | OwnFault:
        """Make new recovery codes; those of before are good no more. Raises `Overloaded`."""
        officer = await self.with_password(token, password)
        if isinstance(officer, OwnFault):
            return officer
        async with self._acting(token) as (sql, _):
            fault = await self._code_fault(sql, officer.id, code)
            row = await second_factor_rows.find(sql, officer.id)
            if fault is not None or row is None:
                return fault or OwnFault.NONE
            codes = new_recovery_codes(self._environment)
            await second_factor_rows.save(sql, replace(row, recovery=tuple(map(hash_code, codes))))
            await self._tell(sql, AuditKind.RECOVERY_CODES_MADE, officer.id)
        return codes

    async def end_factor(self, token: str, password: str, code: str) -> OwnFault | None:
        """Sign in by the password alone from now on; supervisors who need a factor are out (S32). Raises `Overloaded`."""
        officer = await self.with_password(token, password)
        if isinstance(officer, OwnFault):
            return officer
        async with self._acting(token) as (sql, _):
            fault = await self._code_fault(sql, officer.id, code)
            if fault is not None:
                return fault
            await second_factor_rows.remove(sql, officer.id)
            if self._accounts.factors.of_supervisors and await people.supervises_any(sql, officer.id):
                await people.end_sign_ins(sql, officer.id)  # a desk that is open has the powers until its sign-in ends
            await self._tell(sql, AuditKind.SECOND_FACTOR_OFF, officer.id)
        return None

    async def proven(self, token: str, password: str, code: str | None) -> OfficerRow | OwnFault:
        """Return who acts, by the password and, where the account has one, by the second factor. Raises `Overloaded`."""
        officer = await self.with_password(token, password)
        if isinstance(officer, OwnFault):
            return officer
        async with self._acting(token) as (sql, _):
            proof = await self._accounts.factors.prove(sql, officer.id, code, self._environment.now())
        return _FAULTS.get(proof) or officer

    async def with_password(self, token: str, password: str) -> OfficerRow | OwnFault:
        """Return who acts, by the password. Raises `Overloaded`."""
        officer = await self._accounts.officer(token)
        right = await self._accounts.passwords.verify(officer.password_hash, password)
        return officer if right else OwnFault.WRONG_PASSWORD

    async def _code_fault(self, sql: AsyncConnection, officer_id: str, code: str) -> OwnFault | None:
        proof = await self._accounts.factors.prove(sql, officer_id, code, self._environment.now())
        return OwnFault.NONE if proof is Proof.NONE else _FAULTS.get(proof)

    async def _tell(self, sql: AsyncConnection, kind: AuditKind, officer_id: str, *, source: str = "") -> None:
        told = {"source": source} if source else {}
        await tell_all_offices(sql, self._accounts.actor(officer_id).entry(kind, officer_id, **told))

    @asynccontextmanager
    async def _acting(self, token: str) -> AsyncIterator[tuple[AsyncConnection, OfficerRow]]:
        """A transaction of whose sign-in this is. Raises `Forbidden`."""
        async with self._store.write() as sql:
            yield sql, await self._accounts.lock_in(sql, token)


def session_id(token_hash: str) -> str:
    """Return by what a sign-in is named to its officer: it proves nothing."""
    return hashlib.sha256(f"session {token_hash}".encode()).hexdigest()[:20]
