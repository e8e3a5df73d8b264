"""The rules of an office: services, tickets, lines, desks, cases, waits. How a decision is made is told in `tickets.py`.

May not know I/O, clock, chance or space. Instants are unix seconds and are handed in, as are ids and unguessable bytes.
"""

from madang_office import (
    calendar,
    cases,
    desks,
    estimate,
    grounds,
    line,
    numbers,
    periods,
    promises,
    protection,
    results,
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
    "grounds",
    "line",
    "numbers",
    "periods",
    "promises",
    "protection",
    "results",
    "routing",
    "services",
    "tickets",
    "turns",
]
