"""What time does to appointments: reminders, and those that nobody came for (SPEC T32, T34). Finds what is due, and decides it.

An appointment is one of the wall's time: instants are unix seconds by the clock on the wall.
"""

from functools import partial

from madang_office import appointments as a
from madang_office.appointments import Appointment, AppointmentState, Reminded
from madang_office.rejected import Rejected
from madang_protocol import NoticeCode, Rejection
from madang_server.office_app.commands.appointments import keep, known, subject_of
from madang_server.office_app.context import OfficeContext
from madang_server.office_app.performing import TryToPerform
from madang_server.office_app.queries import slots
from madang_server.office_app.unit_of_work import Accepted, Outcome, UnitOfWork

REMINDERS = {Reminded.EVENING_BEFORE: NoticeCode.APPOINTMENT_TOMORROW, Reminded.SOON: NoticeCode.APPOINTMENT_SOON}


class AppointmentTimes:
    """One an office. All are looked at only when one of them may be due, or some have changed."""

    def __init__(self, context: OfficeContext) -> None:
        self._context = context
        self._quiet_until = float("-inf")
        self._seen = -1
        self._known: dict[str, tuple[Appointment, float]] = {}  # of each that is booked, when something is to be done about it

    async def follow(self, wall: float, perform: TryToPerform) -> None:
        """Do what is due. Call it every second."""
        book = self._context.state.appointments
        if book.changes == self._seen and wall < self._quiet_until:
            return
        self._seen = book.changes
        self._known = {one.id: (one, self._acts_next(one)) for one in book if one.state is AppointmentState.BOOKED}
        due = [appointment_id for appointment_id, (_, at) in self._known.items() if at <= wall]
        for appointment_id in due:
            await perform(partial(act, context=self._context, appointment_id=appointment_id))
        self._quiet_until = wall if due else min((at for _, at in self._known.values()), default=float("inf"))

    def _acts_next(self, one: Appointment) -> float:
        """Return when something is to be done about it: found once for each that is new or has changed, for days cost time."""
        known = self._known.get(one.id)
        return known[1] if known is not None and known[0] is one else _acts_next(self._context, one)


def act(work: UnitOfWork, context: OfficeContext, appointment_id: str) -> Outcome:
    """Remind the holder, or let the appointment be missed, and say so."""
    one = known(work, appointment_id)
    if one is None or one.state is not AppointmentState.BOOKED or _acts_next(context, one) > work.wall:
        return Rejected(Rejection.WRONG_STATE)
    rules = slots.rules_of(context, one.service)
    if a.is_missed(one, rules, work.wall):
        return _miss(work, one)
    reminded = a.reminder_at(one, context.catalogue.days_of(one.service).calendar, rules, work.wall)
    keep(work, a.with_reminder(one, reminded), "remind")
    work.keep_notice(one.visitor, REMINDERS[reminded], about(one), subject=subject_of(one))
    return Accepted(one.id)


def _miss(work: UnitOfWork, one: Appointment) -> Outcome:
    missed = a.miss(one, work.wall)
    if isinstance(missed, Rejected):
        return missed
    keep(work, missed, "miss")
    work.keep_notice(one.visitor, NoticeCode.APPOINTMENT_MISSED, about(one), subject=subject_of(one))
    return Accepted(one.id)


def about(one: Appointment) -> dict[str, str]:
    """Return how a notice names an appointment."""
    return {"appointment": one.id, "number": one.number, "service": one.service, "at": str(int(one.at))}


def _acts_next(context: OfficeContext, one: Appointment) -> float:
    calendar = context.catalogue.days_of(one.service).calendar
    return a.acts_next(one, calendar, slots.rules_of(context, one.service))
