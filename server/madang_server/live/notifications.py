"""What the office says, carried to the sessions, the board and the rooms of this server. The live side's `Notifier`."""

from dataclasses import dataclass
from typing import Any

from madang_protocol import NoticeCode
from madang_protocol.messages import Desk, Message, Notice, Tickets
from madang_server.live.board import Board
from madang_server.live.elsewhere import RoomsElsewhere
from madang_server.live.room_directory import PlaceFull, RoomDirectory
from madang_server.live.session_lifecycle import SessionLifecycle


@dataclass(frozen=True, slots=True)
class Recipients:
    """Everything that the office can reach on this server."""

    sessions: SessionLifecycle[Any]
    board: Board[Any]
    rooms: RoomDirectory
    elsewhere: RoomsElsewhere


class SessionNotifier:
    """Finds whom a notification is for. Constructed before anybody can be here: what is said then is for nobody."""

    def __init__(self) -> None:
        self._recipients: Recipients | None = None

    def attach(self, recipients: Recipients | None) -> None:
        """From now on these are reached; None: nobody any more."""
        self._recipients = recipients

    def tell(self, visitor_id: str, message: Message) -> None:
        session = self._recipients.sessions.find(visitor_id) if self._recipients else None
        if self._recipients is None:
            return
        if session is None:
            self._recipients.elsewhere.tell(visitor_id, message)
            return
        if isinstance(message, Desk):
            self._recipients.rooms.follow_desk(session, message)
        elif isinstance(message, Tickets):
            self._recipients.rooms.follow_tickets(session, message)
        session.tell_for_office(message)

    def office_changed(self) -> None:
        if self._recipients is not None:
            self._recipients.board.office.ask()
            self._recipients.elsewhere.office_changed()

    def queue_changed(self) -> None:
        if self._recipients is not None:
            self._recipients.board.queues.ask()
            self._recipients.elsewhere.queue_changed()

    def profile_changed(self, visitor_id: str) -> None:
        if self._recipients is not None:
            self._recipients.sessions.see_anew(visitor_id)
            self._recipients.elsewhere.profile_changed(visitor_id)

    def seat_in_booth(self, visitor_ids: list[str], booth: str, counter: str) -> None:
        """Seat them in the booth; when there is no such booth, or no room for them, they are told."""
        if self._recipients is None or self._recipients.elsewhere.gathers(visitor_ids, booth, counter):
            return
        found = [self._recipients.sessions.find(visitor_id) for visitor_id in visitor_ids]
        sessions = [session for session in found if session is not None]
        try:
            seated = self._recipients.rooms.seat_in_booth(sessions, booth, counter)
        except PlaceFull:
            seated = False
        for session in sessions if not seated else []:
            session.tell(Notice(code=NoticeCode.NO_BOOTH, about={"booth": booth, "counter": counter}))

    def open_rooms(self, place: str) -> int:
        if self._recipients is None:
            return 0
        return self._recipients.rooms.count_of(place) + self._recipients.elsewhere.open_rooms(place)

    def dismiss(self, visitor_id: str) -> None:
        if self._recipients is not None:
            self._recipients.sessions.dismiss(visitor_id)
            self._recipients.elsewhere.dismiss(visitor_id)
