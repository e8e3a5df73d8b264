"""What a decision sends to people outside: written with its commit, sent after it (SPEC O10). Pure decisions."""

from collections.abc import Mapping

from madang_office.outbox import CALLS_HELP, TO_CITIZEN, Outgoing, Way
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
    after_s: float = 0.0,
    recipient: str = "",
    facts: Mapping[str, str] | None = None,
) -> Outgoing | None:
    """Let it be sent within that time, or not at all. None: too much waits already, and it is not sent.

    Alarms have no such bound: an officer has one at a time.
    `after_s`: not before that; then it is asked once more whether it is still of use.
    """
    is_bounded = not kind.startswith(CALLS_HELP)
    if is_bounded and not work.contact.has_room(work.state.contact, to_citizen=kind.startswith(TO_CITIZEN)):
        return None
    outgoing = Outgoing(
        id=context.environment.key(),
        way=way,
        recipient=recipient,
        kind=kind,
        about=about,
        created=work.now,
        due=work.now + after_s,
        until=work.now + after_s + within_s,
        facts=dict(facts or {}),
    )
    work.contact.outgoing[outgoing.id] = outgoing
    return outgoing
