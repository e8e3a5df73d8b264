"""One's own account over HTTP: password, sign-ins, second factor (SPEC S26 to S28). Knows accounts, no SQL.

Passwords and codes that are said here count as tries to sign in (N8): a tab that somebody left open is no place to guess them.
"""

import asyncio
from collections.abc import Awaitable, Callable
from enum import StrEnum
from typing import Annotated, Any, TypeVar

import segno
from fastapi import APIRouter, Header, Path, Request, Response
from pydantic import BaseModel, ConfigDict

from madang_server.accounts import Accounts
from madang_server.addresses import Proxies, source_of
from madang_server.faults import Forbidden, Overloaded
from madang_server.own_account import NewFactor, OwnAccount, OwnFault, OwnView
from madang_server.web.account_answers import Answers
from madang_server.web.callers import address_of, bearer, too_fast
from madang_server.web.sign_in import Code, Password
from madang_server.web.throttle import Throttle

T = TypeVar("T")
ACTS_A_MINUTE = 60  # of one sign-in
STATUSES: dict[StrEnum, int] = {
    OwnFault.WRONG_PASSWORD: 403,
    OwnFault.WEAK_PASSWORD: 422,
    OwnFault.WRONG_CODE: 403,
    OwnFault.BARRED: 429,
    OwnFault.UNKNOWN: 404,
}
_GUESSED = frozenset({OwnFault.WRONG_PASSWORD, OwnFault.WRONG_CODE, OwnFault.BARRED})
_Authorization = Annotated[str | None, Header()]


class _Asked(BaseModel):
    model_config = ConfigDict(extra="forbid")


class NewPasswordAsked(_Asked):
    """The password that is, and the one that is to be."""

    password: Password
    new_password: Password


class PasswordAsked(_Asked):
    """That it is really the officer who asks."""

    password: Password


class CodeAsked(_Asked):
    """A code of the app."""

    code: Code


class BothAsked(PasswordAsked, CodeAsked):
    """That it is really the officer who asks, and has the second factor or a recovery code."""


class Guesses:
    """Lets somebody say a password or a code as often as somebody may try to sign in."""

    def __init__(self, accounts: Accounts, throttle: Throttle, proxies: Proxies) -> None:
        self._accounts = accounts
        self._throttle = throttle
        self._proxies = proxies

    def address_of(self, request: Request) -> str:
        """Return from where the request comes."""
        return address_of(request, self._proxies)

    async def barred(self, request: Request, token: str) -> Response | None:
        """Count one try. Return the answer to who has tried too often; raises nothing: who is nobody is told so later."""
        name, address = await self._name_of(token), self.address_of(request)
        if name is None:
            return None
        wait_s = self._throttle.take(name, address)
        if not wait_s:
            await asyncio.sleep(self._throttle.pause_s(name, address))
        return too_fast(wait_s) if wait_s else None

    async def settled(self, request: Request, token: str, work: Awaitable[T]) -> T:
        """Return what came of it; a try that was no wrong guess is taken back."""
        name = await self._name_of(token)  # asked before: the work may end this sign-in
        try:
            outcome = await work
        except Overloaded:
            self._forgive(request, name)
            raise
        if not (isinstance(outcome, OwnFault) and outcome in _GUESSED):
            self._forgive(request, name)
        return outcome

    def _forgive(self, request: Request, name: str | None) -> None:
        if name is not None:
            self._throttle.forgive(name, self.address_of(request))

    async def _name_of(self, token: str) -> str | None:
        try:
            return (await self._accounts.officer(token)).name
        except Forbidden:
            return None


def own_account_routes(own: OwnAccount, guesses: Guesses, now: Callable[[], float]) -> APIRouter:
    """Return the routes. `now`: seconds that do not jump.

    Answers: 200; 401 `not_allowed` without a sign-in of this office; 403, 404, 409, 422, 429 {code}; 503.
    """
    router, answers = APIRouter(), Answers(now, ACTS_A_MINUTE, STATUSES)

    async def guessed(request: Request, authorization: str | None, work: Callable[[str], Awaitable[Any]]) -> Response:
        """Answer a request that says a password or a code."""
        token = bearer(authorization) or ""
        barred = await guesses.barred(request, token)
        return barred or await answers.give(token, lambda: guesses.settled(request, token, work(token)))

    @router.get("/api/account")
    async def view(authorization: _Authorization = None) -> Response:
        token = bearer(authorization) or ""
        return await answers.give(token, lambda: _shown(own, token))

    @router.post("/api/account/password")
    async def password(request: Request, asked: NewPasswordAsked, authorization: _Authorization = None) -> Response:
        source = source_of(guesses.address_of(request))
        return await guessed(
            request,
            authorization,
            lambda token: own.change_password(token, asked.password, asked.new_password, source=source),
        )

    @router.post("/api/account/sessions/end-others")
    async def end_others(authorization: _Authorization = None) -> Response:
        token = bearer(authorization) or ""
        return await answers.give(token, lambda: own.end_others(token))

    @router.post("/api/account/sessions/{session}/end")
    async def end(session: Annotated[str, Path(max_length=40)], authorization: _Authorization = None) -> Response:
        token = bearer(authorization) or ""
        return await answers.give(token, lambda: own.end_session(token, session))

    _add_factor_routes(router, own, guessed)
    return router


def _add_factor_routes(
    router: APIRouter,
    own: OwnAccount,
    guessed: Callable[[Request, str | None, Callable[[str], Awaitable[Any]]], Awaitable[Response]],
) -> None:
    """Add what is about the second factor."""

    @router.post("/api/account/second-factor")
    async def begin(request: Request, asked: PasswordAsked, authorization: _Authorization = None) -> Response:
        return await guessed(request, authorization, lambda token: _told(own.begin_factor(token, asked.password)))

    @router.post("/api/account/second-factor/confirm")
    async def confirm(request: Request, asked: CodeAsked, authorization: _Authorization = None) -> Response:
        return await guessed(request, authorization, lambda token: _codes(own.confirm_factor(token, asked.code)))

    @router.post("/api/account/second-factor/recovery")
    async def recovery(request: Request, asked: BothAsked, authorization: _Authorization = None) -> Response:
        return await guessed(request, authorization, lambda token: _codes(own.renew_recovery(token, asked.password, asked.code)))

    @router.post("/api/account/second-factor/off")
    async def off(request: Request, asked: BothAsked, authorization: _Authorization = None) -> Response:
        return await guessed(request, authorization, lambda token: own.end_factor(token, asked.password, asked.code))


async def _shown(own: OwnAccount, token: str) -> dict[str, Any]:
    view: OwnView = await own.view(token)
    sessions = [
        {"id": one.id, "began": one.began, "seen": one.seen, "device": one.device, "own": one.own} for one in view.sessions
    ]
    factor = {"since": view.factor.confirmed, "recovery_left": len(view.factor.recovery)} if view.factor else None
    told = {"name": view.officer.name, "sessions": sessions}
    return told | {"second_factor": factor, "needs_second_factor": view.needs_factor}


async def _told(work: Awaitable[NewFactor | OwnFault]) -> dict[str, Any] | OwnFault:
    outcome = await work
    if isinstance(outcome, OwnFault):
        return outcome
    rows = ["".join("1" if dark else "0" for dark in row) for row in segno.make_qr(outcome.address, error="l").matrix]
    return {"secret": outcome.secret, "address": outcome.address, "picture": rows}


async def _codes(work: Awaitable[list[str] | OwnFault]) -> dict[str, Any] | OwnFault:
    outcome = await work
    return outcome if isinstance(outcome, OwnFault) else {"recovery_codes": outcome}
