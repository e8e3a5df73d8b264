"""The lifecycle of sessions: hello, takeover, resume, fresh state, drop and goodbye. Knows sessions, rooms and the office."""

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Generic

from madang_protocol import Close, ProtocolError, codec
from madang_protocol.commands import DurableCommand, Hello
from madang_protocol.connection_state import choose_version
from madang_protocol.messages import Desk
from madang_server.faults import Forbidden, StorageFailed, TooManyNewcomers
from madang_server.live import bounds
from madang_server.live.at_office import AtOffice, Heard
from madang_server.live.barred import keep_out, stop_in_talk
from madang_server.live.board import Board
from madang_server.live.clock import TickClock
from madang_server.live.command_queue import CommandQueue, TaskSupervisor
from madang_server.live.connection import Connection
from madang_server.live.elsewhere import SEE_OTHER, RoomsElsewhere
from madang_server.live.journal_reader import Restored
from madang_server.live.metrics import Tally
from madang_server.live.moving import SessionMoves
from madang_server.live.patience import Patience
from madang_server.live.ports import Office, V, close_after
from madang_server.live.room_dependencies import SpokenInBooth
from madang_server.live.room_directory import PlaceFull, RoomDirectory
from madang_server.live.seats import SeatOver, Seats
from madang_server.live.session import Session
from madang_server.live.session_ends import SessionEnds
from madang_server.live.session_memory import SessionMemory
from madang_server.live.settings import LiveSettings
from madang_server.live.way_in import WayIn
from madang_server.live.welcome import welcome_of
from madang_server.tracing import Tracing


class SessionLifecycle(Generic[V]):
    """The sessions of this server, by visitor: the `SessionHandler` of its connections."""

    def __init__(
        self,
        *,
        office: Office[V],
        rooms: RoomDirectory,
        board: Board[V],
        sessions: dict[str, Session[V]],
        clock: TickClock,
        tally: Tally,
        settings: LiveSettings,
        new_key: Callable[[], str],
        new_secret: Callable[[], str],
        patience: Patience,
        elsewhere: RoomsElsewhere,
        heard: Heard = lambda _speaker, _hearer: (),
        restored: Restored | None = None,  # what a server before has left
        tracing: Tracing | None = None,
        tasks: TaskSupervisor | None = None,  # others than those of an event loop
    ) -> None:
        self.clock = clock
        self.tally = tally
        self.sessions = sessions
        self.tasks = tasks or TaskSupervisor()
        self._board = board
        self._rooms = rooms
        self._office = office
        self._new_key = new_key
        self._patience = patience
        self._elsewhere = elsewhere
        self.seats: Seats[V] = Seats(new_secret)
        self.memory = SessionMemory(sessions, rooms, restored or Restored(), clock.now())
        self._ends = SessionEnds(
            office=office,
            sessions=sessions,
            memory=self.memory,
            seats=self.seats,
            elsewhere=elsewhere,
            tasks=self.tasks,
            clock=clock,
            resume_seconds=settings.resume_seconds,
        )
        self._way_in = WayIn(
            office=office, patience=patience, elsewhere=elsewhere, seats=self.seats, clock=clock, settings=settings
        )
        self._at_office = AtOffice(office, tally, self._change, heard, tracing)
        self.moves = SessionMoves(
            sessions=sessions, memory=self.memory, rooms=rooms, tasks=self.tasks, now=clock.now, ways=settings.ways
        )

    def find(self, visitor_id: str) -> Session[V] | None:
        """Return the session of a visitor who is here, or may come back to it."""
        return self.sessions.get(visitor_id)

    def give_seat(self, visitor: V) -> str:
        """Return a seat here for this visitor (SPEC N22)."""
        return self.seats.give(visitor, self.clock.now())

    # hello ---------------------------------------------------------------------------------------------------------

    def greet(self, connection: Connection, hello: Hello) -> None:
        """Somebody said hello: agree on a version (SPEC W10), then ask the office who it is."""
        try:
            choose_version(hello.versions)
        except ProtocolError as error:
            connection.socket.close(error.close, error.detail)
        else:
            self.tasks.start(self._receive(connection, hello), "a hello")

    async def _receive(self, connection: Connection, hello: Hello) -> None:
        try:
            await self._arrive(connection, hello)
        except SeatOver:
            connection.socket.close(Close.SEAT_OVER)  # N22
        except Forbidden:
            connection.socket.close(Close.FORBIDDEN)  # S10
        except TooManyNewcomers as error:
            connection.socket.close(Close.NEWCOMERS, str(error.retry_ms))  # S15
        except StorageFailed as error:
            connection.socket.close(close_after(error))
        except Exception:
            connection.socket.close(Close.INTERNAL)
            raise

    async def _arrive(self, connection: Connection, hello: Hello) -> None:
        visitor = await self._way_in.identify(connection, hello)
        if hello.seat is not None and visitor.id not in self.sessions and self._elsewhere.has(visitor.id):
            raise SeatOver  # they have moved meanwhile
        way = await self._way_in.way_of(connection, hello, visitor, self._place_of(visitor, hello))
        if not connection.socket.open:
            await self._ends.never_came(visitor)
            return
        if way is not None:
            self._way_in.lead(connection, hello, way)
            return
        is_known, session = visitor.id in self.sessions, self._session_of(visitor)
        session.follows = SEE_OTHER in hello.features
        is_out = keep_out(session)
        self._take_over(session)
        replay = session.replay(hello.session, hello.seen)
        session.connect(connection.socket)
        if replay is not None and (session.actor is not None or is_out):
            await self._resume(connection, session, replay, at_another_server=not is_known)
        else:
            await self._begin(connection, session, hello)

    def _session_of(self, visitor: V) -> Session[V]:
        session = self.sessions.get(visitor.id)
        if session is None:
            session = self.memory.begin(visitor, CommandQueue(self.tasks))
        else:
            self._change(session, visitor)
        return session

    @staticmethod
    def _change(session: Session[V], visitor: V) -> None:
        session.visitor = visitor
        if session.actor is not None:
            session.actor.show(session)

    def _take_over(self, session: Session[V]) -> None:
        """One token, one connection (SPEC S7)."""
        if (old := session.socket) is not None:
            session.disconnect()
            old.close(Close.REPLACED)

    async def _resume(self, connection: Connection, session: Session[V], replay: list[bytes], *, at_another_server: bool) -> None:
        if at_another_server:
            session.take_key(self._new_key())
        self._welcome(connection, session, resumed=True)
        for numbered in replay:
            connection.socket.send(numbered)
        self.tally.resumed += 1
        if at_another_server:  # S22: what the server before told last may be in no journal
            session.withheld = []
            await self._tell_whole(connection, session)
        else:
            connection.welcomed(session, self.clock.now())
            self.catch_up(session)

    async def _begin(self, connection: Connection, session: Session[V], hello: Hello) -> None:
        """A fresh session: where I am, then all that is mine (SPEC S5). What the office says meanwhile comes after it."""
        session.begin(self._new_key())
        self._welcome(connection, session, resumed=False)
        if not self._seat_at_start(session, hello):
            self._ends.end(session, Close.GOING_AWAY)
            return
        await self._tell_whole(connection, session)

    async def _tell_whole(self, connection: Connection, session: Session[V]) -> None:
        lane = session.lane
        self.return_to_booth(session)
        connection.welcomed(session, self.clock.now())
        self._board.show(session)
        try:
            state = await self._patience.ask(lambda: self._office.state_of(session.visitor), connection.socket)
        except Exception as error:
            if session.lane is lane:
                session.fail(close_after(error))
            raise
        if session.lane is lane:  # nobody began anew meanwhile
            for desk in (message for message in state if isinstance(message, Desk)):
                self._rooms.follow_desk(session, desk)
            session.release(state)

    def return_to_booth(self, session: Session[V]) -> None:
        """Seat who is in a talk in its booth again, before anything they say is taken: nobody else may hear it (SPEC R19)."""
        if (seating := self._office.seating_of(session.visitor)) is not None:
            here = [one for one in map(self.sessions.get, seating.visitors) if one and (one.actor or one.visitor.barred)]
            with suppress(PlaceFull):  # there is no room for them in that place: they talk where they are
                self._rooms.seat_in_booth(here, seating.booth, seating.counter)

    def _welcome(self, connection: Connection, session: Session[V], *, resumed: bool) -> None:
        back_ms = bounds.back_ms(len(self.sessions))
        message = welcome_of(session, tick=self.clock.tick(), back_ms=back_ms, resumed=resumed)
        connection.socket.send(codec.encode(message))
        self.tally.welcomed += 1

    def _seat_at_start(self, session: Session[V], hello: Hello) -> bool:
        """Where hello asks, else where they are, else where they were last, else where everybody begins. False: all is full."""
        if keep_out(session):
            return True
        plans = self._rooms.plans
        wanted = hello.place if hello.place in plans else None
        actor = session.actor
        if actor is not None and wanted in {None, actor.plan.name}:
            actor.introduce(session)
            return True
        try:
            self._rooms.bring_in(session, self._place_of(session.visitor, hello), hello.entry or "")
        except PlaceFull:
            return actor is not None
        if actor is not None and session.actor is actor:  # they are led elsewhere, in a moment
            actor.introduce(session)
        return True

    def _place_of(self, visitor: V, hello: Hello) -> str:
        """Return where somebody begins: where hello asks, where they were last, or where everybody does."""
        places = (hello.place, visitor.place, self._rooms.default_place)
        return next(place for place in places if place in self._rooms.plans)

    def ask_soon(self) -> None:
        """Whoever waits for the office (SPEC S20) is asked for again: it is known now where they are."""
        self._patience.ask_soon()

    # while they are here -------------------------------------------------------------------------------------------

    def execute(self, session: Session[V], command: DurableCommand) -> bool:
        """Hand a durable command to the office, after those before it. False when the visitor's queue is full."""
        return self._at_office.execute(session, command)

    def see_anew(self, visitor_id: str) -> None:
        """Show the visitor, if here, as the office sees them now."""
        if (session := self.find(visitor_id)) is not None:
            was_barred = session.visitor.barred
            self._change(session, self._office.seen_as(session.visitor))
            if stop_in_talk(session, was_barred=was_barred):
                self.return_to_booth(session)
            elif not keep_out(session) and session.actor is None and session.key is not None:  # they may be in the rooms again
                with suppress(PlaceFull):
                    self._rooms.bring_in(session, self._rooms.default_place)

    def said_in_booth(self, spoken: SpokenInBooth) -> bool:
        """Hand what was said to the office, for the case that is served there. False when the visitor's queue is full."""
        return spoken.session.commands.add(lambda: self._at_office.record(spoken))

    def acknowledged(self, session: Session[V], sequence: int) -> None:
        if shown := session.unshown.shown_by(sequence):
            session.commands.add_last(partial(self._office.notices_shown, session.visitor.id, shown))

    def catch_up(self, session: Session[V]) -> None:
        """The session may be told everything again, and needs it whole."""
        if session.actor is not None:
            session.actor.needs_whole(session)
        self._board.show(session)

    # leaving -------------------------------------------------------------------------------------------------------
    def dropped(self, session: Session[V]) -> None:
        """The connection is gone: the session is kept for a while (SPEC S6)."""
        session.disconnect()
        self.memory.absences.begin(session, self.clock.now())

    def goodbye(self, session: Session[V]) -> None:
        """They leave on purpose: nothing is kept."""
        self._ends.end(session, Close.BYE)

    def dismiss(self, visitor_id: str) -> None:
        """Their sign-in is over, and with it the session (SPEC S10)."""
        if (session := self.sessions.get(visitor_id)) is not None:
            self._ends.end(session, Close.FORBIDDEN)

    def sweep(self) -> None:
        """End the sessions whose time to come back has passed: called about once a second."""
        self._ends.sweep()
        self._rooms.sweep()

    async def close(self, seconds_max: float) -> None:
        """Let what is under way at the office come to its end; then nothing more."""
        self._patience.end()
        await self._at_office.finish(seconds_max)
        await self.tasks.finish(seconds_max)
