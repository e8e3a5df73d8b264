"""Lively: a hall as it should be. People come one after another, do what they came for at a human pace, and go home.

Made to be looked at, not to measure with: nobody hurries, and what is said has no mark in it.
"""

import random
import time

from madang_load.commons import Commons
from madang_load.officer import Habits
from madang_load.scenarios.visit import Visit
from madang_protocol import commands, limits, messages

HABITS = Habits(serve=35, comes_within=60, turns_a_break=8, break_seconds=30, breath=4, write_share=0.04)
OPENING, OPENING_SECONDS = 14, 15.0  # so many are there soon after the doors have opened
STAY_SECONDS = (90.0, 300.0)
ANSWER_SECONDS = (1.5, 5.0)  # until one who is called says that they come
WALK_SECONDS = (4.0, 9.0)
AROUND_UNITS = 12 * 32 * limits.UNITS_PER_PX
PEOPLE = (
    ("김하늘", "student"), ("순자", "halmoni"), ("Mina Park", "office-worker"), ("영수", "harabeoji"), ("지우", "white-cane"),
    ("Daniel", "runner"), ("박수진", "parent-pram"), ("은서", "hanbok"), ("Aisha", "hijab"), ("민준", "shopkeeper"),
    ("하준", "wheelchair"), ("Lena", "artist"), ("준호", "engineer"), ("이서윤", "gardener"), ("Tom", "hearing-aid"),
    ("소율", "guide-dog"), ("정다은", "student"), ("Yuna Kim", "runner"), ("최민수", "office-worker"), ("복희", "walking-frame"),
    ("Omar", "shopkeeper"), ("한별", "hanbok"), ("강지훈", "power-wheelchair"), ("Maria", "gardener"), ("오세라", "artist"),
    ("Chris", "engineer"),
)  # fmt: skip
SAID = {
    "ko": ("안녕하세요.", "여기가 상담 창구인가요?", "고맙습니다.", "오늘은 금방 차례가 오네요.", "먼저 하세요."),
    "en": ("Good morning.", "Is this the right counter?", "Thank you!", "That was quick today.", "After you."),
}
ANSWERED = {"ko": "네, 알겠습니다.", "en": "I see, thank you."}


def arrivals(citizens: int, seconds: float, seed: int) -> list[float]:
    """Return when each citizen arrives, in seconds, rising: some at once, the others spread over the run."""
    chance = random.Random(f"{seed}/lively")
    early = min(citizens, OPENING)
    first = [chance.uniform(0, min(OPENING_SECONDS, seconds)) for _ in range(early)]
    later = [chance.uniform(min(OPENING_SECONDS, seconds), seconds) for _ in range(citizens - early)]
    return sorted(first + later)


class Lively(Visit):
    """A citizen with a name, a look and time."""

    errands = (
        "talk",
        "form",
        *["look"] * 5,
    )  # one officer keeps up with the talks: a newcomer waits a minute or two

    def __init__(
        self, index: int, commons: Commons, chance: random.Random, *, observes: bool = False, place: str | None = None
    ) -> None:
        super().__init__(index, commons, chance, observes=observes, place=place)
        self.lang = self.link.hello.lang
        self._goes_at = time.monotonic() + chance.uniform(*STAY_SECONDS)
        self._busy_until = 0.0
        self._coming: tuple[float, messages.TicketView] | None = None  # when I answer my call

    def hello(self, index: int, chance: random.Random, place: str | None) -> commands.Hello:  # noqa: ARG002 - as told by `Stroll`
        name, look = PEOPLE[index % len(PEOPLE)]
        return commands.Hello(versions=[limits.VERSION], lang="en" if name.isascii() else "ko", name=name, look=look, place=place)

    def act(self, due: float) -> float | None:
        """Go home when it is time and no ticket is held; answer a call; otherwise as on any visit."""
        if due >= self._goes_at and not self.tickets:
            self.leave()
            return None
        if self._coming is not None and due >= self._coming[0]:
            self._come(self._coming[1])
        return super().act(due)

    def decide(self) -> None:
        """Stand, walk somewhere, or say a word to those near, by lot. Who is on the way goes on."""
        if time.monotonic() < self._busy_until:
            return
        lot = self.chance.random()
        if lot < self.talk_share:
            self.say("near")
        elif lot > 1 - self.rest_share:
            self._walk_about()

    def say(self, audience: str) -> None:
        text = self.chance.choice(SAID[self.lang])
        self.link.send(commands.Say(id=self.link.request_id(), to="room" if audience == "room" else "near", text=text))

    def called(self, call: messages.Called, now: float) -> None:
        self._coming = (now + self.chance.uniform(*ANSWER_SECONDS), call.ticket)

    def told(self, message: messages.AnyMessage, now: float) -> None:  # noqa: ARG002 - every visitor is told the time
        officer_wrote = isinstance(message, messages.CaseEntry) and message.entry.by == "officer" and message.entry.text
        if officer_wrote and isinstance(message, messages.CaseEntry):
            text = ANSWERED[self.lang]
            self.link.send(commands.CaseSay(id=self.link.request_id(), case=message.case, text=text))

    def _come(self, ticket: messages.TicketView) -> None:
        self._coming = None
        self.link.send(commands.TicketAnswer(id=self.link.request_id(), ticket=ticket.id))
        if ticket.counter is not None:
            self._go(commands.Go(id=self.link.request_id(), n=self._next_input(), kind="counter", name=ticket.counter))

    def _walk_about(self) -> None:
        """Head for a spot around the place where I came in. Where no way leads, the office says so and I stand."""
        if self.room is None:
            return
        x, y = (
            min(limits.PLACE_SIDE_UNITS_MAX, max(0, round(at + self.chance.uniform(-AROUND_UNITS, AROUND_UNITS))))
            for at in (self.room.x, self.room.y)
        )
        self._go(commands.Go(id=self.link.request_id(), n=self._next_input(), kind="point", x=x, y=y))

    def _go(self, where: commands.Go) -> None:
        self.link.send(where)
        self._busy_until = time.monotonic() + self.chance.uniform(*WALK_SECONDS)

    def _next_input(self) -> int:
        self.input = (self.input + 1) % limits.INPUT_NUMBERS
        return self.input
