"""What becomes of the people of a host that is gone: they are those of a server before (SPEC N26)."""

from collections.abc import Sequence

import structlog

from madang_server.cluster.hosting.guests import GuestBook
from madang_server.cluster.hosting.host_link import HostLink
from madang_server.cluster.hosting.succession import Succession
from madang_server.live.journal_reader import Restored
from madang_server.live.journal_records import KeptSession
from madang_server.live.notifications import Recipients

_log = structlog.get_logger()


class GoneHosts:
    """Of one office at its owner."""

    def __init__(self, succession: Succession, guests: GuestBook) -> None:
        self._succession = succession
        self._guests = guests

    async def take_over(self, here: Recipients, host: HostLink, gone_s: float) -> None:
        """The host has stopped, whatever became of it. `gone_s`: since it proved last that it was there."""
        if host.link is not None:
            host.link.cut()
        _log.warning("a host is gone; its people come back here", node=host.node, people=len(host.people))
        people = [visitor for visitor in host.people if self._guests.is_at(host, visitor)]
        await self._restore(here, host.boot, host.number, people, gone_s)

    async def take_over_lapsed(self, here: Recipients) -> None:
        """Take over, once, from the hosts of the owner before that have not registered in time."""
        for boot, number in self._succession.lapsed():
            await self._restore(here, boot, number, (), None)

    async def _restore(self, here: Recipients, boot: str, number: int, people: Sequence[str], gone_s: float | None) -> None:
        """`people`: who was there, as far as this owner knows; others are in its journal alone."""
        try:
            restored = await self._succession.restored(boot, number, gone_s)
        except Exception:  # noqa: BLE001 - whatever it was: its people must be able to come back
            _log.exception("what a host has left cannot be read; its people begin anew")
            restored = Restored()
        memory, now = here.sessions.memory, here.sessions.clock.now()
        found = {kept.visitor: kept for kept in restored.sessions}
        lost = dict.fromkeys(people) | {visitor: None for visitor in found if not self._is_known(here, visitor)}
        memory.remembered.add((found.get(visitor) or KeptSession(visitor, "", 0) for visitor in lost), since=now)
        memory.departed.put({visitor: words for visitor, words in restored.words.items() if visitor in lost}, now)
        for visitor in people:
            self._guests.forget(visitor)
        here.sessions.ask_soon()

    def _is_known(self, here: Recipients, visitor: str) -> bool:
        return visitor in here.sessions.sessions or visitor in here.sessions.memory.remembered or visitor in self._guests
