"""A node with rooms of an office that another has, as `RoomHost`: its right, link and people. The steps are the server's own."""

from typing import TYPE_CHECKING, Any

from tests.schedules.moves.links import SteppedLink, connect
from tests.schedules.moves.owner_side import OFFICE
from tests.schedules.moves.side import Side

from madang_server.cluster.hosting import wire
from madang_server.cluster.hosting.host_steps import HostSteps, Step
from madang_server.cluster.hosting.hosted_sessions import HostedSessions
from madang_server.cluster.hosting.link import Answer, Link, LinkLost
from madang_server.cluster.hosting.remote_office import RemoteOffice
from madang_server.cluster.hosting.right import HostingRight
from madang_server.cluster.hosting.room_host import CONNECT_EVERY_S, FIRST_LINK_S, REGISTER_S
from madang_server.cluster.hosting.succession import JournalOwner, journal_name
from madang_server.cluster.redis_journal import HostJournal
from madang_server.faults import StorageFailed
from madang_server.live.elsewhere import NowhereElse
from madang_server.live.journal_turns import restored_from
from madang_server.live.notifications import Recipients, SessionNotifier

if TYPE_CHECKING:
    from tests.schedules.moves.node import Node

CONNECT_S = 1.0


class SteppedOffice(RemoteOffice):
    """The office as a host sees it, asked in virtual time."""

    link: SteppedLink | None = None

    async def _asked(self, record: wire.Record, *, again: bool) -> wire.AnyRecord:
        del again
        if self.link is None:
            raise StorageFailed
        try:
            answer = await self.link.asked(record)
        except LinkLost as error:
            raise StorageFailed from error
        if isinstance(answer, wire.Failed):
            raise StorageFailed
        return answer


class HostSide:
    """From its invitation to its end: `run`."""

    def __init__(self, node: "Node") -> None:
        self.node, self.machine = node, node.machine
        self.right = HostingRight(node.machine.clock)
        self.office = SteppedOffice()
        self.notifier = SessionNotifier()
        later = lambda seconds, do: node.machine.scheduler.after(seconds, node.machine.do, do)  # noqa: E731
        self.people_here = HostedSessions(self.office, self.notifier, later)
        self.side = Side(
            node.name, node.machine, "rooms", acts=self.acts, numbers=node.around.numbers, gave=node.around.laws.gave
        )
        self.is_open = self.ends = False
        self._number = 0
        self._link: SteppedLink | None = None
        self._linked_to: str | None = None

    def acts(self) -> bool:
        return self.is_open and self.right.held

    async def run(self) -> None:
        ends_at = self.machine.clock() + FIRST_LINK_S
        while not await self._connect():
            if self.machine.clock() >= ends_at:
                return
            await self.machine.sleep(CONNECT_EVERY_S)
        name = journal_name(OFFICE, self.node.boot)
        journal = HostJournal(self.node.scripts(name), JournalOwner(name, self._number))
        restored = await restored_from(journal)
        recipients = self.side.open(self.office, _AskOwner(self), restored, journal)
        self.notifier.attach(recipients)
        self.is_open = True
        self.people_here.attach(recipients)
        await self._go_on()
        self.is_open = False
        self.people_here.attach(None)
        await self.side.close()
        if self._link is not None:
            self._link.close()

    async def _go_on(self) -> None:
        steps = HostSteps(self.right)
        while not self.ends:
            now = self.machine.clock()
            match steps.next(now, self.node.found, self._linked_to if self._link is not None else None):
                case Step.END:
                    self.node.around.laws.saw("rights over")
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
            await self.machine.sleep(CONNECT_EVERY_S)

    async def _connect(self) -> bool:
        found = self.node.found
        if found is None or found.address is None:
            return False
        asked_at = self.machine.clock()
        people = [wire.Present(visitor, passport) for visitor, passport in self.office.passports.items()]
        link = await self._linked(found.address)
        if link is None:
            return False
        register = wire.Register(self.node.name, self.node.boot, self.node.address, self._number, people)
        try:
            answer = await link.asked_within(register, REGISTER_S)
        except LinkLost:
            link.cut()
            return False
        if not isinstance(answer, wire.Registered) or not link.open:
            link.close()
            return False
        self._link, self._linked_to, self._number = link, found.address, answer.number
        self.right.renewed(asked_at)
        self.office.link = link
        self.office.link_to(link)
        self.people_here.linked_anew(answer.replaced)
        return True

    async def _linked(self, address: str) -> SteppedLink | None:
        """Connect, as far as somebody is there."""
        line, far = self.node.around.line(self.node.address, address), self.node.around.at(address)
        await self.machine.sleep(0.0)
        if line.is_cut or far is None or not far.machine.runs:
            await self.machine.sleep(CONNECT_S)
            return None
        peer = far.owner.hosts.peer() if far.owner is not None and far.owner.is_open else None
        if peer is None:
            return None
        near_end, far_end = connect(line, (self.machine, self), (far.machine, peer))
        peer.begin(far_end)
        return near_end

    def _renew(self, now: float) -> None:
        assert self._link is not None

        def settled(answer: wire.AnyRecord | None) -> None:
            if isinstance(answer, wire.Renewed):
                self.right.renewed(now)

        self._link.ask(wire.Renew(self.people_here.rooms, self.node.hands_over), settled)

    # of the link -----------------------------------------------------------------------------------------------------------

    def lost(self, link: Link) -> None:
        if link is self._link:
            self._link = self.office.link = None
            self.office.link_to(None)

    def came(self, record: wire.AnyRecord, answer: Answer) -> None:
        if isinstance(record, wire.Over):
            self.ends = True
        else:
            self.people_here.came(record, answer)

    def want(self, visitor: str, place: str, entry: str) -> None:
        if self._link is not None and self.people_here.wants(visitor):
            self._link.tell(wire.MoveTo(visitor, place, entry))


class _AskOwner(NowhereElse):
    """As that of `RoomHost`."""

    def __init__(self, host: HostSide) -> None:
        self._host = host

    def attach(self, recipients: Recipients) -> None:
        """It is attached by its host."""

    def has(self, visitor_id: str) -> bool:
        return True

    def moves(self, session: Any, place: str, entry: str) -> bool:
        self._host.want(session.visitor.id, place, entry)
        return True
