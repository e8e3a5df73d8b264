"""Stroll: people walk, change direction about once a second, rest, and talk now and then."""

import random

from madang_load.commons import Commons
from madang_load.visitor import Visitor
from madang_protocol import commands, limits

_NAMES = ("푸른 소나무", "맑은 시내", "Quiet Pine", "하얀 구름", "Warm Stone", "감나무")


class Stroll(Visitor):
    rest_share = 0.4
    talk_share = 0.02

    def __init__(
        self, index: int, commons: Commons, chance: random.Random, *, observes: bool = False, place: str | None = None
    ) -> None:
        super().__init__(str(index), commons, chance, self.hello(index, chance, place), observes=observes)

    def hello(self, index: int, chance: random.Random, place: str | None) -> commands.Hello:
        """Return how the citizen number `index` introduces themselves."""
        name = chance.choice(_NAMES)
        return commands.Hello(versions=[limits.VERSION], lang="ko" if index % 3 else "en", name=name, place=place)

    def act(self, due: float) -> float | None:
        """Decide once; due again in about a second."""
        if self.link.open and self.walks:
            self.decide()
        return due + self.chance.uniform(0.7, 1.3)

    def decide(self) -> None:
        """Rest, walk in another direction, or say something, by lot."""
        lot = self.chance.random()
        if lot < self.talk_share:
            self.say("room" if self.chance.random() < 0.2 else "near")
        elif lot < self.talk_share + self.rest_share:
            self._rest()
        else:
            self.turn((self.heading + self.chance.randint(1, 7) - 1) % 8 + 1 if self.heading else self.chance.randint(1, 8))

    def _rest(self) -> None:
        if self.heading:  # a stop is sent only by those who walk
            self.turn(0)
