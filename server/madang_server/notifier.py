"""The port through which the office reaches people, wherever they are: one spelling for both sides. Carries nothing."""

from typing import Protocol

from madang_protocol.messages import Message


class Notifier(Protocol):
    """Handed to the office when it is made. What a command changed is told after its commit only. No method blocks or raises."""

    def tell(self, visitor_id: str, message: Message) -> None:
        """Send `message` on its own lane. Nothing happens when the visitor has no session here: the database has it."""

    def office_changed(self) -> None:
        """`office_view` gives something else now; it is read again within a second."""

    def queue_changed(self) -> None:
        """`queue_view` gives something else now, to any officer; it is read again within a second."""

    def profile_changed(self, visitor_id: str) -> None:
        """The office sees this visitor otherwise now: everybody around them does so too."""

    def seat_in_booth(self, visitor_ids: list[str], booth: str, counter: str) -> None:
        """Bring those of them who are here into the booth that was reserved for this counter (SPEC R13, R17)."""

    def open_rooms(self, place: str) -> int:
        """Return how many rooms of the place are open: each has all booths of the place (SPEC R20)."""

    def dismiss(self, visitor_id: str) -> None:
        """End the session of an officer whose sign-in is over: 4403, and nothing is kept for a return (SPEC S10)."""
