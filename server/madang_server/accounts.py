"""Officers' accounts: passwords, one-time passwords, sign-ins, each told to the audit log. Knows the store, no HTTP."""

import hashlib
from copy import copy
from dataclasses import dataclass, replace
from enum import StrEnum

from sqlalchemy.ext.asyncio import AsyncConnection

from madang_office.audit import ANYBODY, OFFICER, TERMINAL, AuditKind
from madang_server import account_changes
from madang_server.account_changes import Actor, Post, new_account, one_time_password
from madang_server.environment import Environment
from madang_server.faults import Forbidden, Misconfigured
from madang_server.password_hashing import PasswordHashing
from madang_server.second_factors import Proof, SecondFactors
from madang_server.store import Store, audit_chain, people, second_factor_rows
from madang_server.store.people import OfficerRow, SignInRow

PASSWORD_CHARS_MIN = 10
PASSWORD_CHARS_MAX = 200
_NO_SIGN_IN = frozenset({Proof.WRONG, Proof.BARRED})


class SignInFault(StrEnum):
    """Why there is no sign-in. Name and password are never told apart."""

    WRONG = "wrong_sign_in"
    WRONG_CODE = "wrong_code"  # of the second factor
    CODES_BARRED = "codes_barred"  # too many codes were wrong (SPEC S29)
    WEAK_PASSWORD = "weak_password"  # noqa: S105 - a code, not a secret


@dataclass(frozen=True, slots=True)
class SignIn:
    """What a sign-in gave: a token, or the duty to choose a password of one's own, or to say a code, first."""

    token: str | None
    must_change: bool
    needs_code: bool = False
    needs_factor: bool = False  # the powers of a supervisor wait for a second factor (SPEC S32)


@dataclass(frozen=True, slots=True)
class _Asking:
    """What somebody says beside name and password, and from where."""

    new_password: str | None
    code: str | None
    source: str
    device: str | None


def hash_token(token: str) -> str:
    """Return how a token is stored. Tokens are long and random, so one fast hash is enough."""
    return hashlib.sha256(token.encode()).hexdigest()


def strong(new: str, old: str) -> bool:
    """Return whether the new password may take the place of the old one."""
    return PASSWORD_CHARS_MIN <= len(new) <= PASSWORD_CHARS_MAX and new != old


class Accounts:
    """The staff's accounts in one store. `passwords`: what hashes them; closed with the accounts.

    `by`: the machine's account of whoever is at the terminal, for the audit log. What supervisors do with accounts is in
    `supervised_accounts.py`.
    """

    def __init__(
        self,
        store: Store,
        environment: Environment,
        *,
        sign_in_hours: int,
        passwords: PasswordHashing | None = None,
        factors: SecondFactors | None = None,
        by: str = "",
    ) -> None:
        self._store = store
        self._environment = environment
        self._sign_in_seconds = sign_in_hours * 3_600
        self.passwords = passwords or PasswordHashing()
        self.factors = factors or SecondFactors()
        self._by = by

    def at(self, store: Store, environment: Environment) -> "Accounts":
        """Return the accounts with a post in the office of this store, by that office's time; they hash in the same place."""
        others = copy(self)
        others._store, others._environment = store, environment  # noqa: SLF001 - its own
        return others

    async def close(self) -> None:
        """End what hashes passwords. Nobody signs in afterwards."""
        await self.passwords.close()

    async def add(self, name: str, *, services: list[str], skills: list[str], supervisor: bool = False) -> str:
        """Make an account with a post in the office and return its one-time password.

        Raises `Misconfigured` when the name is taken, in whichever office.
        """
        password = one_time_password(self._environment)
        digest = await self.passwords.hash(password)
        async with self._store.write() as sql:
            made = new_account(self._environment, name, digest, Post(services=services, skills=skills, supervisor=supervisor))
            if not await account_changes.add(sql, self._terminal(), made):
                known = await people.account_named(sql, name) or ""
                raise Misconfigured(
                    f"officer {name}: there is already an account of this name{await self._elsewhere(sql, known)}"
                )
        return password

    async def _elsewhere(self, sql: AsyncConnection, officer_id: str) -> str:
        """Return how an account of another office gets a post here; nothing when it has one."""
        offices = await people.offices_of(sql, officer_id)
        if self._store.office in offices:
            return ""
        return f" in {', '.join(offices) or 'no office'}; madang officer post gives it a post here as well"

    async def give_post(self, name: str, *, services: list[str], skills: list[str], supervisor: bool | None = None) -> None:
        """Let an account of another office work here too, or change what it does here. Raises `Misconfigured`: there is none.

        `supervisor`: whether it supervises here; None: as before. When it may do other things than before, its sign-ins end, and
        with them the desks at which it works.
        """
        async with self._store.write() as sql:
            officer_id = await people.account_named(sql, name)
            if officer_id is None:
                raise Misconfigured(f"officer {name}: there is no account of this name")
            post = Post(services=services, skills=skills, supervisor=supervisor)
            await account_changes.give_post(sql, self._terminal(), officer_id, post)

    async def take_post(self, name: str) -> None:
        """Let the account work here no longer; it stays for its other offices. Raises `Misconfigured`: it has no post here."""
        async with self._store.write() as sql:
            officer = await self._known(sql, name)
            await account_changes.take_post(sql, self._terminal(), officer.id)

    async def renew(self, name: str) -> str:
        """Give the account a new one-time password and end its sign-ins. Raises `Misconfigured` when there is none."""
        password = one_time_password(self._environment)
        digest = await self.passwords.hash(password)
        async with self._store.write() as sql:
            officer = await self._known(sql, name)
            await account_changes.renew(sql, self._terminal(), officer.id, digest)
        return password

    async def disable(self, name: str) -> None:
        """Close the account and end its sign-ins. Raises `Misconfigured` when there is none."""
        async with self._store.write() as sql:
            officer = await self._known(sql, name)
            await account_changes.disable(sql, self._terminal(), officer.id)

    async def end_factor(self, name: str) -> None:
        """Take a lost second factor off the account; its sign-ins end. Raises `Misconfigured` when there is no account."""
        async with self._store.write() as sql:
            await account_changes.end_factor(sql, self._terminal(), (await self._known(sql, name)).id)

    def actor(self, officer_id: str) -> Actor:
        """Return the officer as who does something now."""
        return Actor(f"{OFFICER}{officer_id}", self._environment.now())

    def _terminal(self) -> Actor:
        return Actor(TERMINAL, self._environment.now(), self._by)

    async def exists(self, name: str) -> bool:
        """Return whether there is an account of that name, in whichever office it has a post."""
        async with self._store.read() as sql:
            return await people.account_named(sql, name) is not None

    async def _known(self, sql: AsyncConnection, name: str) -> OfficerRow:
        officer = await people.officer_named(sql, name)
        if officer is not None:
            return officer
        account = await people.account_named(sql, name)
        if account is None:
            raise Misconfigured(f"officer {name}: there is no account of this name")
        raise Misconfigured(f"officer {name}: has no post here; the account is one{await self._elsewhere(sql, account)}")

    async def sign_in(
        self,
        name: str,
        password: str,
        new_password: str | None = None,
        *,
        code: str | None = None,
        source: str = "",
        device: str | None = None,
    ) -> SignIn | SignInFault:
        """Prove who somebody is. A one-time password gives no token until a new one is chosen with it. Raises `Overloaded`.

        `code`: of the second factor, where the account has one. `source`: the address, or the network, that the audit log names;
        `device`: the kind of it.
        """
        async with self._store.read() as sql:
            officer = await people.officer_named(sql, name)
        right = await self.passwords.verify(officer.password_hash if officer else None, password)
        if officer is None or officer.disabled or not right:
            return SignInFault.WRONG
        if officer.one_time and new_password is None:
            return SignIn(token=None, must_change=True)
        if new_password is not None and not strong(new_password, password):
            return SignInFault.WEAK_PASSWORD
        return await self._begin(officer, _Asking(new_password, code, source, device))

    async def account_here(self, name: str) -> str | None:
        """Return the id of the account of that name, when it has a post in the office. Raises `StorageFailed`."""
        async with self._store.read() as sql:
            officer = await people.officer_named(sql, name)
        return officer.id if officer is not None else None

    async def tell_failed(self, kind: AuditKind, account: str | None, source: str) -> None:
        """Tell the audit log of a try to sign in that came to nothing; which name was typed is nowhere kept."""
        async with self._store.write() as sql:
            await audit_chain.append(sql, [Actor(ANYBODY, self._environment.now()).entry(kind, account, source=source)])

    async def _begin(self, officer: OfficerRow, asking: _Asking) -> SignIn | SignInFault:
        """Write the sign-in down, unless a code is missing or wrong, or the account got another password meanwhile."""
        digest = await self.passwords.hash(asking.new_password) if asking.new_password is not None else None
        async with self._store.write() as sql:
            now_kept = await people.lock_officer(sql, officer.id)
            if now_kept is None or now_kept.disabled or now_kept.password_hash != officer.password_hash:
                return SignInFault.WRONG
            proof = await self.factors.prove(sql, officer.id, asking.code, self._environment.now())
            if proof in _NO_SIGN_IN:
                return SignInFault(proof.value)
            if proof is Proof.NEEDED:
                return SignIn(token=None, must_change=False, needs_code=True)
            token = await self.let_in(sql, officer.id, asking.device, digest)
            kinds = [
                *([AuditKind.RECOVERY_CODE_USED] if proof is Proof.RECOVERED else []),
                *([AuditKind.PASSWORD_CHOSEN] if digest is not None else []),
                AuditKind.SIGN_IN,
            ]
            actor = self.actor(officer.id)
            await audit_chain.append(sql, [actor.entry(kind, officer.id, source=asking.source) for kind in kinds])
        waits = now_kept.supervisor and self.factors.of_supervisors and proof is Proof.NONE
        return SignIn(token=token, must_change=False, needs_factor=waits)

    async def let_in(self, sql: AsyncConnection, officer_id: str, device: str | None, digest: str | None = None) -> str:
        """Keep a sign-in of who is proven, and a new password by its hash; return the token. The caller tells the log."""
        token, now = self._environment.secret(), self._environment.office.now()
        if digest is not None:
            await people.change_officer(sql, officer_id, password_hash=digest, one_time=False)
            await people.end_sign_ins(sql, officer_id)  # who knew the old password is out
        await people.forget_expired_sign_ins(sql, now)
        row = SignInRow(hash_token(token), officer_id, now, now + self._sign_in_seconds, device=device)
        await people.add_sign_in(sql, row)
        await people.change_officer(sql, officer_id, last_sign_in=self._environment.now())
        return token

    async def sign_out(self, token: str) -> None:
        """Forget this sign-in; nothing happens when it is unknown."""
        async with self._store.write() as sql:
            known = await people.sign_in_by_hash(sql, hash_token(token))
            if known is not None:
                await people.end_sign_in(sql, known.token_hash)
                await audit_chain.append(sql, [self.actor(known.officer_id).entry(AuditKind.SIGN_OUT, known.officer_id)])

    async def officer(self, token: str) -> OfficerRow:
        """Return whose sign-in this is. Raises `Forbidden` when it is forged, expired, or the account is closed (SPEC S10)."""
        async with self._store.read() as sql:
            return await self.officer_in(sql, token)

    async def officer_in(self, sql: AsyncConnection, token: str) -> OfficerRow:
        """Do as `officer`, in an open transaction. Raises `Forbidden`."""
        sign_in = await people.sign_in_by_hash(sql, hash_token(token))
        officer = await people.officer_by_id(sql, sign_in.officer_id) if sign_in else None
        if sign_in is None or sign_in.expires <= self._environment.office.now() or officer is None or officer.disabled:
            raise Forbidden
        if officer.supervisor and self.factors.of_supervisors and not await second_factor_rows.proven(sql, officer.id):
            return replace(officer, supervisor=False)
        return officer

    async def lock_in(self, sql: AsyncConnection, token: str) -> OfficerRow:
        """Do as `officer_in`; whoever renews or closes the account meanwhile waits (SPEC S33). Raises `Forbidden`."""
        await people.lock_officer(sql, (await self.officer_in(sql, token)).id)
        return await self.officer_in(sql, token)

    async def prove_supervisor(self, token: str) -> None:
        """Raise `Forbidden` unless this is the sign-in of an account that supervises some office."""
        now = self._environment.office.now()
        async with self._store.read() as sql:
            if not await people.supervises(sql, hash_token(token), now, proven=self.factors.of_supervisors):
                raise Forbidden

    async def supervisor_here(self, token: str) -> str:
        """Return the id of the account whose sign-in this is, and which supervises this office. Raises `Forbidden`."""
        officer = await self.officer(token)
        if not officer.supervisor:
            raise Forbidden
        return officer.id

    async def all(self) -> list[OfficerRow]:
        """Return every account, by name."""
        async with self._store.read() as sql:
            return await people.all_officers(sql)
