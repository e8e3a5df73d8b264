"""One office of the data folder at this node: at work here, or another node's. Opens and closes it; decides nothing."""

import asyncio
from collections.abc import Callable
from contextlib import suppress

import structlog
from starlette.types import ASGIApp

from madang_server.faults import CodeTooOld, HeldElsewhere, Misconfigured, OfficeLost, StorageFailed
from madang_server.served_office import ServedOffice
from madang_server.web import office_web

HELD_BACK_S = 10.0  # for which a node leaves an office to the others that it could not open, or not make ready again
_log = structlog.get_logger()


class OfficeSlot:
    """A place for one office. `office` is the one that is open, or that would be opened next."""

    def __init__(
        self, build: Callable[[], ServedOffice], relayed: Callable[[ServedOffice], ASGIApp], *, held_back_s: float = HELD_BACK_S
    ) -> None:
        """`build` constructs it, touching no database; `relayed`: its pages while another node has it.

        `held_back_s`: how long it is left to other nodes after a fault.
        """
        self._build = build
        self._relayed = relayed
        self._task: asyncio.Task[None] | None = None
        self._held_back_s = held_back_s
        self._handed_over = asyncio.Event()
        self._ends = asyncio.Event()
        self.held_back = False
        self._take(build())

    def _take(self, office: ServedOffice) -> None:
        self.office = office
        self._pages_elsewhere = self._relayed(office)
        self._pages: ASGIApp | None = None  # of the office at work

    @property
    def id(self) -> str:
        return self.office.id

    @property
    def is_open(self) -> bool:
        """Whether it is at work here."""
        return self._pages is not None

    @property
    def is_busy(self) -> bool:
        """True from when it is being opened here until it is closed."""
        return self._task is not None and not self.held_back

    @property
    def is_free(self) -> bool:
        """Whether it may be opened here."""
        return self._task is None

    @property
    def pages(self) -> ASGIApp:
        """What answers requests for it."""
        return self._pages or self._pages_elsewhere

    @property
    def people(self) -> int:
        """How many are in it, those among them whose connection is lost and who may come back."""
        elsewhere = self.office.rooms_elsewhere
        return self.office.live.session_count + (elsewhere.people if elsewhere is not None else 0)

    def open(self, address: str) -> None:
        """Begin to open it here, unless another node is faster. `address`: where the other nodes reach this one."""
        assert self.is_free, "it is at work, or held back"
        self._handed_over.clear()
        self._task = asyncio.create_task(self._work(address), name=f"office {self.id}")

    def hand_over(self) -> None:
        """Begin to close it, so that another node can take it."""
        self._handed_over.set()

    def end(self) -> None:
        """Begin to close it, not to be opened again."""
        self._ends.set()
        self.hand_over()

    async def closed(self) -> None:
        """Wait until it is closed, and let it be opened no more."""
        self.end()
        if self._task is not None:
            await asyncio.wait([self._task])

    async def _work(self, address: str) -> None:
        office = self.office
        try:
            await office.store.claim(address=address)
            _log.info("office taken", office=office.id, epoch=office.store.lease and office.store.lease.epoch)
            await self._until_over(office)
        except (HeldElsewhere, CodeTooOld):
            self._task = None  # nothing was made of it: it need not be built anew
            return
        except OfficeLost:
            _log.error("another node has the office", office=office.id)
        except StorageFailed as error:
            _log.error("the office could not be opened", office=office.id, cause=repr(error.__cause__))
        except Exception:  # noqa: BLE001 - a bug of one office ends it here; another node has it next
            self.held_back = True
            _log.exception("the office ended", office=office.id)
        await office.store.give_back()
        await self._make_ready_again()
        self.held_back, self._task = False, None

    async def _make_ready_again(self) -> None:
        """Build it anew, however long its files have a fault; after a fault of its own not at once (SPEC N10)."""
        while not self._ends.is_set():
            if self.held_back:
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._ends.wait(), self._held_back_s)
            try:
                self._take(await asyncio.to_thread(self._build))
            except Misconfigured as fault:
                _log.error("the office cannot be opened here again yet", office=self.id, cause=str(fault))
            except Exception:  # noqa: BLE001 - as above: it is this office's alone
                _log.exception("the office cannot be opened here again yet", office=self.id)
            else:
                return
            self.held_back = True

    async def _until_over(self, office: ServedOffice) -> None:
        """Have it open until it is handed over or lost."""
        assert office.store.lease is not None
        lost = asyncio.create_task(office.store.lease.lost.wait())
        handed_over = asyncio.create_task(self._handed_over.wait())
        try:
            async with office.opened():
                self._pages = office_web(office.routers)
                try:
                    await asyncio.wait([lost, handed_over], return_when=asyncio.FIRST_COMPLETED)
                finally:
                    self._pages = None
        finally:
            for task in (lost, handed_over):
                task.cancel()
        office.store.prove_not_lost()
        _log.info("office handed over", office=office.id)
