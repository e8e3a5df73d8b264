"""What became of a try to send something to people outside (SPEC O10). Pure decisions."""

from functools import partial

from madang_office import outbox as o
from madang_office.outbox import Outgoing
from madang_office.rejected import Rejected
from madang_protocol import Rejection
from madang_server.office_app.commands import alarms, bells
from madang_server.office_app.unit_of_work import Accepted, Outcome, UnitOfWork


def delivered(work: UnitOfWork, outgoing_id: str) -> Outcome:
    """Somebody has taken it."""
    return _settle(work, outgoing_id, partial(o.deliver, now=work.now))


def failed(work: UnitOfWork, outgoing_id: str, why: str, *, lasting: bool) -> Outcome:
    """A try has failed."""
    return _settle(work, outgoing_id, partial(o.fail, why=why, now=work.now, lasting=lasting))


def _settle(work: UnitOfWork, outgoing_id: str, change: "partial[Outgoing | Rejected]") -> Outcome:
    one = work.contact.outgoing.get(outgoing_id) or work.state.contact.outgoing.get(outgoing_id)
    if one is None:  # it has been settled
        return Rejected(Rejection.WRONG_STATE)
    changed = change(one)
    if isinstance(changed, Rejected):
        return changed
    work.contact.outgoing[one.id] = changed
    bells.settle(work, changed)
    alarms.settle(work, changed)
    return Accepted(one.id)
