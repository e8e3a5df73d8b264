"""Messages about one thing that go out together, and are settled and given up together (SPEC O10). Pure decisions.

What they are about is a word before the round's id, so that each is found again by who sent it.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from madang_office import outbox as o
from madang_office.outbox import Outgoing, SendState, Way
from madang_office.rounds import Round
from madang_server.office_app.commands.outgoing import send
from madang_server.office_app.context import OfficeContext
from madang_server.office_app.unit_of_work import UnitOfWork

OVER = "over"


def send_round(
    work: UnitOfWork,
    context: OfficeContext,
    told: Round,
    *,
    about: str,
    kind: str,
    within_s: float,
    mails: Iterable[str],
    hook: bool,
    facts: Mapping[str, str],
) -> Round:
    """Send it to these accounts and, with `hook`, to the office's own receiver; return the round with how many there are."""

    def sent(way: Way, recipient: str = "") -> bool:
        message = send(
            work, context, way=way, kind=kind, about=about + told.id, within_s=within_s, recipient=recipient, facts=facts
        )
        return message is not None

    return replace(told, mails=sum(sent(Way.MAIL, account) for account in mails), hooks=int(hook and sent(Way.WEBHOOK)))


def settled_round(sent: Outgoing, about: str) -> str | None:
    """Return of which round this message is, now that it was taken or given up; None: of none with this word, or it waits."""
    is_settled = sent.about.startswith(about) and sent.state is not SendState.WAITING
    return sent.about.removeprefix(about) if is_settled else None


def give_up_round(work: UnitOfWork, about: str, round_id: str, settle: Callable[[UnitOfWork, Outgoing], None]) -> None:
    """Send no more of what waits yet; `settle` is told of each."""
    for one in {**work.state.contact.outgoing, **work.contact.outgoing}.values():
        given_up = o.give_up(one, OVER, work.now) if one.about == about + round_id else None
        if isinstance(given_up, Outgoing):
            work.contact.outgoing[one.id] = given_up
            settle(work, given_up)
