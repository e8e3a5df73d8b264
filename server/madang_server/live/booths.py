"""Who was seated in a booth by the office, and so talks there unheard by others (SPEC R12). Knows sessions, no room."""

from collections.abc import Callable, Collection, Mapping

from madang_protocol import NoticeCode
from madang_protocol.messages import Notice
from madang_server.live.session import AnySession


class BoothSeating:
    """The seated people of each booth of one room. They stay so while at least one of them is inside."""

    __slots__ = ("_inside", "_seated")

    def __init__(self) -> None:
        self._seated: dict[str, frozenset[AnySession]] = {}
        self._inside: set[AnySession] = set()  # who is in their booth, as far as the others were told

    def seat(self, booth: str, sessions: Collection[AnySession]) -> None:
        """Seat these here, and nowhere else. Who sits here already goes on sitting."""
        seated = frozenset(sessions)
        for session in seated - self._seated.get(booth, frozenset()):
            self.remove(session)
        self._seated[booth] = seated

    def beside(self, session: AnySession) -> list[AnySession]:
        """Those who were seated together with this one, without them."""
        return [other for seated in self._seated.values() if session in seated for other in seated if other is not session]

    def others(self, booth: str, sessions: Collection[AnySession]) -> frozenset[AnySession]:
        """Those who are seated in the booth and are none of these."""
        return self._seated.get(booth, frozenset()) - frozenset(sessions)

    def end(self, session: AnySession) -> bool:
        """The talk of this one is over: the booth is anybody's. False: they were seated in none."""
        self._inside -= {session, *self.beside(session)}
        before, self._seated = self._seated, {booth: seated for booth, seated in self._seated.items() if session not in seated}
        return len(self._seated) < len(before)

    def remove(self, session: AnySession) -> None:
        self._inside.discard(session)
        self._seated = {booth: seated - {session} for booth, seated in self._seated.items() if seated != {session}}

    def follow(self, inside: Callable[[str], Collection[int]]) -> None:
        """Tell the others who has walked out of a talk (SPEC T16), and give back the booths that all have left.

        `inside`: the slots in a booth.
        """
        slots = {booth: set(inside(booth)) for booth in self._seated}
        still = {session for booth, seated in self._seated.items() for session in seated if session.slot in slots[booth]}
        for session in self._inside - still:
            for other in self.beside(session):
                other.tell_for_office(Notice(NoticeCode.PARTNER_WALKED))
        self._inside = still
        self._seated = {booth: seated for booth, seated in self._seated.items() if any(v.slot in slots[booth] for v in seated)}

    def company(self, booth: str, speaker: AnySession, slots: list[int], sessions: Mapping[int, AnySession]) -> list[int]:
        """Those of the slots who hear the speaker: the seated hear one another, and so do all the others."""
        seated = self._seated.get(booth, frozenset())
        return [slot for slot in slots if (sessions.get(slot) in seated) == (speaker in seated)]
