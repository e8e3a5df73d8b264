"""The office without its building: services, tickets, lines, desks, cases, waits. No I/O, no clock, no chance."""

from madang_office import (
    calendar,
    cases,
    desks,
    estimate,
    line,
    numbers,
    periods,
    priority,
    promises,
    protection,
    routing,
    services,
    tickets,
    turns,
)
from madang_office.rejected import Rejected

__all__ = [
    "Rejected",
    "calendar",
    "cases",
    "desks",
    "estimate",
    "line",
    "numbers",
    "periods",
    "priority",
    "promises",
    "protection",
    "routing",
    "services",
    "tickets",
    "turns",
]
