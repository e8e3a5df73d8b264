"""The sessions in rooms at a host: what the owner says of them is done here. Decides nothing."""

import asyncio
from collections.abc import Callable, Sequence
from functools import partial

import structlog

from madang_protocol import Close, NoticeCode
from madang_protocol.messages import Notice
from madang_server.cluster.hosting import wire
from madang_server.cluster.hosting.link import Answer
from madang_server.cluster.hosting.remote_office import RemoteOffice, Talk, understood
from madang_server.live import SessionNotifier
from madang_server.live.moving import Departure, MovingSession
from madang_server.live.notifications import Recipients
from madang_server.live.room_directory import PlaceFull

WAY_AWAITED_S = 10.0  # by somebody who was let go: then they ask for it themselves
_log = structlog.get_logger()
Later = Callable[[float, Callable[[], None]], object]


class HostedSessions:
    """Of one office at this node."""

    def __init__(self, office: RemoteOffice, notifier: SessionNotifier, later: Later | None = None) -> None:
        """`later`: does something after so many seconds; None: the event loop does."""
        self._later = later or _later
        self.office = office
        self.notifier = notifier
        self._recipients: Recipients | None = None
        self._has_ended = False
        self._early: list[tuple[wire.AnyRecord, Answer]] = []  # said before the live side is there
        self._wants: set[str] = set()  # those for whom a place elsewhere was asked for
        self._departed: dict[str, Departure] = {}

    def attach(self, recipients: Recipients | None) -> None:
        """These are here; None: nobody any more. What the owner said before is taken now."""
        self._recipients = recipients
        self._has_ended = recipients is None
        early, self._early = self._early, []
        for record, answer in early:
            self.came(record, answer)

    @property
    def rooms(self) -> list[wire.RoomAt]:
        """The rooms that are open here."""
        if self._recipients is None:
            return []
        actors = self._recipients.rooms.rooms
        return [wire.RoomAt(actor.key, actor.plan.name, actor.room.count, actor.room.capacity) for actor in actors]

    def wants(self, visitor: str) -> bool:
        """Note that a place elsewhere is wanted for somebody. False: it is already."""
        if visitor in self._wants:
            return False
        self._wants.add(visitor)
        return True

    def linked_anew(self, replaced: Sequence[str]) -> None:
        """There is an owner again. `replaced`: those who are elsewhere by now."""
        self._wants.clear()
        self.notifier.office_changed()
        for visitor in replaced:
            self._end_session(visitor, Close.REPLACED)

    # what the owner says ---------------------------------------------------------------------------------------------

    def came(self, record: wire.AnyRecord, answer: Answer) -> None:
        """Take it; what is for nobody here is passed over."""
        here = self._recipients
        if here is None and not self._has_ended:
            self._early.append((record, answer))
            return
        if here is None:
            self._answer_no(record, answer)
            return
        match record:
            case wire.Tell(visitor=visitor, body=body):
                if (message := understood(body)) is not None:
                    self.office.told(visitor, message)
                    self.notifier.tell(visitor, message)
            case wire.Board(body=body):
                self.office.board_is(body)
                self.notifier.office_changed()
            case wire.QueueIs(visitor=visitor, body=body):
                self.office.queue_is(visitor, body)
                self.notifier.queue_changed()
            case wire.Seen(guest=guest):
                self.office.sees(guest)
                self.notifier.profile_changed(guest.id)
            case wire.SeatThem(visitors=visitors, booth=booth, counter=counter):
                self.office.talk_begins(Talk(tuple(visitors), booth, counter))
                self.notifier.seat_in_booth(visitors, booth, counter)
            case _:
                self._move(here, record, answer)

    @staticmethod
    def _answer_no(record: wire.AnyRecord, answer: Answer) -> None:
        """There are no rooms here any more."""
        if isinstance(record, wire.Bring | wire.GiveSeat):
            answer(wire.Seated(None))
        elif isinstance(record, wire.Export):
            answer(wire.Exported(None))

    def _move(self, here: Recipients, record: wire.AnyRecord, answer: Answer) -> None:
        match record:
            case wire.Dismiss(visitor=visitor):
                self.notifier.dismiss(visitor)
            case wire.Stay():
                self._stay(here, record)
            case wire.SentOn(visitor=visitor, path=path, seat=seat):
                if (gone := self._departed.pop(visitor, None)) is not None:
                    gone.send_on(path, seat)
            case _:
                self._answer(here, record, answer)

    def _answer(self, here: Recipients, record: wire.AnyRecord, answer: Answer) -> None:
        match record:
            case wire.Bring():
                answer(wire.Seated(self._bring(here, record)))
            case wire.GiveSeat(visitor=visitor):
                session = here.sessions.find(visitor)
                seat = here.sessions.give_seat(session.visitor) if session is not None else None
                answer(wire.Seated(seat))
            case wire.Export(visitor=visitor):
                answer(wire.Exported(self._let_go(here, visitor)))
            case _:
                _log.error("the owner says what a host does not know", what=type(record).__name__)

    def _bring(self, here: Recipients, asked: wire.Bring) -> str | None:
        """Take somebody in. None: the room is full."""
        guest = asked.guest
        self._wants.discard(guest.id)
        self.office.guests[guest.id], self.office.passports[guest.id] = guest, asked.passport
        if asked.queue is not None:
            self.office.queue_is(guest.id, asked.queue)
        try:
            session = here.sessions.moves.come(guest, asked.session, room=asked.room, entry=asked.entry)
        except PlaceFull:
            self.office.forget(guest.id)
            return None
        return here.sessions.give_seat(session.visitor)

    def _let_go(self, here: Recipients, visitor: str) -> MovingSession | None:
        gone = here.sessions.moves.depart(visitor)
        self._wants.discard(visitor)
        self.office.forget(visitor)
        if gone is None:
            return None
        self._departed[visitor] = gone
        self._later(WAY_AWAITED_S, partial(self._let_go_for_good, visitor, gone))
        return gone.session

    def _let_go_for_good(self, visitor: str, gone: Departure) -> None:
        """Nobody said where they are: they ask for it themselves."""
        if self._departed.get(visitor) is gone:
            del self._departed[visitor]
            gone.close(Close.GOING_AWAY)

    def _stay(self, here: Recipients, told: wire.Stay) -> None:
        self._wants.discard(told.visitor)
        session = here.sessions.find(told.visitor)
        if session is None:
            return
        try:
            here.rooms.bring_within(session, told.place, told.entry, room=told.room)
        except PlaceFull:
            session.tell(Notice(code=NoticeCode.ROOM_FULL, about={"place": told.place}))

    def _end_session(self, visitor: str, close: Close) -> None:
        if self._recipients is None or (gone := self._recipients.sessions.moves.depart(visitor)) is None:
            return
        self.office.forget(visitor)
        gone.close(close)


def _later(seconds: float, do: Callable[[], None]) -> object:
    return asyncio.get_running_loop().call_later(seconds, do)
