"""What citizens are told by mail of what was decided, when they do not see it on the page (SPEC S38). Pure decisions.

It is written with the same commit. What is kept as a notice (T20) waits for two minutes: once it was seen there, it is not sent.
"""

from collections.abc import Mapping

from madang_office.cases import CaseState
from madang_office.outbox import Way
from madang_office.tickets import Ticket
from madang_server.office_app.case_cache import WholeCase
from madang_server.office_app.citizen_words import NEWS, NEWS_WORDS
from madang_server.office_app.commands.outgoing import send
from madang_server.office_app.context import OfficeContext
from madang_server.office_app.unit_of_work import UnitOfWork

SEEN_WITHIN_S = 120.0
OF_USE_S = 24 * 3_600.0
SOON_OVER_S = 600.0  # what is of use at once, or not at all
AT_ONCE = frozenset({"bell_coming", "bell_open", "called", "passed_over"})
REMINDERS = frozenset({"appointment_soon", "appointment_tomorrow"})
NOTICE, CASE, TICKET = "notice ", "case ", "ticket "  # what a mail is about
_OF_STATE = {
    CaseState.SUPPLEMENT_ASKED: "supplement_asked",
    CaseState.EXTENDED: "extended",
    CaseState.GRANTED: "decided",
    CaseState.REFUSED: "decided",
    CaseState.DELIVERED: "decided",
}


def keep_citizen_mail(work: UnitOfWork, context: OfficeContext) -> None:
    """Write what is to be mailed of what this unit does. Call it when all else is decided."""
    if not work.state.contact.citizens or Way.MAIL not in context.ways:
        return
    for visitor, notice in work.notices:
        if notice.code in NEWS_WORDS:
            _keep(work, context, visitor, notice.code.value, f"{NOTICE}{notice.n}", notice.about)
    for whole in work.whole_cases.values():
        code, record = _news_of(work, whole), whole.case.record
        if code is not None:
            _keep(work, context, record.citizen, code, f"{CASE}{record.id}", {"number": record.number})
    for ticket in filter(None, map(work.ticket, work.called)):
        _keep_call(work, context, ticket)


def _news_of(work: UnitOfWork, whole: WholeCase) -> str | None:
    """Return what happened to the request that its citizen is told; None: nothing that they did not do themselves."""
    before = work.state.cases.get(whole.case.record.id)
    if before is None:
        return None
    state = whole.case.record.state
    if state is not before.case.record.state and state in _OF_STATE:
        return _OF_STATE[state]
    said = any(entry.by == "officer" and entry.code is None for entry in whole.entries[len(before.entries) :])
    return "case_said" if said and whole.case.record.citizen not in work.state.visitors else None


def _keep_call(work: UnitOfWork, context: OfficeContext, ticket: Ticket) -> None:
    if ticket.visitor not in work.state.visitors:
        _keep(work, context, ticket.visitor, "called", f"{TICKET}{ticket.id}", {"number": ticket.number})


def _keep(work: UnitOfWork, context: OfficeContext, citizen: str, code: str, about: str, told: Mapping[str, str]) -> None:
    """Let it be mailed, unless the same is about to be."""
    if citizen not in work.state.contact.citizens:
        return
    waiting = work.contact.waiting(work.state.contact, to_citizens=True)
    if any((one.recipient, one.about, one.facts.get("code")) == (citizen, about, code) for one in waiting):
        return
    facts = {"code": code} | {name: told[name] for name in ("number", "at") if name in told}
    at_once = code in AT_ONCE and citizen not in work.state.visitors
    send(
        work,
        context,
        way=Way.MAIL,
        kind=NEWS,
        about=about,
        within_s=_of_use_s(work, code, facts),
        after_s=0.0 if at_once else SEEN_WITHIN_S,
        recipient=citizen,
        facts=facts,
    )


def _of_use_s(work: UnitOfWork, code: str, facts: Mapping[str, str]) -> float:
    """Return for how long it is worth telling: a reminder until its appointment begins."""
    if code in REMINDERS:
        return max(0.0, float(facts["at"]) - work.wall - SEEN_WITHIN_S)
    return SOON_OVER_S if code in AT_ONCE else OF_USE_S
