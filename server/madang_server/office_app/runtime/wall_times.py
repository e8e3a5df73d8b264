"""What goes by the clock on the wall: appointments, the terms of cases, who is beside them. Holds them together."""

from madang_server.office_app.context import OfficeContext
from madang_server.office_app.performing import TryToPerform
from madang_server.office_app.runtime.appointment_times import AppointmentTimes
from madang_server.office_app.runtime.case_terms import CaseTerms
from madang_server.office_app.runtime.party_times import PartyTimes


class WallTimes:
    """One an office."""

    def __init__(self, context: OfficeContext) -> None:
        self._appointments = AppointmentTimes(context)
        self._terms = CaseTerms(context)
        self._parties = PartyTimes(context)

    async def follow(self, wall: float, perform: TryToPerform) -> None:
        """Do what is due at `wall` (unix seconds). Call it every second."""
        await self._appointments.follow(wall, perform)
        await self._terms.follow(wall, perform)
        await self._parties.follow(wall, perform)
