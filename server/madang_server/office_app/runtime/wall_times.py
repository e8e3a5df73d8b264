"""What goes by the clock on the wall: appointments, and the terms of cases. Holds them together."""

from madang_server.office_app.context import OfficeContext
from madang_server.office_app.runtime.appointment_times import AppointmentTimes, Perform
from madang_server.office_app.runtime.case_terms import CaseTerms


class WallTimes:
    """One an office."""

    def __init__(self, context: OfficeContext) -> None:
        self._appointments = AppointmentTimes(context)
        self._terms = CaseTerms(context)

    async def follow(self, wall: float, perform: Perform) -> None:
        """Do what is due at `wall` (unix seconds). Call it every second."""
        await self._appointments.follow(wall, perform)
        await self._terms.follow(wall, perform)
