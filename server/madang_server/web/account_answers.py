"""How requests about accounts are answered: who may not, what cannot be done, what was done. Knows no account."""

from collections.abc import Awaitable, Callable, Mapping
from enum import StrEnum
from typing import Any

from fastapi import Response
from fastapi.responses import JSONResponse

from madang_server.faults import Forbidden, Overloaded
from madang_server.web.callers import OVERLOADED_WAIT_S, PRIVATE, fault, not_allowed, too_fast
from madang_server.web.throttle import Tries

Told = Mapping[str, Any] | StrEnum | None


class Answers:
    """Answers at most `a_minute` requests of one sign-in. `now`: seconds that do not jump; `statuses`: of faults, else 409."""

    def __init__(self, now: Callable[[], float], a_minute: int, statuses: Mapping[StrEnum, int]) -> None:
        self._tries = Tries(now, a_minute)
        self._statuses = statuses

    async def give(self, token: str, work: Callable[[], Awaitable[Told]]) -> Response:
        """Do it and return what came of it: a fault is told by its code; 401 where the sign-in does not allow it."""
        if wait_s := self._tries.take(token):
            return too_fast(wait_s)
        try:
            outcome = await work()
        except Forbidden:
            return not_allowed()
        except Overloaded:
            return too_fast(OVERLOADED_WAIT_S)
        if isinstance(outcome, StrEnum):
            return fault(outcome.value, self._statuses.get(outcome, 409))
        return JSONResponse(outcome or {}, headers=PRIVATE)
