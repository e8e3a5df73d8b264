"""Mail to citizens as it goes out: whether it is still of use, its address, and the secrets of its links (SPEC S37 to S39).

A secret is made when its mail goes out for the first time: it is in that mail, in memory until the mail was taken, and its hash
is in the database. A server that ends in between makes another, and the newest counts.
"""

import asyncio
from functools import partial

from madang_office.outbox import Outgoing
from madang_office.periods import TicketState
from madang_server.accounts import hash_token
from madang_server.office_app.citizen_news import CASE, NOTICE, TICKET
from madang_server.office_app.citizen_words import CONFIRM, LINK, NEWS, words_to
from madang_server.office_app.context import OfficeContext
from madang_server.office_app.runtime.command_path import CommandPath
from madang_server.office_app.unit_of_work import Accepted, Outcome, UnitOfWork
from madang_server.outgoing.parcel import NotNeeded, Parcel
from madang_server.store import citizen_address_rows, notice_rows, people
from madang_server.store.citizen_address_rows import CitizenAddress
from madang_server.store.people import VisitorRow

PROOF_GOOD_S = 3_600.0
LINK_GOOD_S = 900.0
NEWS_A_DAY = 10
NO_ADDRESS = "no_address"
STOP_PATH = "/mail/stop"
_ROUTES = {CONFIRM: "address", LINK: "mail"}


class CitizenParcels:
    """Of one office. `lock`: held by whoever changes what an address proves."""

    def __init__(self, context: OfficeContext, path: CommandPath, lock: asyncio.Lock) -> None:
        self._context = context
        self._path = path
        self._lock = lock
        self._secrets: dict[str, str] = {}  # by the id of a mail that was not taken yet

    async def parcel(self, one: Outgoing) -> Parcel:
        """Return it with address and words. Raises `NotNeeded` and `StorageFailed`."""
        async with self._context.store.read() as sql:
            address = _usable(await citizen_address_rows.of_visitor(sql, one.recipient), one)
            visitor = await people.visitor_by_id(sql, one.recipient)
            mailed = await citizen_address_rows.mailed_before(sql, one) if one.kind == NEWS else 0
        if visitor is None:
            raise NotNeeded(NO_ADDRESS)
        if mailed >= NEWS_A_DAY:
            raise NotNeeded("enough_today")
        if one.kind == NEWS and await self._was_seen(one, visitor.id):
            raise NotNeeded("seen")
        link = self._context.address + "/"
        if one.kind != NEWS:
            link += f"#recover/{_ROUTES[one.kind]}-{await self._secret(one)}"
        return self._in_words(one, address, visitor, link)

    def _in_words(self, one: Outgoing, address: CitizenAddress, visitor: VisitorRow, link: str) -> Parcel:
        stop = f"{self._context.address}{STOP_PATH}?key={address.key}"
        facts = one.facts if one.kind == NEWS else {"at": str(int(visitor.created))}
        lang = self._context.catalogue.served_language(visitor.lang)
        subject, text = words_to(lang, one.kind, facts, self._context.catalogue, link=link, stop=stop)
        headers = {"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}  # RFC 8058
        return Parcel(id=one.id, kind=one.kind, to=address.mail, subject=subject, text=text, facts={}, headers=headers)

    async def _was_seen(self, one: Outgoing, visitor: str) -> bool:
        """Return whether the citizen needs no mail of it any more."""
        state = self._context.state
        if one.about.startswith(NOTICE):
            async with self._context.store.read() as sql:
                return not await notice_rows.is_kept(sql, visitor, int(one.about.removeprefix(NOTICE)))
        if one.about.startswith(TICKET):
            ticket = state.tickets.get(one.about.removeprefix(TICKET))
            return ticket is None or ticket.state is not TicketState.CALLED
        assert one.about.startswith(CASE), one.about
        return visitor in state.visitors or state.contact.citizens.get(visitor, 0.0) > one.created

    async def _secret(self, one: Outgoing) -> str:
        """Return the secret of this mail, whose hash is committed."""
        known = self._secrets.get(one.id)
        if known is not None:
            return known
        secret = self._context.environment.secret()
        async with self._lock:
            async with self._context.store.read() as sql:  # it may be another address by now, which this mail must not prove
                _usable(await citizen_address_rows.of_visitor(sql, one.recipient), one)
            keep = partial(_keep_secret, citizen=one.recipient, kind=one.kind, secret_hash=hash_token(secret))
            await self._path.perform(keep, actor=one.recipient)
        waiting = self._context.state.contact.outgoing
        self._secrets = {key: kept for key, kept in self._secrets.items() if key in waiting} | {one.id: secret}
        return secret


def about_address(kind: str, address: CitizenAddress) -> str:
    """Return what a mail of this kind to this address is about: one to another is none to it, also of the same citizen."""
    return f"{kind} {hash_token(address.key)[:16]}"


def _usable(address: CitizenAddress | None, one: Outgoing) -> CitizenAddress:
    """Return the address to which this mail goes. Raises `NotNeeded`: it was taken away, is another, or nobody confirmed it."""
    gone = address is None or (address.confirmed is None) is not (one.kind == CONFIRM)
    if address is None or gone or (one.kind != NEWS and one.about != about_address(one.kind, address)):
        raise NotNeeded(NO_ADDRESS)
    return address


def _keep_secret(work: UnitOfWork, citizen: str, kind: str, secret_hash: str) -> Outcome:
    changed: dict[str, object] = (
        {"proof_hash": secret_hash, "proof_until": work.now + PROOF_GOOD_S}
        if kind == CONFIRM
        else {"link_hash": secret_hash, "link_until": work.now + LINK_GOOD_S}
    )
    work.write(citizen_address_rows.change(citizen, **changed))
    return Accepted()
