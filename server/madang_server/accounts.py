"""Officers' accounts: passwords, one-time passwords, sign-ins, each told to the audit log. Knows the store, no HTTP."""

import hashlib
from copy import copy
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy.ext.asyncio import AsyncConnection

from madang_office.audit import ACCOUNT, ANYBODY, OFFICER, TERMINAL, AuditEntry, AuditKind, Detail, details_of
from madang_server.environment import Environment
from madang_server.faults import Forbidden, Misconfigured
from madang_server.password_hashing import PasswordHashing
from madang_server.store import Store, audit_chain, people
from madang_server.store.people import OfficerRow, SignInRow

PASSWORD_CHARS_MIN = 10
PASSWORD_CHARS_MAX = 200
_ONE_TIME_CHARS = 20


class SignInFault(StrEnum):
    """Why there is no sign-in. Name and password are never told apart."""

    WRONG = "wrong_sign_in"
    WEAK_PASSWORD = "weak_password"  # noqa: S105 - a code, not a secret


@dataclass(frozen=True, slots=True)
class SignIn:
    """What a sign-in gave: a token, or the duty to choose a password of one's own first."""

    token: str | None
    must_change: bool


def hash_token(token: str) -> str:
    """Return how a token is stored. Tokens are long and random, so one fast hash is enough."""
    return hashlib.sha256(token.encode()).hexdigest()


class Accounts:
    """The staff's accounts in one store. `passwords`: what hashes them; closed with the accounts.

    `by`: the machine's account of whoever is at the terminal, for the audit log. Accounts are made and changed there alone.
    """

    def __init__(
        self,
        store: Store,
        environment: Environment,
        *,
        sign_in_hours: int,
        passwords: PasswordHashing | None = None,
        by: str = "",
    ) -> None:
        self._store = store
        self._environment = environment
        self._sign_in_seconds = sign_in_hours * 3_600
        self._passwords = passwords or PasswordHashing()
        self._by = by

    def at(self, store: Store, environment: Environment) -> "Accounts":
        """Return the accounts with a post in the office of this store, by that office's time; they hash in the same place."""
        others = copy(self)
        others._store, others._environment = store, environment  # noqa: SLF001 - its own
        return others

    async def close(self) -> None:
        """End what hashes passwords. Nobody signs in afterwards."""
        await self._passwords.close()

    async def add(self, name: str, *, services: list[str], skills: list[str], supervisor: bool = False) -> str:
        """Make an account with a post in the office and return its one-time password.

        Raises `Misconfigured` when the name is taken, in whichever office.
        """
        password = self._environment.secret()[:_ONE_TIME_CHARS]
        digest = await self._passwords.hash(password)
        async with self._store.write() as sql:
            known = await people.account_named(sql, name)
            if known is not None:
                raise Misconfigured(
                    f"officer {name}: there is already an account of this name{await self._elsewhere(sql, known)}"
                )
            made = self._row(name, digest, services=services, skills=skills, supervisor=supervisor)
            await people.add_officer(sql, made)
            told = self._at_terminal(AuditKind.ACCOUNT_ADDED, made.id, services=services, supervisor=supervisor)
            await audit_chain.append(sql, [told])
        return password

    def _row(self, name: str, digest: str, *, services: list[str], skills: list[str], supervisor: bool) -> OfficerRow:
        return OfficerRow(
            id=self._environment.key(),
            name=name,
            password_hash=digest,
            one_time=True,
            services=tuple(services),
            skills=tuple(skills),
            supervisor=supervisor,
            disabled=False,
            created=self._environment.now(),
        )

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
            before = await people.officer_by_id(sql, officer_id)
            powers = supervisor if supervisor is not None else before is not None and before.supervisor
            await people.save_post(sql, officer_id, services=services, skills=skills, supervisor=powers)
            if before is not None and (set(before.services), before.supervisor) != (set(services), powers):
                await people.end_sign_ins(sql, officer_id)
            told = self._at_terminal(AuditKind.POST_GIVEN, officer_id, services=services, supervisor=powers)
            await audit_chain.append(sql, [told])

    async def take_post(self, name: str) -> None:
        """Let the account work here no longer; it stays for its other offices. Raises `Misconfigured`: it has no post here."""
        async with self._store.write() as sql:
            officer = await self._known(sql, name)
            await people.remove_post(sql, officer.id)
            await audit_chain.append(sql, [self._at_terminal(AuditKind.POST_TAKEN, officer.id)])

    async def renew(self, name: str) -> str:
        """Give the account a new one-time password and end its sign-ins. Raises `Misconfigured` when there is none."""
        password = self._environment.secret()[:_ONE_TIME_CHARS]
        digest = await self._passwords.hash(password)
        async with self._store.write() as sql:
            officer = await self._known(sql, name)
            await people.change_officer(sql, officer.id, password_hash=digest, one_time=True, disabled=False)
            await people.end_sign_ins(sql, officer.id)
            await self._tell_all_offices(sql, self._at_terminal(AuditKind.ACCOUNT_RENEWED, officer.id))
        return password

    async def disable(self, name: str) -> None:
        """Close the account and end its sign-ins. Raises `Misconfigured` when there is none."""
        async with self._store.write() as sql:
            officer = await self._known(sql, name)
            await people.change_officer(sql, officer.id, disabled=True)
            await people.end_sign_ins(sql, officer.id)
            await self._tell_all_offices(sql, self._at_terminal(AuditKind.ACCOUNT_DISABLED, officer.id))

    def _at_terminal(self, kind: AuditKind, account: str, **details: Detail) -> AuditEntry:
        by = {"by": self._by} if self._by else {}
        return self._entry(kind, account, actor=TERMINAL, **details, **by)

    def _entry(self, kind: AuditKind, account: str | None, *, actor: str, **details: Detail) -> AuditEntry:
        at, subject = int(self._environment.now()), f"{ACCOUNT}{account}" if account is not None else ""
        return AuditEntry(at=at, actor=actor, kind=kind, subject=subject, details=details_of(**details))

    async def _tell_all_offices(self, sql: AsyncConnection, entry: AuditEntry) -> None:
        """Tell the audit logs of all offices in which the account works."""
        account = entry.subject.removeprefix(ACCOUNT)
        for office in sorted({self._store.office, *await people.offices_of(sql, account)}):
            await audit_chain.append(sql, [entry], office=office)

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
        self, name: str, password: str, new_password: str | None = None, *, source: str = ""
    ) -> SignIn | SignInFault:
        """Prove who somebody is. A one-time password gives no token until a new one is chosen with it. Raises `Overloaded`.

        `source`: the address, or the network, that the audit log names.
        """
        async with self._store.read() as sql:
            officer = await people.officer_named(sql, name)
        right = await self._passwords.verify(officer.password_hash if officer else None, password)
        if officer is None or officer.disabled or not right:
            return SignInFault.WRONG
        if officer.one_time and new_password is None:
            return SignIn(token=None, must_change=True)
        if new_password is not None and not self._strong(new_password, password):
            return SignInFault.WEAK_PASSWORD
        return await self._begin(officer, new_password, source) or SignInFault.WRONG

    async def account_here(self, name: str) -> str | None:
        """Return the id of the account of that name, when it has a post in the office. Raises `StorageFailed`."""
        async with self._store.read() as sql:
            officer = await people.officer_named(sql, name)
        return officer.id if officer is not None else None

    async def tell_failed(self, kind: AuditKind, account: str | None, source: str) -> None:
        """Tell the audit log of a try to sign in that came to nothing; which name was typed is nowhere kept."""
        async with self._store.write() as sql:
            await audit_chain.append(sql, [self._entry(kind, account, actor=ANYBODY, source=source)])

    @staticmethod
    def _strong(new: str, old: str) -> bool:
        return PASSWORD_CHARS_MIN <= len(new) <= PASSWORD_CHARS_MAX and new != old

    async def _begin(self, officer: OfficerRow, new_password: str | None, source: str) -> SignIn | None:
        """Write the sign-in down. None: while it was hashed the account got another password, or was closed."""
        digest = await self._passwords.hash(new_password) if new_password is not None else None
        token, now = self._environment.secret(), self._environment.office.now()
        async with self._store.write() as sql:
            now_kept = await people.officer_by_id(sql, officer.id)
            if now_kept is None or now_kept.disabled or now_kept.password_hash != officer.password_hash:
                return None
            if digest is not None:
                await people.change_officer(sql, officer.id, password_hash=digest, one_time=False)
                await people.end_sign_ins(sql, officer.id)  # who knew the old password is out
            await people.forget_expired_sign_ins(sql, now)
            await people.add_sign_in(sql, SignInRow(hash_token(token), officer.id, now, now + self._sign_in_seconds))
            kinds = [*([AuditKind.PASSWORD_CHOSEN] if digest is not None else []), AuditKind.SIGN_IN]
            actor = f"{OFFICER}{officer.id}"
            await audit_chain.append(sql, [self._entry(kind, officer.id, actor=actor, source=source) for kind in kinds])
        return SignIn(token=token, must_change=False)

    async def sign_out(self, token: str) -> None:
        """Forget this sign-in; nothing happens when it is unknown."""
        async with self._store.write() as sql:
            known = await people.sign_in_by_hash(sql, hash_token(token))
            if known is not None:
                await people.end_sign_in(sql, known.token_hash)
                told = self._entry(AuditKind.SIGN_OUT, known.officer_id, actor=f"{OFFICER}{known.officer_id}")
                await audit_chain.append(sql, [told])

    async def officer(self, token: str) -> OfficerRow:
        """Return whose sign-in this is. Raises `Forbidden` when it is forged, expired, or the account is closed (SPEC S10)."""
        async with self._store.read() as sql:
            sign_in = await people.sign_in_by_hash(sql, hash_token(token))
            officer = await people.officer_by_id(sql, sign_in.officer_id) if sign_in else None
        if sign_in is None or sign_in.expires <= self._environment.office.now() or officer is None or officer.disabled:
            raise Forbidden
        return officer

    async def prove_supervisor(self, token: str) -> None:
        """Raise `Forbidden` unless this is the sign-in of an account that supervises some office."""
        now = self._environment.office.now()
        async with self._store.read() as sql:
            if not await people.supervises(sql, hash_token(token), now):
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
