"""Rooms of an office that another node has, at this one: their live side, and the link to the owner. Decides no placement.

From `run` to its end: it connects to the owner, again and again when the link breaks or the office moves, and asks twice a second
whether it may go on. It ends when the owner wants it no more, when its right is over, or when this node ends.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import structlog
from prometheus_client import CollectorRegistry

from madang_server.cluster.hosting import wire
from madang_server.cluster.hosting.host_steps import HostSteps, Owner, Step
from madang_server.cluster.hosting.hosted_sessions import HostedSessions
from madang_server.cluster.hosting.link import LINK_PATH, Answer, Link, LinkLost, connected
from madang_server.cluster.hosting.remote_office import RemoteOffice
from madang_server.cluster.hosting.right import HostingRight
from madang_server.live import Live, SessionNotifier
from madang_server.live.elsewhere import NowhereElse
from madang_server.live.notifications import Recipients

CONNECT_EVERY_S = 0.2
REGISTER_S = 3.0
FIRST_LINK_S = 10.0  # whoever was asked to be a host and finds no owner in that time is none
_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class HostMeans:
    """What a host is handed. `owner`: as found last. `secret`: the nodes', as far as it is known."""

    office: str
    node: str
    boot: str
    address: str
    owner: Callable[[], Owner | None]
    secret: Callable[[], str | None]
    drains: Callable[[], bool]
    clock: Callable[[], float]
    make_live: Callable[["RoomHost", int], Live[wire.Guest]]  # the live side, its journal under this number


class RoomHost:
    """One office's rooms at this node: the link's `LinkEnd`."""

    def __init__(self, means: HostMeans) -> None:
        self._means = means
        self.elsewhere = _AskOwner(self)
        self.office = RemoteOffice()
        self.notifier = SessionNotifier()
        self.people_here = HostedSessions(self.office, self.notifier)
        self.registry = CollectorRegistry()
        self.right = HostingRight(means.clock)
        self.live: Live[wire.Guest] | None = None
        self._number = 0  # of its journal
        self._link: Link | None = None
        self._linked_to: str | None = None  # the owner's address
        self._over = asyncio.Event()

    # its life --------------------------------------------------------------------------------------------------------

    @property
    def people(self) -> int:
        """How many are here."""
        return self.live.session_count if self.live is not None else 0

    def end(self) -> None:
        """End it soon; whoever is here comes back by the owner."""
        self._over.set()

    async def run(self) -> None:
        """Have the rooms until it is over."""
        if not await self._first_link():
            return
        self.live = self._means.make_live(self, self._number)
        _log.info("rooms of an office are here", office=self._means.office, number=self._number)
        try:
            async with self.live:
                try:
                    await self._go_on()
                finally:
                    self.office.end()  # nobody waits for an answer any more
        finally:
            self.live = None
            if self._link is not None:
                self._link.close()
            _log.info("rooms of an office are here no more", office=self._means.office)

    async def _first_link(self) -> bool:
        ends_at = self._means.clock() + FIRST_LINK_S
        while not await self._connect():
            if self._over.is_set() or self._means.clock() >= ends_at:
                return False
            await asyncio.sleep(CONNECT_EVERY_S)
        return True

    async def _go_on(self) -> None:
        steps = HostSteps(self.right)
        while not self._over.is_set():
            now = self._means.clock()
            match steps.next(now, self._means.owner(), self._linked_to if self._link is not None else None):
                case Step.END:
                    _log.warning("the rooms here may be another node's by now; they end", office=self._means.office)
                    return
                case Step.CUT:
                    assert self._link is not None
                    self._link.cut()
                case Step.CONNECT:
                    await self._connect()
                case Step.RENEW:
                    self._renew(now)
                case Step.REST:
                    pass
            await self._pause()

    async def _pause(self) -> None:
        try:
            async with asyncio.timeout(CONNECT_EVERY_S):
                await self._over.wait()
        except TimeoutError:
            return

    async def _connect(self) -> bool:
        owner, secret = self._means.owner(), self._means.secret()
        if owner is None or owner.address is None or secret is None:
            return False
        asked_at = self._means.clock()
        means = self._means
        people = [wire.Present(visitor, passport) for visitor, passport in self.office.passports.items()]
        try:
            path = f"{LINK_PATH}{means.office}"
            link = await connected(self, node=means.node, address=owner.address, path=path, secret=secret)
        except LinkLost:
            return False
        try:
            async with asyncio.timeout(REGISTER_S):  # an owner that is stopped now must not hold up the end of the right
                answer = await link.asked(self._register(people))
        except (LinkLost, TimeoutError):
            link.cut()
            return False
        if not isinstance(answer, wire.Registered) or not link.open:
            link.close()
            return False
        self._link, self._linked_to = link, owner.address
        if answer.version != wire.VERSION:
            _log.info("the office's node speaks another version of the link", version=answer.version, own=wire.VERSION)
        self._number = answer.number
        self.right.renewed(asked_at)
        self.office.board_is(answer.office)
        self.office.link_to(link)
        self.people_here.linked_anew(answer.replaced)
        return True

    def _register(self, people: list[wire.Present]) -> wire.Register:
        means = self._means
        return wire.Register(means.node, means.boot, means.address, self._number, people, wire.VERSION)

    def _renew(self, now: float) -> None:
        assert self._link is not None

        def settled(answer: wire.AnyRecord | None) -> None:
            if isinstance(answer, wire.Renewed):
                self.right.renewed(now)

        self._link.ask(wire.Renew(self.people_here.rooms, self._means.drains()), settled)

    def lost(self, link: Link) -> None:
        """The link is over: the rooms go on, and the next owner is looked for."""
        if link is self._link:
            self._link = None
            self.office.link_to(None)

    # of the link and of the live side ---------------------------------------------------------------------------------

    def came(self, record: wire.AnyRecord, answer: Answer) -> None:
        """Take what the owner says."""
        if isinstance(record, wire.Over):
            self.end()
        else:
            self.people_here.came(record, answer)

    def want(self, visitor: str, place: str, entry: str) -> None:
        """Ask the owner for a room for somebody; they stay where they are until there is an answer."""
        if self._link is not None and self.people_here.wants(visitor):
            self._link.tell(wire.MoveTo(visitor, place, entry))


class _AskOwner(NowhereElse):
    """The live side's `RoomsElsewhere`: who wants to be in another place is the owner's to bring there."""

    def __init__(self, host: RoomHost) -> None:
        self._host = host

    def attach(self, recipients: Recipients) -> None:
        self._host.people_here.attach(recipients)

    async def close(self) -> None:
        self._host.people_here.attach(None)

    def has(self, visitor_id: str) -> bool:  # noqa: ARG002
        """Whoever is not here is, or was, at another node: the owner knows."""
        return True

    def moves(self, session: Any, place: str, entry: str) -> bool:
        self._host.want(session.visitor.id, place, entry)
        return True
