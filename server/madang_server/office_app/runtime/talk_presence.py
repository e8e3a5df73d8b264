"""Whether both sides of a talk are here: the one is told when the other's line drops, and when they are back (SPEC T16)."""

from madang_office.tickets import Ticket
from madang_protocol import NoticeCode
from madang_protocol.messages import Notice
from madang_server.notifier import Notifier
from madang_server.office_app.state import OfficeState
from madang_server.office_app.ticket_news import about_ticket


class TalkPresence:
    """Tells each absence once. Decides nothing about the talk."""

    def __init__(self, state: OfficeState, notifier: Notifier) -> None:
        self._state = state
        self._notifier = notifier
        self._told: set[str] = set()  # who is away, to the knowledge of the other side

    def lost(self, visitor: str) -> None:
        if visitor not in self._told and self._tell(visitor, NoticeCode.PARTNER_AWAY):
            self._told.add(visitor)

    def back(self, visitor: str) -> None:
        if visitor in self._told:
            self._told.discard(visitor)
            self._tell(visitor, NoticeCode.PARTNER_BACK)

    def _tell(self, visitor: str, code: NoticeCode) -> bool:
        """Return whether there was anybody to tell."""
        talks = [ticket for ticket in self._state.tickets.values() if ticket.at_desk and visitor in self._sides(ticket)]
        for ticket in talks:
            for partner in self._sides(ticket) - {visitor}:
                self._notifier.tell(partner, Notice(code, about_ticket(ticket)))
        return bool(talks)

    def _sides(self, ticket: Ticket) -> set[str]:
        return {ticket.visitor, self._state.staff_visitors.get(ticket.officer or "", "")} - {""}
