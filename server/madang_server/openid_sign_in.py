"""Signing in by a provider of OpenID Connect, and linking it with an account that there is (SPEC S31). Knows no route.

Nobody gets an account by a provider. An officer who is signed in by password links it; from then on whom the provider proves
to be the same subject is that officer. State, nonce and verifier are kept in the database: any node may have sent somebody there.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from madang_office.audit import AuditKind
from madang_server.account_changes import tell, tell_all_offices
from madang_server.accounts import Accounts, hash_token
from madang_server.environment import Environment
from madang_server.faults import NotProven, ProviderAway
from madang_server.own_account import OwnAccount, OwnFault
from madang_server.store import Store, identity_rows, people
from madang_server.store.identity_rows import FlowRow, IdentityRow

if TYPE_CHECKING:
    from madang_server.openid import OpenIdProvider  # its packages are an extra

BACK_WITHIN_S = 600.0


class OpenIdFault(StrEnum):
    """Why nobody came in by the provider."""

    AWAY = "provider_away"
    NOT_PROVEN = "not_proven"  # the answer is forged, late, for another page, or comes twice
    UNKNOWN = "not_linked"  # no account that works here is linked with that subject
    TAKEN = "linked_elsewhere"


@dataclass(frozen=True, slots=True)
class Came:
    """Who came back. `token`: of a sign-in; None: an account was linked."""

    token: str | None


class OpenIdSignIn:
    """Of one office. `redirect`: the address to which people come back."""

    def __init__(
        self,
        store: Store,
        environment: Environment,
        accounts: Accounts,
        own: OwnAccount,
        provider: "OpenIdProvider",
        redirect: str,
    ) -> None:
        self._store = store
        self._environment = environment
        self._accounts = accounts
        self._own = own
        self._provider = provider
        self._redirect = redirect

    async def start(self, binding: str, officer_id: str | None = None) -> str | OpenIdFault:
        """Return where to send somebody. `binding`: what their browser keeps, and says when it is back."""
        state, nonce, verifier = (self._environment.secret() for _ in range(3))
        try:
            address = await self._provider.address(redirect=self._redirect, state=state, nonce=nonce, verifier=verifier)
        except ProviderAway:
            return OpenIdFault.AWAY
        expires = self._environment.office.now() + BACK_WITHIN_S
        async with self._store.write() as sql:
            flow = FlowRow(hash_token(state), hash_token(binding), nonce, verifier, officer_id, expires)
            await identity_rows.add_flow(sql, flow)
        return address

    async def start_link(self, token: str, password: str, code: str | None, binding: str) -> str | OpenIdFault | OwnFault:
        """As `start`, for whoever is signed in and says password and code. Raises `Forbidden`, `Overloaded`."""
        officer = await self._own.proven(token, password, code)
        return officer if isinstance(officer, OwnFault) else await self.start(binding, officer.id)

    async def finish(
        self, state: str, code: str, binding: str, *, token: str = "", source: str = "", device: str | None = None
    ) -> Came | OpenIdFault:
        """Let in who came back, or link their account. `token`: of whoever links. Raises `Forbidden`."""
        async with self._store.write() as sql:
            flow = await identity_rows.take_flow(sql, hash_token(state))
        if flow is None or flow.binding != hash_token(binding) or flow.expires <= self._environment.office.now():
            return OpenIdFault.NOT_PROVEN
        try:
            subject = await self._provider.subject(code, redirect=self._redirect, nonce=flow.nonce, verifier=flow.verifier)
        except ProviderAway:
            return OpenIdFault.AWAY
        except NotProven:
            return OpenIdFault.NOT_PROVEN
        if flow.officer_id is not None:
            return await self._link(token, flow.officer_id, subject)
        return await self._let_in(subject, source, device)

    async def _let_in(self, subject: str, source: str, device: str | None) -> Came | OpenIdFault:
        async with self._store.write() as sql:
            known = await identity_rows.identity_by_subject(sql, self._provider.issuer, subject)
            officer = await people.lock_officer(sql, known.officer_id) if known is not None else None
            linked = await identity_rows.identity_by_subject(sql, self._provider.issuer, subject)  # as it is under the lock
            if officer is None or officer.disabled or linked != known:
                return OpenIdFault.UNKNOWN
            token = await self._accounts.let_in(sql, officer.id, device)
            await tell(sql, self._accounts.actor(officer.id).entry(AuditKind.SIGN_IN, officer.id, source=source))
        return Came(token)

    async def _link(self, token: str, officer_id: str, subject: str) -> Came | OpenIdFault:
        async with self._store.write() as sql:
            officer = await self._accounts.lock_in(sql, token)
            if officer.id != officer_id:
                return OpenIdFault.NOT_PROVEN
            row = IdentityRow(self._provider.issuer, subject, officer_id, self._environment.now())
            if not await identity_rows.link_identity(sql, row):
                return OpenIdFault.TAKEN
            await tell_all_offices(sql, self._accounts.actor(officer_id).entry(AuditKind.IDENTITY_LINKED, officer_id))
        return Came(None)

    async def unlink(self, token: str, password: str) -> OwnFault | None:
        """Let the account be nobody's at the provider any more. Raises `Forbidden`, `Overloaded`."""
        officer = await self._own.with_password(token, password)
        if isinstance(officer, OwnFault):
            return officer
        async with self._store.write() as sql:
            await self._accounts.lock_in(sql, token)
            if await identity_rows.end_identities(sql, officer.id):
                told = self._accounts.actor(officer.id).entry(AuditKind.IDENTITY_UNLINKED, officer.id)
                await tell_all_offices(sql, told)
        return None

    async def linked_since(self, token: str) -> float | None:
        """Return since when the account is linked. Raises `Forbidden`."""
        async with self._store.read() as sql:
            officer = await self._accounts.officer_in(sql, token)
            row = await identity_rows.identity_of(sql, officer.id)
        return row.linked if row is not None else None
