"""From hello to goodbye: who a connection is, takeover, resume, fresh state. Knows visits, the hall and the office."""

import logging
from collections import deque
from collections.abc import Callable
from contextlib import suppress

from madang_protocol import Close, ProtocolError, codec, limits
from madang_protocol.commands import DurableCommand, Hello, Profile
from madang_protocol.connection_state import choose_version
from madang_protocol.messages import Desk, Done, Message, Notice, Welcome
from madang_server.faults import Forbidden, StorageFailed
from madang_server.live import bounds
from madang_server.live.board import Board
from madang_server.live.clock import TickClock
from madang_server.live.command_queue import CommandQueue, TaskSupervisor
from madang_server.live.connection import Connection
from madang_server.live.hall import Hall, HallFull
from madang_server.live.metrics import Tally
from madang_server.live.ports import OfficeService, Visitor
from madang_server.live.settings import LiveSettings
from madang_server.live.visit import Visit

_journal = logging.getLogger("madang.live.gateway")


def back_ms(visits: int) -> int:
    """The window within which to come back after a drop, grown with the number of visitors (SPEC S8)."""
    return min(bounds.BACK_MS_MAX, bounds.BACK_MS_MIN + visits * bounds.BACK_MS_PER_VISITOR)


class Gateway:
    """The visits of this server: the `SessionHandler` of its connections and the `Messenger` of its office."""

    def __init__(
        self,
        *,
        office: OfficeService,
        hall: Hall,
        clock: TickClock,
        tally: Tally,
        settings: LiveSettings,
        new_key: Callable[[], str],
    ) -> None:
        self.clock = clock
        self.tally = tally
        self.visits: dict[str, Visit] = {}
        self.tasks = TaskSupervisor()
        self._board = Board(office, self.visits.values)
        self._dropped: deque[tuple[float, Visit]] = deque()  # until when each is kept, the oldest first
        self._hall = hall
        self._office = office
        self._settings = settings
        self._new_key = new_key

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
        except Forbidden:
            connection.socket.close(Close.FORBIDDEN)  # S10
        except StorageFailed:
            connection.socket.close(Close.INTERNAL)
        except Exception:
            connection.socket.close(Close.INTERNAL)
            raise

    async def _arrive(self, connection: Connection, hello: Hello) -> None:
        visitor = await self._office.arrive(hello)
        if not connection.socket.open:
            if visitor.id not in self.visits:
                await self._office.left(visitor.id)
            return
        visit = self._visit_of(visitor)
        self._take_over(visit)
        replay = visit.replay(hello.session, hello.seen)
        visit.connect(connection.socket)
        if replay is not None and visit.actor is not None:
            self._resume(connection, visit, replay)
        else:
            await self._begin(connection, visit, hello)

    def _visit_of(self, visitor: Visitor) -> Visit:
        visit = self.visits.get(visitor.id)
        if visit is None:
            visit = self.visits[visitor.id] = Visit(visitor, CommandQueue(self.tasks))
        else:
            self._change(visit, visitor)
        return visit

    @staticmethod
    def _change(visit: Visit, visitor: Visitor) -> None:
        visit.visitor = visitor
        if visit.actor is not None:
            visit.actor.show(visit)

    def _take_over(self, visit: Visit) -> None:
        """One token, one connection (SPEC S7)."""
        old = visit.socket
        if old is not None:
            visit.disconnect()
            old.close(Close.REPLACED)

    def _resume(self, connection: Connection, visit: Visit, replay: list[bytes]) -> None:
        self._welcome(connection, visit, resumed=True)
        for numbered in replay:
            connection.socket.send(numbered)
        self.tally.resumed += 1
        connection.welcomed(visit, self.clock.now())
        self.catch_up(visit)

    async def _begin(self, connection: Connection, visit: Visit, hello: Hello) -> None:
        """A fresh session: where I am, then all that is mine (SPEC S5). What the office says meanwhile comes after it."""
        visit.begin(self._new_key())
        lane = visit.lane
        self._welcome(connection, visit, resumed=False)
        if not self._seat_at_start(visit, hello):
            self._end(visit, Close.GOING_AWAY)
            return
        connection.welcomed(visit, self.clock.now())
        self._board.show(visit)
        try:
            state = await self._office.state_of(visit.visitor)
        except Exception:
            visit.fail(Close.INTERNAL)
            raise
        if visit.lane is lane:  # nobody began anew meanwhile
            for desk in (message for message in state if isinstance(message, Desk)):
                self._follow_desk(visit, desk)
            visit.release(state)

    def _welcome(self, connection: Connection, visit: Visit, *, resumed: bool) -> None:
        who = visit.visitor
        message = Welcome(
            version=limits.VERSION,
            session=visit.session_key or "",
            resumed=resumed,
            visitor=who.id,
            name=who.name,
            look=who.look,
            lang=who.lang,
            role=who.role,
            tick=self.clock.tick(),
            tick_ms=limits.TICK_MS,
            back_ms=back_ms(len(self.visits)),
            token=None if resumed else who.new_token,
            seen=visit.lane.sequence,
        )
        connection.socket.send(codec.encode(message))
        self.tally.welcomed += 1

    def _seat_at_start(self, visit: Visit, hello: Hello) -> bool:
        """Where hello asks, else where they are, else where they were last, else where everybody begins. False: all is full."""
        plans = self._hall.plans
        wanted = hello.place if hello.place in plans else None
        actor = visit.actor
        if actor is not None and wanted in {None, actor.plan.name}:
            actor.introduce(visit)
            return True
        known = visit.visitor.place
        place = wanted or (known if known in plans else None) or self._hall.default_place
        try:
            self._hall.seat(visit, place, hello.entry or "")
        except HallFull:
            return actor is not None
        return True

    # while they are here -------------------------------------------------------------------------------------------

    def execute(self, visit: Visit, command: DurableCommand) -> bool:
        """Hand a durable command to the office, after those before it. False when the visitor's line is full."""
        return visit.commands.add(lambda: self._execute(visit, command))

    async def _execute(self, visit: Visit, command: DurableCommand) -> None:
        try:
            answer = await self._office.execute(visit.visitor, command)
        except Exception:
            visit.fail(Close.INTERNAL)  # what became of it nobody knows; the client asks again with the same id (W6)
            raise
        if isinstance(command, Profile) and isinstance(answer, Done):
            self._change(visit, self._office.seen_as(visit.visitor))  # never what was asked for: the office tidies names
        visit.tell_for_office(answer)

    def said_in_booth(self, visit: Visit, place: str, booth: str, text: str) -> None:
        """What is said in a booth goes into the case that is served there."""
        visit.commands.add(lambda: self._office.said_in_booth(visit.visitor, place, booth, text))

    def catch_up(self, visit: Visit) -> None:
        """The visit may be told everything again, and needs it whole."""
        if visit.actor is not None:
            visit.actor.needs_whole(visit)
        self._board.show(visit)

    # leaving -------------------------------------------------------------------------------------------------------

    def dropped(self, visit: Visit) -> None:
        """The connection is gone: the visit is kept for a while (SPEC S6)."""
        visit.disconnect()
        visit.dropped_at = self.clock.now()
        self._dropped.append((visit.dropped_at, visit))

    def goodbye(self, visit: Visit) -> None:
        """They leave on purpose: nothing is kept."""
        self._end(visit, Close.BYE)

    def dismiss(self, visitor_id: str) -> None:
        """Their sign-in is over, and with it the visit (SPEC S10)."""
        visit = self.visits.get(visitor_id)
        if visit is not None:
            self._end(visit, Close.FORBIDDEN)

    def _end(self, visit: Visit, close: Close) -> None:
        socket = visit.socket
        self._forget(visit)
        if socket is not None:
            socket.close(close)

    def sweep(self) -> None:
        """End the visits whose time to come back has passed: called about once a second."""
        until = self.clock.now() - self._settings.resume_seconds
        while self._dropped and self._dropped[0][0] <= until:
            dropped_at, visit = self._dropped.popleft()
            if visit.dropped_at == dropped_at and self.visits.get(visit.visitor.id) is visit:
                self._forget(visit)
        self._hall.sweep()

    def _forget(self, visit: Visit) -> None:
        visit.disconnect()
        self.visits.pop(visit.visitor.id, None)
        if visit.actor is not None:
            visit.actor.release(visit, visit.slot)
            visit.actor = None
        visit.commands.add_last(lambda: self._left(visit.visitor.id))

    async def _left(self, visitor_id: str) -> None:
        if visitor_id not in self.visits:
            await self._office.left(visitor_id)

    async def close(self, seconds_max: float) -> None:
        """Let what is under way at the office come to its end; then nothing more."""
        self._board.close()
        await self.tasks.finish(seconds_max)

    # what the office says ------------------------------------------------------------------------------------------

    def tell(self, visitor_id: str, message: Message) -> None:
        """Say this to one visitor, if they are here."""
        visit = self.visits.get(visitor_id)
        if visit is None:
            return
        if isinstance(message, Desk):
            self._follow_desk(visit, message)
        visit.tell_for_office(message)

    def _follow_desk(self, visit: Visit, desk: Desk) -> None:
        """An officer is seen where they work: at the desk while nobody is called, and known by the counter."""
        if desk.counter != visit.counter:
            visit.counter = desk.counter
            self._change(visit, visit.visitor)
        if desk.counter is not None and desk.state == "open" and desk.ticket is None:
            with suppress(HallFull):  # there is no room for them there: they work from where they are
                self._hall.to_desk(visit, desk.counter)

    def office_changed(self) -> None:
        """The board is not true any more."""
        self._board.office.ask()

    def queue_changed(self) -> None:
        """The officers' lines are not true any more."""
        self._board.queues.ask()

    def seat(self, visitor_ids: list[str], booth: str, counter: str) -> None:
        """Bring those of them who are here into the booth, into the same room (SPEC R13)."""
        visits = [self.visits[visitor_id] for visitor_id in visitor_ids if visitor_id in self.visits]
        try:
            seated = self._hall.gather(visits, booth, counter)
        except HallFull:
            seated = False
        for visit in visits if not seated else []:
            visit.tell(Notice(code="no_booth", about={"booth": booth, "counter": counter}))
