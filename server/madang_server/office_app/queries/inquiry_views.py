"""Messages that were left: as their author sees them, and as officers do. From records to the wire; decides nothing."""

from collections.abc import Callable, Collection

from madang_office.inquiries import Inquiry
from madang_protocol import messages as m
from madang_server.office_app.state import OfficeState
from madang_server.store.inquiry_rows import KEPT_S

QUEUE_MAX = 100  # that are shown to an officer
Shown = Callable[[float], float]


def view_of(state: OfficeState, one: Inquiry, shown: Shown) -> m.InquiryView:
    """Return it as its author sees it (SPEC O14)."""
    return m.InquiryView(
        id=one.id,
        number=one.number,
        key=one.key,
        service=one.service,
        state=one.state.value,
        created=int(shown(one.created)),
        since=int(shown(one.since)),
        kept_until=int(shown(one.since + KEPT_S)),
        text=one.words,
        phone=one.phone,
        answer=one.answer,
        calls=one.calls,
        officer=state.officer_name(one.officer),
    )


def at_services(state: OfficeState, services: Collection[str], officer: str, shown: Shown) -> list[m.QueueInquiry]:
    """Return those at these services, the oldest first; words and phone of those alone that the officer has (SPEC O15)."""
    found = [one for one in state.contact.inquiries.values() if one.service in services]
    found.sort(key=lambda one: (one.created, one.id))
    return [_in_queue(state, one, officer, shown) for one in found[:QUEUE_MAX]]


def _in_queue(state: OfficeState, one: Inquiry, officer: str, shown: Shown) -> m.QueueInquiry:
    mine = one.officer == officer
    return m.QueueInquiry(
        id=one.id,
        number=one.number,
        service=one.service,
        name=state.names.get(one.visitor, ""),
        since=int(shown(one.created)),
        call=bool(one.phone),
        calls=one.calls,
        officer=state.officer_name(one.officer),
        mine=mine,
        text=one.words if mine else "",
        phone=one.phone if mine else "",
    )
