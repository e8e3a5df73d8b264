"""Inviting somebody to a request, and using an invitation, over HTTP (SPEC C46, C47). Knows no page."""

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Header, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from madang_office.parties import PartyRole
from madang_office.recovery_codes import read_recovery_code
from madang_office.rejected import Rejected
from madang_protocol import Rejection, limits
from madang_server.addresses import Proxies
from madang_server.office_app.commands.parties import Invitation
from madang_server.office_app.parties import Parties
from madang_server.web.callers import PRIVATE, bearer, fault, not_allowed, rejection, source_at, too_fast
from madang_server.web.recovery import CodeTyped, square
from madang_server.web.throttle import Tries

INVITATIONS_OF_A_CITIZEN = 10  # an hour
TRIES_OF_A_CITIZEN, TRIES_OF_AN_ADDRESS = 10, 30  # a minute
HOUR_S = 3_600.0
_STATUS = {Rejection.UNKNOWN_CASE: 404, Rejection.UNKNOWN_TARGET: 404, Rejection.FORM_INVALID: 422}
Name = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,48}$", strict=True)]


class Wanted(BaseModel):
    """Whom a citizen wants beside a request."""

    model_config = ConfigDict(extra="forbid")

    case: Name
    role: PartyRole
    fields: Annotated[list[Name], Field(max_length=limits.FIELDS_MAX)]
    writes: Annotated[bool, Field(strict=True)]
    days: Annotated[int, Field(strict=True, ge=0, le=366)]


def party_routes(parties: Parties, address: str, proxies: Proxies, now: Callable[[], float]) -> APIRouter:
    """Return the routes. `address`: of the office's page, for the link; `now`: seconds that do not jump.

    Answers: 200; 401 `not_allowed` for nobody's token; 429 `too_fast`; 404, 409 and 422 with the code of what was rejected, of a
    code that is used 422 `mistyped`, 404 `unknown_code`.
    """
    router = APIRouter()
    router.include_router(_inviting(parties, address, Tries(now, INVITATIONS_OF_A_CITIZEN, window_s=HOUR_S)))
    router.include_router(_joining(parties, proxies, Tries(now, TRIES_OF_A_CITIZEN), Tries(now, TRIES_OF_AN_ADDRESS)))
    return router


def _inviting(parties: Parties, address: str, invitations: Tries) -> APIRouter:
    router = APIRouter()

    @router.post("/api/parties")
    async def invite(wanted: Wanted, authorization: Annotated[str | None, Header()] = None) -> Response:
        who = await parties.citizen(bearer(authorization) or "")
        if who is None:
            return not_allowed()
        if wait_s := invitations.take(who.id):
            return too_fast(wait_s)
        found = await parties.invite(who, Invitation(wanted.case, wanted.role, tuple(wanted.fields), wanted.writes, wanted.days))
        if isinstance(found, Rejected):
            return rejection(found, _STATUS)
        link = f"{address}/#join/{found.code.replace(' ', '')}"
        made = {"party": found.party, "code": found.code, "link": link, "square": square(link)}
        return JSONResponse(made, headers=PRIVATE)

    return router


def _joining(parties: Parties, proxies: Proxies, of_citizens: Tries, of_addresses: Tries) -> APIRouter:
    router = APIRouter()

    @router.post("/api/parties/join")
    async def join(request: Request, typed: CodeTyped, authorization: Annotated[str | None, Header()] = None) -> Response:
        who = await parties.citizen(bearer(authorization) or "")
        if who is None:
            return not_allowed()
        if read_recovery_code(typed.code) is None:
            return fault("mistyped", 422)
        if wait_s := of_citizens.take(who.id) or of_addresses.take(source_at(request, proxies)):
            return too_fast(wait_s)
        case = await parties.join(who, typed.code)
        if isinstance(case, str):
            return JSONResponse({"case": case}, headers=PRIVATE)
        return fault("unknown_code", 404) if case.code is Rejection.UNKNOWN_TARGET else rejection(case, _STATUS)

    return router
