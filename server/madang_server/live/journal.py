"""Collects what changed of sessions since it was last kept (SPEC S22, S23). Pure: knows sessions and rooms, no store or clock.

Nothing is copied when something is told: a session that changed is noted, and `take` compares its lane with what was kept of it.
So what waits to be kept is bounded by the lanes, also when nothing can be kept for long: then `lost` was called, and the next
`take` returns everything.
"""

from collections.abc import Callable, Iterable

from madang_protocol import codec
from madang_server.live.journal_records import Changes, Entry, KeptSession, Opened, RoomSnapshot, SpokenWords, Standing, Told
from madang_server.live.remembered import Remembered
from madang_server.live.room_actor import RoomActor
from madang_server.live.said_words import SaidWords, ToldWords
from madang_server.live.session import AnySession


class _Known:
    """What was kept of a session."""

    __slots__ = ("key", "number", "sequence")

    def __init__(self, number: int, key: str | None, sequence: int) -> None:
        self.number, self.key, self.sequence = number, key, sequence


class SessionJournal:
    """What is new of the sessions of one office. Call `changed` and `over` whenever a session tells something, or ends."""

    def __init__(
        self,
        *,
        sessions: Callable[[], Iterable[AnySession]],
        words: Callable[[], Iterable[tuple[str, SaidWords]]],
        rooms: Callable[[], Iterable[RoomActor]],
        remembered: Remembered,
    ) -> None:
        """`sessions`: all that there are. `words`: of every visitor, those who left too. `remembered`: those not back yet."""
        self.woken: Callable[[], None] = lambda: None  # called at the first change after a `take`
        self._sessions = sessions
        self._all_words = words
        self._rooms = rooms
        self._remembered = remembered
        self._waiting_version = -1
        self._changed: set[AnySession] = set()
        self._over: list[int] = []
        self._words: list[SpokenWords] = []
        self._known: dict[AnySession, _Known] = {}
        self._snapshots: dict[str, RoomSnapshot] = {}
        self._numbers = 0
        self._whole = True

    @property
    def is_empty(self) -> bool:
        """True when there is nothing to keep, and nothing was."""
        return not (self._whole or self._known or self._changed or self._over or self._words or len(self._remembered))

    def changed(self, session: AnySession) -> None:
        """There is something new of this session."""
        if not self._changed:
            self.woken()
        self._changed.add(session)

    def over(self, session: AnySession) -> None:
        """This session cannot be come back to. What its visitor said is kept."""
        self._changed.discard(session)
        if self._whole:
            return  # all is written anew, without it
        self._take_words(session)
        known = self._known.pop(session, None)
        if known is not None:
            self._over.append(known.number)
        self.woken()

    def lost(self) -> None:
        """What was taken may not have been kept, or what was kept is gone."""
        self._whole = True

    def take(self, *, with_places: bool) -> Changes:
        """Return what is new, as kept from now on. `with_places`: also where everybody is, which is looked up now."""
        whole = self._whole
        if whole:
            self._begin_again()
        changed, self._changed = self._changed, set()
        entry = self._entry(changed)
        rooms = self._moved() if with_places or whole else {}
        waiting = self._still_waiting() if with_places or whole else None
        words, self._words = self._words, []
        return Changes(whole, entry, words, rooms, waiting)

    def _begin_again(self) -> None:
        self._whole, self._waiting_version = False, -1
        self._known, self._snapshots, self._over = {}, {}, []
        self._changed = set(self._sessions())
        for session in self._changed:
            session.words.take_fresh()
        self._words = [_words_of(visitor, told) for visitor, said in self._all_words() for told in said.all_told()]

    def _entry(self, changed: Iterable[AnySession]) -> Entry:
        """Return what is new of these. A line in a crowd comes here once for each who heard it."""
        opened: list[Opened] = []
        told: dict[int, Told] = {}  # by the identity of the body: many sessions share one
        reached: list[tuple[int, int]] = []
        over, self._over = self._over, []
        for session in changed:
            known = self._known.get(session)
            if known is None or known.key != session.key:
                over += [known.number] if known is not None else []
                known = self._open(session)
                opened.append(_opened(session, known))
            sequence = session.lane.sequence
            if sequence > known.sequence:
                self._add_told(session.lane.bodies_after(known.sequence), known.number, sequence, told, reached)
                known.sequence = sequence
            if session.words.fresh:
                self._take_words(session)
        return Entry(opened, list(told.values()), reached, over)

    def _open(self, session: AnySession) -> _Known:
        self._numbers += 1
        before = session.lane.sequence - len(session.lane.bodies_after(0))
        known = self._known[session] = _Known(self._numbers, session.key, before)
        return known

    @staticmethod
    def _add_told(
        bodies: list[bytes], session: int, sequence: int, told: dict[int, Told], reached: list[tuple[int, int]]
    ) -> None:
        number = sequence - len(bodies)
        for body in bodies:
            number += 1
            one = told.get(id(body))
            if one is None:
                one = told[id(body)] = Told(body, [], [])
            one.sessions.append(session)
            one.numbers.append(number)
        if not bodies:
            reached.append((session, sequence))

    def _take_words(self, session: AnySession) -> None:
        self._words += [_words_of(session.visitor.id, told) for told in session.words.take_fresh()]

    def _moved(self) -> dict[str, RoomSnapshot | None]:
        """Return the rooms in which something is otherwise than it was kept."""
        now = {actor.key: RoomSnapshot(actor.plan.name, self._standing(actor)) for actor in self._rooms() if actor.sessions}
        moved: dict[str, RoomSnapshot | None] = {key: room for key, room in now.items() if room != self._snapshots.get(key)}
        moved |= dict.fromkeys(self._snapshots.keys() - now.keys())
        self._snapshots = now
        return moved

    def _standing(self, actor: RoomActor) -> list[Standing]:
        return [
            Standing(known.number, session.visitor.id, known.key or "", known.sequence, x, y, heading)
            for session, x, y, heading in zip(actor.sessions.values(), *actor.room.whereabouts(list(actor.sessions)), strict=True)
            if (known := self._known.get(session)) is not None
        ]

    def _still_waiting(self) -> list[KeptSession] | None:
        if self._remembered.version == self._waiting_version:
            return None
        self._waiting_version = self._remembered.version
        return list(self._remembered)


def _opened(session: AnySession, known: _Known) -> Opened:
    actor = session.actor
    if actor is None:
        return Opened(known.number, session.visitor.id, known.key or "", known.sequence)
    x, y, _ = actor.room.position(session.slot)
    return Opened(known.number, session.visitor.id, known.key or "", known.sequence, actor.plan.name, actor.key, x, y)


def _words_of(visitor: str, told: ToldWords) -> SpokenWords:
    return SpokenWords(visitor, told.id, told.sum, codec.encode(told.reply))
