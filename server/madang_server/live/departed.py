"""What is kept of visitors who left, so that leaving and coming back gains nothing and loses nothing (SPEC W8, W12). Pure."""

from collections.abc import Iterator, Mapping

from madang_protocol.connection_state import CommandRates
from madang_server.live.said_words import SaidWords
from madang_server.live.session import AnySession

WORDS_KEPT_SECONDS = 600.0  # as long as a page keeps what it could not send


class Departed:
    """Rates and words, by visitor."""

    def __init__(self) -> None:
        self._rates: dict[str, CommandRates] = {}
        self._words: dict[str, tuple[float, SaidWords]] = {}

    def __len__(self) -> int:
        return len(self._rates) + len(self._words)

    def keep(self, session: AnySession, now: float) -> None:
        """Keep the rates and words of a session that is over. `now`: seconds of any clock, always the same one."""
        self._rates[session.visitor.id] = session.rates
        if session.words:
            self._words[session.visitor.id] = (now, session.words)

    def put(self, words: Mapping[str, SaidWords], now: float) -> None:
        """Keep what was said at a server before, by visitor."""
        self._words |= {visitor: (now, said) for visitor, said in words.items()}

    def all_words(self) -> Iterator[tuple[str, SaidWords]]:
        """Return each visitor with what is kept of their words."""
        return ((visitor, said) for visitor, (_, said) in self._words.items())

    def take(self, visitor: str) -> tuple[CommandRates, SaidWords]:
        """Return what is kept of a visitor who is back, or new ones."""
        _, words = self._words.pop(visitor, (0.0, SaidWords()))
        return self._rates.pop(visitor, None) or CommandRates(), words

    def forget(self, now: float) -> None:
        """Let go of what makes no difference any more."""
        self._rates = {visitor: rates for visitor, rates in self._rates.items() if not rates.full(now)}
        self._words = {visitor: kept for visitor, kept in self._words.items() if now - kept[0] < WORDS_KEPT_SECONDS}
