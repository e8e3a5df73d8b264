"""What a decision sends to people outside: written with its commit, sent after it (SPEC O10). Pure decisions."""

from collections.abc import Mapping

from madang_office.outbox import Outgoing, Way
from madang_server.office_app.context import OfficeContext
from madang_server.office_app.unit_of_work import UnitOfWork


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
