"""What must hold at every step of a schedule. Knows the models' rows and what was told, no node and no fault.

Each law is broken by an exception that says which one, when, and by whom.
"""

from dataclasses import dataclass, field

from tests.schedules.model_postgresql import ModelPostgreSQL, TicketRow, Transaction
from tests.schedules.scheduler import Scheduler

from madang_protocol.messages import Done, Rejected
from madang_server.live.journal_reader import BEHIND_SECONDS_MAX
from madang_server.live.session import AnySession
from madang_server.store.shards import TTL_S

CLOCKS_DIFFER_S = 1.0  # by which three clocks that are not quite right measure the end of a schedule


class LawBroken(AssertionError):
    """`law` names it: one of those in `LAWS`."""

    def __init__(self, law: str, told: str) -> None:
        super().__init__(f"{law}: {told}")
        self.law = law


LAWS = {
    "one owner": "nothing is committed in an epoch that is past, and no epoch is given twice (C23)",
    "once": "no command is done twice (W6)",
    "numbers": "numbers are dense, and no two tickets have the same (C19)",
    "kept": "what was acknowledged is in the database (C2)",
    "no guess": "what was told as not done never happens (C20)",
    "memory": "what the owner has in memory is what the database has (C19)",
    "told is true": "nothing is told or decided in an epoch that is past (C23)",
    "lane": "messages of a session come by their numbers, each once (W9, S5)",
    "resumed": "a session that is resumed has the same past at both ends, and what was lost is of the last instant (S22, S23)",
    "journal": "a server of an earlier epoch writes nothing into the journal (S23)",
    "served": "when nothing fails any more, offices are open and commands answered (N3)",
}


@dataclass
class Lane:
    """What was told under one key: each message with its instant. `epoch`: of the one server that tells under it."""

    epoch: int
    bodies: list[bytes] = field(default_factory=list)
    told_at: list[float] = field(default_factory=list)


class Laws:
    """Of one schedule."""

    def __init__(self, scheduler: Scheduler, database: ModelPostgreSQL) -> None:
        self.clock_jumped = False  # of the database: then two may tell, and only one writes
        self.seen: dict[str, int] = {}
        self._scheduler = scheduler
        self._database = database
        self._denied: set[int] = set()
        self._proven_at: dict[tuple[str, int], float] = {}  # when an owner's lease was last taken, renewed or given up
        self._given_up: set[tuple[str, int]] = set()
        self._lanes: dict[str, Lane] = {}
        self._begun: dict[str, int] = {}
        database.committed = self._committed

    def broken(self, law: str, told: str) -> LawBroken:
        broken = LawBroken(law, f"at {self._scheduler.now:.3f} s: {told}")
        self._scheduler.failed(broken)
        return broken

    def saw(self, what: str) -> None:
        """Count what happened."""
        self.seen[what] = self.seen.get(what, 0) + 1

    def epoch(self, office: str) -> int:
        row = self._database.shards.get(office)
        return 0 if row is None else row.epoch

    # the database ----------------------------------------------------------------------------------------------------------

    def _committed(self, transaction: Transaction) -> None:
        for office, row in transaction.shards.items():
            before = self.epoch(office)
            if row.epoch not in {before, before + 1} or (row.epoch > before and (office, row.epoch) in self._proven_at):
                raise self.broken("one owner", f"epoch {row.epoch} of {office} begins after {before}")
            if not transaction.tickets:
                self._proven_at[office, row.epoch] = self._scheduler.now
                if row.until <= self._database.now():
                    self._given_up.add((office, row.epoch))
        for ticket in transaction.tickets:
            self._ticket(ticket)
        offices = {ticket.office for ticket in transaction.tickets}
        for office in offices:
            numbers = [ticket.number for ticket in transaction.tickets if ticket.office == office]
            first = len(self._database.tickets.get(office, ())) + 1
            if numbers != list(range(first, first + len(numbers))):
                raise self.broken("numbers", f"{office} has {first - 1} tickets and gets {numbers}")

    def _ticket(self, ticket: TicketRow) -> None:
        self.saw("tickets")
        if ticket.epoch != self.epoch(ticket.office):
            raise self.broken("one owner", f"{ticket} is committed in epoch {self.epoch(ticket.office)}")
        if ticket.request in self._database.tickets.get(ticket.office, {}):
            raise self.broken("once", f"{ticket} is there already")
        if ticket.attempt in self._denied:
            raise self.broken("no guess", f"{ticket} was told as not done")

    # what is told ----------------------------------------------------------------------------------------------------------

    def denied(self, attempt: int) -> None:
        """A sender is told that nothing was changed."""
        self._denied.add(attempt)

    def told(self, office: str, epoch: int, reply: Done | Rejected, together: int) -> None:
        """A server of this epoch tells a reply. `together`: how many tickets were decided with it, before it or after it."""
        if isinstance(reply, Rejected):
            return
        tickets = self._database.tickets.get(office, {})
        if reply.ref is not None and tickets.get(reply.id) != int(reply.ref):
            raise self.broken("kept", f"{reply} is told, and the database has {tickets.get(reply.id)}")
        if self.clock_jumped:
            return
        if epoch != self.epoch(office):
            raise self.broken("told is true", f"{reply} is told in epoch {epoch}, and {self.epoch(office)} has begun")
        if reply.rev is not None and not len(tickets) - together <= reply.rev <= len(tickets):
            raise self.broken("memory", f"{reply} is told, and there are {len(tickets)} tickets")

    def decided(self, office: str, epoch: int, tickets: dict[str, int], count: int) -> None:
        """A batch of a server of this epoch is over: nothing of it is under way."""
        if epoch != self.epoch(office):
            return
        kept = self._database.tickets.get(office, {})
        if tickets != kept or count != len(kept):
            raise self.broken("memory", f"{office} has {count} tickets in memory and {len(kept)} in the database")

    # sessions --------------------------------------------------------------------------------------------------------------

    def lane_grew(self, epoch: int, session: AnySession) -> None:
        """Something may have been told to a session, or it began anew."""
        if session.key is None:
            return
        lane = self._lanes.setdefault(session.key, Lane(epoch))
        if lane.epoch == epoch:  # else it is about to get a key of its own
            new = session.lane.bodies_after(len(lane.bodies))
            lane.bodies += new
            lane.told_at += [self._scheduler.now] * len(new)

    def gone_on(self, office: str, epoch: int, session: AnySession, before: str) -> None:
        """Somebody is back at a server that has their session from the journal; `before`: its key at the one before."""
        lane, last = self._lanes[before], session.lane.sequence
        bodies = session.lane.bodies_after(0)
        if last > len(lane.bodies) or bodies != lane.bodies[last - len(bodies) : last]:
            raise self.broken("resumed", f"the journal has {last} messages of {before} that are not what was told")
        lost = lane.told_at[last:]
        end = self._proven_at.get((office, lane.epoch), 0.0)
        allowed_s = BEHIND_SECONDS_MAX + CLOCKS_DIFFER_S + (TTL_S if (office, lane.epoch) in self._given_up else 0.0)
        if lost and lost[0] < end - allowed_s and not self.clock_jumped:
            raise self.broken("resumed", f"{before} has lost what was told {end - lost[0]:.1f} s before its server's end")
        self.saw("sessions gone on without the last instant" if lost else "sessions gone on whole")
        self._lanes[str(session.key)] = Lane(epoch, lane.bodies[:last], lane.told_at[:last])

    def resumed(self, key: str, received: list[bytes]) -> None:
        """Somebody who has received this is told that their session goes on."""
        self.saw("resumed")
        bodies = self._lanes[key].bodies
        if received != bodies[: len(received)]:
            raise self.broken("resumed", f"{key} has another past at the server than at the client")

    # the journal, as the model of Redis tells ------------------------------------------------------------------------------

    def journal_begun(self, office: str, epoch: int) -> None:
        """A server has read it, and no other of an earlier epoch writes any more."""
        self._begun[office] = epoch

    def journal_written(self, office: str, epoch: int) -> None:
        if epoch < self._begun.get(office, 0):
            raise self.broken("journal", f"{office} is written in epoch {epoch}, and {self._begun[office]} has begun")

    def journals_forgotten(self) -> None:
        """Redis knows less than it did, and not which epochs began."""
        self._begun.clear()
