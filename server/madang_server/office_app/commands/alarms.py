"""What happens to an officer's alarm: who is told, who comes, what time makes of it (SPEC O23 to O25). Pure decisions."""

from dataclasses import replace

from madang_office import protection as p
from madang_office.outbox import Outgoing, Way
from madang_office.protection import Alarm, AlarmEvent, AlarmState
from madang_office.rejected import Rejected
from madang_office.rounds import Round
from madang_protocol import Rejection
from madang_protocol import commands as c
from madang_server.office_app.commands.desks import own_desk
from madang_server.office_app.commands.rounds import give_up_round, send_round, settled_round
from madang_server.office_app.context import OfficeContext
from madang_server.office_app.outgoing_words import ALARM
from madang_server.office_app.queries.alarm_views import colleagues_here
from madang_server.office_app.questions import SupervisorsWithMail
from madang_server.office_app.state import Visitor
from madang_server.office_app.unit_of_work import Accepted, Outcome, UnitOfWork

ABOUT = "alarm "  # before the round whose message it is
UNKNOWN = Rejected(Rejection.UNKNOWN_ALARM)


def raise_alarm(work: UnitOfWork, context: OfficeContext, visitor: Visitor, command: c.DeskAlarm) -> Outcome:  # noqa: ARG001
    """Call every colleague who is here. An officer has one alarm: a second press names the one that goes on."""
    desk = own_desk(work, context, visitor)
    if isinstance(desk, Rejected):
        return desk
    officer = visitor.officer_id or ""
    going_on = work.state.contact.alarm_of(officer)
    if going_on is not None:
        return Accepted(going_on.id)
    alarm_id = context.environment.key()
    alarm = Alarm(
        id=alarm_id,
        officer=officer,
        counter=desk.counter,
        state=AlarmState.RAISED,
        raised=work.now,
        since=work.now,
        told=Round(id=alarm_id, began=work.now),
        ticket=desk.ticket,
    )
    if not colleagues_here(work.state, officer):
        alarm = _told_outside(work, context, alarm)
    _keep(work, alarm, "raise")
    return Accepted(alarm_id)


def accept(work: UnitOfWork, context: OfficeContext, visitor: Visitor, command: c.AlarmAccept) -> Outcome:  # noqa: ARG001
    """A colleague says that they come; everybody who was called reads that."""
    alarm, officer = _known(work, command.alarm), work.officer(visitor.officer_id)
    if alarm is None or officer is None:
        return UNKNOWN
    coming = p.accept(alarm, officer.id, work.now)
    return coming if isinstance(coming, Rejected) else _goes_on(work, coming, AlarmEvent.ACCEPT)


def close(work: UnitOfWork, context: OfficeContext, visitor: Visitor, command: c.AlarmClose) -> Outcome:  # noqa: ARG001
    """Whoever raised it, or came, says that it is over."""
    alarm = _known(work, command.alarm)
    if alarm is None:
        return UNKNOWN
    closed = p.close(alarm, visitor.officer_id or "", work.now)
    return closed if isinstance(closed, Rejected) else _goes_on(work, closed, AlarmEvent.CLOSE)


def tell_outside(work: UnitOfWork, context: OfficeContext, alarm_id: str) -> Outcome:
    """Nobody has accepted it in time: tell those who supervise, wherever they are."""
    alarm = _known(work, alarm_id)
    if alarm is None or not alarm.is_for_outside(work.now):
        return Rejected(Rejection.WRONG_STATE)
    _keep(work, _told_outside(work, context, alarm), "tell-outside")
    return Accepted(alarm_id)


def expire(work: UnitOfWork, alarm_id: str) -> Outcome:
    """Nobody closed it in its time."""
    alarm = _known(work, alarm_id)
    if alarm is None or alarm.ends > work.now:
        return Rejected(Rejection.WRONG_STATE)
    over = p.apply(alarm, AlarmEvent.EXPIRE, work.now)
    return over if isinstance(over, Rejected) else _goes_on(work, over, AlarmEvent.EXPIRE)


def settle(work: UnitOfWork, sent: Outgoing) -> None:
    """A message about an alarm was taken, or was given up: whoever raised it sees it."""
    round_id = settled_round(sent, ABOUT)
    if round_id is None:
        return
    for alarm in work.state.contact.known_alarms():
        now = work.contact.alarms.get(alarm.id, alarm)
        if now.told.id == round_id:
            work.contact.alarms[now.id] = replace(now, told=now.told.settled(sent.way, sent.state))


def _known(work: UnitOfWork, alarm_id: str) -> Alarm | None:
    return work.state.contact.alarms.get(alarm_id)


def _goes_on(work: UnitOfWork, alarm: Alarm, event: AlarmEvent) -> Outcome:
    """Keep it after the event; who was told outside and has not read it yet is not told any more."""
    _keep(work, alarm, event.value)
    give_up_round(work, ABOUT, alarm.told.id, settle)
    return Accepted(alarm.id)


def _keep(work: UnitOfWork, alarm: Alarm, action: str) -> None:
    work.contact.alarms[alarm.id] = alarm
    work.note(f"alarm-{action}", alarm.id, counter=alarm.counter, state=alarm.state.value)


def _told_outside(work: UnitOfWork, context: OfficeContext, alarm: Alarm) -> Alarm:
    """Tell those who supervise, by mail and by webhook; what the same officer raised a moment before was told already."""
    mine = [one for one in work.state.contact.known_alarms() if one.officer == alarm.officer]
    before = p.told_before(mine, work.now)
    if before is not None and _reached(before):
        return replace(alarm, told=before.told, outside=before.outside)
    mails = work.answer(SupervisorsWithMail()) if Way.MAIL in context.ways else ()
    told = send_round(
        work,
        context,
        Round(id=alarm.id, began=work.now),  # its own, also after it was told with one before
        about=ABOUT,
        kind=ALARM,
        within_s=p.LIVE_S,
        mails=[account for account in mails if account != alarm.officer],
        hook=Way.WEBHOOK in context.ways,
        facts=_facts(context, alarm) | {"at": str(int(work.wall))},
    )
    return replace(alarm, told=told, outside=work.now)


def _facts(context: OfficeContext, alarm: Alarm) -> dict[str, str]:
    """Return where to go, and nobody's name."""
    counter = context.counter_directory.counters.get(alarm.counter)
    titles = {"counter_ko": counter.title.ko, "counter_en": counter.title.en} if counter is not None else {}
    return {"counter": alarm.counter, **titles}


def _reached(before: Alarm) -> bool:
    """Whether its messages go out, or went: those of one that was over before they were sent are given up."""
    told = before.told
    return before.live or told.mails_sent + told.hooks_sent > 0
