"""One command being decided: what it changes, what is written for it, and what is said after the commit. Decides nothing."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from madang_office.announcements import Announcement
from madang_office.appointments import Appointment
from madang_office.attachments import Attachment
from madang_office.audit import CASE, DOCUMENT, AuditEntry, AuditKind, Detail, details_of
from madang_office.desks import Desk, DeskChanged
from madang_office.estimate import Range
from madang_office.line import CountedCalls, counted_after
from madang_office.periods import Period, TicketState
from madang_office.rejected import Rejected
from madang_office.tickets import Changed, Ticket
from madang_protocol import NoticeCode
from madang_protocol.messages import Message, Notice
from madang_server.office_app.case_cache import WholeCase
from madang_server.office_app.contact_state import ContactChanges
from madang_server.office_app.journal import Journal, put_or_take
from madang_server.office_app.questions import Answers, CaseOf, CountOf, LiveCasesOf, NotKnown, Question
from madang_server.office_app.state import NOTICES, Audited, OfficeState, Visitor
from madang_server.store import acts, announcement_rows, audit_log, case_rows, documents, notice_rows, office_rows
from madang_server.store.case_rows import EntryRow, StoredCase
from madang_server.store.documents import DocumentRow
from madang_server.store.notice_rows import NoticeRow
from madang_server.store.people import OfficerRow
from madang_server.store.writes import Write

READ_AGAIN_S = 15 * 60.0  # so long one reading of a case by an officer is one row, however often they look


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

    A decision reads through it (`ticket`, `desk`, `case`) and collects into it (`keep_...`, `add_...`, `note`, `tell`). Nothing
    is awaited: what is not in memory is asked for with `NotKnown`. `change_state` makes the state as the decision wants it, for
    the decisions after it in the batch; `rows` are written when the batch is; `settle` follows the commit. `now`: the office's
    time, later than every unit before, for order and durations (SPEC T14). `wall`: unix seconds, for people and laws.
    """

    state: OfficeState
    now: float
    wall: float
    actor: str
    answers: Answers = field(default_factory=dict)
    rows: list[Write] = field(default_factory=list)
    tickets: dict[str, Ticket] = field(default_factory=dict)
    ticket_changes: list[Changed] = field(default_factory=list)
    news_facts: dict[str, dict[str, str]] = field(default_factory=dict)  # ticket id -> what its news says beside the ticket
    desks: dict[str, Desk] = field(default_factory=dict)
    whole_cases: dict[str, WholeCase] = field(default_factory=dict)
    gone_cases: set[str] = field(default_factory=set)  # not in the database any more as they were
    ended_periods: list[Period] = field(default_factory=list)
    counted_calls: dict[str, CountedCalls] = field(default_factory=dict)
    appointments: dict[str, Appointment] = field(default_factory=dict)
    contact: ContactChanges = field(default_factory=ContactChanges)  # what goes to people outside
    counts: dict[str, int] = field(default_factory=dict)
    said: list[tuple[str, Message]] = field(default_factory=list)
    notices: list[tuple[str, Notice]] = field(default_factory=list)  # as they were kept; told after the views
    passed_over: list[str] = field(default_factory=list)  # tickets whose holders are told that their turn came
    called: dict[str, bool] = field(default_factory=dict)  # ticket id -> again
    seatings: list[Seating] = field(default_factory=list)
    ticket_holders: set[str] = field(default_factory=set)
    documents: list[str] = field(default_factory=list)  # the numbers of those that are issued
    profiles: dict[str, Visitor] = field(default_factory=dict)
    announcements: dict[str, Announcement | None] = field(default_factory=dict)  # None: withdrawn
    told_ranges: dict[str, Range] = field(default_factory=dict)
    waited_s: dict[str, float] = field(default_factory=dict)  # ticket id -> until its first call
    sat_before: set[str] = field(default_factory=set)  # the officers who were at its desks before
    audited: dict[Audited, float] = field(default_factory=dict)  # until when the same is not told to the audit log again

    # what is known -------------------------------------------------------------------------------------------------

    def ticket(self, ticket: str | None) -> Ticket | None:
        """Return the ticket as this unit of work sees it."""
        return None if ticket is None else self.tickets.get(ticket) or self.state.tickets.get(ticket)

    def desk(self, counter: str) -> Desk:
        """Return the desk as this unit of work sees it."""
        return self.desks.get(counter) or self.state.desk(counter)

    def answer(self, question: Question) -> Any:
        """Return what the database answers. Raises `NotKnown` when it was not asked yet."""
        if question not in self.answers:
            raise NotKnown(question)
        return self.answers[question]

    def whole_case(self, case_id: str) -> WholeCase | None:
        """Return the case with its lines and documents, as this unit of work sees it; None: there is none."""
        found = self.whole_cases.get(case_id) or self.state.cases.get(case_id)
        if found is None and self.answer(CaseOf(case_id)):
            found = self.state.cases.get(case_id)
        return found

    def case(self, case_id: str | None) -> StoredCase | None:
        """Return the case as this unit of work sees it."""
        whole = self.whole_case(case_id) if case_id is not None else None
        return whole.case if whole is not None else None

    def live_cases(self, citizen: str) -> list[StoredCase]:
        """Return a citizen's cases that are not over, the oldest first, as they were before this unit of work."""
        wholes = self.state.cases.live_of(citizen)
        if wholes is None:
            self.answer(LiveCasesOf(citizen))
            wholes = self.state.cases.live_of(citizen) or []
        return [whole.case for whole in wholes]

    def officer(self, officer_id: str | None) -> OfficerRow | None:
        return self.state.staff.get(officer_id or "")

    def next_count(self, name: str) -> int:
        """Count one more under `name`, from 1. What is not committed is not counted, so numbers have no holes."""
        before = self.counts.get(name, self.state.counts.get(name))
        if before is None:
            before = int(self.answer(CountOf(name)))
        self.counts[name] = before + 1
        return before + 1

    # what is kept --------------------------------------------------------------------------------------------------

    def keep_ticket(self, changed: Changed) -> None:
        """Write the ticket and its periods (SPEC T4)."""
        self.put_ticket(changed.ticket)
        self.ticket_changes.append(changed)
        if changed.closed is not None:
            self.ended_periods.append(changed.closed)
            self.rows.append(office_rows.keep_ended(changed.closed))
        if changed.opened is not None:
            self.rows.append(office_rows.open_period(changed.opened))
        event = changed.event.value if changed.event else "take"
        self.note(f"ticket-{event}", changed.ticket.id, service=changed.ticket.service, state=changed.ticket.state.value)

    def put_ticket(self, ticket: Ticket) -> None:
        """Write the ticket as it is."""
        self.tickets[ticket.id] = ticket
        self.ticket_holders.add(ticket.visitor)

    def keep_desk(self, changed: DeskChanged) -> None:
        desk = changed.desk
        self.desks[desk.counter] = desk
        self.note(f"desk-{changed.event.value}", desk.counter, state=desk.state.value)

    def keep_case(self, case: StoredCase) -> None:
        case_id = case.record.id
        before = self.whole_cases.get(case_id) or self.state.cases.get(case_id)
        self.whole_cases[case_id] = before.with_case(case) if before is not None else WholeCase(case)

    def keep_announcement(self, announcement: Announcement) -> None:
        self.announcements[announcement.id] = announcement
        self.rows.append(announcement_rows.save_announcement(announcement))

    def withdraw_announcement(self, announcement_id: str) -> None:
        self.announcements[announcement_id] = None
        self.rows.append(announcement_rows.withdraw_announcement(announcement_id))

    def count_call(self, ticket: Ticket, services: Collection[str]) -> None:
        """Count the call of a ticket by a desk that offers these services (SPEC T8, T33)."""
        self.counted_calls |= counted_after(self.state.counted_calls, ticket, services, self.now)

    def add_entry(self, entry: EntryRow) -> EntryRow:
        """Write one more line of a case that is in memory; its number is given here."""
        whole = self.whole_case(entry.case)
        assert whole is not None, "a line belongs to a case"
        numbered = replace(entry, n=len(whole.entries) + 1)
        self.whole_cases[entry.case] = whole.with_entry(numbered)
        self.rows.append(case_rows.add_entry(numbered))
        return numbered

    def add_document(self, row: DocumentRow, pdf: bytes) -> None:
        whole = self.whole_case(row.case)
        assert whole is not None, "a document belongs to a case"
        self.whole_cases[row.case] = whole.with_document(row)
        self.rows.append(documents.add_document(row, pdf))
        self.documents.append(row.number)
        self.note("document-issue", row.number)
        self.audit(AuditKind.DOCUMENT_ISSUED, f"{DOCUMENT}{row.number}", case=row.case)

    def keep_attachments(self, case: str, attachments: tuple[Attachment, ...]) -> None:
        """These are the files of the case from now on; the caller writes what is changed by it."""
        whole = self.whole_case(case)
        assert whole is not None, "a file belongs to a case"
        self.whole_cases[case] = whole.with_attachments(attachments)

    def write(self, write: Write) -> None:
        self.rows.append(write)

    def note(self, action: str, about: str, **facts: Any) -> None:
        self.rows.append(acts.note(at=self.wall, actor=self.actor, action=action, about=about, facts=facts))

    def audit(self, kind: AuditKind, subject: str, *, actor: str = "", again_s: float = 0.0, **details: Detail) -> None:
        """Tell the audit log (SPEC A1). `actor`: none: whose unit this is. `again_s`: for so long the same is told once."""
        who = actor or self.state.reference_of(self.actor)
        if again_s:
            what = (kind, who, subject)
            if max(self.state.audited.get(what, 0.0), self.audited.get(what, 0.0)) > self.now:
                return
            self.audited[what] = self.now + again_s
        entry = AuditEntry(at=int(self.wall), actor=who, kind=kind, subject=subject, details=details_of(**details))
        self.rows.append(audit_log.entry_of(entry))

    def audit_reading(self, case_id: str) -> None:
        """Tell the audit log that an officer reads the case (SPEC A1)."""
        self.audit(AuditKind.CASE_READ, f"{CASE}{case_id}", again_s=READ_AGAIN_S)

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
        self.drop_notices(visitor, subject=subject)
        number = self.next_count(NOTICES)
        row = NoticeRow(number, visitor, subject, code.value, dict(about), self.now)
        self.rows.append(notice_rows.add_notice(row))
        self.notices.append((visitor, Notice(code, dict(about), number)))

    def drop_notices(self, visitor: str, *, subject: str) -> None:
        """What was told of this is past."""
        self.rows.append(notice_rows.drop_notices(visitor=visitor, subject=subject))

    def rejected(self) -> "UnitOfWork":
        """Return what is left of a rejected decision: nothing of it is written. What it said to the visitor is still said."""
        return UnitOfWork(self.state, self.now, self.wall, self.actor, self.answers, said=self.said)

    # what becomes of it ---------------------------------------------------------------------------------------------

    def all_rows(self) -> Iterable[Write]:
        """Return all rows that are written for it, tickets, desks and cases as they are at its end."""
        yield from map(office_rows.save_ticket, self.tickets.values())
        yield from map(office_rows.save_desk, self.desks.values())
        yield from (case_rows.save_case(whole.case) for whole in self.whole_cases.values())
        yield from (office_rows.save_counted_calls(service, counted) for service, counted in self.counted_calls.items())
        yield from (office_rows.save_count(name, count) for name, count in self.counts.items())
        yield from self.contact.rows()
        yield from self.rows

    def change_state(self, journal: Journal) -> None:
        """Make the state what the database will be, by way of the journal."""
        state = self.state
        before = [state.desk(counter) for counter in self.desks]
        self.sat_before = {desk.officer for desk in before if desk.officer is not None}
        for ticket in self.tickets.values():
            journal.change(partial(state.put_ticket, ticket.id), state.known_ticket(ticket.id), ticket)
        for desk in self.desks.values():
            journal.change(partial(state.put_desk, desk.counter), state.desks.get(desk.counter), desk)
        for case_id, whole in (*self.whole_cases.items(), *dict.fromkeys(self.gone_cases).items()):
            journal.change(partial(state.put_case, case_id), state.cases.get(case_id), whole)
        for service, calls in self.counted_calls.items():
            journal.change(partial(put_or_take, state.counted_calls, service), state.counted_calls.get(service), calls)
        for key, appointment in self.appointments.items():
            journal.change(partial(state.appointments.put, key), state.appointments.get(key), appointment)
        for key, announcement in self.announcements.items():
            journal.change(partial(put_or_take, state.announcements, key), state.announcements.get(key), announcement)
        self.contact.change_state(state.contact, journal)
        for name, count in self.counts.items():
            journal.change(partial(put_or_take, state.counts, name), state.counts.get(name), count)

    def settle(self) -> None:
        """Take what nobody decides on into the state. Call it after the commit."""
        for ticket in self.tickets.values():
            self.state.served[ticket.service] += ticket.state is TicketState.DONE
        self.state.audited.update(self.audited)
        self.state.documents_issued += len(self.documents)
        self.state.periods.extend(self.ended_periods)
        self.state.told_ranges.update(self.told_ranges)
        self.state.passed_over.update(self.passed_over)
        self.state.visitors.update(self.profiles)
        self.state.names.update({visitor.id: visitor.name for visitor in self.profiles.values()})
