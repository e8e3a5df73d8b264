"""The rooms of a simulated office: real rooms and booths at ticks that the simulation moves, with the people who are here."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from prometheus_client import CollectorRegistry
from tests.server.office_site import RecordingNotifier, hall

from madang_protocol import messages as m
from madang_protocol.connection_state import CommandRates
from madang_server.live.clock import TICK_SECONDS, TickClock
from madang_server.live.command_queue import CommandQueue, TaskSupervisor
from madang_server.live.metrics import LiveMetrics
from madang_server.live.room_dependencies import RoomDependencies
from madang_server.live.room_directory import RoomDirectory
from madang_server.live.session import Session
from madang_server.office_app import Visitor
from madang_server.office_app.unit_of_work import Seating
from madang_worlds import Plan, Room

NEVER_S = 1e9  # the loop's own timers are armed so far ahead that none rings: the simulation rings them
HALL_CAPACITY = 5  # of eleven people: a second room of it opens
TICKS = 12  # between two looks


@dataclass
class LiveRooms(RecordingNotifier):
    """Records as before, and seats the people who are here in real rooms, as the live side's notifier does."""

    sessions: dict[str, Session[Any]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.tasks, self.instant = TaskSupervisor(), asyncio.get_running_loop().time() + NEVER_S
        clock = TickClock(lambda: self.instant)
        dependencies = RoomDependencies(clock, LiveMetrics(CollectorRegistry(), {}), Room, lambda: 0.0, lambda _spoken: True)
        places = {"hall": replace(hall(), capacity=HALL_CAPACITY), "plaza": Plan.bare(np.zeros((20, 20), np.bool_), "plaza")}
        self.directory = RoomDirectory(places, "hall", dependencies)

    def come(self, visitor: Visitor, seating: Seating | None) -> None:
        """Somebody is here: in the hall, or in the booth of their talk (SPEC R19)."""
        if visitor.id not in self.sessions:
            self.sessions[visitor.id] = Session(visitor, CommandQueue(self.tasks), CommandRates())
            self.directory.bring_in(self.sessions[visitor.id], "hall")
        if seating is not None:
            self.seat_in_booth(list(seating.visitors), seating.booth, seating.counter)

    def go(self, visitor: str) -> None:
        """Somebody's session is over."""
        session = self.sessions.pop(visitor, None)
        if session is not None and session.actor is not None:
            session.actor.release(session, session.slot)

    def walk(self, visitor: str, place: str, point: tuple[int, int] | None) -> None:
        """Somebody is elsewhere now: in the other place, or at a point of the room where they are."""
        session = self.sessions.get(visitor)
        if session is None or session.actor is None:
            return
        if point is None:
            self.directory.bring_in(session, place)
        else:
            self.room_of(session).place(session.slot, *point)

    def tick(self) -> None:
        """Let the rooms run a moment, one tick after the other, and close the twins that are empty."""
        for _ in range(TICKS):
            self.instant += TICK_SECONDS
            for actor in list(self.directory.rooms):
                if actor._timer is not None:
                    actor._timer.cancel()
                    actor._run()
        self.directory.sweep()

    def talks(self) -> Iterator[tuple[str, str, frozenset[str], frozenset[str]]]:
        """Each booth of each room in which the office seated people: room, booth, whom, and who of those inside hears them."""
        for actor in self.directory.rooms:
            for booth, seated in actor.seating._seated.items():
                inside = actor.room.in_booth(booth)
                speakers = [session for session in seated if session.slot in inside]
                heard = {slot for one in speakers for slot in actor.seating.company(booth, one, inside, actor.sessions)}
                hearers = {actor.sessions[slot].visitor.id for slot in heard if slot in actor.sessions}
                yield actor.key, booth, frozenset(session.visitor.id for session in seated), frozenset(hearers)

    def room_of(self, session: Session[Any]) -> Room:
        return next(actor for actor in self.directory.rooms if actor is session.actor).room

    def close(self) -> None:
        self.directory.close()

    # the notifier ----------------------------------------------------------------------------------------------------

    def tell(self, visitor_id: str, message: m.Message) -> None:
        super().tell(visitor_id, message)
        if isinstance(message, m.Desk) and visitor_id in self.sessions:
            self.directory.follow_desk(self.sessions[visitor_id], message)
        elif isinstance(message, m.Tickets) and visitor_id in self.sessions:
            self.directory.follow_tickets(self.sessions[visitor_id], message)

    def seat_in_booth(self, visitor_ids: list[str], booth: str, counter: str) -> None:
        super().seat_in_booth(visitor_ids, booth, counter)
        self.directory.seat_in_booth([self.sessions[one] for one in visitor_ids if one in self.sessions], booth, counter)

    def open_rooms(self, place: str) -> int:
        return self.directory.count_of(place)

    def dismiss(self, visitor_id: str) -> None:
        super().dismiss(visitor_id)
        self.go(visitor_id)
