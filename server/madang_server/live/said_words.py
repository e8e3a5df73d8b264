"""What a visitor has said lately, by request id: the same words come again after a dropped line and are heard once (SPEC W12)."""

from enum import Enum, auto

from madang_protocol.commands import Say
from madang_protocol.messages import Done, Rejected

WORDS_MAX = 64  # a page says one thing after another, and waits for each reply


class Begun(Enum):
    """What words are, by their id."""

    NEW = auto()
    AGAIN = auto()
    OTHER = auto()  # the id belongs to other words, or to a durable command


class SaidWords:
    """The ids of what was said, with the replies that were told. Of more than `WORDS_MAX` the oldest are forgotten.

    The ids of as many durable commands are known beside them: one id is one request, whatever its kind.
    """

    __slots__ = ("_commands", "_replies", "_words")

    def __init__(self) -> None:
        self._words: dict[str, int] = {}  # by id, the hash of what was said
        self._replies: dict[str, Done | Rejected] = {}
        self._commands: dict[str, None] = {}

    def __bool__(self) -> bool:
        return bool(self._words or self._commands)

    def begin(self, say: Say) -> Begun:
        """Return whether these words are new; from now on they are not."""
        known = self._words.get(say.id)
        if say.id in self._commands or known not in {None, hash(say)}:
            return Begun.OTHER
        if known is not None:
            return Begun.AGAIN
        self._words[say.id] = hash(say)
        if len(self._words) > WORDS_MAX:
            oldest = next(iter(self._words))
            del self._words[oldest]
            self._replies.pop(oldest, None)
        return Begun.NEW

    def leave_to_command(self, request: str) -> bool:
        """Return whether the id is free for a durable command; from now on no words have it."""
        if request in self._words:
            return False
        self._commands[request] = None
        if len(self._commands) > WORDS_MAX:
            del self._commands[next(iter(self._commands))]
        return True

    def reply(self, request: str) -> Done | Rejected | None:
        """Return what was told of these words; None: nothing yet, it comes by itself."""
        return self._replies.get(request)

    def told(self, reply: Done | Rejected) -> None:
        """Keep the reply to something said."""
        if reply.id in self._words:
            self._replies[reply.id] = reply
