"""Officers look for cases of their services, over HTTP (SPEC C44). Knows accounts and what finds, no page."""

from collections.abc import Awaitable, Callable
from typing import Annotated

import msgspec
from fastapi import APIRouter, Header, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field

from madang_office.cases import CaseState
from madang_protocol import limits
from madang_protocol.messages import QueueCase
from madang_server.accounts import Accounts
from madang_server.faults import Forbidden
from madang_server.store.case_search_rows import Wanted
from madang_server.web.callers import PRIVATE, bearer, not_allowed, too_fast
from madang_server.web.throttle import Tries

SEARCHES_A_MINUTE = 30  # of an account
FOUND_MAX = 50
TEXT_CHARS_MIN = 2
Search = Callable[[str, Wanted, int], Awaitable[tuple[list[QueueCase], bool]]]


class SearchWritten(BaseModel):
    """What an officer looks for. Without text, service and state: the newest of their services."""

    model_config = ConfigDict(extra="forbid")

    text: Annotated[str, Field(strict=True, max_length=limits.SEARCH_CHARS_MAX)] = ""
    service: Annotated[str, Field(strict=True, max_length=48)] | None = None
    state: CaseState | None = None
    mine: Annotated[bool, Field(strict=True)] = False


def case_search_routes(accounts: Accounts, search: Search, now: Callable[[], float]) -> APIRouter:
    """Return the route. `search`: account, what is wanted, at most how many; answers these and whether
    there are more, and tells the audit log.

    Answers: 200 {cases, more}; 401 without an officer's sign-in; 422 `too_short`; 429 past 30 a minute.
    """
    router, tries = APIRouter(), Tries(now, SEARCHES_A_MINUTE)

    @router.post("/api/cases/search")
    async def find(wanted: SearchWritten, authorization: Annotated[str | None, Header()] = None) -> Response:
        try:
            officer = await accounts.officer(bearer(authorization) or "")
        except Forbidden:
            return not_allowed()
        text = wanted.text.strip()
        if text and len(text) < TEXT_CHARS_MIN:
            return JSONResponse({"code": "too_short"}, 422, PRIVATE)
        if wait_s := tries.take(officer.id):
            return too_fast(wait_s)
        services = [name for name in officer.services if wanted.service in (None, name)]
        looked_for = Wanted(services=services, text=text, state=wanted.state, officer=officer.id if wanted.mine else None)
        found, more = await search(officer.id, looked_for, FOUND_MAX)
        return JSONResponse({"cases": msgspec.to_builtins(found), "more": more}, headers=PRIVATE)

    return router
