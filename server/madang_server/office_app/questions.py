"""What a decision must know that is not in memory: it asks, the database is read, it is made anew. No decision here.

Decisions are plain functions on what is in memory, so that a whole batch is decided at one instant. One that needs more raises
`NotKnown` with its question. Whoever runs it lets the question be answered and runs it again; nothing of the first try remains.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Protocol

from sqlalchemy.ext.asyncio import AsyncConnection

from madang_server.office_app.case_cache import WholeCase
from madang_server.office_app.state import OfficeState
from madang_server.store import (
    attachment_rows,
    case_note_rows,
    case_rows,
    documents,
    office_rows,
    outbox_rows,
    party_rows,
    people,
)
from madang_server.store.case_rows import StoredCase


class Question(Protocol):
    """What the database is asked; hashable. The answer is for one batch, and what stays true is brought into the state."""

    async def ask(self, sql: AsyncConnection, state: OfficeState) -> Any:
        """Return the answer."""
        ...


class NotKnown(Exception):
    """A decision needs the answer to this question first."""

    def __init__(self, question: Question) -> None:
        super().__init__(question)
        self.question = question


Answers = dict[Question, Any]


@dataclass(frozen=True, slots=True)
class CaseOf:
    """A case by its id. Answered with whether there is one; it is in the state then."""

    case_id: str

    async def ask(self, sql: AsyncConnection, state: OfficeState) -> bool:
        return bool((await answers_to([self], sql, state))[self])


async def answers_to(questions: Collection[Question], sql: AsyncConnection, state: OfficeState) -> Answers:
    """Return the answers to all of them; cases are read together."""
    of_cases = {question.case_id: question for question in questions if isinstance(question, CaseOf)}
    found = await whole_cases(sql, of_cases) if of_cases else {}
    state.cases.bring(found.values())
    answers: Answers = {question: case_id in found for case_id, question in of_cases.items()}
    for question in questions:
        if question not in answers:
            answers[question] = await question.ask(sql, state)
    return answers


@dataclass(frozen=True, slots=True)
class LiveCasesOf:
    """All cases of a citizen that are not over; they are in the state then."""

    citizen: str

    async def ask(self, sql: AsyncConnection, state: OfficeState) -> bool:
        cases = await case_rows.cases_of(sql, self.citizen, ended_since=float("inf"))
        state.cases.bring((await _wholes(sql, cases)).values(), all_of=self.citizen)
        return True


@dataclass(frozen=True, slots=True)
class OpenBytesOf:
    """How much a citizen has uploaded and not submitted, in bytes."""

    citizen: str

    async def ask(self, sql: AsyncConnection, state: OfficeState) -> int:  # noqa: ARG002 - nothing of it stays true
        return await attachment_rows.open_bytes_of(sql, self.citizen)


@dataclass(frozen=True, slots=True)
class CountOf:
    """How far was counted under a name; it is in the state then."""

    name: str

    async def ask(self, sql: AsyncConnection, state: OfficeState) -> int:
        return state.counts.setdefault(self.name, await office_rows.count_of(sql, self.name))


@dataclass(frozen=True, slots=True)
class MailOf:
    """The accounts that work at a service and want to be told by mail, as they are now."""

    service: str

    async def ask(self, sql: AsyncConnection, state: OfficeState) -> list[str]:  # noqa: ARG002 - nothing of it stays true
        found = await outbox_rows.officers_with_mail(sql)
        return [officer for officer, services in found.items() if self.service in services]


@dataclass(frozen=True, slots=True)
class SupervisorsWithMail:
    """The accounts that supervise the office and want to be told by mail, as they are now."""

    async def ask(self, sql: AsyncConnection, state: OfficeState) -> list[str]:
        found = await outbox_rows.officers_with_mail(sql)
        return [officer for officer in found if (row := state.staff.get(officer)) is not None and row.supervisor]


@dataclass(frozen=True, slots=True)
class IsCitizen:
    """Whether a visitor is known, and is nobody's account. None: not known."""

    visitor: str

    async def ask(self, sql: AsyncConnection, state: OfficeState) -> bool | None:  # noqa: ARG002 - asked once in a report
        row = await people.visitor_by_id(sql, self.visitor)
        return None if row is None else row.officer_id is None


@dataclass(frozen=True, slots=True)
class StaffNames:
    """The names of all accounts, as they are now."""

    async def ask(self, sql: AsyncConnection, state: OfficeState) -> list[str]:  # noqa: ARG002 - nothing of it stays true
        return await people.officer_names(sql)


@dataclass(frozen=True, slots=True)
class Staff:
    """All accounts with a post here, as they are now; they are in the state then."""

    async def ask(self, sql: AsyncConnection, state: OfficeState) -> bool:
        before = dict(state.staff)
        state.follow_staff(await people.all_officers(sql), before)
        return True


@dataclass(frozen=True, slots=True)
class CaseOfDocument:
    """The id of the case in which a document of this number was issued, or None."""

    number: str

    async def ask(self, sql: AsyncConnection, state: OfficeState) -> str | None:  # noqa: ARG002 - asked once in its life
        row = await documents.document(sql, self.number)
        return row.case if row is not None else None


async def whole_cases(sql: AsyncConnection, ids: Collection[str]) -> dict[str, WholeCase]:
    """Read the cases of these ids with all that belongs to them; those that there are."""
    return await _wholes(sql, await case_rows.cases_by_id(sql, ids))


async def _wholes(sql: AsyncConnection, cases: list[StoredCase]) -> dict[str, WholeCase]:
    by_id = {case.record.id: case for case in cases}
    entries, issued = await case_rows.entries_of_cases(sql, by_id), await documents.documents_of_cases(sql, by_id)
    files, notes = await attachment_rows.attachments_of_cases(sql, by_id), await case_note_rows.notes_of_cases(sql, by_id)
    parties = await party_rows.parties_of_cases(sql, by_id)

    def whole(case_id: str, case: StoredCase) -> WholeCase:
        parts = tuple(entries.get(case_id, ())), tuple(issued.get(case_id, ())), tuple(files.get(case_id, ()))
        return WholeCase(case, *parts, tuple(notes.get(case_id, ())), tuple(parties.get(case_id, ())))

    return {case_id: whole(case_id, case) for case_id, case in by_id.items()}
