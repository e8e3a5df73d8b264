"""Time, new names and secrets: the one place from which they come into the server. Tests hand in their own."""

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from madang_server.office_clock import OfficeClock


def _key() -> str:
    return secrets.token_urlsafe(12)


def _secret() -> str:
    return secrets.token_urlsafe(32)


@dataclass(frozen=True, slots=True)
class Environment:
    """What a pure thing may not reach for itself.

    `now` gives unix seconds, for people and laws: it may jump. `monotonic` gives seconds that do not, for durations inside this
    process; `office` is the time by which the office orders and measures what happens, also over a restart. `key` gives an id for
    a row, `secret` a token that nobody can guess, `entropy` as many unguessable bytes as asked for.
    """

    now: Callable[[], float] = time.time
    monotonic: Callable[[], float] = time.monotonic
    key: Callable[[], str] = _key
    secret: Callable[[], str] = _secret
    entropy: Callable[[int], bytes] = secrets.token_bytes
    office: OfficeClock = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "office", OfficeClock(self.now, self.monotonic))
