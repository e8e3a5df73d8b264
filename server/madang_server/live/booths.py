"""Who was seated in a booth by the office, and so talks there unheard by whoever else walks in (SPEC R12). Pure."""

from collections.abc import Callable, Collection, Iterable, Mapping

from madang_server.live.session import AnySession


class BoothSeating:
    """The seated people of each booth of one room. They stay so while at least one of them is inside."""

    __slots__ = ("_seated",)

    def __init__(self) -> None:
        self._seated: dict[str, frozenset[AnySession]] = {}

    def seat(self, booth: str, sessions: Iterable[AnySession]) -> None:
        self._seated[booth] = frozenset(sessions)

    def beside(self, session: AnySession) -> list[AnySession]:
        """Those who were seated together with this one, without them."""
        return [other for seated in self._seated.values() if session in seated for other in seated if other is not session]

    def others(self, booth: str, sessions: Collection[AnySession]) -> frozenset[AnySession]:
        """Those who are seated in the booth and are none of these."""
        return self._seated.get(booth, frozenset()) - frozenset(sessions)

    def end(self, session: AnySession) -> None:
        """The talk of this one is over: the booth is anybody's."""
        self._seated = {booth: seated for booth, seated in self._seated.items() if session not in seated}

    def remove(self, session: AnySession) -> None:
        self._seated = {booth: seated - {session} for booth, seated in self._seated.items() if seated != {session}}

    def free_empty(self, inside: Callable[[str], Collection[int]]) -> None:
        """Give back the booths that all who were seated there have left. `inside`: the slots in a booth."""
        slots = {booth: set(inside(booth)) for booth in self._seated}
        self._seated = {booth: seated for booth, seated in self._seated.items() if any(v.slot in slots[booth] for v in seated)}

    def company(self, booth: str, speaker: AnySession, slots: list[int], sessions: Mapping[int, AnySession]) -> list[int]:
        """Those of the slots who hear the speaker: the seated hear one another, and so do all the others."""
        seated = self._seated.get(booth, frozenset())
        return [slot for slot in slots if (sessions.get(slot) in seated) == (speaker in seated)]
