"""The mail address of a citizen, as decisions change it: row and memory together (SPEC S37). Decides nothing."""

from madang_server.office_app.unit_of_work import UnitOfWork
from madang_server.store import citizen_address_rows


def forget_address(work: UnitOfWork, citizen: str) -> None:
    """Let the citizen be told at no address, and come back by none."""
    work.write(citizen_address_rows.remove(citizen))
    work.contact.citizens[citizen] = None
