"""What a decision sends to people outside: written with its commit, sent after it (SPEC O10). Pure decisions."""

from collections.abc import Mapping
from functools import partial

from madang_office import outbox as o
from madang_office.outbox import Outgoing, Way
from madang_office.rejected import Rejected
from madang_protocol import Rejection
from madang_server.office_app.context import OfficeContext
from madang_server.office_app.unit_of_work import Accepted, Outcome, UnitOfWork


def send(
    work: UnitOfWork,
    context: OfficeContext,
    *,
    way: Way,
    kind: str,
    about: str,
    within_s: float,
    recipient: str = "",
    facts: Mapping[str, str] | None = None,
) -> Outgoing | None:
    """Let it be sent within that time, or not at all. None: too much waits already, and it is not sent."""
    if not work.contact.has_room(work.state.contact):
        return None
    outgoing = Outgoing(
        id=context.environment.key(),
        way=way,
        recipient=recipient,
        kind=kind,
        about=about,
        created=work.now,
        due=work.now,
        until=work.now + within_s,
        facts=dict(facts or {}),
    )
    work.contact.outgoing[outgoing.id] = outgoing
    return outgoing


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
    return Accepted(one.id)
