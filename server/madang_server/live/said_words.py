"""What a visitor has said lately, by request id: the same words come again after a dropped line and are heard once (SPEC W12)."""

from collections.abc import Iterator
from enum import Enum, auto
from typing import NamedTuple
from zlib import crc32

from madang_protocol import codec
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

    __slots__ = ("_commands", "_replies", "_words", "fresh")

    def __init__(self) -> None:
        self._words: dict[str, int] = {}  # by id, the sum of what was said: the same in every process
        self._replies: dict[str, Done | Rejected] = {}
        self._commands: dict[str, None] = {}
        self.fresh: list[str] = []  # what was told since the last `take_fresh`

    def __bool__(self) -> bool:
        return bool(self._words or self._commands)

    def begin(self, say: Say) -> Begun:
        """Return whether these words are new; from now on they are not."""
        known, said = self._words.get(say.id), _sum(say)
        if say.id in self._commands or known not in {None, said}:
            return Begun.OTHER
        if known is not None:
            return Begun.AGAIN
        self._words[say.id] = said
        self._forget_oldest()
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
            self.fresh = [*self.fresh, reply.id][-WORDS_MAX:]

    def take_fresh(self) -> list["ToldWords"]:
        """Return what was told since the last call."""
        fresh, self.fresh = self.fresh, []
        return [ToldWords(request, self._words[request], self._replies[request]) for request in fresh if request in self._words]

    def all_told(self) -> Iterator["ToldWords"]:
        """Return everything that was told, the oldest first."""
        return (ToldWords(request, self._words[request], reply) for request, reply in self._replies.items())

    def put(self, told: "ToldWords") -> None:
        """Know what was said, and told, at another server."""
        self._words[told.id], self._replies[told.id] = told.sum, told.reply
        self._forget_oldest()

    def _forget_oldest(self) -> None:
        if len(self._words) > WORDS_MAX:
            oldest = next(iter(self._words))
            del self._words[oldest]
            self._replies.pop(oldest, None)


class ToldWords(NamedTuple):
    """Something that was said: its request id, the sum of the words, and what was told of it."""

    id: str
    sum: int
    reply: Done | Rejected


def _sum(say: Say) -> int:
    return crc32(codec.encode_command(say))
