"""One command being decided: what is written in its transaction, and what is said after the commit. Decides nothing."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from madang_office.desks import Desk, DeskChanged
from madang_office.estimate import Range
from madang_office.periods import Period, TicketState
from madang_office.rejected import Rejected
from madang_office.tickets import Changed, Ticket
from madang_protocol import NoticeCode
from madang_protocol.messages import Message, Notice
from madang_server.office_app.record_size import RecordSize, size_of
from madang_server.office_app.state import OfficeState, Visitor
from madang_server.store import audit, case_rows, documents, notice_rows, office_rows
from madang_server.store.case_rows import EntryRow, StoredCase, TimerRow
from madang_server.store.documents import DocumentRow

Write = Callable[[AsyncConnection], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Accepted:
    """The command is accepted; `ref` names what came of it, `rev` a draft's new revision."""

    ref: str | None = None
    rev: int | None = None


Outcome = Accepted | Rejected  # of a command, or of the office's own work


@dataclass(frozen=True, slots=True)
class Seating:
    """Put these people into a booth."""

    visitors: tuple[str, ...]
    booth: str
    counter: str


@dataclass(slots=True)
class UnitOfWork:
    """The collected consequences of one command or timer: rows to write, messages to send, changes of the state.

    A decision reads through it (`ticket`, `desk`, `sql`) and collects into it (`keep_...`, `add_...`, `note`, `tell`). `flush`
    writes the rows in order into the open transaction `sql`; `apply_to_state` follows the commit. `now`: the office's time, later
    than every unit before, for order and durations (SPEC T14). `wall`: unix seconds, for people and laws.
    """

    sql: AsyncConnection
    state: OfficeState
    now: float
    wall: float
    actor: str
    tickets: dict[str, Ticket] = field(default_factory=dict)
    ticket_changes: list[Changed] = field(default_factory=list)
    desks: dict[str, Desk] = field(default_factory=dict)
    cases: dict[str, StoredCase] = field(default_factory=dict)
    ended_periods: list[Period] = field(default_factory=list)
    favoured_calls: dict[str, int] = field(default_factory=dict)
    said: list[tuple[str, Message]] = field(default_factory=list)
    notices: list[tuple[str, Notice]] = field(default_factory=list)  # as they were kept; told after the views
    called: dict[str, bool] = field(default_factory=dict)  # ticket id -> again
    seatings: list[Seating] = field(default_factory=list)
    ticket_holders: set[str] = field(default_factory=set)
    documents: list[str] = field(default_factory=list)  # the numbers of those that are issued
    entries: dict[str, int] = field(default_factory=dict)
    record_sizes: dict[str, RecordSize] = field(default_factory=dict)  # of cases into which people write
    profiles: dict[str, Visitor] = field(default_factory=dict)
    told_ranges: dict[str, Range] = field(default_factory=dict)
    waited_s: dict[str, float] = field(default_factory=dict)  # ticket id -> until its first call
    _writes: list[Write] = field(default_factory=list)
    _flushed: bool = False

    def ticket(self, ticket: str | None) -> Ticket | None:
        """Return the ticket as this unit of work sees it."""
        return None if ticket is None else self.tickets.get(ticket) or self.state.tickets.get(ticket)

    def desk(self, counter: str) -> Desk:
        """Return the desk as this unit of work sees it."""
        return self.desks.get(counter) or self.state.desk(counter)

    def keep_ticket(self, changed: Changed) -> None:
        """Write the ticket and its periods (SPEC T4)."""
        self.put_ticket(changed.ticket)
        self.ticket_changes.append(changed)
        if changed.closed is not None:
            closed = changed.closed
            self.ended_periods.append(closed)
            self._writes.append(lambda sql: office_rows.close_period(sql, closed))
        if changed.opened is not None:
            opened = changed.opened
            self._writes.append(lambda sql: office_rows.open_period(sql, opened))
        event = changed.event.value if changed.event else "take"
        self.note(f"ticket-{event}", changed.ticket.id, service=changed.ticket.service, state=changed.ticket.state.value)

    def put_ticket(self, ticket: Ticket) -> None:
        """Write the ticket as it is."""
        self.tickets[ticket.id] = ticket
        self.ticket_holders.add(ticket.visitor)
        self._writes.append(lambda sql: office_rows.save_ticket(sql, ticket))

    def keep_desk(self, changed: DeskChanged) -> None:
        desk = changed.desk
        self.desks[desk.counter] = desk
        self._writes.append(lambda sql: office_rows.save_desk(sql, desk))
        self.note(f"desk-{changed.event.value}", desk.counter, state=desk.state.value)

    def keep_case(self, case: StoredCase) -> None:
        self.cases[case.record.id] = case
        self._writes.append(lambda sql: case_rows.save_case(sql, case))

    def keep_favoured_calls(self, service: str, calls: int) -> None:
        """Write how many favoured tickets were called in a row (SPEC T8)."""
        self.favoured_calls[service] = calls
        self._writes.append(lambda sql: office_rows.save_favoured_calls(sql, service, calls))

    async def add_entry(self, entry: EntryRow) -> EntryRow:
        """Write one more line of a transcript; its number is given here."""
        if entry.case not in self.entries:
            self.entries[entry.case] = await case_rows.count_entries(self.sql, entry.case)
        self.entries[entry.case] += 1
        numbered = replace(entry, n=self.entries[entry.case])
        if entry.case in self.record_sizes or entry.case in self.state.record_sizes:
            self.record_sizes[entry.case] = (await self.record_size(entry.case)).plus(entry)
        self._writes.append(lambda sql: case_rows.add_entry(sql, numbered))
        return numbered

    async def record_size(self, case: str) -> RecordSize:
        """Return how much is written in the case, as this unit of work sees it. Counted once, then carried along."""
        known = self.record_sizes.get(case) or self.state.record_sizes.get(case)
        if known is None:
            known = self.record_sizes[case] = size_of(await case_rows.entries_of(self.sql, case))
        return known

    def add_document(self, row: DocumentRow, pdf: bytes) -> None:
        self._writes.append(lambda sql: documents.add_document(sql, row, pdf))
        self.documents.append(row.number)
        self.note("document-issue", row.number)

    def set_timer(self, timer: TimerRow) -> None:
        self._writes.append(lambda sql: case_rows.set_timer(sql, timer))

    def write(self, write: Write) -> None:
        self._writes.append(write)

    def note(self, action: str, about: str, **facts: Any) -> None:
        self._writes.append(lambda sql: audit.note(sql, at=self.wall, actor=self.actor, action=action, about=about, facts=facts))

    def tell(self, visitor: str | None, message: Message) -> None:
        """Say this after the commit."""
        if visitor is not None:
            self.said.append((visitor, message))

    def keep_notice(self, visitor: str | None, code: NoticeCode, about: Mapping[str, str], *, subject: str) -> None:
        """Say this after the commit, and again to who comes in fresh until it was acknowledged (SPEC T20).

        `subject`: what it is about; what was told of the same before is past.
        """
        if visitor is None:
            return

        async def write(sql: AsyncConnection) -> None:
            row = notice_rows.add_notice(sql, visitor=visitor, subject=subject, code=code.value, about=about, at=self.now)
            self.notices.append((visitor, Notice(code, dict(about), await row)))

        self._writes.append(write)

    def drop_notices(self, visitor: str, *, subject: str) -> None:
        """What was told of this is past."""
        self._writes.append(lambda sql: notice_rows.drop_notices(sql, visitor=visitor, subject=subject))

    def discard(self) -> None:
        """Forget what a rejected decision collected: nothing of it is written. What it said to the visitor is still said.

        A decision must reject before anything of it was flushed.
        """
        assert not self._flushed, "a decision that flushed cannot be rejected"
        for collected in (
            self._writes, self.tickets, self.ticket_changes, self.desks, self.cases, self.ended_periods, self.favoured_calls,
            self.called, self.seatings, self.ticket_holders, self.documents, self.entries, self.record_sizes, self.profiles,
            self.told_ranges, self.waited_s, self.notices,
        ):  # fmt: skip
            collected.clear()

    async def flush(self) -> None:
        """Write all that was collected so far into the transaction, in order."""
        writes, self._writes = self._writes, []
        self._flushed = self._flushed or bool(writes)
        for write in writes:
            await write(self.sql)

    def officers_before(self) -> set[str]:
        """Return the officers who were at its desks before this unit of work. Ask before `apply_to_state`."""
        before = [self.state.desk(counter) for counter in self.desks]
        return {desk.officer for desk in before if desk.officer is not None}

    def apply_to_state(self) -> None:
        """Make the state what the database now is. Call it after the commit, before anything else is decided."""
        for ticket in self.tickets.values():
            self.state.served[ticket.service] += ticket.state is TicketState.DONE
            self.state.put_ticket(ticket)
        self.state.documents_issued += len(self.documents)
        self.state.desks.update(self.desks)
        for case in self.cases.values():
            self.state.put_case(case)
        self.state.put_record_sizes(self.record_sizes, self.cases.values())
        self.state.favoured_calls.update(self.favoured_calls)
        self.state.periods.extend(self.ended_periods)
        self.state.told_ranges.update(self.told_ranges)
        self.state.visitors.update(self.profiles)
        self.state.names.update({visitor.id: visitor.name for visitor in self.profiles.values()})
