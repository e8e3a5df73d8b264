"""What an officer does with a case: open it, act on it by one of the acts its plug-in named. Pure decisions."""

from dataclasses import replace

from madang_counters import OfficerActed, check_form
from madang_office.rejected import Rejected
from madang_protocol import Rejection
from madang_protocol import commands as c
from madang_server.desk import case_access, steps
from madang_server.desk.case_views import OPEN, read_case
from madang_server.desk.context import OfficeContext
from madang_server.desk.counter_events import Prepared, prepare
from madang_server.desk.unit_of_work import Accepted, UnitOfWork
from madang_server.desk.visitor import Visitor
from madang_server.store.case_rows import EntryRow, StoredCase


async def prepare_act(context: OfficeContext, visitor: Visitor, command: c.CaseAct) -> Prepared | Rejected | None:
    """Check the act and its form, and ask the plug-in what follows. None: the office's own act, which asks nobody."""
    async with context.store.read() as sql:
        case = await case_access.officer_case(sql, context, visitor, command.case)
    if isinstance(case, Rejected) or command.act == OPEN.id:
        return case if isinstance(case, Rejected) else None
    rejected = _check(context, case, command)
    if rejected is not None:
        return rejected
    claimed = replace(case, data=replace(case.data, officer=visitor.officer_id))
    event = OfficerActed(
        at=int(context.environment.now()), key=command.id, act=command.act, officer=visitor.name, fields=command.fields
    )
    found = await prepare(context, claimed, event, citizen=context.state.names.get(case.record.citizen, ""))
    return found if isinstance(found, Rejected) else replace(found, case=case)


def _check(context: OfficeContext, case: StoredCase, command: c.CaseAct) -> Rejected | None:
    offer = context.catalogue.offers.get(case.record.service)
    act = offer.backend.manifest.act(command.act) if offer else None
    if act is None or command.act not in case.data.acts:
        return Rejected(Rejection.WRONG_STATE)
    faults = check_form(act.form, command.fields) if act.form is not None else {}
    return Rejected(Rejection.FORM_INVALID, faults) if faults else None


async def act(
    work: UnitOfWork, context: OfficeContext, visitor: Visitor, command: c.CaseAct, prepared: Prepared | None
) -> Accepted | Rejected:
    """Do what the plug-in answered, in one transaction with the act (SPEC K2)."""
    case = await case_access.officer_case(work.sql, context, visitor, command.case)
    if isinstance(case, Rejected):
        return case
    if prepared is None:
        return await _open(work, context, visitor, case)
    rejected = steps.still(case, prepared)
    if rejected is not None:
        return rejected
    claimed = replace(case, data=replace(case.data, officer=visitor.officer_id))
    result = steps.follow(context, claimed, prepared, work.now)
    if isinstance(result, Rejected):
        return result
    name, code = visitor.name, f"act-{command.act}"
    await work.add_entry(EntryRow(case=case.record.id, n=0, at=work.now, by="officer", name=name, code=code))
    await steps.commit_steps(work, result, prepared)
    work.note(code, case.record.id, state=result.case.record.state.value)
    await case_access.tell_case(work, context, result.case)
    return Accepted(case.record.id)


async def _open(work: UnitOfWork, context: OfficeContext, visitor: Visitor, case: StoredCase) -> Accepted:
    """Show the officer the case; the reading of a person's case is written down."""
    work.note("case-read", case.record.id)
    citizen = context.state.names.get(case.record.citizen, "")
    work.tell(visitor.id, await read_case(work.sql, context.catalogue, case, citizen=citizen))
    return Accepted(case.record.id)
