"""Places and their rooms: finds everybody a room, opens twins, leads through doors. Knows no connection and no office."""

from collections.abc import Iterator
from contextlib import suppress
from itertools import chain, count

from madang_office.ticket_record import AT_DESK_STATES
from madang_protocol import NoticeCode
from madang_protocol.commands import Move
from madang_protocol.messages import Desk, Notice, Tickets
from madang_server.live import bounds
from madang_server.live.barred import keep_out
from madang_server.live.clock import TICK_SECONDS
from madang_server.live.elsewhere import NowhereElse, RoomsElsewhere
from madang_server.live.journal_records import KeptSession
from madang_server.live.room_actor import RoomActor
from madang_server.live.room_dependencies import RoomDependencies
from madang_server.live.session import AnySession, OccupiedRoom
from madang_worlds import Plan, RoomFull

TWIN_CHARS_MAX = 40  # of the place, in the name of a twin
_GOLDEN = 0.618_033_988_75  # spreads any number of rooms evenly over the tick


def twin_names(place: str) -> Iterator[str]:
    """Yield what rooms of a place may be called beside its first one, which has the place's name; without end."""
    return (f"{place[:TWIN_CHARS_MAX]}-{number}" for number in count(2))


class PlaceFull(Exception):
    """Every room of the place is full and there may be no more rooms."""


class RoomDirectory:
    """The rooms of this server, by place. The first room of a place stays; its twins go when they are empty (SPEC R13)."""

    def __init__(
        self,
        plans: dict[str, Plan],
        default_place: str,
        dependencies: RoomDependencies,
        elsewhere: RoomsElsewhere | None = None,
        *,
        keeps_first: bool = True,
    ) -> None:
        """`elsewhere`: rooms at other nodes; None: none. `keeps_first`: the first room of a place stays when it is empty."""
        if default_place not in plans:
            raise ValueError(f"the default place {default_place} is not among the plans")
        self.plans = plans
        self.default_place = default_place
        self._kept_open = int(keeps_first)
        self._dependencies = dependencies
        self._elsewhere: RoomsElsewhere = elsewhere or NowhereElse()
        self._rooms: dict[str, list[RoomActor]] = {name: [] for name in plans}
        self._opened = 0
        self._turn = 0

    @property
    def rooms(self) -> Iterator[RoomActor]:
        return (actor for actors in self._rooms.values() for actor in actors)

    def count_of(self, place: str) -> int:
        """Return how many rooms of the place are open."""
        return len(self._rooms.get(place, ()))

    def bring_in(self, session: AnySession, place: str, entry: str = "", *, beside: OccupiedRoom | None = None) -> None:
        """Bring the session into a room of the place, at this entry, and only then out of the old one (SPEC R13, R14).

        `beside`: the room to try first. Raises `PlaceFull` when every room is full and no more may be opened: nothing has
        changed then. One whose room is at another node stays here until it is sent there (SPEC N24).
        """
        if session.actor is not None and beside is None and self._elsewhere.moves(session, place, entry):
            return
        self._turn += 1
        point = self.plans[place].entry(entry, self._turn)
        old, old_slot = session.actor, session.slot
        self._admit(session, place, point, beside)
        if old is not None:
            old.release(session, old_slot)

    def bring_back(self, session: AnySession, kept: KeptSession) -> bool:
        """Bring the session of a server before into the room of the same name, where it was (SPEC S22).

        False: the place is not here. Raises `PlaceFull`.
        """
        if kept.place not in self.plans:
            return False
        self._admit(session, kept.place, (kept.x, kept.y), self._room_of(kept))
        if session.actor is not None and kept.heading:
            session.actor.move(session, Move(h=kept.heading, n=0))
        return True

    def bring_to(self, session: AnySession, kept: KeptSession, *, room: str, entry: str | None) -> None:
        """Bring a session of another node into the room of this name (nothing: any of the place). Raises `PlaceFull`.

        `entry`: where; None: where it was. Its old room, if it is in one here, is left.
        """
        place = kept.place if kept.place in self.plans else self.default_place
        self._turn += 1
        point = (kept.x, kept.y) if entry is None and place == kept.place else self.plans[place].entry(entry or "", self._turn)
        old, old_slot = session.actor, session.slot
        if not room:
            self._admit(session, place, point, None)
        else:
            found = self._named(place, room) or self._open(place, room)
            try:
                found.admit(session, point)
            except RoomFull as full:
                raise PlaceFull(room) from full
        if old is not None:
            old.release(session, old_slot)

    def bring_within(self, session: AnySession, place: str, entry: str, *, room: str) -> None:
        """Bring a session that is here into the room of this name (nothing: there is none), at this entry. Raises `PlaceFull`."""
        if not room:
            raise PlaceFull(place)
        self.bring_to(session, KeptSession(session.visitor.id, "", 0, place=place), room=room, entry=entry)

    def has_space(self, place: str) -> bool:
        """Return whether one more can come into a room of the place that is open here."""
        return any(actor.room.count < actor.room.capacity for actor in self._rooms.get(place, ()))

    def _room_of(self, kept: KeptSession) -> RoomActor:
        """Return the room of that name. The first of a place is opened before its twins: it stays."""
        if not self._rooms[kept.place] and kept.room != kept.place:
            self._open(kept.place)
        return self._named(kept.place, kept.room) or self._open(kept.place, kept.room)

    def _named(self, place: str, room: str) -> RoomActor | None:
        return next((actor for actor in self._rooms[place] if actor.key == room), None)

    def _admit(self, session: AnySession, place: str, point: tuple[int, int], beside: OccupiedRoom | None) -> None:
        for actor in self._candidates(place, beside):
            try:
                actor.admit(session, point)
            except RoomFull:
                continue
            return
        self._open(place).admit(session, point)

    def _candidates(self, place: str, beside: OccupiedRoom | None) -> list[RoomActor]:
        """Friends first, then the fullest: people come to meet people."""
        return sorted(self._rooms[place], key=lambda actor: (actor is not beside, -actor.room.count))

    def _open(self, place: str, key: str | None = None) -> RoomActor:
        actors = self._rooms[place]
        if sum(len(rooms) for rooms in self._rooms.values()) >= bounds.ROOMS_MAX:
            raise PlaceFull(place)
        taken = {actor.key for actor in actors}
        names = chain((place,), twin_names(place))
        key = key or next(name for name in names if name not in taken and not self._elsewhere.has_room(name))
        self._opened += 1
        actor = RoomActor(
            key,
            self.plans[place],
            phase_s=self._opened * _GOLDEN % 1 * TICK_SECONDS,
            dependencies=self._dependencies,
            through_door=self.through_door,
        )
        actors.append(actor)
        return actor

    def through_door(self, session: AnySession, actor: RoomActor, door_name: str) -> None:
        """The avatar walked into a door (SPEC R14). When the other side is full or not here (R22) it stays, and is told."""
        door = actor.plan.doors[door_name]
        if door.closed:
            session.tell(Notice(code=NoticeCode.DOOR_CLOSED, about={"place": door.target_place}))
            return
        if door.target_place in {"", actor.plan.name}:
            actor.room.place(session.slot, *actor.plan.entry(door.target_entry))
            return
        try:
            self.bring_in(session, door.target_place, door.target_entry)
        except PlaceFull:
            session.tell(Notice(code=NoticeCode.ROOM_FULL, about={"place": door.target_place}))

    def seat_in_booth(self, sessions: list[AnySession], booth: str, counter: str) -> bool:
        """Bring these people into one room and onto seats of the counter's booth (SPEC R17). False when no place has both.

        Raises `PlaceFull` when there is no room for one of them.
        """
        place = next((name for name, plan in self.plans.items() if booth in plan.booths and counter in plan.counters), None)
        if place is None or not sessions:
            return False
        host = self._room_with_booth(sessions, place, booth)
        for session in sessions:
            if session.actor is not host:
                self.bring_in(session, place, beside=host)
        for actor in {session.actor for session in sessions if session.actor is not None}:
            actor.sit_down([session for session in sessions if session.actor is actor], booth)
        for session in sessions:
            session.seated_for = counter
        return True

    def _room_with_booth(self, sessions: list[AnySession], place: str, booth: str) -> RoomActor:
        """Return a room of the place where the booth is free for all of them (SPEC R20): theirs first. Raises `PlaceFull`."""
        fitting = [actor for actor in self._rooms[place] if _can_seat(actor, sessions, booth)]
        fitting.sort(key=lambda actor: (*(session.actor is not actor for session in sessions), -actor.room.count))
        return fitting[0] if fitting else self._open(place)

    def follow_desk(self, session: AnySession, desk: Desk) -> None:
        """Show an officer where they work: named by the counter, and at its desk while nobody is called (SPEC R17)."""
        if desk.counter != session.counter:
            session.counter = desk.counter
            if session.actor is not None:
                session.actor.show(session)
        if desk.counter is not None and desk.state == "open" and desk.ticket is None:
            with suppress(PlaceFull):  # there is no room for them there: they work from where they are
                self.to_desk(session, desk.counter)
        if desk.ticket is None and session.actor is not None:
            session.actor.end_seating(session)

    def follow_tickets(self, session: AnySession, tickets: Tickets) -> None:
        """Let a citizen whose talk is over out of its booth, also when its officer is not here to end it (SPEC R17)."""
        counter = session.seated_for
        if counter is None or any(ticket.state in AT_DESK_STATES for ticket in tickets.tickets):
            return
        session.seated_for = None
        actor = session.actor
        was_seated = actor is not None and actor.end_seating(session)  # no more when all have left the booth
        if not keep_out(session) and actor is not None and was_seated:
            spot = actor.plan.counters.get(counter)
            if spot is not None:
                actor.stand(session, spot.visitor)

    def to_desk(self, session: AnySession, counter: str) -> None:
        """Bring an officer to the desk of their counter, and whom they sat with in a booth to its front. Raises `PlaceFull`."""
        place = next((name for name, plan in self.plans.items() if counter in plan.counters), None)
        if place is None or session.actor is None:
            return
        if session.actor.plan.name != place:
            self.bring_in(session, place)
            if session.actor.plan.name != place:
                return  # it is led to another node, and to the desk when it is there
        spot = self.plans[place].counters[counter]
        for companion in session.actor.seated_beside(session):
            session.actor.stand(companion, spot.visitor)
        session.actor.stand(session, spot.desk or spot.visitor)

    def sweep(self) -> None:
        """Close twins in which nobody is."""
        for actors in self._rooms.values():
            for actor in [actor for actor in actors[self._kept_open :] if not actor.sessions]:
                actor.close()
                actors.remove(actor)

    def close(self) -> None:
        for actor in self.rooms:
            actor.close()


def _can_seat(actor: RoomActor, sessions: list[AnySession], booth: str) -> bool:
    """True when nobody else is seated in the booth, and the room has place for all of them."""
    coming = [session for session in sessions if session.actor is not actor]
    return not actor.seating.others(booth, sessions) and actor.room.count + len(coming) <= actor.room.capacity
