"""What time does to those who are beside requests: invitations and stays come to their end (SPEC C49). Finds what is due."""

from functools import partial

from madang_server.office_app.commands import parties
from madang_server.office_app.context import OfficeContext
from madang_server.office_app.performing import TryToPerform
from madang_server.office_app.runtime.housekeeping import asked
from madang_server.store import party_rows

EVERY_S = 60.0  # what is over is over for every command already; this tells it
AT_ONCE = 50


class PartyTimes:
    """One an office."""

    def __init__(self, context: OfficeContext) -> None:
        self._context = context
        self._next = float("-inf")

    async def follow(self, wall: float, perform: TryToPerform) -> None:
        """End what is due at `wall` (unix seconds). Call it every second."""
        if self._next - EVERY_S <= wall < self._next:
            return
        self._next = wall + EVERY_S
        due = await asked(self._context, lambda sql: party_rows.cases_with_ended(sql, wall, limit=AT_ONCE))
        for case_id in due or ():
            await perform(partial(parties.expire, context=self._context, case_id=case_id))
