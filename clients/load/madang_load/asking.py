"""One durable command at a time of one visitor: asked, asked again after a reconnect, answered. Knows the wire, no errand."""

from collections.abc import Callable
from dataclasses import dataclass

from madang_load.link import Link
from madang_load.tally import Tally
from madang_protocol import commands, messages

_EMPTY_LINE = frozenset({"nobody_waiting", "in_talk"})  # a desk that calls is told so, and nothing is wrong
MakeCommand = Callable[[str], commands.DurableCommand]  # from a request id


@dataclass(frozen=True, slots=True)
class Asked:
    """A command that is under way. `due`: when it should have been sent, in monotonic seconds."""

    command: commands.DurableCommand
    due: float
    to_be_rejected: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """What was asked, and the reply to it."""

    asked: Asked
    reply: messages.Done | messages.Rejected


class Asking:
    """The commands of one visitor, counted and timed."""

    def __init__(self, link: Link, tally: Tally) -> None:
        self.asked: Asked | None = None
        self._link = link
        self._tally = tally

    def ask(self, make: MakeCommand, *, due: float, to_be_rejected: bool = False) -> None:
        """Send a command, timed from the instant at which it was due. The one before must have been answered."""
        command = make(self._link.request_id(since=due))
        self.asked = Asked(command, due, to_be_rejected)
        self._tally.counts["commands"] += 1
        self._link.send(command)

    def again(self) -> None:
        """Ask once more what was not answered, with its own id: it is carried out once (SPEC W6)."""
        if self.asked is not None:
            self._link.send(self.asked.command)

    def heard(self, message: messages.AnyMessage, now: float) -> Answer | None:
        """Return what this message answers, timed and counted; None: it is no answer to what was asked."""
        if self.asked is None or not isinstance(message, messages.Done | messages.Rejected):
            return None
        if message.id != self.asked.command.id:
            return None
        asked, self.asked = self.asked, None
        self._tally.latency("command", now - asked.due)
        self._tally.counts["commands_answered"] += 1
        self._tally.counts[_kind(asked, message)] += 1
        return Answer(asked, message)


def _kind(asked: Asked, reply: messages.Done | messages.Rejected) -> str:
    if isinstance(reply, messages.Done):
        return "commands_kept"
    return "rejected_on_purpose" if asked.to_be_rejected or reply.code.value in _EMPTY_LINE else "rejected"
