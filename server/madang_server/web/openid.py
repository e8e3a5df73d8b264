"""Signing in by a provider of OpenID Connect over HTTP (SPEC S31). Without one set, these routes say so. Knows no SQL.

No token is ever in an address: the page gets it as the answer to the code and state with which the provider sends people back.
"""

from collections.abc import Awaitable, Callable
from enum import StrEnum
from typing import Annotated, Any

import structlog
from fastapi import APIRouter, Header, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, StringConstraints

from madang_office.audit import AuditKind
from madang_server.addresses import source_of
from madang_server.openid_sign_in import Came, OpenIdFault, OpenIdSignIn
from madang_server.own_account import OwnFault
from madang_server.web.account_answers import Answers
from madang_server.web.callers import PRIVATE, bearer
from madang_server.web.device_kinds import device_of
from madang_server.web.failed_tries import FailedTries
from madang_server.web.own_account import STATUSES, Guesses, PasswordAsked
from madang_server.web.sign_in import CODE_CHARS_MAX

_log = structlog.get_logger()
A_MINUTE_FROM_ONE_PLACE = 60  # who is sent to the provider, and who comes back: a house of officers may share one address
_STATUS: dict[StrEnum, int] = {
    **STATUSES,
    OpenIdFault.AWAY: 502,
    OpenIdFault.NOT_PROVEN: 401,
    OpenIdFault.UNKNOWN: 403,
    OpenIdFault.TAKEN: 409,
}
_Said = Annotated[str, StringConstraints(min_length=1, max_length=2_048, strict=True)]
_Binding = Annotated[str, StringConstraints(min_length=32, max_length=128, strict=True)]
_Code = Annotated[str, StringConstraints(max_length=CODE_CHARS_MAX, strict=True)]
_Authorization = Annotated[str | None, Header()]


class StartAsked(BaseModel):
    """Somebody wants to be sent. `binding`: a secret of their browser, which it says again when it is back."""

    model_config = ConfigDict(extra="forbid")

    binding: _Binding


class FinishAsked(StartAsked):
    """Somebody came back with what the provider gave them."""

    state: _Said
    code: _Said


class LinkAsked(PasswordAsked):
    """An officer wants to link their account."""

    binding: _Binding
    code: _Code = ""


def openid_routes(openid: OpenIdSignIn | None, guesses: Guesses, failed: FailedTries, now: Callable[[], float]) -> APIRouter:
    """Return the routes. `openid`: None: no provider is set; `now`: seconds that do not jump."""
    router = APIRouter()

    @router.get("/api/officer/openid")
    async def is_set() -> Response:
        return JSONResponse({"openid": openid is not None}, headers=PRIVATE)

    if openid is not None:
        _add_sign_in(router, openid, guesses, failed, now)
        _add_linking(router, openid, guesses, now)
    return router


def _add_sign_in(
    router: APIRouter, openid: OpenIdSignIn, guesses: Guesses, failed: FailedTries, now: Callable[[], float]
) -> None:
    answers = Answers(now, A_MINUTE_FROM_ONE_PLACE, _STATUS)

    @router.post("/api/officer/openid/start")
    async def start(request: Request, asked: StartAsked) -> Response:
        return await answers.give(source_of(guesses.address_of(request)), lambda: _address(openid.start(asked.binding)))

    @router.post("/api/officer/openid/finish")
    async def finish(request: Request, asked: FinishAsked, authorization: _Authorization = None) -> Response:
        address = guesses.address_of(request)
        source, device = source_of(address), device_of(request.headers.get("user-agent", ""))
        token = bearer(authorization) or ""

        async def work() -> dict[str, Any] | OpenIdFault:
            came = await openid.finish(asked.state, asked.code, asked.binding, token=token, source=source, device=device)
            if isinstance(came, Came):
                return {"token": came.token} if came.token is not None else {"linked": True}
            _log.warning("sign-in by the provider rejected", code=came.value)
            if came is not OpenIdFault.AWAY:
                await failed.tell(AuditKind.SIGN_IN_FAILED, "", address)
            return came

        return await answers.give(source, work)


def _add_linking(router: APIRouter, openid: OpenIdSignIn, guesses: Guesses, now: Callable[[], float]) -> None:
    answers = Answers(now, A_MINUTE_FROM_ONE_PLACE, _STATUS)

    async def guessed(request: Request, token: str, work: Callable[[], Awaitable[Any]]) -> Response:
        barred = await guesses.barred(request, token)
        return barred or await answers.give(token, lambda: guesses.settled(request, token, work()))

    @router.get("/api/account/identity")
    async def linked(authorization: _Authorization = None) -> Response:
        token = bearer(authorization) or ""
        return await answers.give(token, lambda: _since(openid.linked_since(token)))

    @router.post("/api/account/identity")
    async def link(request: Request, asked: LinkAsked, authorization: _Authorization = None) -> Response:
        token = bearer(authorization) or ""
        work = openid.start_link
        return await guessed(request, token, lambda: _address(work(token, asked.password, asked.code or None, asked.binding)))

    @router.post("/api/account/identity/off")
    async def unlink(request: Request, asked: PasswordAsked, authorization: _Authorization = None) -> Response:
        token = bearer(authorization) or ""
        return await guessed(request, token, lambda: openid.unlink(token, asked.password))


async def _address(work: Awaitable[str | OpenIdFault | OwnFault]) -> dict[str, Any] | OpenIdFault | OwnFault:
    outcome = await work
    return outcome if isinstance(outcome, OpenIdFault | OwnFault) else {"address": outcome}


async def _since(work: Awaitable[float | None]) -> dict[str, Any]:
    return {"linked": await work}
