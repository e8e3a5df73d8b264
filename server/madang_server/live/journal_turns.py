"""One write of the journal after the other (SPEC S23): what is written when, and what follows when it was not taken.

Knows the port `Journal` and instants that are handed in, no event loop: journal_writer.py waits between the turns, or a schedule
in virtual time does (tests/schedules).
"""

from typing import NamedTuple

import structlog

from madang_server.live.journal import SessionJournal
from madang_server.live.journal_reader import Restored, read_journal
from madang_server.live.ports import Journal, JournalAway

WRITE_EVERY_SECONDS = 0.05
PLACES_EVERY_SECONDS = 1.0
ASK_AGAIN_SECONDS = 1.0
_log = structlog.get_logger()


class Rest(NamedTuple):
    """What comes before the next turn: a pause, and then a change, or this instant; None: nothing is waited for."""

    pause_seconds: float
    changed_or_at: float | None


async def restored_from(store: Journal) -> Restored:
    """Return what a server before has left. Nothing when the store does not answer."""
    try:
        return read_journal(await store.restore())
    except JournalAway as error:
        _log.warning("the journal of sessions cannot be read; everybody begins anew", cause=str(error))
    except Exception:  # noqa: BLE001 - the office opens whatever is in there
        _log.exception("the journal of sessions could not be understood")
    return Restored()


class JournalTurns:
    """The writes of one office's journal, one at a time."""

    def __init__(self, journal: SessionJournal, store: Journal) -> None:
        self._news = journal
        self._store = store
        self._places_at = 0.0
        self._is_away = False

    async def turn(self, now: float) -> Rest:
        """Write what there is. `now`: seconds of the clock by which the instants are."""
        if self._is_away and not await self._store.answers():
            return Rest(ASK_AGAIN_SECONDS, None)
        with_places = now >= self._places_at
        if with_places:
            self._places_at = now + PLACES_EVERY_SECONDS
        await self._write(with_places=with_places)
        return Rest(WRITE_EVERY_SECONDS, self._places_at)

    async def last(self) -> None:
        """Write what is left, as far as the store answers, and let go of it."""
        if not self._is_away:
            await self._write(with_places=True)
        await self._store.close()

    async def _write(self, *, with_places: bool) -> None:
        if self._news.is_empty:
            return
        try:
            if not await self._store.keep(self._news.take(with_places=with_places)):
                self._news.lost()  # it was emptied meanwhile
                await self._store.keep(self._news.take(with_places=True))
        except JournalAway as error:
            self._lost(str(error))
        except Exception:  # noqa: BLE001 - whatever it was, walking and talking go on, and so does the journal
            _log.exception("the journal of sessions could not be written")
            self._lost("a fault of our own")
        else:
            self._found_again()

    def _lost(self, cause: str) -> None:
        self._news.lost()
        if not self._is_away:
            _log.warning("the journal of sessions cannot be written; sessions end with this server", cause=cause)
        self._is_away = True

    def _found_again(self) -> None:
        if self._is_away:
            _log.warning("the journal of sessions is written again")
        self._is_away = False
