"""Which of the office's kept notices were sent in a session and not acknowledged (SPEC T20). Pure: knows numbers."""


class UnshownNotices:
    """Numbers of messages on the lane, each with the number of the notice that it carries. Bounded by the lane."""

    __slots__ = ("_sent",)

    def __init__(self) -> None:
        self._sent: list[tuple[int, int]] = []  # the oldest first

    def __contains__(self, notice: int) -> bool:
        return any(notice == sent for _, sent in self._sent)

    def sent(self, sequence: int, notice: int) -> None:
        """The message of this number carries this notice."""
        self._sent.append((sequence, notice))

    def shown_by(self, sequence: int) -> list[int]:
        """Return the notices up to the message of this number, and forget them: they were acknowledged."""
        shown = [notice for number, notice in self._sent if number <= sequence]
        del self._sent[: len(shown)]
        return shown
