"""Tickets, desks and services to test with. Plain builders of the real things, no doubles."""

from madang_office import cases, desks, line, periods, services, tickets
from madang_office.tickets import Facts, Ticket, TicketEvent, TicketState

NOON = 1_750_000_000.0
SERVICE = services.Service(id="tax", title={"ko": "세금 상담", "en": "Tax advice"}, prefix="T")
OTHER = services.Service(id="home", title={"ko": "집", "en": "Housing"}, prefix="H")
SERVICES = {"tax": SERVICE, "home": OTHER}
OFFICER = desks.Officer(id="kim", services=frozenset({"tax", "home"}))
SEAT = Facts(counter="one", officer="kim", booth="b1")


def ticket(name: str = "a", *, at: float = NOON, ground: str | None = None, service: str = "tax") -> Ticket:
    """A ticket just taken."""
    number = f"T-{name}"
    return tickets.take(id=name, number=number, service=service, visitor=f"visitor-{name}", now=at, ground=ground).ticket


def changed(before: Ticket, event: TicketEvent, now: float = NOON + 10, facts: Facts = SEAT) -> Ticket:
    """The ticket after an event that must be accepted."""
    result = tickets.apply(before, event, now, facts)
    assert isinstance(result, tickets.Changed), result
    return result.ticket


PATHS: dict[TicketState, tuple[TicketEvent, ...]] = {
    TicketState.WAITING: (),
    TicketState.CALLED: (TicketEvent.CALL,),
    TicketState.SERVING: (TicketEvent.CALL, TicketEvent.SERVE),
    TicketState.HELD: (TicketEvent.CALL, TicketEvent.SERVE, TicketEvent.HOLD),
    TicketState.DEFERRED: (TicketEvent.DEFER,),
    TicketState.TRANSFERRED: (TicketEvent.CALL, TicketEvent.TRANSFER),
    TicketState.MISSED: (TicketEvent.CALL, TicketEvent.MISS),
    TicketState.DONE: (TicketEvent.CALL, TicketEvent.SERVE, TicketEvent.FINISH),
    TicketState.LEFT: (TicketEvent.LEAVE,),
}
EVERYTHING = Facts(counter="one", officer="kim", booth="b1", service="home", not_before=NOON + 900, alarmed=True)


def ticket_in(state: TicketState) -> Ticket:
    """A ticket that came into this state by lawful events."""
    result = ticket()
    for step, event in enumerate(PATHS[state], 1):
        result = changed(result, event, NOON + step, EVERYTHING)
    assert result.state is state
    return result


def waiting_line(*names: str, favoured: str = "", calls: int = 0) -> line.Line:
    """A line of tickets that came a second after one another; those named in `favoured` have a ground."""
    made = [
        ticket(name, at=NOON + second, ground=("disability" if name in favoured else None)) for second, name in enumerate(names)
    ]
    return line.Line("tax", tuple(made), calls)


def names(ordered: list[Ticket]) -> str:
    """The ids in a row."""
    return "".join(each.id for each in ordered)


def desk(counter: str = "one", officer: desks.Officer = OFFICER) -> desks.Desk:
    """A desk that was opened."""
    opened = desks.open_desk(desks.Desk(counter=counter), officer, frozenset({"tax", "home"}), NOON)
    assert isinstance(opened, desks.DeskChanged)
    return opened.desk


def period(state: TicketState, began: float, ended: float | None, **more: str) -> periods.Period:
    """A period row of ticket `a`."""
    fields = {"ticket": "a", "service": "tax", **more}
    return periods.Period(state=state, began=began, ended=ended, **fields)


def draft() -> cases.Case:
    """A case just opened."""
    return cases.open_case(id="c", number="2026-000001", service="tax", citizen="visitor-a", now=NOON)
