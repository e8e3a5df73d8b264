"""One room at work: takes commands, steps at ticks, publishes, sleeps while nothing happens. Knows its sessions, no other room.

How the actor runs a tick (what happens inside the room: `madang_worlds/room.py`): the loop's timer calls `_run` at the room's
own phase of the 50 ms. `Room.advance` makes every step up to the tick (SPEC R1); newcomers get `room` and a keyframe; speech
is delivered in the tick whose frame shares its write; avatars that walked into a door are handed to the room directory; at a
publishing tick roster and motion are encoded once and fanned out. Then the timer is armed for the next tick, unless nobody
moves and nothing waits: a room at rest costs nothing.

Nothing here awaits. A fault ends the room, not the server: it begins anew and everybody in it is seated again (SPEC R15).
"""

import asyncio
from collections.abc import Callable

import structlog

from madang_protocol import Rejection, messages
from madang_protocol.commands import Go, Move, Say
from madang_protocol.messages import Done, Person, Rejected, Words
from madang_server.live import bounds
from madang_server.live.booths import BoothSeating
from madang_server.live.fanout import Fanout
from madang_server.live.go_targets import Point, WaitingSeats, free_seats, target_of
from madang_server.live.room_dependencies import RoomDependencies
from madang_server.live.roster import RosterLane
from madang_server.live.session import AnySession, Event, Flow
from madang_server.live.speech import Speech
from madang_worlds import Plan

_log = structlog.get_logger()
ThroughDoor = Callable[[AnySession, "RoomActor", str], None]  # somebody walked into this door


class RoomActor:
    def __init__(
        self, key: str, plan: Plan, *, phase_s: float, dependencies: RoomDependencies, through_door: "ThroughDoor"
    ) -> None:
        self.key, self.plan, self.phase_s = key, plan, phase_s
        self._dependencies = dependencies
        self._through_door = through_door
        self._clock = dependencies.clock
        self._tally = dependencies.metrics.tally
        self._loop = asyncio.get_running_loop()
        self._timer: asyncio.TimerHandle | None = None
        self._due = 0  # the tick that the timer is for
        self._stepped = 0  # the last tick that was run, or before which the room slept
        self._failed_at = float("-inf")
        self._broken = self._closed = False
        self.seating = BoothSeating()  # outlives a fault of the room: what was private stays so
        self._clear()

    def _clear(self) -> None:
        self.room = self._dependencies.make_room(self.plan)
        self.sessions: dict[int, AnySession] = {}
        self._slot_of: dict[str, int] = {}
        self._waiting = WaitingSeats(self.room)
        self._newcomers: list[AnySession] = []
        self._stale: set[AnySession] = set()
        self._speech = Speech(self, self._dependencies)
        self._roster, self._fanout = RosterLane(self.key), Fanout(self._tally)
        self._commands_left, self._ways_left = bounds.COMMANDS_PER_TICK_MAX, bounds.GO_PER_TICK_MAX

    # coming and going ----------------------------------------------------------------------------------------------

    def admit(self, session: AnySession, point: Point) -> None:
        """Seat the session; the slot is reserved at once (SPEC R13). It is still in its old room, if any. Raises `RoomFull`."""
        slot = self.room.join(*point)
        session.actor, session.slot, session.roster_seen = self, slot, -1
        session.step(Event.MOVED)
        self.sessions[slot] = session
        self._slot_of[session.visitor.id] = slot
        self._newcomers.append(session)
        self.show(session)
        self.wake()

    def release(self, session: AnySession, slot: int) -> None:
        if self.sessions.get(slot) is not session:
            return
        del self.sessions[slot]
        if self._slot_of.get(session.visitor.id) == slot:
            del self._slot_of[session.visitor.id]
        self._fanout.remove(session)
        self._stale.discard(session)
        self.seating.remove(session)
        if session in self._newcomers:
            self._newcomers.remove(session)
        self.room.leave(slot)
        self._roster.remove(slot)
        self.wake()

    def introduce(self, session: AnySession) -> None:
        """The session begins anew where it already is: say so as if it had just come in."""
        session.step(Event.MOVED)
        if session not in self._newcomers:
            self._newcomers.append(session)
        self.wake()

    def show(self, session: AnySession) -> None:
        who = session.visitor
        person = Person(a=session.slot, id=who.id, name=who.name, look=who.look, role=who.role, counter=session.counter)
        self._roster.put(person)
        self.wake()

    def needs_whole(self, session: AnySession) -> None:
        """The session has missed something: it gets everything whole at the next publish (SPEC R10)."""
        self._stale.add(session)
        self.wake()

    # commands --------------------------------------------------------------------------------------------------------

    def move(self, session: AnySession, command: Move) -> None:
        """Head that way from the next tick on (SPEC R1, R4). Dropped past the room's bound. The hot path in."""
        if self._commands_left <= 0:
            self._tally.moves_dropped += 1
            return
        self._commands_left -= 1
        try:
            self.room.move(session.slot, command.h, command.n, command.k)
        except Exception:  # noqa: BLE001 - R15: a fault of the room is the room's, not the connection's
            self._fail()
        if self._timer is None:
            self.wake()

    def go(self, session: AnySession, command: Go) -> Done | Rejected:
        """Lead the avatar there (SPEC R5). Rejections: `unknown_target`, `unreachable`, `room_full`, `too_fast`."""
        if self._ways_left <= 0:
            return Rejected(id=command.id, code=Rejection.TOO_FAST, retry_ms=100)
        self._ways_left -= 1
        self.wake()
        try:
            target = target_of(self.room, command, session.slot, slot_of=self._slot_of, waiting=self._waiting)
            if isinstance(target, Rejection):
                return Rejected(id=command.id, code=target)
            found = self.room.go(session.slot, command.n, *target)
        except Exception:  # noqa: BLE001 - R15
            self._fail()
            return Rejected(id=command.id, code=Rejection.UNREACHABLE)
        return Done(id=command.id) if found else Rejected(id=command.id, code=Rejection.UNREACHABLE)

    def say(self, session: AnySession, command: Say) -> Rejected | None:
        """Say it at the next tick; `done` or a rejection is told then. Rejected at once: `blank_text`, `too_fast`."""
        self.wake()
        return self._speech.add(session, command)

    def stand(self, session: AnySession, point: Point) -> None:
        """Bring the avatar to this point; it is no longer seated in a booth."""
        self.seating.remove(session)
        self.room.place(session.slot, *point)
        self.wake()

    def end_seating(self, session: AnySession) -> bool:
        """Give the booth back in which this one was seated, whoever else was. False: they were in none."""
        return self.seating.end(session)

    def seated_beside(self, session: AnySession) -> list[AnySession]:
        """Those who were seated in a booth together with this one, without them."""
        return self.seating.beside(session)

    def sit_down(self, sessions: list[AnySession], booth: str) -> None:
        """Bring these, who are in this room, to seats of the booth, each to their own (SPEC R17)."""
        self.seating.seat(booth, sessions)
        for session, seat in zip(sessions, free_seats(self.room, booth, len(sessions)), strict=False):
            self.room.place(session.slot, *seat)
        self.wake()

    # ticks ---------------------------------------------------------------------------------------------------------

    def wake(self) -> None:
        """Something is to be done at the next tick."""
        if self._timer is None and not self._closed:
            self._stepped = self._clock.tick(self.phase_s)
            self._arm(self._stepped + 1)

    def close(self) -> None:
        self._closed = True
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _arm(self, tick: int, *, pause_s: float = 0.0) -> None:
        self._due = tick
        self._timer = self._loop.call_at(self._clock.begins(tick, self.phase_s) + pause_s, self._run)

    def _run(self) -> None:
        started = self._clock.now()
        self._dependencies.metrics.tick_lag.observe(max(0.0, started - self._clock.begins(self._due, self.phase_s)))
        self._timer = None
        if not self._dependencies.held():
            self._arm(self._clock.tick(self.phase_s) + 1, pause_s=bounds.RESTART_PAUSE_SECONDS)
            return
        tick = max(self._due, self._clock.tick(self.phase_s))  # a timer may ring a little early
        try:
            if self._broken:
                self._begin_anew()
            self._step(tick)
        except Exception:  # noqa: BLE001 - R15
            self._fail()
            return
        self._stepped = tick
        self._dependencies.metrics.tick_time.observe(self._clock.now() - started)
        if not self.room.idle or self._speech.waits or self._stale or self._newcomers or self._roster.dirty:
            self._arm(max(tick, self._clock.tick(self.phase_s)) + 1)

    def _step(self, tick: int) -> None:
        outcomes = self.room.advance(tick)
        self._commands_left, self._ways_left = bounds.COMMANDS_PER_TICK_MAX, bounds.GO_PER_TICK_MAX
        if outcomes.booths:
            self.seating.follow(self.room.in_booth)
        self._welcome_newcomers()
        publishes = self.room.publishes_within(self._stepped, tick)  # R9: a tick that was passed over too
        try:
            if publishes or not self.room.publishes_at(tick + 1):  # one tick later it shares a write with the frame
                self._speech.deliver()
            for slot, door in outcomes.doors:
                if slot in self.sessions:
                    self._through_door(self.sessions[slot], self, door)
            if publishes:
                self._publish()
        finally:
            self._speech.flush()  # also when the room fails now: what is numbered is not held back

    def _welcome_newcomers(self) -> None:
        """Those who joined before this tick are in the room now, at a place that is known."""
        newcomers, self._newcomers = self._newcomers, []
        for session in newcomers:
            self._fanout.put(session, self.room.view_cell(session.slot))
            self._stale.add(session)
            session.tell(self._room_message(session))

    def _room_message(self, session: AnySession) -> messages.Room:
        x, y, _ = self.room.position(session.slot)
        plan = self.plan
        return messages.Room(
            room=self.key,
            place=plan.name,
            title=Words(ko=plan.title["ko"], en=plan.title["en"]),
            slot=session.slot,
            x=x,
            y=y,
            map=f"{self._dependencies.base}/places/{plan.name}/place.tmj",
            cell=plan.cell_units,
            capacity=plan.capacity,
            publish=self.room.publish_ticks,
        )

    def _publish(self) -> None:
        publication = self.room.publish()
        roster = self._roster.flush()
        if roster is not None:
            self._publish_roster(roster)
        self._fanout.publish(publication, self.sessions)
        self._tell_stale()

    def _publish_roster(self, framed: bytes) -> None:
        version = self._roster.version
        for session in self.sessions.values():
            if session.flow is Flow.CURRENT:
                session.roster_seen = version
        self._fanout.write(framed, self.sessions.values())

    def _tell_stale(self) -> None:
        stale, self._stale = [session for session in self._stale if session.flow is Flow.STALE], set()
        for session in stale:
            seen, session.roster_seen = session.roster_seen, self._roster.version
            if seen != session.roster_seen:
                session.write(b"".join(self._roster.since(seen)))
        self._fanout.tell_whole(self.room, [session for session in stale if session.flow is Flow.STALE])

    # faults --------------------------------------------------------------------------------------------------------

    def _fail(self) -> None:
        """Our own bug: said once with its trace; the room begins anew at a tick soon (SPEC R15)."""
        _log.exception("room failed and begins anew", room=self.key)
        now = self._clock.now()
        again = now - self._failed_at < 10 * bounds.RESTART_PAUSE_SECONDS
        self._failed_at, self._broken = now, True
        self._tally.restarts += 1
        if self._timer is not None:
            self._timer.cancel()
        self._arm(self._clock.tick(self.phase_s) + 1, pause_s=bounds.RESTART_PAUSE_SECONDS if again else 0.0)

    def _begin_anew(self) -> None:
        before = self.sessions
        seated = [(session, self._last_point(slot)) for slot, session in before.items()]
        try:
            self._clear()
            for session, point in seated:
                self.admit(session, point)
        except Exception:
            self.sessions = before  # nobody is forgotten: the next attempt seats them all
            raise
        self._broken = False

    def _last_point(self, slot: int) -> Point:
        try:
            return self.room.position(slot)[:2]
        except Exception:  # noqa: BLE001 - the room is broken in a way nobody knows; the entry is always there
            return self.plan.entry()
