"""Crowd: everyone is in one room, sees everyone, walks, and changes direction once a second."""

from madang_load.scenarios.stroll import Stroll


class Crowd(Stroll):
    def act(self, due: float) -> float | None:
        """Turn once a second, always to another heading, so that every turn is a change."""
        if self.link.open and self.walks:
            self.turn((self.heading + self.chance.randint(1, 7) - 1) % 8 + 1 if self.heading else self.chance.randint(1, 8))
        return due + 1.0
