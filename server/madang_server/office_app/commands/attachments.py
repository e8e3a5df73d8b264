"""What becomes of the files of a case: attached, removed, submitted, read by an officer (SPEC C24 to C29). Pure decisions.

Their content is elsewhere, and was there before a decision here names it.
"""

from collections.abc import Mapping
from dataclasses import replace

from madang_counters import Form, files_asked
from madang_office.attachments import TALK, Attachment, has_room
from madang_office.audit import ATTACHMENT, OFFICER, AuditKind
from madang_office.cases import EDITABLE_STATES
from madang_office.parties import is_looking
from madang_office.rejected import Rejected
from madang_protocol import Rejection
from madang_protocol.fields import FieldValue
from madang_server.office_app.commands import case_news
from madang_server.office_app.context import OfficeContext
from madang_server.office_app.form_check import ids_of, unknown_files
from madang_server.office_app.queries import case_access
from madang_server.office_app.questions import OpenBytesOf
from madang_server.office_app.unit_of_work import READ_AGAIN_S, Accepted, Outcome, UnitOfWork
from madang_server.store import attachment_rows
from madang_server.store.case_rows import OVER_STATES, EntryRow, StoredCase

FILE_ENTRY = "file"  # the code of the line
UNKNOWN_FILE = Rejected(Rejection.UNKNOWN_FILE)


def attach(work: UnitOfWork, context: OfficeContext, attachment: Attachment) -> Outcome:
    """Attach a file whose content is kept. The same content for the same question of a case is attached once."""
    case = open_case(work.case(attachment.case), attachment.visitor, attachment.field)
    if isinstance(case, Rejected):
        return case
    there = _there(work, attachment.case)
    same = next((each for each in there if (each.field, each.source) == (attachment.field, attachment.source)), None)
    if same is not None:
        return Accepted(same.id)
    if not has_room(there, attachment.size, open_bytes=work.answer(OpenBytesOf(attachment.visitor))):
        return Rejected(Rejection.LIMIT)
    in_talk = attachment.field == TALK
    row = replace(attachment, at=work.wall, submitted=work.wall if in_talk else None)
    rejected = _show_in_talk(work, context, row) if in_talk else None
    if rejected is not None:
        return rejected
    work.keep_attachments(row.case, (*there, row))
    work.write(attachment_rows.add_attachment(row))
    work.note("attachment-add", row.case, attachment=row.id, kind=row.kind.value, size=row.size, hash=row.hash)
    (case_news.tell_case(work, context, case) if in_talk else case_news.tell_one(work, context, row.visitor, case))
    return Accepted(row.id)


def _show_in_talk(work: UnitOfWork, context: OfficeContext, row: Attachment) -> Rejected | None:
    """Let a line of the case say that the file is there, unless the talk is being ended or its record is full (SPEC C12, C31)."""
    whole = work.whole_case(row.case)
    assert whole is not None, "it was read a moment ago"
    if row.case in work.state.closing:
        return Rejected(Rejection.WRONG_STATE)
    name = context.state.names.get(row.visitor, "")
    entry = EntryRow(case=row.case, n=0, at=work.wall, by="citizen", name=name, text=row.name, code=FILE_ENTRY)
    if not whole.size.plus(entry).fits:
        return Rejected(Rejection.RECORD_FULL)
    work.add_entry(entry)
    return None


def remove(work: UnitOfWork, context: OfficeContext, attachment: Attachment) -> Outcome:
    """Take away what was not submitted, whatever became of its case meanwhile (SPEC C27)."""
    case = work.case(attachment.case)
    if case is None or case.record.citizen != attachment.visitor:
        return case_access.UNKNOWN
    there = _there(work, attachment.case)
    row = next((each for each in there if each.id == attachment.id), None)
    if row is None:
        return UNKNOWN_FILE
    if row.submitted is not None:
        return Rejected(Rejection.WRONG_STATE)
    work.keep_attachments(row.case, tuple(each for each in there if each != row))
    work.write(attachment_rows.remove_attachment(row.id))
    work.note("attachment-remove", row.case, attachment=row.id)
    case_news.tell_one(work, context, row.visitor, case)
    return Accepted(row.id)


def editable_case(case: StoredCase | None, citizen: str) -> StoredCase | Rejected:
    """Return the citizen's own case while its form is theirs to fill in."""
    if case is None or case.record.citizen != citizen:
        return case_access.UNKNOWN
    return case if case.record.state in EDITABLE_STATES else Rejected(Rejection.WRONG_STATE)


def open_case(case: StoredCase | None, citizen: str, field: str) -> StoredCase | Rejected:
    """Return the citizen's own case while a file may be added there: to a form that is theirs, or to the talk."""
    if field != TALK:
        return editable_case(case, citizen)
    if case is None or case.record.citizen != citizen:
        return case_access.UNKNOWN
    is_talked_about = case.record.state not in {*EDITABLE_STATES, *OVER_STATES}
    return case if is_talked_about else Rejected(Rejection.WRONG_STATE)


def submit_files(work: UnitOfWork, form: type[Form] | None, case: str, fields: Mapping[str, FieldValue]) -> Rejected | None:
    """Let the files that the answers name be part of what was submitted. A rejection: one of them is gone meanwhile."""
    if not files_asked(form):
        return None
    there = _there(work, case)
    unknown = unknown_files(form, fields, there)
    if unknown:
        return Rejected(Rejection.FORM_INVALID, unknown)
    named = {each for name in files_asked(form) for each in ids_of(fields, name)}
    fresh = [each for each in there if each.id in named and each.submitted is None]
    for row in fresh:
        work.write(attachment_rows.submit_attachment(row.id, work.wall))
    work.keep_attachments(case, tuple(replace(each, submitted=work.wall) if each in fresh else each for each in there))
    return None


def read(work: UnitOfWork, context: OfficeContext, attachment: Attachment, officer: str) -> Outcome:
    """Let an officer who has the case read a file of it; it is in the audit log before (SPEC C28, A1)."""
    case, account = work.case(attachment.case), work.officer(officer)
    if case is None or account is None or account.disabled or case.record.service not in account.services:
        return UNKNOWN_FILE
    if attachment.submitted is None or officer not in case_access.holders(context, case):
        return UNKNOWN_FILE
    work.audit(
        AuditKind.ATTACHMENT_READ,
        f"{ATTACHMENT}{attachment.id}",
        actor=f"{OFFICER}{officer}",
        again_s=READ_AGAIN_S,
        case=attachment.case,
    )
    return Accepted(attachment.id)


def read_beside(work: UnitOfWork, attachment: Attachment, visitor: str) -> Outcome:
    """Let somebody who helps read a file that they are shown, while it is in the record that they look (SPEC C28, C48)."""
    whole = work.whole_case(attachment.case)
    party = case_access.party_of(whole.parties, whole.case, visitor, work.wall) if whole is not None else None
    if party is None or attachment.submitted is None or attachment.field not in {TALK, *party.fields}:
        return UNKNOWN_FILE
    if not is_looking(party, work.wall):
        return UNKNOWN_FILE
    work.audit(AuditKind.ATTACHMENT_READ, f"{ATTACHMENT}{attachment.id}", again_s=READ_AGAIN_S, case=attachment.case)
    return Accepted(attachment.id)


def note_infected(work: UnitOfWork, case: str, visitor: str, found: str) -> Outcome:
    """Write down that a file was not taken since a scanner found something in it (SPEC C30)."""
    work.note("attachment-infected", case, visitor=visitor, found=found)
    return Accepted()


def _there(work: UnitOfWork, case: str) -> tuple[Attachment, ...]:
    """Return the files of the case whose time is not over."""
    whole = work.whole_case(case)
    return tuple(each for each in whole.attachments if each.is_there(work.wall)) if whole is not None else ()
