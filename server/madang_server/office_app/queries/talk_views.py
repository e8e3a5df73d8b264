"""What an officer reads of the talk at their desk besides the ticket: its length, a warning, how it may end. Decides nothing."""

from msgspec import structs

from madang_office import protection
from madang_office.periods import TicketState
from madang_office.protection import Advice, Alarm, TalkTimes
from madang_office.tickets import Ticket
from madang_protocol import messages as m
from madang_server.office_clock import LEEWAY_S


def advice_on(ticket: Ticket, times: TalkTimes, now: float) -> Advice | None:
    """Return what to say of the length of its talk (SPEC T43). `now`: by the office's own time."""
    return protection.advice(now - ticket.since + LEEWAY_S, times) if ticket.state is TicketState.SERVING else None


def guarded(view: m.Desk, ticket: Ticket | None, alarm: Alarm | None, times: TalkTimes, now: float) -> m.Desk:
    """Return an officer's desk with what protects them. `alarm`: theirs that goes on."""
    if ticket is None or ticket.state is not TicketState.SERVING:
        return view
    advice = advice_on(ticket, times, now)
    seconds = {Advice.LONG: times.long_s, Advice.OVERLONG: times.overlong_s}
    return structs.replace(
        view,
        talk_minutes=round(seconds[advice] / 60) if advice is not None else None,
        talk_overlong=advice is Advice.OVERLONG,
        warned=ticket.warned,
        may_end=ticket.warned is not None or protection.is_about(alarm, ticket.id),
    )
