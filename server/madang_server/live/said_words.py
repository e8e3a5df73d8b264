"""What a visitor has said lately, by request id: the same words come again after a dropped line and are heard once (SPEC W12)."""

from madang_protocol.messages import Done, Message, Rejected

WORDS_MAX = 64  # a page says one thing after another, and waits for each reply


class SaidWords:
    """The ids of what was said, with the replies that were told. Of more than `WORDS_MAX` the oldest are forgotten."""

    __slots__ = ("_replies",)

    def __init__(self) -> None:
        self._replies: dict[str, Done | Rejected | None] = {}

    def __bool__(self) -> bool:
        return bool(self._replies)

    def begin(self, request: str) -> bool:
        """Return whether these words are new; from now on they are not."""
        if request in self._replies:
            return False
        self._replies[request] = None
        while len(self._replies) > WORDS_MAX:
            del self._replies[next(iter(self._replies))]
        return True

    def reply(self, request: str) -> Done | Rejected | None:
        """Return what was told of these words; None: nothing yet, it comes by itself."""
        return self._replies.get(request)

    def told(self, message: Message) -> None:
        """Keep the message if it is the reply to something said."""
        if isinstance(message, Done | Rejected) and message.id in self._replies:
            self._replies[message.id] = message
