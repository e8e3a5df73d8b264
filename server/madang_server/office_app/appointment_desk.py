"""Appointments as the web sees them: which times are free, and one by its number and key (SPEC T29, T35). No HTTP, no sockets."""

import secrets
from dataclasses import dataclass
from functools import partial

from madang_office.appointments import Appointment, AppointmentState
from madang_office.rejected import Rejected
from madang_protocol import Rejection
from madang_protocol.messages import Words
from madang_server.office_app.commands import appointments
from madang_server.office_app.context import OfficeContext
from madang_server.office_app.performing import Decide, Perform
from madang_server.office_app.queries.slots import free_slots, rules_of
from madang_server.office_app.unit_of_work import Accepted, Outcome, UnitOfWork
from madang_server.store import appointment_rows

UNKNOWN = Rejected(Rejection.UNKNOWN_APPOINTMENT)


@dataclass(frozen=True, slots=True)
class FoundAppointment:
    """An appointment as whoever has number and key may see it, with the words of its service."""

    appointment: Appointment
    title: Words
    early_s: float  # so long before its time one may check in

    @property
    def booked(self) -> bool:
        return self.appointment.state is AppointmentState.BOOKED


class AppointmentDesk:
    """Of one office. `perform`: decides, commits and announces; raises `StorageFailed` when nothing was written."""

    def __init__(self, context: OfficeContext, perform: Perform) -> None:
        self._context = context
        self._perform = perform

    def free_times(self, service: str, *, but: str = "") -> list[int] | None:
        """Return when each free slot of a service begins (unix seconds), in order; None: there is no such service.

        `but`: an appointment that would give its own place back.
        """
        if service not in self._context.catalogue.offers:
            return None
        wall = self._context.environment.now()
        return [int(free.slot.at) for free in free_slots(self._context, service, wall, but=but)]

    async def find(self, number: str, key: str) -> FoundAppointment | None:
        """Return the appointment of this number, whatever became of it, when the key is its own. Raises `StorageFailed`."""
        async with self._context.store.read() as sql:
            found = await appointment_rows.appointment_of_number(sql, number)
        if found is None or not secrets.compare_digest(found.key, key):
            return None
        offer = self._context.catalogue.offers.get(found.service)
        title = offer.service.title if offer is not None else {"ko": found.service, "en": found.service}
        return FoundAppointment(found, Words(title["ko"], title["en"]), rules_of(self._context, found.service).early_s)

    async def move(self, found: FoundAppointment, at: int) -> Rejection | None:
        """Let it be at another time. None: it is. Raises `StorageFailed`."""
        return await self._decide(partial(self._move, found.appointment.id, at))

    async def cancel(self, found: FoundAppointment) -> Rejection | None:
        """Cancel it. None: it is. Raises `StorageFailed`."""
        return await self._decide(partial(self._cancel, found.appointment.id))

    def _move(self, appointment_id: str, at: int, work: UnitOfWork) -> Outcome:
        mine = appointments.known(work, appointment_id)
        return UNKNOWN if mine is None else appointments.move_to(work, self._context, mine, at)

    @staticmethod
    def _cancel(appointment_id: str, work: UnitOfWork) -> Outcome:
        mine = appointments.known(work, appointment_id)
        return UNKNOWN if mine is None else appointments.cancel_it(work, mine)

    async def _decide(self, decide: Decide) -> Rejection | None:
        outcome = await self._perform(decide)
        return None if isinstance(outcome, Accepted) else outcome.code
