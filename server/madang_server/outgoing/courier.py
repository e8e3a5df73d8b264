"""Brings out what waits in an office's outbox, beside everything else (SPEC O10). Knows senders, and the outbox by its port.

Theory of operation. What is to be sent lies in the outbox from the commit on. Twice a second the courier takes what is due, a few
of each way at a time, so that a mail server that hangs does not hold up a webhook; one place is kept for alarms. What came of a
try is committed by the office's own writer; what could not be committed is kept in memory, and nothing but that commit is tried
again. A server that ends between a try and that commit tries again after its start, under the same id: nothing is lost, and who
gets it twice can see so. Only the server that has the office sends for it.
"""

import asyncio
from collections import Counter
from collections.abc import Iterable, Mapping
from traceback import format_exc
from typing import Protocol

import structlog

from madang_office.outbox import Outgoing, Way
from madang_server.faults import StorageFailed
from madang_server.outgoing.parcel import NotNeeded, NotSent, Parcel, Sender
from madang_server.outgoing.threads import AT_ONCE

LOOK_S = 0.5
OTHERS_AT_ONCE = AT_ONCE - 1  # of each way, beside alarms
NO_WAY, NO_ADDRESS, FAULT = "no_way", "no_address", "fault"
_log = structlog.get_logger()


class Waiting(Protocol):
    """The outbox of an office. Each method but `due` raises `StorageFailed`."""

    def due(self) -> Iterable[Outgoing]:
        """Return what is to be tried now, the most urgent first; nothing while the office may be another server's."""
        ...

    async def parcel(self, one: Outgoing) -> Parcel | None:
        """Return it with address and words; None: the receiver has no address any more. Raises `NotSent`: it is too late."""
        ...

    async def delivered(self, outgoing_id: str) -> None: ...

    async def failed(self, outgoing_id: str, why: str, *, lasting: bool) -> None: ...


class Courier:
    """One an office."""

    def __init__(self, outbox: Waiting, senders: Mapping[Way, Sender], office: str) -> None:
        self._outbox = outbox
        self._senders = senders
        self._office = office
        self._under_way: dict[str, Way] = {}
        self._came: dict[str, NotSent | None] = {}  # of tries that are not committed yet; None: it was taken

    async def run(self) -> None:
        """Send what is due, for ever."""
        async with asyncio.TaskGroup() as sendings:
            while True:
                for one in self._next():
                    self._under_way[one.id] = one.way
                    sendings.create_task(self._bring(one), name=f"outgoing {one.id}")
                await asyncio.sleep(LOOK_S)

    def _next(self) -> Iterable[Outgoing]:
        busy = Counter(self._under_way.values())
        for one in list(self._outbox.due()):
            places = AT_ONCE if one.calls_help else OTHERS_AT_ONCE
            if one.id not in self._under_way and busy[one.way] < places:
                busy[one.way] += 1
                yield one

    async def _bring(self, one: Outgoing) -> None:
        """Try once, and keep what came of it. Raises nothing: what could not be kept is kept at the next look."""
        try:
            await self._try(one)
        except StorageFailed as error:
            _log.error("what became of an outgoing message could not be kept", office=self._office, cause=repr(error))
        except Exception:  # noqa: BLE001 - a bug under one message ends no other
            _log.error("an outgoing message has failed", office=self._office, id=one.id, trace=format_exc())
        finally:
            self._under_way.pop(one.id, None)

    async def _try(self, one: Outgoing) -> None:
        if one.id not in self._came:
            self._came[one.id] = await self._sent(one)
        fault = self._came[one.id]
        if fault is None:
            await self._outbox.delivered(one.id)
        else:
            await self._outbox.failed(one.id, fault.why, lasting=fault.lasting)
        del self._came[one.id]

    async def _sent(self, one: Outgoing) -> NotSent | None:
        """Send it. Return why it was not taken; None: it was."""
        try:
            await self._send(one)
        except NotNeeded as over:
            return over
        except NotSent as fault:
            said = {"office": self._office, "id": one.id, "way": one.way.value, "why": fault.why, "tries": one.tries + 1}
            _log.warning("an outgoing message was not taken", **said)
            return fault
        return None

    async def _send(self, one: Outgoing) -> None:
        sender = self._senders.get(one.way)
        if sender is None:  # it was set when this was written
            raise NotSent(NO_WAY, lasting=True)
        try:
            parcel = await self._outbox.parcel(one)
            if parcel is not None:
                await sender.send(parcel)
        except (NotSent, StorageFailed):  # without its address nothing was sent: the next look
            raise
        except Exception as error:
            _log.error("a way out has a fault", office=self._office, way=one.way.value, trace=format_exc())
            raise NotSent(FAULT) from error
        if parcel is None:
            raise NotSent(NO_ADDRESS, lasting=True)
