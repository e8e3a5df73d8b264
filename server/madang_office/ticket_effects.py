"""What each event does to a ticket's fields besides its state. Pure; called by `tickets.apply` alone."""

from collections.abc import Callable
from typing import Any

from madang_office.periods import TicketState
from madang_office.rejected import Rejected, missing
from madang_office.ticket_record import Ending, Facts, Placement, Ticket, Undo
from madang_office.ticket_record import TicketEvent as E
from madang_protocol import Rejection

RECALLS_MAX = 3  # T5: calls after the first one
RETURNS_MAX = 1  # T6: how often a missed ticket goes back into the line
COME_WITHIN_S = 90.0  # how long one call waits for its holder
ANSWERED_WITHIN_S = 180.0  # how long one call waits for a holder who has answered
UNDO_WITHIN_S = 10.0  # T37, T38
LATERS_MAX = 3  # T39: how often the holder of a ticket may ask to be called later
FRONT_S = 1e9  # subtracted from the rank of a ticket sent to the front: it is older than all that were not

Fields = dict[str, Any]
OFF_DESK: Fields = {"counter": None, "officer": None, "booth": None, "until": None, "answered": None, "calls": 0}


def _call(_: Ticket, now: float, facts: Facts) -> Fields | Rejected:
    if facts.counter is None or facts.officer is None:
        return missing("counter", "officer")
    seat = {"counter": facts.counter, "officer": facts.officer, "booth": facts.booth}
    return {**OFF_DESK, **seat, "calls": 1, "called": now, "until": now + COME_WITHIN_S, "wanted_counter": None,
            "not_before": None}  # fmt: skip


def _recall(ticket: Ticket, now: float, _: Facts) -> Fields | Rejected:
    if ticket.calls > RECALLS_MAX:
        return Rejected(Rejection.LIMIT)
    return {"calls": ticket.calls + 1, "until": max(ticket.until or now, now + COME_WITHIN_S)}


def _answer(ticket: Ticket, now: float, _: Facts) -> Fields | Rejected:
    if ticket.answered is not None:
        return {}
    return {"answered": now, "until": max(ticket.until or now, now + ANSWERED_WITHIN_S)}


def come_within_s(ticket: Ticket) -> float:
    """Return how long the present call waits for its holder (SPEC T6)."""
    return COME_WITHIN_S if ticket.answered is None else ANSWERED_WITHIN_S


def _serve(_: Ticket, __: float, ___: Facts) -> Fields | Rejected:
    return {"until": None}


def _miss(ticket: Ticket, now: float, _: Facts) -> Fields | Rejected:
    due = ticket.due if ticket.is_early(now) else None  # called before their own time: that is still theirs
    rank = now if due is None else due
    return {**OFF_DESK, "misses": ticket.misses + 1, "rank": rank, "due": due, "favoured": ticket.ground is not None,
            "undo": _undo(ticket, E.MISS, now)}  # fmt: skip


def _drop(ticket: Ticket, now: float, _: Facts) -> Fields | Rejected:
    return {"misses": ticket.misses + 1, "until": None, "ending": Ending.MISSED, "undo": _undo(ticket, E.MISS, now)}


def _undo(ticket: Ticket, event: E, now: float) -> Undo:
    return Undo(
        event=event, until=now + UNDO_WITHIN_S, counter=ticket.counter,
        rank=ticket.rank, due=ticket.due, favoured=ticket.favoured,
    )  # fmt: skip


def _undo_miss(ticket: Ticket, now: float, facts: Facts) -> Fields | Rejected:
    """The desk that called it calls it again, as if it had not been missed."""
    undo = ticket.undo
    if undo is None or undo.event is not E.MISS or undo.counter != facts.counter:
        return Rejected(Rejection.WRONG_STATE)
    if not ticket.can_undo(E.MISS, now):
        return Rejected(Rejection.TOO_LATE)
    if ticket.service in facts.taken:
        return Rejected(Rejection.ALREADY_WAITING)
    before = {"misses": ticket.misses - 1, "rank": undo.rank, "due": undo.due, "favoured": undo.favoured, "ending": None}
    called = _call(ticket, now, facts)
    return called if isinstance(called, Rejected) else {**called, **before}


def _off_desk(_: Ticket, __: float, ___: Facts) -> Fields | Rejected:
    return dict(OFF_DESK)


def _return(ticket: Ticket, _: float, __: Facts) -> Fields | Rejected:
    """Whoever serves it next begins without the warning of a talk that was broken off (T44); a hold keeps it."""
    return {**OFF_DESK, "warned": None if ticket.state is TicketState.SERVING else ticket.warned}


def _transfer(ticket: Ticket, now: float, facts: Facts) -> Fields | Rejected:
    if facts.to is Placement.FIRST and ticket.first_service is None:
        return Rejected(Rejection.WRONG_STATE)
    service = ticket.first_service if facts.to is Placement.FIRST else facts.service
    if service is None:
        return missing("service")
    if service in facts.taken:
        return Rejected(Rejection.ALREADY_WAITING)
    ends = max(filter(None, (ticket.ends, facts.ends)), default=None)  # the later day counts: nobody loses by being sent on
    return {**OFF_DESK, **_origin(ticket, facts.to), "service": service, "rank": _rank(ticket, now, facts.to),
            "due": None, "favoured": ticket.ground is not None, "ends": ends, "not_before": None,
            "preferred_officer": None, "warned": None}  # fmt: skip


def _origin(ticket: Ticket, to: Placement) -> Fields:
    """Keep the first service and counter for the way back. On the way back forget them, and want that counter."""
    if to is Placement.FIRST:
        return {"first_service": None, "first_counter": None, "wanted_counter": ticket.first_counter}
    first = ticket.first_service is None
    return {"first_service": ticket.service, "first_counter": ticket.counter} if first else {}


def _rank(ticket: Ticket, now: float, to: Placement) -> float:
    match to:
        case Placement.FRONT | Placement.FIRST:
            return now - FRONT_S
        case Placement.BACK:
            return now
        case Placement.AGE:
            return ticket.arrived


def _later(ticket: Ticket, now: float, facts: Facts) -> Fields | Rejected:
    """It keeps what orders the line, so that it stands where it would have stood."""
    if facts.not_before is None:
        return {"not_before": None} if ticket.is_later(now) else Rejected(Rejection.WRONG_STATE)
    asked = ticket.laters or 0
    if asked >= LATERS_MAX:
        return Rejected(Rejection.LIMIT)
    if ticket.ends is not None and facts.not_before >= ticket.ends:
        return Rejected(Rejection.TOO_LATE)
    return {**OFF_DESK, "not_before": facts.not_before, "laters": asked + 1}


def _leave(ticket: Ticket, now: float, facts: Facts) -> Fields | Rejected:
    for_good = facts.for_good or ticket.state is TicketState.SERVING
    return {"until": None, "ending": Ending.LEFT, "undo": None if for_good else _undo(ticket, E.LEAVE, now)}


def _undo_leave(ticket: Ticket, now: float, facts: Facts) -> Fields | Rejected:
    """It stands where it stood: what orders the line was not changed when it left."""
    if ticket.undo is None or ticket.undo.event is not E.LEAVE:
        return Rejected(Rejection.WRONG_STATE)
    if not ticket.can_undo(E.LEAVE, now) or ticket.of_past_day(now):
        return Rejected(Rejection.TOO_LATE)
    if ticket.service in facts.taken:
        return Rejected(Rejection.ALREADY_WAITING)
    return {**OFF_DESK, "ending": None}


def _finish(_: Ticket, __: float, ___: Facts) -> Fields | Rejected:
    return {"until": None, "ending": Ending.FINISHED}


def _end_talk(ticket: Ticket, _: float, facts: Facts) -> Fields | Rejected:
    may_end = ticket.warned is not None or facts.alarmed  # T45: nobody is sent away without a warning or an alarm
    return {"until": None, "ending": Ending.TALK_ENDED} if may_end else Rejected(Rejection.WRONG_STATE)


def _expire(_: Ticket, __: float, ___: Facts) -> Fields | Rejected:
    return {"until": None, "ending": Ending.EXPIRED}


def _abandon(_: Ticket, __: float, ___: Facts) -> Fields | Rejected:
    return {"until": None, "ending": Ending.ABANDONED}


EFFECTS: dict[E, Callable[[Ticket, float, Facts], Fields | Rejected]] = {
    E.CALL: _call, E.RECALL: _recall, E.ANSWER: _answer, E.SERVE: _serve, E.MISS: _miss, E.DROP: _drop,
    E.HOLD: _off_desk, E.RETURN: _return, E.TRANSFER: _transfer, E.DEFER: _off_desk, E.LEAVE: _leave, E.FINISH: _finish,
    E.END_TALK: _end_talk, E.EXPIRE: _expire, E.ABANDON: _abandon, E.UNDO_LEAVE: _undo_leave, E.UNDO_MISS: _undo_miss,
    E.LATER: _later,
}  # fmt: skip
