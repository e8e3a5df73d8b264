"""What officers write often (SPEC C40): read by all officers of the office, written by who supervises it. Knows no HTTP."""

import asyncio
from dataclasses import dataclass
from functools import partial

from madang_office.canned_replies import REPLIES_MAX, CannedReply, faults_of
from madang_office.rejected import Rejected
from madang_protocol import Rejection, limits
from madang_protocol.writing import written_text
from madang_server.office_app.context import OfficeContext
from madang_server.office_app.runtime.command_path import CommandPath
from madang_server.office_app.supervising import supervises
from madang_server.office_app.unit_of_work import Accepted, Outcome, UnitOfWork
from madang_server.store import canned_reply_rows


@dataclass(frozen=True, slots=True)
class Written:
    """What a supervisor writes."""

    ko: str
    en: str
    service: str | None


class CannedReplies:
    """Of one office. What is changed is committed before its method returns. Each raises `StorageFailed`."""

    def __init__(self, context: OfficeContext, path: CommandPath) -> None:
        self._context = context
        self._path = path
        self._one_writes = asyncio.Lock()  # what is read before is still so when it is written

    async def all(self) -> list[CannedReply]:
        """Return them in their order."""
        async with self._context.store.read() as sql:
            return await canned_reply_rows.all_replies(sql)

    async def add(self, account: str, written: Written) -> Outcome:
        """Add one behind the others; the outcome names it. `account`: of who supervises."""
        async with self._one_writes:
            known = await self.all()
            if len(known) >= REPLIES_MAX:
                return Rejected(Rejection.LIMIT)
            last = max((reply.order for reply in known), default=0.0)
            return await self._keep(account, self._read(self._context.environment.key(), last + 1, written), "add")

    async def change(self, account: str, reply_id: str, written: Written) -> Outcome:
        """Let it say something else; it keeps its place."""
        async with self._one_writes:
            before = await self._found(reply_id)
            if before is None:
                return Rejected(Rejection.UNKNOWN_TARGET)
            return await self._keep(account, self._read(before.id, before.order, written), "change")

    async def remove(self, account: str, reply_id: str) -> Outcome:
        """Offer it no longer."""
        async with self._one_writes:
            if await self._found(reply_id) is None:
                return Rejected(Rejection.UNKNOWN_TARGET)
            return await self._path.perform(partial(_remove, account=account, reply_id=reply_id), actor=account, officer=account)

    async def _found(self, reply_id: str) -> CannedReply | None:
        return next((reply for reply in await self.all() if reply.id == reply_id), None)

    @staticmethod
    def _read(reply_id: str, order: float, written: Written) -> CannedReply:
        return CannedReply(reply_id, order, written_text(written.ko), written_text(written.en), written.service)

    async def _keep(self, account: str, reply: CannedReply, how: str) -> Outcome:
        if reply.service is not None and reply.service not in self._context.catalogue.offers:
            return Rejected(Rejection.UNKNOWN_SERVICE)
        faults = faults_of(reply, chars_max=limits.TEXT_CHARS_MAX)
        if faults:
            return Rejected(Rejection.FORM_INVALID, faults)
        return await self._path.perform(partial(_save, account=account, reply=reply, how=how), actor=account, officer=account)


def _save(work: UnitOfWork, account: str, reply: CannedReply, how: str) -> Outcome:
    if not supervises(work, account):
        return Rejected(Rejection.NOT_ALLOWED)
    work.write(canned_reply_rows.save_reply(reply))
    work.note(f"canned-reply-{how}", reply.id, ko=reply.ko, en=reply.en, service=reply.service)
    return Accepted(reply.id)


def _remove(work: UnitOfWork, account: str, reply_id: str) -> Outcome:
    if not supervises(work, account):
        return Rejected(Rejection.NOT_ALLOWED)
    work.write(canned_reply_rows.remove_reply(reply_id))
    work.note("canned-reply-remove", reply_id)
    return Accepted(reply_id)
