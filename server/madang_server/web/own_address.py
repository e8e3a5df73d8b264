"""Where an officer is told of what happens in the office, over HTTP (SPEC S34). Knows the outbox and accounts, no SQL."""

from collections.abc import Awaitable, Callable
from enum import StrEnum
from typing import Annotated, Any

from fastapi import APIRouter, Header, Response
from pydantic import BaseModel, ConfigDict, Field

from madang_office.rejected import Rejected
from madang_protocol import Rejection
from madang_server.accounts import Accounts
from madang_server.office_app.outbox import OfficeOutbox, OwnAddress
from madang_server.office_app.unit_of_work import Outcome
from madang_server.outgoing_addresses import MAIL_CHARS_MAX, check_mail
from madang_server.web.account_answers import Answers
from madang_server.web.callers import bearer

ACTS_A_MINUTE = 60  # of one sign-in


class AddressFault(StrEnum):
    """Why nothing was done."""

    NOT_ALLOWED = "not_allowed"
    NO_MAIL = "no_mail_address"  # what was typed is none
    NONE = "no_address"  # there is none to which a test could go, or the office sends no mail
    TOO_FAST = "test_lately"
    LIMIT = "limit"


STATUSES: dict[StrEnum, int] = {
    AddressFault.NOT_ALLOWED: 401,
    AddressFault.NO_MAIL: 422,
    AddressFault.NONE: 409,
    AddressFault.TOO_FAST: 429,
    AddressFault.LIMIT: 503,
}
_FAULTS = {
    Rejection.NOT_ALLOWED: AddressFault.NOT_ALLOWED,
    Rejection.UNKNOWN_TARGET: AddressFault.NONE,
    Rejection.TOO_FAST: AddressFault.TOO_FAST,
    Rejection.LIMIT: AddressFault.LIMIT,
}
Act = Callable[[str], Awaitable[Outcome | AddressFault | None]]
_Authorization = Annotated[str | None, Header()]


class AddressAsked(BaseModel):
    """Where the officer wants to be told; nothing: by no mail."""

    model_config = ConfigDict(extra="forbid")

    mail: Annotated[str, Field(strict=True, max_length=MAIL_CHARS_MAX * 2)]


def own_address_routes(outbox: OfficeOutbox, accounts: Accounts, now: Callable[[], float]) -> APIRouter:
    """Return the routes. `now`: seconds that do not jump.

    Answers: 200 {mail, possible, test: {state, at, why}}, also after what was done; 401, 409, 422, 429, 503 {code}.
    """
    router, answers = APIRouter(), Answers(now, ACTS_A_MINUTE, STATUSES)

    async def answered(authorization: str | None, act: Act) -> Response:
        token = bearer(authorization) or ""
        return await answers.give(token, lambda: _done(outbox, accounts, token, act))

    @router.get("/api/account/address")
    async def view(authorization: _Authorization = None) -> Response:
        return await answered(authorization, _nothing)

    @router.post("/api/account/address")
    async def change(asked: AddressAsked, authorization: _Authorization = None) -> Response:
        return await answered(authorization, lambda account: _change(outbox, account, asked.mail))

    @router.post("/api/account/address/test")
    async def test(authorization: _Authorization = None) -> Response:
        return await answered(authorization, outbox.test)

    return router


async def _nothing(_account: str) -> None:
    return None


async def _change(outbox: OfficeOutbox, account: str, typed: str) -> Outcome | AddressFault:
    try:
        mail = check_mail(typed) if typed.strip() else None
    except ValueError:
        return AddressFault.NO_MAIL
    return await outbox.set_address(account, mail)


async def _done(outbox: OfficeOutbox, accounts: Accounts, token: str, act: Act) -> dict[str, Any] | AddressFault:
    account = (await accounts.officer(token)).id
    outcome = await act(account)
    if isinstance(outcome, AddressFault):
        return outcome
    if isinstance(outcome, Rejected):
        return _FAULTS[outcome.code]
    return _shown(await outbox.own_address(account))


def _shown(own: OwnAddress) -> dict[str, Any]:
    test = own.test
    told = {"state": test.state.value, "at": test.created, "why": test.why} if test is not None else None
    return {"mail": own.mail or "", "possible": own.possible, "test": told}
