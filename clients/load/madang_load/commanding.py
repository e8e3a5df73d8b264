"""The durable commands of a worker's citizens: when each begins, who still waits for an answer, and what is lost in the end."""

import random

from madang_load.order import Share
from madang_load.pacer import Pacer
from madang_load.scenarios.counters import A_SECOND_MAX, Counters
from madang_load.tally import Tally

ROUND_SECONDS = 7 / A_SECOND_MAX  # without a rate they begin spread over a round, and so go on doing different things


class Commanding:
    """What a worker does with citizens who send commands. Others are passed over."""

    def __init__(self, share: Share, tally: Tally) -> None:
        order = share.order
        self._chance = random.Random(f"{order.seed}/{share.worker}/pace")
        self._tally = tally
        rate = order.rate * len(share.citizens) / order.citizens if order.rate is not None and share.citizens else None
        self.pacer = Pacer(rate, self._chance)
        self.citizens: list[Counters] = []

    def begin(self, now: float) -> None:
        """Let all begin: with a rate at once, otherwise one after another."""
        spread = ROUND_SECONDS if self.pacer.per_second is None else 0.0
        for citizen in self.citizens:
            self.pacer.rest(citizen, now + self._chance.random() * spread)

    def end(self, now: float) -> None:
        """Note how far they came. A command that nobody was free to send counts as one that waited until now."""
        counts = self._tally.counts
        counts["commands_in_time"] = counts["commands_answered"]
        for due in self.pacer.unsent(now):
            counts["commands_unsent"] += 1
            self._tally.latency("command", now - due)

    @property
    def under_way(self) -> bool:
        return any(citizen.asking.asked is not None for citizen in self.citizens)

    def come_back_anew(self, now: float) -> None:
        """Give up waiting for answers, and let all come in again, to be told what the office has."""
        for citizen in self.citizens:
            if citizen.asking.asked is not None:
                self._tally.counts["commands_unanswered"] += 1
                self._tally.latency("command", now - citizen.asking.asked.due)
            citizen.come_back_anew()

    @property
    def all_told(self) -> bool:
        return all(citizen.told_all for citizen in self.citizens)

    def count_lost(self) -> None:
        self._tally.counts["commands_lost"] = sum(citizen.lost() for citizen in self.citizens)
        self._tally.counts["citizens_unchecked"] = sum(not citizen.told_all for citizen in self.citizens)
