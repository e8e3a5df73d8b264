"""How a citizen is known on another device: by a code that is told once (SPEC S30). Knows codes and tokens, no HTTP."""

import asyncio
from functools import partial

from madang_office.recovery_codes import UNGUESSABLE_BYTES, read_recovery_code, recovery_code
from madang_server.accounts import hash_token
from madang_server.notifier import Notifier
from madang_server.office_app.citizen_addresses import forget_address
from madang_server.office_app.context import OfficeContext
from madang_server.office_app.runtime.command_path import CommandPath
from madang_server.office_app.unit_of_work import Accepted, Outcome, UnitOfWork
from madang_server.store import people, recovery_rows
from madang_server.store.recovery_rows import Kept


class Recovery:
    """Of one office. What is changed is committed before its method returns. Each raises `StorageFailed`."""

    def __init__(self, context: OfficeContext, path: CommandPath, notifier: Notifier) -> None:
        self._context = context
        self._path = path
        self._notifier = notifier
        self.one_proves = asyncio.Lock()  # a token that is taken back proves nothing any more when the next one is decided

    async def kept(self, token: str) -> Kept | None:
        """Return what is kept of the citizen whose token this is; None: nobody's."""
        visitor = await self._visitor_of(token)
        return await self._kept_of(visitor) if visitor is not None else None

    async def renew(self, token: str) -> str | None:
        """Return a new code, which takes the place of the one before. It is told to nobody again. None: nobody's token."""
        async with self.one_proves:
            visitor = await self._visitor_of(token)
            if visitor is None:
                return None
            code = recovery_code(self._context.environment.entropy(UNGUESSABLE_BYTES))
            await self._path.perform(partial(_renew, visitor=visitor, code_hash=hash_token(code)), actor=visitor)
            return code

    async def revoke(self, token: str) -> bool:
        """Take the code back, and the tokens of all other devices. False: nobody's token."""
        async with self.one_proves:
            visitor = await self._visitor_of(token)
            if visitor is None:
                return False
            kept = await self._kept_of(visitor)
            await self._path.perform(partial(_revoke, visitor=visitor, token_hash=hash_token(token)), actor=visitor)
        if kept.devices:
            self._notifier.dismiss(visitor)  # whichever device is connected: that of who asks comes back by itself
        return True

    async def use(self, typed: str) -> str | None:
        """Return a token of this citizen for the device on which the code was typed. None: it is nobody's code (any more)."""
        code = read_recovery_code(typed)
        if code is None:
            return None
        code_hash, token = hash_token(code), self._context.environment.secret()
        async with self._context.store.read() as sql:
            visitor = await recovery_rows.visitor_by_code(sql, code_hash)
        if visitor is None:
            return None
        used = partial(_use, visitor=visitor, code_hash=code_hash, token_hash=hash_token(token))
        await self._path.perform(used, actor=visitor)
        async with self._context.store.read() as sql:  # it may have been taken back meanwhile
            return token if await recovery_rows.is_known(sql, hash_token(token)) else None

    async def _kept_of(self, visitor: str) -> Kept:
        async with self._context.store.read() as sql:
            return await recovery_rows.kept_of(sql, visitor)

    async def _visitor_of(self, token: str) -> str | None:
        async with self._context.store.read() as sql:
            visitor = await people.visitor_by_token(sql, hash_token(token))
        return visitor.id if visitor is not None else None


def _renew(work: UnitOfWork, visitor: str, code_hash: str) -> Outcome:
    work.write(recovery_rows.save_code(visitor, code_hash, work.wall))
    work.note("recovery-code-make", visitor)
    return Accepted()


def _revoke(work: UnitOfWork, visitor: str, token_hash: str) -> Outcome:
    for write in recovery_rows.keep_this_device_alone(visitor, token_hash):
        work.write(write)
    forget_address(work, visitor)  # else whoever gave it could come back by it
    work.note("recovery-code-revoke", visitor)
    return Accepted()


def _use(work: UnitOfWork, visitor: str, code_hash: str, token_hash: str) -> Outcome:
    for write in recovery_rows.add_device(visitor, code_hash, token_hash, work.wall):
        work.write(write)
    work.note("recovery-code-use", visitor)
    return Accepted()
