"""Keeps what the office knows of its accounts true while others change them: terminals, other offices, pages of supervisors."""

from madang_server.office_app.context import OfficeContext
from madang_server.office_app.runtime.housekeeping import asked
from madang_server.store import people

STAFF_EVERY_S = 3.0  # an account that was added, moved or closed is known so this late at most


class StaffFollowed:
    """One an office."""

    def __init__(self, context: OfficeContext) -> None:
        self._context = context
        self._at = float("-inf")

    async def follow(self, now: float) -> None:
        """Read the accounts whole when they are `STAFF_EVERY_S` old (`now`: by the office's clock). Call it every second."""
        if now - self._at < STAFF_EVERY_S:
            return
        state = self._context.state
        before = dict(state.staff)
        rows = await asked(self._context, people.all_officers)
        if rows is None:
            return
        self._at = now
        state.follow_staff(rows, before)
