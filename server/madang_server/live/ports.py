"""What the live side needs from others, as the live side sees it. Shapes only: no work is done here."""

from collections.abc import Callable, Collection, Sequence
from typing import Protocol, TypeVar

from madang_office.reports import HeardLine
from madang_protocol import Close, Rejection, messages
from madang_protocol.commands import DurableCommand, Hello, ReportMake
from madang_protocol.fields import Language, Role
from madang_protocol.messages import Done, Message, Queue, Rejected
from madang_server.faults import OfficeLost
from madang_server.live.journal_records import Changes, Found


class Visitor(Protocol):
    """Who somebody is, as the office knows them. A frozen dataclass: an accepted `profile` makes a changed copy."""

    @property
    def id(self) -> str:
        """The office's id of this person."""

    @property
    def name(self) -> str:
        """How others see them."""

    @property
    def look(self) -> str:
        """The avatar."""

    @property
    def lang(self) -> Language:
        """`ko` or `en`."""

    @property
    def role(self) -> Role:
        """One of `madang_protocol.fields.Role`."""

    @property
    def new_token(self) -> str | None:
        """The token to hand out, when the visitor is new (SPEC S2)."""

    @property
    def barred(self) -> bool:
        """Whether they may not be in the rooms (SPEC R24)."""

    @property
    def place(self) -> str | None:
        """Where they were last, when that is known."""


class Seating(Protocol):
    """A booth, its counter, and the visitor ids of those who belong in it."""

    @property
    def visitors(self) -> tuple[str, ...]: ...

    @property
    def booth(self) -> str: ...

    @property
    def counter(self) -> str: ...


V = TypeVar("V", bound=Visitor)  # the office's own kind of visitor: what it gives out comes back to it


class Office(Protocol[V]):
    """The office behind the rooms. What changes something is committed before its method returns."""

    async def arrive(self, hello: Hello, source: str | None = None) -> V:
        """Tell who says hello, from this address. Raises `Forbidden` for a forged sign-in (SPEC S10), `TooManyNewcomers` (S15),
        `StorageFailed` without a database.
        """

    async def execute(self, visitor: V, command: DurableCommand) -> Done | Rejected:
        """Carry the command out, once for each request id (SPEC W6). Raises `OfficeLost`.

        One command of a visitor at a time, and alarms beside the others.
        """

    def begin(self, visitor: V, command: DurableCommand, settle: Callable[[Done | Rejected | BaseException], None]) -> bool:
        """Do what `execute` does, and call `settle` with the reply or with what it would raise. `settle` may not raise.

        False: the command must wait for something, and nothing was done; call `execute`.
        """

    async def report(self, visitor: V, command: ReportMake, heard: Sequence[HeardLine]) -> Done | Rejected:
        """Carry out a report as `execute` does, with what its author was told by the reported."""

    def seen_as(self, visitor: V) -> V:
        """The visitor as they are seen now: after an accepted `profile` with what the office made of it."""

    def seating_of(self, visitor: V) -> Seating | None:
        """Return where the visitor is talking now (SPEC R19). None: in no booth. Reads memory alone."""

    async def state_of(self, visitor: V) -> list[Message]:
        """The visitor's tickets, cases and desk, for a fresh start. Raises `StorageFailed`."""

    async def notices_shown(self, visitor_id: str, numbers: Collection[int]) -> None:
        """Forget these notices (`Notice.n`): the visitor's client has acknowledged them (SPEC T20)."""

    def office_view(self) -> messages.Office:
        """The board of services and counters, as it stands."""

    def queue_view(self, visitor: V) -> Queue:
        """The line of an officer's desk, as it stands."""

    async def dropped(self, visitor_id: str) -> None:
        """Their connection has been gone for some seconds, and may come back (SPEC S6): whoever talks with them is told."""

    async def left(self, visitor_id: str, *, on_purpose: bool = False) -> None:
        """They said goodbye (`on_purpose`), or did not come back in time (SPEC S6). Comes after their last command."""

    async def said_in_booth(self, visitor: V, place: str, booth: str, text: str) -> Rejection | None:
        """Keep what was said in the case that is served there (SPEC C6, C10). None: it is kept, or no case is served there.

        A rejection says why it could not be kept; the caller tells both sides. Raises `OfficeLost` when nobody here knows.
        """


class JournalAway(Exception):
    """The journal does not answer, or a later epoch of the office has begun. What was asked may have been done."""


class Journal(Protocol):
    """Where the sessions of one office are kept for the server that has it next (SPEC S22). Everything is bounded in time."""

    async def restore(self) -> Found:
        """Return what a server before has left; from now on no server of an earlier epoch writes. Raises `JournalAway`."""

    async def keep(self, changes: Changes) -> bool:
        """Keep all of it or nothing. False: what was kept before is gone, write it whole. Raises `JournalAway`."""

    async def answers(self) -> bool:
        """Return whether it could be written to now."""

    async def close(self) -> None:
        """Let go of it; what was kept stays for a while."""


def close_after(error: Exception) -> Close:
    """Return how a connection ends for which the office raised this."""
    return Close.GOING_AWAY if isinstance(error, OfficeLost) else Close.INTERNAL  # C23: another server answers
