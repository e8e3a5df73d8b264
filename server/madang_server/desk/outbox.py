"""The border to the live side: how the office reaches people, wherever they are. Names promises, carries nothing itself."""

from typing import Protocol

from madang_protocol.messages import Message


class Outbox(Protocol):
    """Handed in by the live side. Called after commit only, never blocks, never raises."""

    def tell(self, visitor_id: str, message: Message) -> None:
        """Send to this visitor; nothing happens when they are not connected."""

    def office_changed(self) -> None:
        """`office_view` gives something else now."""

    def queue_changed(self) -> None:
        """`queue_view` gives something else now, to any officer."""

    def seat(self, visitor_ids: list[str], booth: str, counter: str) -> None:
        """Put these people into the booth that was reserved for this counter."""

    def dismiss(self, visitor_id: str) -> None:
        """This officer's sign-in is over: end their session (SPEC S10)."""
