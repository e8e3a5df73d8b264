"""How somebody comes beside a request: by an invitation that is told once (SPEC C46, C47). Knows codes and tokens, no HTTP."""

import asyncio
from dataclasses import dataclass
from functools import partial

from madang_office.recovery_codes import UNGUESSABLE_BYTES, read_recovery_code, recovery_code
from madang_office.rejected import Rejected
from madang_protocol import Rejection
from madang_server.accounts import hash_token
from madang_server.office_app.commands import parties
from madang_server.office_app.commands.parties import UNKNOWN_INVITATION, Invitation, Who
from madang_server.office_app.context import OfficeContext
from madang_server.office_app.runtime.command_path import CommandPath
from madang_server.store import party_rows, people


@dataclass(frozen=True, slots=True)
class Invited:
    """An invitation that was made: its code is told to nobody again."""

    party: str
    code: str


class Parties:
    """Of one office. What is changed is committed before its method returns. Each raises `StorageFailed`."""

    def __init__(self, context: OfficeContext, path: CommandPath, one_proves: asyncio.Lock) -> None:
        """`one_proves`: held by whoever changes by what a citizen is known (recovery.py)."""
        self._context = context
        self._path = path
        self._one_proves = one_proves

    async def citizen(self, token: str) -> Who | None:
        """Return the citizen whose token this is; None: nobody's."""
        async with self._context.store.read() as sql:
            row = await people.visitor_by_token(sql, hash_token(token))
        if row is None or row.officer_id is not None:
            return None
        here = self._context.state.visitors.get(row.id)
        return Who(row.id, here.name if here is not None else row.name)

    async def invite(self, who: Who, wanted: Invitation) -> Invited | Rejected:
        """Invite somebody to a request of this citizen's."""
        environment = self._context.environment
        code, party = recovery_code(environment.entropy(UNGUESSABLE_BYTES)), environment.key()
        decide = partial(
            parties.invite, context=self._context, who=who, wanted=wanted, party_id=party, code_hash=hash_token(code)
        )
        outcome = await self._path.perform(decide, actor=who.id)
        return outcome if isinstance(outcome, Rejected) else Invited(party, code)

    async def join(self, who: Who, typed: str) -> str | Rejected:
        """Return the id of the request into which this citizen is let in by the code that was typed."""
        code = read_recovery_code(typed)
        if code is None:
            return UNKNOWN_INVITATION
        code_hash = hash_token(code)
        async with self._one_proves:
            async with self._context.store.read() as sql:
                case = await party_rows.case_by_code(sql, code_hash)
                row = await people.visitor_by_id(sql, who.id)
            if case is None:
                return UNKNOWN_INVITATION
            if row is None or row.token_hash is None:  # they were forgotten meanwhile (SPEC S36)
                return Rejected(Rejection.NOT_ALLOWED)
            join = partial(parties.join, context=self._context, who=who, case_id=case, code_hash=code_hash)
            outcome = await self._path.perform(join, actor=who.id)
        return outcome if isinstance(outcome, Rejected) else case
