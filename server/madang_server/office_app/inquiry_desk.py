"""Messages that were left, as the web sees one by its number and key (SPEC O14). No HTTP, no sockets."""

import secrets
from dataclasses import dataclass
from functools import partial

from madang_office.inquiries import Inquiry
from madang_protocol import Rejection
from madang_protocol.messages import Words
from madang_server.office_app.commands import inquiries
from madang_server.office_app.context import OfficeContext
from madang_server.office_app.performing import Decide, Perform
from madang_server.office_app.unit_of_work import Accepted, Outcome, UnitOfWork
from madang_server.store import inquiry_rows


@dataclass(frozen=True, slots=True)
class FoundInquiry:
    """A message as whoever has number and key may see it. Instants are of the wall."""

    inquiry: Inquiry
    title: Words
    created: float
    kept_until: float


class InquiryDesk:
    """Of one office. `perform`: decides, commits and announces; raises `StorageFailed` when nothing was written."""

    def __init__(self, context: OfficeContext, perform: Perform) -> None:
        self._context = context
        self._perform = perform

    async def find(self, number: str, key: str) -> FoundInquiry | None:
        """Return the message of this number, whatever became of it, when the key is its own. Raises `StorageFailed`."""
        async with self._context.store.read() as sql:
            found = await inquiry_rows.inquiry_of_number(sql, number)
        if found is None or not secrets.compare_digest(found.key, key):
            return None
        offer, shown = self._context.catalogue.offers.get(found.service), self._context.environment.office.shown
        title = offer.service.title if offer is not None else {"ko": found.service, "en": found.service}
        kept_until = shown(found.since + inquiry_rows.KEPT_S)
        return FoundInquiry(found, Words(title["ko"], title["en"]), shown(found.created), kept_until)

    async def change(self, found: FoundInquiry, text: str, phone: str) -> Rejection | None:
        """Let it say something else. None: it does. Raises `StorageFailed`."""
        return await self._decide(partial(_change, inquiry_id=found.inquiry.id, text=text, phone=phone))

    async def cancel(self, found: FoundInquiry) -> Rejection | None:
        """Cancel it. None: it is. Raises `StorageFailed`."""
        return await self._decide(partial(_cancel, inquiry_id=found.inquiry.id))

    async def _decide(self, decide: Decide) -> Rejection | None:
        outcome = await self._perform(decide)
        return None if isinstance(outcome, Accepted) else outcome.code


def _change(work: UnitOfWork, inquiry_id: str, text: str, phone: str) -> Outcome:
    mine = inquiries.known(work, inquiry_id)
    return inquiries.UNKNOWN if mine is None else inquiries.change_it(work, mine, text, phone)


def _cancel(work: UnitOfWork, inquiry_id: str) -> Outcome:
    mine = inquiries.known(work, inquiry_id)
    return inquiries.UNKNOWN if mine is None else inquiries.cancel_it(work, mine)
