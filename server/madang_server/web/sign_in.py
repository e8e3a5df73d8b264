"""Sign-in for officers and sign-out over HTTP, throttled. Knows accounts, no room and no desk."""

import asyncio
import unicodedata
from collections.abc import Callable
from typing import Annotated

import structlog
from fastapi import APIRouter, Header, Request, Response
from fastapi.responses import JSONResponse
from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints
from starlette.background import BackgroundTask

from madang_office.audit import AuditKind
from madang_protocol import limits
from madang_protocol.writing import tidy_line
from madang_server.accounts import PASSWORD_CHARS_MAX, Accounts, SignInFault
from madang_server.addresses import Proxies, source_of
from madang_server.faults import Overloaded
from madang_server.web.callers import OVERLOADED_WAIT_S, PRIVATE, address_of, bearer, too_fast
from madang_server.web.device_kinds import device_of
from madang_server.web.failed_tries import FailedTries
from madang_server.web.throttle import Throttle

_log = structlog.get_logger()
CODE_CHARS_MAX = 40  # a recovery code as it may be pasted
Password = Annotated[
    str,
    StringConstraints(min_length=1, max_length=PASSWORD_CHARS_MAX, strict=True),
    AfterValidator(lambda typed: unicodedata.normalize("NFC", typed)),
]
_Name = Annotated[
    str, StringConstraints(min_length=1, max_length=limits.NAME_WRITTEN_CHARS_MAX, strict=True), AfterValidator(tidy_line)
]
Code = Annotated[str, StringConstraints(min_length=1, max_length=CODE_CHARS_MAX, strict=True)]
_STATUS = {SignInFault.WRONG: 401, SignInFault.WRONG_CODE: 401, SignInFault.CODES_BARRED: 429, SignInFault.WEAK_PASSWORD: 422}
_TOLD = {
    SignInFault.WRONG: AuditKind.SIGN_IN_FAILED,
    SignInFault.WRONG_CODE: AuditKind.SIGN_IN_FAILED,
    SignInFault.CODES_BARRED: AuditKind.SIGN_IN_BARRED,
}


class SignInAsked(BaseModel):
    """What an officer types; keyboards write one letter in several ways, so name and passwords are composed (NFC)."""

    model_config = ConfigDict(extra="forbid")

    name: _Name
    password: Password
    new_password: Password | None = None
    code: Code | None = None


def sign_in_routes(accounts: Accounts, throttle: Throttle, proxies: Proxies, now: Callable[[], float]) -> APIRouter:
    """Return the routes. Answers: 200 {token, must_change}; 401, 422, 429 {code}. `now`: seconds that do not jump."""
    router, failed = APIRouter(prefix="/api/officer"), FailedTries(accounts, now)

    @router.post("/sign-in")
    async def sign_in(request: Request, asked: SignInAsked) -> Response:
        address = address_of(request, proxies)
        wait_s = throttle.take(asked.name, address)
        if wait_s:
            _log.warning("sign-in rejected", code="too_fast")
            return too_fast(wait_s, BackgroundTask(failed.tell, AuditKind.SIGN_IN_BARRED, asked.name, address))
        await asyncio.sleep(throttle.pause_s(asked.name, address))  # whoever waits takes no place from others
        async with throttle.turn(address) as is_mine:
            if is_mine:
                return await answer(asked, address, request.headers.get("user-agent", ""))
        throttle.forgive(asked.name, address)
        return too_fast(OVERLOADED_WAIT_S)

    async def answer(asked: SignInAsked, address: str, agent: str) -> Response:
        try:
            outcome = await accounts.sign_in(
                asked.name,
                asked.password,
                asked.new_password,
                code=asked.code,
                source=source_of(address),
                device=device_of(agent),
            )
        except Overloaded:
            throttle.forgive(asked.name, address)  # nobody looked at it: it was no guess
            return too_fast(OVERLOADED_WAIT_S)
        if outcome not in _TOLD:
            throttle.forgive(asked.name, address)
        if isinstance(outcome, SignInFault):
            _log.warning("sign-in rejected", code=outcome.value)
            kind = _TOLD.get(outcome)
            background = BackgroundTask(failed.tell, kind, asked.name, address) if kind is not None else None
            return JSONResponse({"code": outcome.value}, _STATUS[outcome], PRIVATE, background=background)
        told = {"token": outcome.token, "must_change": outcome.must_change}
        needs = {"needs_code": True} if outcome.needs_code else {}
        needs |= {"needs_second_factor": True} if outcome.needs_factor else {}
        return JSONResponse(told | needs, headers=PRIVATE)

    @router.post("/sign-out", status_code=204)
    async def sign_out(authorization: Annotated[str | None, Header()] = None) -> Response:
        token = bearer(authorization)
        if token:
            await accounts.sign_out(token)
        return Response(status_code=204, headers=PRIVATE)

    return router
