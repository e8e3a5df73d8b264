"""A small honest office in memory: it knows who comes, gives tickets, and keeps every answer by its request id."""

import asyncio
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace

from madang_office.reports import HeardLine
from madang_protocol import Rejection
from madang_protocol.commands import DeskFinish, DurableCommand, Hello, Profile, ReportMake, TicketTake
from madang_protocol.fields import Language, Role
from madang_protocol.messages import Desk, Done, Message, Office, Queue, Rejected, Tickets, TicketView
from madang_server.faults import Forbidden, StorageFailed, TooManyNewcomers
from madang_server.notifier import Notifier
from madang_server.office_app.unit_of_work import Seating


@dataclass(frozen=True)
class Known:
    """Somebody the office knows."""

    id: str
    name: str
    look: str = "hanbok"
    lang: Language = "ko"
    role: Role = "citizen"
    new_token: str | None = None
    place: str | None = None
    barred: bool = False


@dataclass
class MemoryOffice:
    """The port `OfficeService`, without a database."""

    notifier: Notifier
    officers: dict[str, str] = field(default_factory=dict)  # sign-in -> name
    places: dict[str, str] = field(default_factory=dict)  # visitor -> where they were last
    broken: bool = False  # an execution ends in an exception
    full: bool = False  # nothing can be written
    away: StorageFailed | None = None  # what everybody meets who says hello
    unread: StorageFailed | None = None  # what a fresh state meets
    open: asyncio.Event = field(default_factory=asyncio.Event)  # cleared: the database is slow
    document: asyncio.Event = field(default_factory=asyncio.Event)  # cleared: that of a talk takes its time
    slow_state: asyncio.Event = field(default_factory=asyncio.Event)  # cleared: the fresh state is slow
    known: dict[str, Known] = field(default_factory=dict)  # by token
    tickets: dict[str, list[TicketView]] = field(default_factory=dict)
    answers: dict[tuple[str, str], Done | Rejected] = field(default_factory=dict)
    profiles: dict[str, Known] = field(default_factory=dict)  # by visitor, after an accepted `profile`
    asked: dict[tuple[str, str], DurableCommand] = field(default_factory=dict)  # the command that each reply answers
    accepted: list[DurableCommand] = field(default_factory=list)
    seatings: list[Seating] = field(default_factory=list)  # the talks that go on
    sources: list[str | None] = field(default_factory=list)  # of each hello
    too_many: TooManyNewcomers | None = None  # what every hello meets
    shown: list[tuple[str, list[int]]] = field(default_factory=list)  # notices that were acknowledged
    gone: list[str] = field(default_factory=list)
    said_goodbye: list[str] = field(default_factory=list)
    dropped_visitors: list[str] = field(default_factory=list)
    unrecorded: Rejection | None = None  # why nothing that is said in a booth can be kept
    overheard: list[tuple[str, str, str, str]] = field(default_factory=list)
    reports: list[tuple[str, ReportMake, list[HeardLine]]] = field(default_factory=list)

    async def notices_shown(self, visitor_id: str, numbers: Collection[int]) -> None:
        self.shown.append((visitor_id, list(numbers)))

    def __post_init__(self) -> None:
        self.open.set()
        self.document.set()
        self.slow_state.set()

    async def arrive(self, hello: Hello, source: str | None = None) -> Known:
        await self.open.wait()
        self.sources.append(source)
        if self.away is not None:
            raise self.away
        if self.too_many is not None:
            raise self.too_many
        if hello.officer is not None:
            return self._officer(hello.officer)
        known = self.known.get(hello.token or "") or self._newcomer()
        named = replace(known, name=hello.name or known.name, look=hello.look or known.look, lang=hello.lang)
        self.known[self._token_of(known)] = replace(named, new_token=None)
        return replace(named, place=self.places.get(known.id))

    def _officer(self, sign_in: str) -> Known:
        if sign_in not in self.officers:
            raise Forbidden
        return Known(id=f"officer-{sorted(self.officers).index(sign_in)}", name=self.officers[sign_in], role="officer")

    def _newcomer(self) -> Known:
        if self.full:
            raise StorageFailed("OSError")
        number = len(self.known) + 1
        return Known(id=f"visitor-{number}", name=f"Guest {number}", new_token=f"token-of-visitor-number-{number:04d}")

    def _token_of(self, known: Known) -> str:
        return known.new_token or next(token for token, other in self.known.items() if other.id == known.id)

    def begin(
        self, _visitor: Known, _command: DurableCommand, _settle: Callable[[Done | Rejected | BaseException], None]
    ) -> bool:
        """Every command waits for the gate."""
        return False

    async def execute(self, visitor: Known, command: DurableCommand) -> Done | Rejected:
        await self.open.wait()
        if isinstance(command, DeskFinish):
            await self.document.wait()
        if self.broken:
            raise RuntimeError("this office is broken")
        if self.full:
            return Rejected(id=command.id, code=Rejection.STORAGE)
        key = (visitor.id, command.id)
        if key not in self.answers:
            self.accepted.append(command)
            self.asked[key] = command
            self.answers[key] = self._answer(visitor, command)
        return self.answers[key] if self.asked[key] == command else Rejected(id=command.id, code=Rejection.ID_REUSED)

    async def report(self, visitor: Known, command: ReportMake, heard: Sequence[HeardLine]) -> Done | Rejected:
        self.reports.append((visitor.id, command, list(heard)))
        return Done(id=command.id)

    def _answer(self, visitor: Known, command: DurableCommand) -> Done | Rejected:
        match command:
            case TicketTake(service=service):
                return self._take(visitor, command.id, service)
            case Profile(name=name) if name == "office" or name in self.officers.values():
                return Rejected(id=command.id, code=Rejection.TAKEN_NAME)
            case Profile():
                return self._profile(visitor, command)
            case _:
                return Rejected(id=command.id, code=Rejection.NOT_ALLOWED)

    def _profile(self, visitor: Known, command: Profile) -> Done:
        changes = {"name": command.name and " ".join(command.name.split()), "look": command.look, "lang": command.lang}
        given = {name: value for name, value in changes.items() if value is not None}
        self.profiles[visitor.id] = replace(visitor, **given)
        return Done(id=command.id)

    def seen_as(self, visitor: Known) -> Known:
        return self.profiles.get(visitor.id, visitor)

    def _take(self, visitor: Known, request: str, service: str) -> Done | Rejected:
        mine = self.tickets.setdefault(visitor.id, [])
        if any(ticket.service == service for ticket in mine):
            return Rejected(id=request, code=Rejection.ALREADY_WAITING)
        place = 1 + sum(ticket.service == service for held in self.tickets.values() for ticket in held)
        ticket = TicketView(id=f"ticket-{len(self.answers)}", number=f"{place}", service=service, state="waiting", place=place)
        mine.append(ticket)
        self.notifier.tell(visitor.id, Tickets(tickets=list(mine)))
        self.notifier.office_changed()
        return Done(id=request, ref=ticket.id)

    def seating_of(self, visitor: Known) -> Seating | None:
        return next((seating for seating in self.seatings if visitor.id in seating.visitors), None)

    async def state_of(self, visitor: Known) -> list[Message]:
        if self.unread is not None:
            raise self.unread
        tickets = Tickets(tickets=list(self.tickets.get(visitor.id, [])))
        state: list[Message] = [tickets if visitor.role == "citizen" else Desk(counter=None, state="closed")]
        await self.slow_state.wait()
        return state

    def office_view(self) -> Office:
        return Office(services=[], counters=[])

    def queue_view(self, visitor: Known) -> Queue:
        return Queue(tickets=[], cases=[])

    async def dropped(self, visitor_id: str) -> None:
        self.dropped_visitors.append(visitor_id)

    async def left(self, visitor_id: str, *, on_purpose: bool = False) -> None:
        self.gone.append(visitor_id)
        self.said_goodbye += [visitor_id] if on_purpose else []

    async def said_in_booth(self, visitor: Known, place: str, booth: str, text: str) -> Rejection | None:
        await self.open.wait()
        self.overheard.append((visitor.id, place, booth, text))
        return self.unrecorded
