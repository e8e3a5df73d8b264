"""What a server makes of the journal that another left (SPEC S22, S23): sessions and words. Pure.

A session is handed on as far as the journal proves it. Numbers that do not join up are left out from below: then somebody who
has seen less begins anew. A journal that ends before its server did proves nothing: more may have been told meanwhile.
"""

from dataclasses import dataclass, field

from madang_protocol import codec, limits
from madang_protocol.messages import Done, Rejected
from madang_server.live.journal_records import Entry, Found, KeptSession
from madang_server.live.said_words import SaidWords, ToldWords

BEHIND_SECONDS_MAX = 5.0  # it is written each second, and the lease renewed nearly as often; neither keeps to the millisecond


@dataclass
class Restored:
    """What was found: the sessions that may be come back to, and by visitor what was said lately."""

    sessions: list[KeptSession] = field(default_factory=list)
    words: dict[str, SaidWords] = field(default_factory=dict)


@dataclass
class _Lane:
    """A session that is put together."""

    visitor: str
    key: str
    sequence: int
    where: tuple[str, str, int, int, int] = ("", "", 0, 0, 0)  # place, room, x, y, heading
    bodies: dict[int, bytes] = field(default_factory=dict)  # by number

    def tell(self, number: int, body: bytes | None = None) -> None:
        self.sequence = max(self.sequence, number)
        if body is not None:
            self.bodies[number] = body

    def joined(self) -> list[bytes]:
        """Return the bodies up to the newest number, without a gap."""
        first = self.sequence
        while first in self.bodies:
            first -= 1
        return [self.bodies[number] for number in range(first + 1, self.sequence + 1)]


def read_journal(found: Found) -> Restored:
    """Return what may be handed on of a journal."""
    is_proof = found.age_s <= (limits.RESUME_SECONDS if found.gone_s is None else found.gone_s + BEHIND_SECONDS_MAX)
    sessions = {kept.visitor: kept for kept in found.waiting}
    lanes: dict[int, _Lane] = {}
    for entry in found.entries:
        _follow(entry, lanes, sessions)
    over = {number for entry in found.entries for number in entry.over}
    for room, snapshot in found.rooms.items():
        for at in snapshot.standing:
            if at.session not in over:
                lane = lanes.setdefault(at.session, _Lane(at.visitor, at.key, at.sequence))
                lane.tell(at.sequence)
                lane.where = (snapshot.place, room, at.x, at.y, at.heading)
    for _, lane in sorted(lanes.items()):
        sessions[lane.visitor] = _kept(lane, sessions.get(lane.visitor))
    return Restored([kept if is_proof else _unproven(kept) for kept in sessions.values()], _words(found))


def _follow(entry: Entry, lanes: dict[int, _Lane], sessions: dict[str, KeptSession]) -> None:
    for opened in entry.opened:
        where = (opened.place, opened.room, opened.x, opened.y, 0)
        lanes[opened.session] = _Lane(opened.visitor, opened.key, opened.sequence, where)
    for told in entry.told:
        for session, number in zip(told.sessions, told.numbers, strict=True):
            if session in lanes:
                lanes[session].tell(number, told.body)
    for session, number in entry.reached:
        if session in lanes:
            lanes[session].tell(number)
    for session in entry.over:
        ended = lanes.pop(session, None)
        if ended is not None:
            sessions.pop(ended.visitor, None)


def _kept(lane: _Lane, before: KeptSession | None) -> KeptSession:
    """`before`: the visitor's session at a server before, where they still are when it is not known better."""
    where = lane.where
    if not where[0] and before is not None:
        where = (before.place, before.room, before.x, before.y, before.heading)
    return KeptSession(lane.visitor, lane.key, lane.sequence, lane.joined(), *where)


def _unproven(kept: KeptSession) -> KeptSession:
    return KeptSession(kept.visitor, "", 0, [], kept.place, kept.room, kept.x, kept.y, kept.heading)


def _words(found: Found) -> dict[str, SaidWords]:
    words: dict[str, SaidWords] = {}
    for spoken in found.words:
        _, reply = codec.decode_message(spoken.reply)
        if isinstance(reply, Done | Rejected):
            words.setdefault(spoken.visitor, SaidWords()).put(ToldWords(spoken.id, spoken.sum, reply))
    return words
