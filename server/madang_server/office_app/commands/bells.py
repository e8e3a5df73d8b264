"""What happens to a ring: who rings, who is told, who comes, and what time makes of it (SPEC O12, O13). Pure decisions."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from madang_office import bells as b
from madang_office.bells import Bell, BellEvent, BellState
from madang_office.outbox import Outgoing, Way
from madang_office.rejected import Rejected
from madang_office.rounds import Round
from madang_office.services import Kind
from madang_protocol import NoticeCode, Rejection
from madang_protocol import commands as c
from madang_protocol.messages import Notice
from madang_server.office_app.commands.rounds import give_up_round, send_round, settled_round
from madang_server.office_app.context import OfficeContext
from madang_server.office_app.outgoing_words import RUNG
from madang_server.office_app.questions import MailOf
from madang_server.office_app.state import Visitor
from madang_server.office_app.unit_of_work import Accepted, Outcome, UnitOfWork

ABOUT = "round "  # before the round whose message it is
UNKNOWN = Rejected(Rejection.UNKNOWN_BELL)


@dataclass(frozen=True, slots=True)
class Reached:
    """Who can be told of a ring: officers on the page, as visitors; accounts with mail; whether there is a webhook."""

    here: tuple[str, ...]
    mails: tuple[str, ...]
    hook: bool


def ring(work: UnitOfWork, context: OfficeContext, visitor: Visitor, command: c.BellRing) -> Outcome:
    """Tell the officers of the service that somebody is here. The reply names the ring."""
    rejected = _may_not(work, context, visitor, command.service)
    if rejected is not None:
        return rejected
    mine = work.state.contact.rung(visitor=visitor.id)
    others = work.state.contact.rung(service=command.service)
    rejected = b.may_ring(mine, others, command.service, work.now)
    if rejected is not None:
        return rejected
    before = b.rung_before(mine, command.service, work.now)
    told = b.round_to_join((bell for bell in others if bell is not before), work.now) or _begin(work, context, command.service)
    if isinstance(told, Rejected):
        return told
    bell = _rung(work, context, visitor, command.service, told, before)
    if isinstance(bell, Rejected):
        return bell
    keep(work, bell, "ring")
    if before is not None:
        _let_be(work, before.round.id)
    work.drop_notices(visitor.id, subject=subject_of(bell))
    comes = work.officer(b.who_comes(others, told))
    coming = b.come(bell, comes.id, work.now) if comes is not None else UNKNOWN
    if comes is not None and isinstance(coming, Bell):
        _comes(work, coming, comes.name)
    return Accepted(bell.id)


def stop(work: UnitOfWork, context: OfficeContext, visitor: Visitor, command: c.BellStop) -> Outcome:  # noqa: ARG001
    """Whoever rang waits no longer."""
    bell = known(work, command.bell)
    if bell is None or bell.visitor != visitor.id:
        return UNKNOWN
    return _apply(work, bell, BellEvent.STOP)


def answer(work: UnitOfWork, context: OfficeContext, visitor: Visitor, command: c.BellAnswer) -> Outcome:  # noqa: ARG001
    """An officer of the service says that they come; everybody whose ring is of the same round is told."""
    bell, officer = known(work, command.bell), work.officer(visitor.officer_id)
    if bell is None or officer is None or bell.service not in officer.services:
        return UNKNOWN
    coming = b.come(bell, officer.id, work.now)
    if isinstance(coming, Rejected):
        return coming
    _comes(work, coming, officer.name)
    for other in work.state.contact.bells_of_service(bell.service):
        also = b.come(other, officer.id, work.now) if other.id != bell.id else UNKNOWN
        if isinstance(also, Bell):
            _comes(work, also, officer.name)
    for told in {one.round.id for one in work.contact.bells.values()}:
        _let_be(work, told)
    return Accepted(bell.id)


def settle(work: UnitOfWork, sent: Outgoing) -> None:
    """A message of a round was taken, or was given up: those who rang see it."""
    round_id, contact = settled_round(sent, ABOUT), work.state.contact
    if round_id is None:
        return
    for bell in contact.rung():  # also of those that are over: who rings next may join the round
        now = work.contact.bells.get(bell.id) or contact.known_bell(bell.id)
        if now is not None and now.round.id == round_id:
            work.contact.bells[now.id] = replace(now, round=now.round.settled(sent.way, sent.state))


def _let_be(work: UnitOfWork, round_id: str) -> None:
    """What of a round was not sent yet is given up when nobody of it waits for an officer to say that they come."""
    contact = work.state.contact
    bells = {**contact.bells, **work.contact.bells}.values()
    if any(bell.state is BellState.RINGING and bell.round.id == round_id for bell in bells):
        return
    give_up_round(work, ABOUT, round_id, settle)


def end(work: UnitOfWork, met: Collection[str], expired: Collection[str]) -> Outcome:
    """A counter of their service is open, or nobody came in time: all of them by one commit."""
    for bell_id in met:
        _over(work, bell_id, BellEvent.OPEN, NoticeCode.BELL_OPEN)
    for bell_id in expired:
        bell = known(work, bell_id)
        if bell is not None and bell.ends <= work.now:
            _over(work, bell_id, BellEvent.EXPIRE, NoticeCode.BELL_UNANSWERED)
    return Accepted()


def known(work: UnitOfWork, bell_id: str) -> Bell | None:
    """Return the ring as the unit of work sees it; None: it is over, or never was."""
    return work.contact.bells.get(bell_id) or work.state.contact.bells.get(bell_id)


def keep(work: UnitOfWork, bell: Bell, action: str) -> None:
    """Write the ring as it is after what was done."""
    work.contact.bells[bell.id] = bell
    work.note(f"bell-{action}", bell.id, service=bell.service, state=bell.state.value, rings=bell.rings)


def subject_of(bell: Bell) -> str:
    """Return what a notice about it is about: a newer one takes the place of an older one."""
    return f"bell {bell.id}"


def _may_not(work: UnitOfWork, context: OfficeContext, visitor: Visitor, service: str) -> Rejected | None:
    offer = context.catalogue.offers.get(service)
    if offer is None or offer.service.kind is not Kind.TALK:
        return Rejected(Rejection.UNKNOWN_SERVICE)
    if visitor.officer_id is not None:
        return Rejected(Rejection.NOT_ALLOWED)
    if not context.catalogue.days_of(service).open_state(work.wall).open:
        return Rejected(Rejection.SERVICE_CLOSED)
    return Rejected(Rejection.SOMEBODY_THERE) if context.waits.open_desks(service) else None


def _rung(
    work: UnitOfWork, context: OfficeContext, visitor: Visitor, service: str, told: Round, before: Bell | None
) -> Bell | Rejected:
    """Return the ring that goes on with the one before, or a new one, which takes over the count of one that was stopped."""
    if before is not None and before.live:
        return b.ring_again(before, told, work.now)
    return Bell(
        id=context.environment.key(),
        service=service,
        visitor=visitor.id,
        state=BellState.RINGING,
        created=work.now,
        rung=work.now,
        since=work.now,
        round=told,
        rings=before.rings + 1 if before is not None else 1,
    )


def _begin(work: UnitOfWork, context: OfficeContext, service: str) -> Round | Rejected:
    """Tell every officer of the service who can be told, once. NOBODY_TO_TELL: there is none."""
    round_id, facts = context.environment.key(), {"service": service, "at": str(int(work.wall))}
    reached = _reached(work, context, service)
    begun = send_round(
        work,
        context,
        Round(id=round_id, began=work.now, here=len(reached.here)),
        about=ABOUT,
        kind=RUNG,
        within_s=b.LIVE_S,
        mails=reached.mails,
        hook=reached.hook,
        facts=facts,
    )
    if not begun.anybody:
        return Rejected(Rejection.NOBODY_TO_TELL)
    for officer in reached.here:
        work.tell(officer, Notice(NoticeCode.BELL_RUNG, facts))
    return begun


def _reached(work: UnitOfWork, context: OfficeContext, service: str) -> Reached:
    state = work.state
    here = sorted(
        one.id
        for one in state.visitors.values()
        if (row := state.staff.get(one.officer_id or "")) is not None and not row.disabled and service in row.services
    )
    mails = work.answer(MailOf(service)) if Way.MAIL in context.ways else ()
    return Reached(tuple(here), tuple(mails), Way.WEBHOOK in context.ways)


def _comes(work: UnitOfWork, bell: Bell, name: str) -> None:
    keep(work, bell, "answer")
    about = {"bell": bell.id, "service": bell.service, "officer": name}
    work.keep_notice(bell.visitor, NoticeCode.BELL_COMING, about, subject=subject_of(bell))


def _over(work: UnitOfWork, bell_id: str, event: BellEvent, code: NoticeCode) -> Outcome:
    bell = known(work, bell_id)
    if bell is None:
        return UNKNOWN
    outcome = _apply(work, bell, event)
    if not isinstance(outcome, Rejected):
        work.keep_notice(bell.visitor, code, {"bell": bell.id, "service": bell.service}, subject=subject_of(bell))
    return outcome


def _apply(work: UnitOfWork, bell: Bell, event: BellEvent) -> Outcome:
    after = b.apply(bell, event, work.now)
    if isinstance(after, Rejected):
        return after
    keep(work, after, event.value)
    _let_be(work, after.round.id)
    work.drop_notices(bell.visitor, subject=subject_of(bell))
    return Accepted(bell.id)
