"""What happens to a message that is left for a service: by its author, and by officers (SPEC O14, O15). Pure decisions."""

from collections.abc import Collection

from madang_office import inquiries as q
from madang_office.audit import INQUIRY, AuditKind
from madang_office.inquiries import Inquiry, InquiryState
from madang_office.numbers import KEY_BYTES, appointment_key, inquiry_number
from madang_office.rejected import Rejected
from madang_office.services import Kind
from madang_protocol import NoticeCode, Rejection
from madang_protocol import commands as c
from madang_protocol.writing import tidy_line, written_text
from madang_server.office_app.context import OfficeContext
from madang_server.office_app.state import Visitor
from madang_server.office_app.unit_of_work import Accepted, Outcome, UnitOfWork
from madang_server.store.inquiry_rows import KEPT_S, NUMBERED

UNKNOWN = Rejected(Rejection.UNKNOWN_INQUIRY)


def leave(work: UnitOfWork, context: OfficeContext, visitor: Visitor, command: c.InquiryLeave) -> Outcome:
    """Keep the message, with a number and a key. The reply names it."""
    rejected = _may_not(work, context, visitor, command.service)
    if rejected is not None:
        return rejected
    words, phone = written_text(command.text), tidy_line(command.phone)
    faults = q.faults_of(words, phone, consent=command.consent)
    if faults:
        return Rejected(Rejection.FORM_INVALID, faults)
    left = Inquiry(
        id=context.environment.key(),
        number=inquiry_number(work.next_count(NUMBERED)),
        key=appointment_key(context.environment.entropy(KEY_BYTES)),
        service=command.service,
        visitor=visitor.id,
        state=InquiryState.WAITING,
        words=words,
        phone=phone,
        consent=work.now,
        created=work.now,
        since=work.now,
    )
    return keep(work, left, "leave")


def change(work: UnitOfWork, context: OfficeContext, visitor: Visitor, command: c.InquiryChange) -> Outcome:  # noqa: ARG001
    mine = _own(work, visitor, command.inquiry)
    return mine if isinstance(mine, Rejected) else change_it(work, mine, command.text, command.phone)


def change_it(work: UnitOfWork, mine: Inquiry, text: str, phone: str) -> Outcome:
    """Decide what `change` and the page of the number decide."""
    return keep(work, q.change(mine, written_text(text), tidy_line(phone), work.now), "change")


def cancel(work: UnitOfWork, context: OfficeContext, visitor: Visitor, command: c.InquiryCancel) -> Outcome:  # noqa: ARG001
    mine = _own(work, visitor, command.inquiry)
    return mine if isinstance(mine, Rejected) else cancel_it(work, mine)


def cancel_it(work: UnitOfWork, mine: Inquiry) -> Outcome:
    """Decide what `cancel` and the page of the number decide."""
    return keep(work, q.cancel(mine, work.now), "cancel")


def take(work: UnitOfWork, context: OfficeContext, visitor: Visitor, command: c.InquiryTake) -> Outcome:  # noqa: ARG001
    """An officer of the service takes it on, also from a colleague, and reads it from then on."""
    one, officer = known(work, command.inquiry), work.officer(visitor.officer_id)
    if one is None or officer is None or one.service not in officer.services:
        return UNKNOWN
    taken = q.take(one, officer.id, work.state.contact.inquiries.values(), work.now)
    if not isinstance(taken, Rejected):
        work.audit(AuditKind.INQUIRY_TAKEN, f"{INQUIRY}{one.id}", service=one.service)
    return keep(work, taken, "take")


def answer(work: UnitOfWork, context: OfficeContext, visitor: Visitor, command: c.InquiryAnswer) -> Outcome:  # noqa: ARG001
    """Answer it in words, which its author reads."""
    one = _taken(work, visitor, command.inquiry)
    if isinstance(one, Rejected):
        return one
    answered = q.answer(one, written_text(command.text), work.now)
    return _told(work, answered, "answer", NoticeCode.INQUIRY_ANSWERED)


def called(work: UnitOfWork, context: OfficeContext, visitor: Visitor, command: c.InquiryCalled) -> Outcome:  # noqa: ARG001
    """Somebody was called, and was reached or not."""
    one = _taken(work, visitor, command.inquiry)
    if isinstance(one, Rejected):
        return one
    after = q.called(one, work.now, reached=command.reached)
    return _told(work, after, "called", NoticeCode.INQUIRY_CALLED) if not command.reached else keep(work, after, "reached")


def expire(work: UnitOfWork, inquiry_ids: Collection[str]) -> Outcome:
    """Nobody answered these as long as they are kept (SPEC O14): row, memory and the officers' list let them go together."""
    for inquiry_id in inquiry_ids:
        one = known(work, inquiry_id)
        if one is not None and one.since + KEPT_S <= work.now:
            work.contact.gone_inquiries.add(one.id)
            work.drop_notices(one.visitor, subject=subject_of(one))
            work.note("inquiry-expire", one.id, service=one.service, state=one.state.value)
    return Accepted()


def known(work: UnitOfWork, inquiry_id: str) -> Inquiry | None:
    """Return the message as the unit of work sees it; None: it is over, or never was."""
    return work.contact.inquiries.get(inquiry_id) or work.state.contact.inquiries.get(inquiry_id)


def keep(work: UnitOfWork, one: Inquiry | Rejected, action: str) -> Outcome:
    """Write the message as it is after what was done; the table of acts gets nothing of what was written in it."""
    if isinstance(one, Rejected):
        return one
    work.contact.inquiries[one.id] = one
    work.note(f"inquiry-{action}", one.id, service=one.service, state=one.state.value)
    return Accepted(one.id)


def subject_of(one: Inquiry) -> str:
    """Return what a notice about it is about: a newer one takes the place of an older one."""
    return f"inquiry {one.id}"


def _told(work: UnitOfWork, one: Inquiry | Rejected, action: str, code: NoticeCode) -> Outcome:
    if not isinstance(one, Rejected):
        about = {"inquiry": one.id, "number": one.number, "service": one.service}
        work.keep_notice(one.visitor, code, about, subject=subject_of(one))
    return keep(work, one, action)


def _may_not(work: UnitOfWork, context: OfficeContext, visitor: Visitor, service: str) -> Rejected | None:
    offer = context.catalogue.offers.get(service)
    if offer is None or offer.service.kind is not Kind.TALK:
        return Rejected(Rejection.UNKNOWN_SERVICE)
    if visitor.officer_id is not None:
        return Rejected(Rejection.NOT_ALLOWED)
    if context.waits.open_desks(service):
        return Rejected(Rejection.SOMEBODY_THERE)
    contact = work.state.contact
    return q.may_leave(contact.inquiries_of(visitor.id), contact.inquiries_at(service))


def _own(work: UnitOfWork, visitor: Visitor, inquiry_id: str) -> Inquiry | Rejected:
    found = known(work, inquiry_id)
    return found if found is not None and found.visitor == visitor.id else UNKNOWN


def _taken(work: UnitOfWork, visitor: Visitor, inquiry_id: str) -> Inquiry | Rejected:
    """Return one that this officer has."""
    found, officer = known(work, inquiry_id), work.officer(visitor.officer_id)
    if found is None or officer is None or found.service not in officer.services:
        return UNKNOWN
    return found if found.officer == officer.id else Rejected(Rejection.NOT_YOURS)
