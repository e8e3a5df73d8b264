"""Time, new names and secrets: the one place from which they come into the server. Tests hand in their own."""

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass


def _key() -> str:
    return secrets.token_urlsafe(12)


def _secret() -> str:
    return secrets.token_urlsafe(32)


@dataclass(frozen=True, slots=True)
class Environment:
    """What a pure thing may not reach for itself.

    `now` gives unix seconds, `key` an id for a row, `secret` a token that nobody can guess, `entropy` as
    many unguessable bytes as asked for.
    """

    now: Callable[[], float] = time.time
    key: Callable[[], str] = _key
    secret: Callable[[], str] = _secret
    entropy: Callable[[int], bytes] = secrets.token_bytes
