"""Rings as messages: mine, and those at an officer's services. From records to the wire; decides nothing."""

from collections.abc import Callable, Collection
from math import ceil

from madang_office.bells import Bell, BellState
from madang_office.outbox import Way
from madang_protocol import messages as m
from madang_server.office_app.state import OfficeState
from madang_server.office_clock import LEEWAY_S
from madang_server.store.people import OfficerRow

QUEUE_MAX = 100  # that are shown to an officer


def mine(state: OfficeState, visitor: str, shown: Callable[[float], float], now: float) -> m.Bells:
    """Return a visitor's rings that somebody may still answer (SPEC O12)."""
    return m.Bells([_view(state, bell, shown, now) for bell in state.contact.bells_of_visitor(visitor)])


def at_services(state: OfficeState, services: Collection[str], shown: Callable[[float], float], now: float) -> list[m.QueueBell]:
    """Return those at these services, the oldest first (SPEC O13)."""
    bells = [bell for bell in state.contact.bells.values() if bell.service in services]
    bells.sort(key=lambda bell: (bell.created, bell.id))
    return [
        m.QueueBell(
            id=bell.id,
            service=bell.service,
            name=state.names.get(bell.visitor, ""),
            rung=int(shown(bell.rung)),
            rings=bell.rings,
            here=not state.is_away(bell.visitor, now),
            officer=state.officer_name(bell.officer),
        )
        for bell in bells[:QUEUE_MAX]
    ]


def can_ring(state: OfficeState, services: Collection[str], ways: Collection[Way]) -> set[str]:
    """Return at which of these services somebody could be told of a ring (SPEC O12)."""
    if Way.WEBHOOK in ways:
        return set(services)
    mailed = state.contact.has_mail.values() if Way.MAIL in ways else ()
    here = (row for officer in state.staff_visitors if (row := _here(state, officer)) is not None)
    return set(services) & set().union(*mailed, *(row.services for row in here))


def _here(state: OfficeState, officer: str) -> OfficerRow | None:
    """Return the officer when they are on the page, and work here still."""
    row = state.staff.get(officer) if state.staff_visitors[officer] in state.visitors else None
    return row if row is not None and not row.disabled else None


def _view(state: OfficeState, bell: Bell, shown: Callable[[float], float], now: float) -> m.BellView:
    told = bell.round
    return m.BellView(
        id=bell.id,
        service=bell.service,
        state="coming" if bell.state is BellState.COMING else "ringing",
        rung=int(shown(bell.rung)),
        ends=int(shown(bell.ends)),
        again=int(shown(bell.again)) if bell.again is not None else None,
        here=told.here,
        mails=told.mails,
        mails_sent=told.mails_sent,
        mails_failed=told.mails_failed,
        hooks=told.hooks,
        hooks_sent=told.hooks_sent,
        hooks_failed=told.hooks_failed,
        officer=state.officer_name(bell.officer),
        left_s=max(0, ceil(bell.again - now - LEEWAY_S)) if bell.again is not None else None,
    )
