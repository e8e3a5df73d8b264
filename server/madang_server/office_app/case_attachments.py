"""Files of cases as the web asks for them: may this be uploaded, keep its row, who may read it. No HTTP, no content.

Everything is decided by the office's single writer, as commands are; content is kept before, and taken away after.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial

from madang_counters import files_asked
from madang_office.attachments import TALK, Attachment, FileKind
from madang_office.rejected import Rejected
from madang_protocol import Rejection
from madang_server.office_app.commands import attachments
from madang_server.office_app.context import OfficeContext
from madang_server.office_app.unit_of_work import Accepted, Outcome
from madang_server.store import attachment_rows, case_rows

Perform = Callable[..., Awaitable[Outcome]]


@dataclass(frozen=True, slots=True)
class FilesWanted:
    """What a question of a case asks for."""

    kinds: frozenset[FileKind]


class CaseAttachments:
    """The office's answers about files. Raises `StorageFailed` when nothing can be read or written."""

    def __init__(self, context: OfficeContext, perform: Perform) -> None:
        self._context = context
        self._perform = perform

    @property
    def office(self) -> str:
        """The office's id, under which contents are kept."""
        return self._context.store.office

    def new_id(self) -> str:
        return self._context.environment.key()

    async def wanted(self, visitor: str, case_id: str, field: str) -> FilesWanted | Rejected:
        """Return what may be uploaded there by this citizen now, before anything of it is read (SPEC C24)."""
        async with self._context.store.read() as sql:
            case = attachments.open_case(await case_rows.stored_case(sql, case_id), visitor, field)
        if isinstance(case, Rejected):
            return case
        if field == TALK:
            return FilesWanted(frozenset(FileKind))
        offer = self._context.catalogue.offers.get(case.record.service)
        asked = files_asked(offer.backend.form) if offer is not None else {}
        if field not in asked:
            return Rejected(Rejection.FORM_INVALID, {field: "unknown_field"})
        return FilesWanted(frozenset(map(FileKind, asked[field].kinds)))

    async def attach(self, attachment: Attachment) -> str | Rejected:
        """Keep the row of a file whose content is kept; return its id, or that of the same file, which was there before."""
        return _id(await self._decide(attachments.attach, attachment, actor=attachment.visitor))

    async def own(self, attachment_id: str, visitor: str) -> Attachment | None:
        """Return a file of this citizen; for others it does not exist."""
        found = await self._find(attachment_id)
        return found if found is not None and found.visitor == visitor else None

    async def remove(self, attachment: Attachment) -> str | Rejected:
        """Take away a file that was not submitted; the caller takes its content away."""
        return _id(await self._decide(attachments.remove, attachment, actor=attachment.visitor))

    async def for_officer(self, attachment_id: str, officer: str) -> Attachment | None:
        """Return a file that this officer may read; the audit log has it then (SPEC C28). None: for them it does not exist."""
        found = await self._find(attachment_id)
        if found is None:
            return None
        read = partial(attachments.read, context=self._context, attachment=found, officer=officer)
        outcome = await self._perform(read, officer=officer)
        return found if isinstance(outcome, Accepted) else None

    async def for_party(self, attachment_id: str, visitor: str) -> Attachment | None:
        """Return a file that this citizen may read who helps another; the audit log has it then. None: it does not exist."""
        found = await self._find(attachment_id)
        if found is None:
            return None
        outcome = await self._perform(partial(attachments.read_beside, attachment=found, visitor=visitor), actor=visitor)
        return found if isinstance(outcome, Accepted) else None

    async def infected(self, case: str, visitor: str, found: str) -> None:
        """Write down that a scanner found this in what somebody uploaded."""
        await self._perform(partial(attachments.note_infected, case=case, visitor=visitor, found=found))

    async def _find(self, attachment_id: str) -> Attachment | None:
        async with self._context.store.read() as sql:
            found = await attachment_rows.attachment(sql, attachment_id)
        return found if found is not None and found.is_there(self._context.environment.now()) else None

    async def _decide(self, decide: Callable[..., Outcome], attachment: Attachment, *, actor: str) -> Outcome:
        return await self._perform(partial(decide, context=self._context, attachment=attachment), actor=actor)


def _id(outcome: Outcome) -> str | Rejected:
    if isinstance(outcome, Rejected):
        return outcome
    assert outcome.ref is not None, "a decision about a file names it"
    return outcome.ref
