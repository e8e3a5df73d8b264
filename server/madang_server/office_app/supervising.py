"""Who supervises an office, as a decision sees it: the account was read for its batch. Decides nothing else."""

from madang_server.office_app.state import Visitor
from madang_server.office_app.unit_of_work import UnitOfWork


def supervises(work: UnitOfWork, account: str | None) -> bool:
    """Return whether the account supervises this office now."""
    found = work.officer(account)
    return found is not None and found.supervisor and not found.disabled


def is_supervisor(work: UnitOfWork, visitor: Visitor) -> bool:
    """Return whether the visitor came as one who supervises this office, and does so still."""
    return visitor.role == "supervisor" and supervises(work, visitor.officer_id)
