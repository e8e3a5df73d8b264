"""Officers are told when the talk at their desk has become long, and overlong (SPEC T43). Decides nothing, changes nothing."""

from madang_office.protection import Advice
from madang_server.notifier import Notifier
from madang_server.office_app.context import OfficeContext
from madang_server.office_app.queries.talk_views import advice_on


class TalkTimesFollowed:
    """What was told of each talk that goes on; after a start it is told again."""

    def __init__(self, context: OfficeContext, notifier: Notifier) -> None:
        self._context = context
        self._notifier = notifier
        self._told: dict[str, Advice | None] = {}  # by ticket

    def follow(self, now: float) -> None:
        """Tell the officers at whose desks it changed. Call it every second. `now`: of the office's own time."""
        state, told = self._context.state, dict[str, Advice | None]()
        for desk in state.desks.values():
            ticket = state.tickets.get(desk.ticket or "")
            if ticket is None:
                continue
            told[ticket.id] = advice_on(ticket, self._context.catalogue.talk_times, now)
            if told[ticket.id] != self._told.get(ticket.id):
                self._notifier.tell(state.staff_visitors.get(desk.officer or "", ""), self._context.views.desk(desk))
        self._told = told
