"""The outbox of an office as the courier sees it, and where its officers want to be told (SPEC O10, S34). Sends nothing."""

from contextlib import suppress
from dataclasses import dataclass
from functools import partial

from madang_office.audit import ACCOUNT, AuditKind
from madang_office.outbox import Outgoing, SendState, Way
from madang_office.rejected import Rejected
from madang_protocol import Rejection
from madang_server.faults import StorageFailed
from madang_server.office_app.citizen_parcels import CitizenParcels
from madang_server.office_app.commands import outgoing, outgoing_results
from madang_server.office_app.context import OfficeContext
from madang_server.office_app.outgoing_words import TEST, words_of
from madang_server.office_app.runtime.command_path import CommandPath
from madang_server.office_app.unit_of_work import Accepted, Outcome, UnitOfWork
from madang_server.office_clock import LEEWAY_S
from madang_server.outgoing.parcel import NotSent, Parcel
from madang_server.store import outbox_rows
from madang_server.store.outbox_rows import AddressRow

TOO_LATE = "too_late"
TEST_WITHIN_S = 600.0
READ_EVERY_S = 5.0
TEST_EVERY_S = 60.0  # of an officer


@dataclass(frozen=True, slots=True)
class OwnAddress:
    """Where an officer is told. `possible`: the office sends mail; `test`: what became of the newest; None: none was sent."""

    mail: str | None
    possible: bool
    test: Outgoing | None


class OfficeOutbox:
    """Of one office. Each method but `due` raises `StorageFailed`."""

    def __init__(self, context: OfficeContext, path: CommandPath, parcels: CitizenParcels) -> None:
        """`parcels`: makes those that go to citizens."""
        self._context = context
        self._path = path
        self._parcels = parcels
        self._read_at = float("-inf")

    # for the courier -------------------------------------------------------------------------------------------------

    def due(self) -> list[Outgoing]:
        """Return what is to be tried now, the longest due first: alarms, then what else goes to officers, then to citizens.

        It is nothing while the office may be another server's.
        """
        if not self._context.store.owned:
            return []
        now = self._context.environment.office.now() + LEEWAY_S
        due = (one for one in self._context.state.contact.outgoing.values() if one.due <= now)
        return sorted(due, key=lambda one: (not one.calls_help, one.to_citizen, one.due))

    async def parcel(self, one: Outgoing) -> Parcel | None:
        """Return it with address and words; None: its officer wants no mail any more, or works here no longer.

        Raises `NotSent` when nobody needs to be told of it any more.
        """
        if self._context.environment.office.now() >= one.until:
            raise NotSent(TOO_LATE, lasting=True)
        if one.to_citizen:
            return await self._parcels.parcel(one)
        to = ""
        if one.way is Way.MAIL:
            async with self._context.store.read() as sql:
                found = await outbox_rows.address_of(sql, one.recipient)
            if found is None:
                return None
            to = found.mail
        link = f"{self._context.address}/officer"
        subject, text = words_of(one.kind, one.facts, self._context.catalogue, link)
        facts = {"office": self._context.store.office, "url": link, **one.facts}
        return Parcel(id=one.id, kind=one.kind, to=to, subject=subject, text=text, facts=facts)

    async def delivered(self, outgoing_id: str) -> None:
        await self._path.perform(partial(outgoing_results.delivered, outgoing_id=outgoing_id))

    async def failed(self, outgoing_id: str, why: str, *, lasting: bool) -> None:
        await self._path.perform(partial(outgoing_results.failed, outgoing_id=outgoing_id, why=why, lasting=lasting))

    # for officers ----------------------------------------------------------------------------------------------------

    async def follow(self, now: float) -> None:
        """Read now and then who wants to be told by mail: accounts change at other servers, too. Call it every second."""
        if now - self._read_at >= READ_EVERY_S:
            self._read_at = now
            with suppress(StorageFailed):  # the next time
                await self.refresh()

    async def refresh(self) -> None:
        """Read who wants to be told by mail."""
        async with self._context.store.read() as sql:
            self._context.state.contact.has_mail = await outbox_rows.officers_with_mail(sql)

    async def own_address(self, account: str) -> OwnAddress:
        """Return where this officer is told."""
        async with self._context.store.read() as sql:
            found = await outbox_rows.address_of(sql, account)
            test = await outbox_rows.newest_to(sql, account, TEST)
        return OwnAddress(found.mail if found else None, Way.MAIL in self._context.ways, test)

    async def set_address(self, account: str, mail: str | None) -> Outcome:
        """Let the officer be told there from now on; None: by no mail."""
        outcome = await self._path.perform(partial(_set, account=account, mail=mail), actor=account, officer=account)
        await self.refresh()
        return outcome

    async def test(self, account: str) -> Outcome:
        """Send a test to the officer's own address."""
        own = await self.own_address(account)
        if own.mail is None or not own.possible:
            return Rejected(Rejection.UNKNOWN_TARGET)
        lately = own.test is not None and own.test.created > self._context.environment.office.now() - TEST_EVERY_S
        if lately or (own.test is not None and own.test.state is SendState.WAITING):
            return Rejected(Rejection.TOO_FAST)
        return await self._path.perform(partial(_test, context=self._context, account=account), actor=account, officer=account)


def _set(work: UnitOfWork, account: str, mail: str | None) -> Outcome:
    if not _works_here(work, account):
        return Rejected(Rejection.NOT_ALLOWED)
    row = AddressRow(account, mail or "", work.wall)
    work.write(outbox_rows.save_address(row) if mail else outbox_rows.remove_address(account))
    work.note("address-set" if mail else "address-removed", account)
    work.audit(AuditKind.ADDRESS_SET if mail else AuditKind.ADDRESS_REMOVED, f"{ACCOUNT}{account}", actor=f"officer:{account}")
    return Accepted()


def _test(work: UnitOfWork, context: OfficeContext, account: str) -> Outcome:
    if not _works_here(work, account):
        return Rejected(Rejection.NOT_ALLOWED)
    about = f"test {account}"
    sent = outgoing.send(work, context, way=Way.MAIL, kind=TEST, about=about, within_s=TEST_WITHIN_S, recipient=account)
    return Rejected(Rejection.LIMIT) if sent is None else Accepted(sent.id)


def _works_here(work: UnitOfWork, account: str) -> bool:
    """Whether the account is open and has a post here; it was read for this batch."""
    found = work.officer(account)
    return found is not None and not found.disabled
