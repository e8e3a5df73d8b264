"""How a visitor wants to be seen: name, look, language. Pure decisions over a deed."""

from dataclasses import replace

from madang_office.refused import Refused
from madang_protocol import Refusal
from madang_protocol import commands as c
from madang_server.desk.bureau import Bureau
from madang_server.desk.deed import Deed, Granted
from madang_server.desk.names import is_reserved, tidy_name
from madang_server.desk.visitor import Visitor
from madang_server.store import people


async def change_profile(deed: Deed, bureau: Bureau, visitor: Visitor, command: c.Profile) -> Granted | Refused:
    """Change what was given. Officers keep the name of their account."""
    name = tidy_name(command.name) if command.name is not None else None
    if command.look is not None and not bureau.wardrobe.may_wear(visitor.role, command.look):
        return Refused(Refusal.UNKNOWN_TARGET)
    if name is not None:
        refused = _refuse_name(bureau, visitor, name, await people.officer_names(deed.sql))
        if refused is not None:
            return refused
    changed = {"name": name, "look": command.look, "lang": command.lang}
    values = {column: value for column, value in changed.items() if value is not None}
    if values:
        deed.write(lambda sql: people.change_visitor(sql, visitor.id, **values))
        deed.profiles[visitor.id] = replace(visitor, **values)  # type: ignore[arg-type]  # name, look and lang
    return Granted()


def _refuse_name(bureau: Bureau, visitor: Visitor, name: str, staff: list[str]) -> Refused | None:
    if visitor.officer_id is not None:
        return Refused(Refusal.NOT_ALLOWED)
    if not name:
        return Refused(Refusal.FORM_INVALID, {"name": "missing"})
    return Refused(Refusal.TAKEN_NAME) if is_reserved(name, staff, bureau.catalogue.own_names) else None
