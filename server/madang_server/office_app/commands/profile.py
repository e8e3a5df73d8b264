"""How a visitor wants to be seen: name, look, language. Pure decisions."""

from dataclasses import replace
from typing import Any

from madang_office.audit import BY_ITSELF, VISITOR, AuditKind
from madang_office.rejected import Rejected
from madang_protocol import NoticeCode, Rejection
from madang_protocol import commands as c
from madang_server.office_app.context import OfficeContext
from madang_server.office_app.questions import StaffNames
from madang_server.office_app.reserved_names import NEWCOMER, is_reserved, is_too_long, tidy_name
from madang_server.office_app.state import Visitor
from madang_server.office_app.unit_of_work import Accepted, Outcome, UnitOfWork
from madang_server.store import people


def change_profile(work: UnitOfWork, context: OfficeContext, visitor: Visitor, command: c.Profile) -> Outcome:
    """Change what was given. Officers keep the name of their account."""
    name = tidy_name(command.name) if command.name is not None else None
    if command.look is not None and not context.avatars.may_wear(visitor.role, command.look):
        return Rejected(Rejection.UNKNOWN_TARGET)
    if command.name is not None and is_too_long(command.name):
        return Rejected(Rejection.FORM_INVALID, {"name": "too_long"})
    if command.lang is not None and command.lang not in context.catalogue.languages:
        return Rejected(Rejection.FORM_INVALID, {"lang": "unknown_choice"})
    if name is not None:
        rejected = _reject_name(context, visitor, name, work.answer(StaffNames()))
        if rejected is not None:
            return rejected
    changed: dict[str, Any] = {"name": name, "look": command.look, "lang": command.lang}
    values = {column: value for column, value in changed.items() if value is not None}
    if values:
        work.write(people.save_visitor(visitor.id, **values))
        work.profiles[visitor.id] = replace(visitor, **values)
    return Accepted()


def _reject_name(context: OfficeContext, visitor: Visitor, name: str, staff: list[str]) -> Rejected | None:
    if visitor.officer_id is not None:
        return Rejected(Rejection.NOT_ALLOWED)
    if not name:
        return Rejected(Rejection.FORM_INVALID, {"name": "missing"})
    return Rejected(Rejection.TAKEN_NAME) if is_reserved(name, staff, context.catalogue.own_names) else None


def take_name_back(work: UnitOfWork, visitor: Visitor) -> Outcome:
    """Call a citizen who is here as newcomers are called: their name looks like the office meanwhile (SPEC S17)."""
    name = NEWCOMER[visitor.lang]
    work.write(people.save_visitor(visitor.id, name=name))
    work.profiles[visitor.id] = replace(visitor, name=name)
    work.audit(AuditKind.NAME_TAKEN_BACK, f"{VISITOR}{visitor.id}", actor=BY_ITSELF)
    work.keep_notice(visitor.id, NoticeCode.NAME_CHANGED, {"name": visitor.name}, subject=NoticeCode.NAME_CHANGED)
    return Accepted()
