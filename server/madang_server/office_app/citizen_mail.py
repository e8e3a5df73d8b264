"""Where citizens are told by mail, and how they come back by it (SPEC S37, S39). Knows tokens and secrets, no HTTP.

An address is used for nothing before its owner has confirmed it. Whether an address is known is told to nobody: who asks for a
link to it is answered before anybody looks, and what was asked for is done within the next second.
"""

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from madang_office.outbox import Way
from madang_office.rejected import Rejected
from madang_protocol import Rejection
from madang_server.accounts import hash_token
from madang_server.office_app.citizen_addresses import forget_address
from madang_server.office_app.citizen_parcels import CitizenParcels, about_address
from madang_server.office_app.citizen_words import CONFIRM, LINK
from madang_server.office_app.commands.outgoing import send
from madang_server.office_app.context import OfficeContext
from madang_server.office_app.runtime.command_path import CommandPath
from madang_server.office_app.runtime.housekeeping import asked
from madang_server.office_app.unit_of_work import Accepted, Outcome, UnitOfWork
from madang_server.store import citizen_address_rows as rows
from madang_server.store import people, recovery_rows
from madang_server.store.citizen_address_rows import CitizenAddress

ASKED_MAX = 200  # links that were asked for and not looked at yet
ASKED_A_SECOND = 20
SENT_WITHIN_S = 600.0


@dataclass(frozen=True, slots=True)
class OwnMail:
    """Where a citizen is told. `mail`: None: nowhere."""

    mail: str | None
    confirmed: bool


class CitizenMail:
    """Of one office. What is changed is committed before its method returns. Each raises `StorageFailed`.

    `lock`: held by whoever changes by what a citizen is known (recovery.py).
    """

    def __init__(self, context: OfficeContext, path: CommandPath, lock: asyncio.Lock) -> None:
        self._context = context
        self._path = path
        self._lock = lock
        self._asked: deque[str] = deque()
        self.parcels = CitizenParcels(context, path, lock)

    @property
    def possible(self) -> bool:
        """Whether the office sends mail."""
        return Way.MAIL in self._context.ways

    # the citizen's own ------------------------------------------------------------------------------------------------

    async def own(self, token: str) -> OwnMail | None:
        """Return where the citizen is told whose token this is; None: nobody's."""
        async with self._context.store.read() as sql:
            visitor = await people.visitor_by_token(sql, hash_token(token))
            found = await rows.of_visitor(sql, visitor.id) if visitor is not None else None
        if visitor is None:
            return None
        return OwnMail(found.mail if found else None, found is not None and found.confirmed is not None)

    async def give(self, token: str, mail: str) -> Outcome:
        """Let this be where they are told, once the link in a mail to it was pressed. Rejection: NOT_ALLOWED, LIMIT."""
        return await self._changed(token, partial(_give, context=self._context, mail=mail))

    async def remove(self, token: str) -> Outcome:
        """Let them be told by no mail any more. Rejection: NOT_ALLOWED."""
        return await self._changed(token, _remove)

    async def _changed(self, token: str, decide: Callable[..., Outcome]) -> Outcome:
        async with self._lock:
            async with self._context.store.read() as sql:
                visitor = await people.visitor_by_token(sql, hash_token(token))
                before = await rows.of_visitor(sql, visitor.id) if visitor is not None else None
            if visitor is None:
                return Rejected(Rejection.NOT_ALLOWED)
            return await self._path.perform(partial(decide, citizen=visitor.id, before=before), actor=visitor.id)

    # by what came in a mail -------------------------------------------------------------------------------------------

    async def confirm(self, secret: str) -> bool:
        """Use the address from now on. False: the secret confirms none (any more)."""
        async with self._lock:
            async with self._context.store.read() as sql:
                found = await rows.by_proof(sql, hash_token(secret), self._context.environment.office.now())
            if found is not None:
                await self._path.perform(partial(_confirm, found=found), actor=found.visitor)
        return found is not None

    async def stop(self, key: str) -> None:
        """Use the address no more whose mails have this key; a key of none changes nothing."""
        async with self._lock:
            async with self._context.store.read() as sql:
                found = await rows.by_key(sql, key)
            if found is not None:
                await self._path.perform(partial(_remove, citizen=found.visitor, before=found), actor=found.visitor)

    async def use(self, secret: str) -> str | None:
        """Return a token of the citizen for the device on which a link was opened. None: it lets nobody in (any more)."""
        token = self._context.environment.secret()
        async with self._lock:
            async with self._context.store.read() as sql:
                found = await rows.by_link(sql, hash_token(secret), self._context.environment.office.now())
            if found is None:
                return None
            await self._path.perform(partial(_use, found=found, token_hash=hash_token(token)), actor=found.visitor)
            async with self._context.store.read() as sql:  # they may have been forgotten meanwhile
                return token if await recovery_rows.is_known(sql, hash_token(token)) else None

    # a link by mail ---------------------------------------------------------------------------------------------------

    def ask_link(self, mail: str) -> bool:
        """Let a link be sent to this address within the next second, if it is known. False: too many were asked for."""
        if len(self._asked) >= ASKED_MAX:
            return False
        self._asked.append(mail)
        return True

    async def follow(self) -> None:
        """Send the links that were asked for. Call it every second."""
        for _ in range(min(len(self._asked), ASKED_A_SECOND)):
            mail = self._asked.popleft()
            found = await asked(self._context, partial(rows.by_mail, mail=mail))
            for one in found or ():
                send_link = partial(_send_link, context=self._context, found=one)
                await self._path.perform_unless_storage_fails(send_link)


def _give(work: UnitOfWork, context: OfficeContext, citizen: str, mail: str, before: CitizenAddress | None) -> Outcome:
    """Take the address, or ask once more of the same: the links in mails that went there stay good."""
    if before is not None and before.mail == mail:
        sent = before.confirmed is not None or _send(work, context, before, CONFIRM)
        return Accepted() if sent else Rejected(Rejection.LIMIT)
    row = CitizenAddress(visitor=citizen, mail=mail, key=context.environment.secret(), given=work.now)
    if not _send(work, context, row, CONFIRM):
        return Rejected(Rejection.LIMIT)
    work.write(rows.save(row))
    work.contact.citizens[citizen] = None
    work.note("mail-give", citizen)
    return Accepted()


def _remove(work: UnitOfWork, citizen: str, before: CitizenAddress | None) -> Outcome:
    if before is None:
        return Accepted()
    forget_address(work, citizen)
    work.note("mail-remove", citizen)
    return Accepted()


def _confirm(work: UnitOfWork, found: CitizenAddress) -> Outcome:
    work.write(rows.change(found.visitor, confirmed=work.now, proof_hash=None, proof_until=None))
    work.contact.citizens[found.visitor] = work.now
    work.note("mail-confirm", found.visitor)
    return Accepted()


def _use(work: UnitOfWork, found: CitizenAddress, token_hash: str) -> Outcome:
    work.write(rows.change(found.visitor, link_hash=None, link_until=None))
    for write in rows.add_device(found.visitor, token_hash, work.wall):
        work.write(write)
    work.note("mail-link-use", found.visitor)
    return Accepted()


def _send_link(work: UnitOfWork, context: OfficeContext, found: CitizenAddress) -> Outcome:
    return Accepted() if _send(work, context, found, LINK) else Rejected(Rejection.LIMIT)


def _send(work: UnitOfWork, context: OfficeContext, address: CitizenAddress, kind: str) -> bool:
    """Let a mail with a secret go to this address; one that waits already is enough. False: too many wait."""
    about = about_address(kind, address)
    if any(one.about == about for one in work.contact.waiting(work.state.contact, to_citizens=True)):
        return True
    mail = partial(send, work, context, way=Way.MAIL, kind=kind, about=about, within_s=SENT_WITHIN_S)
    return mail(recipient=address.visitor) is not None
