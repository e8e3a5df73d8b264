"""What came of the visits to a service: numbers that an office publishes about itself (SPEC O9). Pure: knows counts, no persons.

Results, not visits: how many people came says nothing. How many were served to the end, had to come again, waited as long as
they were told, and got their decision within the legal term does.
"""

from dataclasses import dataclass

from madang_office.promises import PROMISES_MIN

PERIOD_DAYS = 28  # four weeks: each weekday as often
AGAIN_DAYS = 7  # who comes again for the same service within so many days was not served for good
SHARES_FROM = PROMISES_MIN  # of fewer no share is published: it would say nothing, or something of a person


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceResults:
    """Of one service in the last PERIOD_DAYS.

    `finished`, `left`, `missed`, `ended`: tickets that were served to the end, given back, missed, and over otherwise. `judged`:
    of finished ones, those AGAIN_DAYS old, of as many days; `again`: whose holder came again. `told`: ranges that were told and
    what came of them is known; `held`, `sooner`, `later` of these. `waited_s`: the wait of every second of these people at most,
    and of nine in ten. `decided`: requests with a term that were decided; `in_term` of these. `overdue`: now.
    `..._appointments`: those whose time was in these days.
    """

    finished: int = 0
    left: int = 0
    missed: int = 0
    ended: int = 0
    judged: int = 0
    again: int = 0
    told: int = 0
    held: int = 0
    sooner: int = 0
    later: int = 0
    waited_s: tuple[float, float] | None = None
    decided: int = 0
    in_term: int = 0
    overdue: int = 0
    kept_appointments: int = 0
    missed_appointments: int = 0
    cancelled_appointments: int = 0

    @property
    def served_share(self) -> float | None:
        """Of the tickets that are over, those that were served to the end."""
        return share(self.finished, self.finished + self.left + self.missed + self.ended)

    @property
    def first_visit_share(self) -> float | None:
        """Of those who were served, those who did not come again."""
        return share(self.judged - self.again, self.judged)

    @property
    def held_share(self) -> float | None:
        """Of the ranges that were told, those that held."""
        return share(self.held, self.told)

    @property
    def in_term_share(self) -> float | None:
        """Of the decisions with a legal term, those within it."""
        return share(self.in_term, self.decided)


def share(part: int, whole: int) -> float | None:
    """Return the part of the whole, 0 to 1; None when it is of fewer than SHARES_FROM."""
    return part / whole if whole >= SHARES_FROM else None
