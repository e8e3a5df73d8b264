"""What the office says to people, carried to wherever they are. The office holds one; the gateway is bound to it later."""

from typing import Protocol

from madang_protocol.messages import Message


class Messenger(Protocol):
    """Who knows where people are."""

    def tell(self, visitor_id: str, message: Message) -> None:
        """Say this to one visitor."""

    def office_changed(self) -> None:
        """The board is not true any more."""

    def queue_changed(self) -> None:
        """The officers' lines are not true any more."""

    def seat(self, visitor_ids: list[str], booth: str, counter: str) -> None:
        """Bring these people into the booth."""

    def dismiss(self, visitor_id: str) -> None:
        """Their sign-in is over."""


class LiveOutbox:
    """The contract's outbox. What is said before anybody can be there is for nobody."""

    def __init__(self) -> None:
        self._messenger: Messenger | None = None

    def bind(self, messenger: Messenger | None) -> None:
        """From now on this one carries."""
        self._messenger = messenger

    def tell(self, visitor_id: str, message: Message) -> None:
        """To one visitor, on the message's own lane; nothing if they are not here (the database has it)."""
        if self._messenger is not None:
            self._messenger.tell(visitor_id, message)

    def office_changed(self) -> None:
        """The board will be read again, within a second."""
        if self._messenger is not None:
            self._messenger.office_changed()

    def queue_changed(self) -> None:
        """The officers' lines will be read again, within a second."""
        if self._messenger is not None:
            self._messenger.queue_changed()

    def seat(self, visitor_ids: list[str], booth: str, counter: str) -> None:
        """Both into the booth, if they are here."""
        if self._messenger is not None:
            self._messenger.seat(visitor_ids, booth, counter)

    def dismiss(self, visitor_id: str) -> None:
        """Their sign-in is over: the connection closes with 4403 and nothing is kept for a return (SPEC S10)."""
        if self._messenger is not None:
            self._messenger.dismiss(visitor_id)
