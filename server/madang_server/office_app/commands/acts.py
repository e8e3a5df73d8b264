"""What an officer does with a case by an act of its plug-in, and the delivery of its documents. Pure decisions."""

from dataclasses import replace
from datetime import date

from madang_counters import OfficerActed
from madang_office import cases
from madang_office.cases import CaseEvent, CaseState, Side
from madang_office.rejected import Rejected
from madang_protocol import Rejection
from madang_protocol import commands as c
from madang_protocol.fields import FieldValue
from madang_server.office_app import steps
from madang_server.office_app.commands import case_news
from madang_server.office_app.context import OfficeContext
from madang_server.office_app.form_check import checked_answers
from madang_server.office_app.preparation import Prepared, prepare
from madang_server.office_app.queries import case_access
from madang_server.office_app.queries.case_views import OPEN, read_case
from madang_server.office_app.state import Visitor
from madang_server.office_app.unit_of_work import Accepted, Outcome, UnitOfWork
from madang_server.store import case_rows, documents
from madang_server.store.case_rows import EntryRow, StoredCase


async def prepare_act(context: OfficeContext, visitor: Visitor, command: c.CaseAct) -> Prepared | Rejected | None:
    """Check the act and its form, and ask the plug-in what follows. None: the office's own act, which asks nobody."""
    async with context.store.read() as sql:
        case = await case_access.officer_case(sql, context, visitor, command.case)
    if isinstance(case, Rejected) or command.act == OPEN.id:
        return case if isinstance(case, Rejected) else None
    now = context.environment.now()
    answers = _checked(context, case, command, context.catalogue.day(now))
    if isinstance(answers, Rejected):
        return answers
    claimed = replace(case, data=replace(case.data, officer=visitor.officer_id))
    event = OfficerActed(at=int(now), key=command.id, act=command.act, officer=visitor.name, fields=answers)
    found = await prepare(context, claimed, event, citizen=context.state.names.get(case.record.citizen, ""))
    return found if isinstance(found, Rejected) else replace(found, case=case)


def _checked(context: OfficeContext, case: StoredCase, command: c.CaseAct, today: date) -> dict[str, FieldValue] | Rejected:
    """Return the answers to the act's form, tidied."""
    offer = context.catalogue.offers.get(case.record.service)
    act = offer.backend.manifest.act(command.act) if offer else None
    if act is None or command.act not in case.data.acts:
        return Rejected(Rejection.WRONG_STATE)
    return checked_answers(act.form, command.fields, today)


async def act(
    work: UnitOfWork, context: OfficeContext, visitor: Visitor, command: c.CaseAct, prepared: Prepared | None
) -> Outcome:
    """Do what the plug-in answered, in one transaction with the act (SPEC K2)."""
    case = await case_access.officer_case(work.sql, context, visitor, command.case)
    if isinstance(case, Rejected):
        return case
    if prepared is None:
        return await _open(work, context, visitor, case)
    await steps.prove_fresh(work, case, prepared)
    claimed = replace(case, data=replace(case.data, officer=visitor.officer_id))
    result = steps.follow(context, claimed, prepared, work.now)
    if isinstance(result, Rejected):
        return result
    name, code = visitor.name, f"act-{command.act}"
    await work.add_entry(EntryRow(case=case.record.id, n=0, at=work.now, by="officer", name=name, code=code))
    await steps.commit_steps(work, result, prepared)
    work.note(code, case.record.id, state=result.case.record.state.value)
    await case_news.tell_case(work, context, result.case)
    return Accepted(case.record.id)


async def _open(work: UnitOfWork, context: OfficeContext, visitor: Visitor, case: StoredCase) -> Accepted:
    """Show the officer the case; the reading of a person's case is written down."""
    work.note("case-read", case.record.id)
    citizen = context.state.names.get(case.record.citizen, "")
    work.tell(visitor.id, await read_case(work.sql, context.catalogue, case, citizen=citizen))
    return Accepted(case.record.id)


async def deliver(work: UnitOfWork, context: OfficeContext, number: str) -> Outcome:
    """Write down that the document was fetched; the second time changes nothing."""
    row = await documents.document(work.sql, number)
    case = await case_rows.stored_case(work.sql, row.case) if row else None
    if case is None or case.record.state is not CaseState.GRANTED:
        return Rejected(Rejection.WRONG_STATE)
    changed = cases.apply(case.record, CaseEvent.DELIVER, Side.BACKEND, work.now)
    if isinstance(changed, Rejected):
        return changed
    delivered = replace(case, record=changed.case)
    work.keep_case(delivered)
    await work.add_entry(EntryRow(case=case.record.id, n=0, at=work.now, by="office", name="", code=CaseEvent.DELIVER.value))
    work.note("case-deliver", case.record.id, document=number)
    await case_news.tell_case(work, context, delivered)
    return Accepted(case.record.id)
