"""The accounts of an office, for whoever supervises it, over HTTP (SPEC S24, S25). Knows accounts, no SQL."""

import unicodedata
from collections.abc import Awaitable, Callable, Collection
from enum import StrEnum
from typing import Annotated, Any

from fastapi import APIRouter, Header, Path, Response
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, Strict, StringConstraints

from madang_protocol import limits
from madang_protocol.writing import tidy_line
from madang_server.account_changes import Post
from madang_server.store.account_rows import SeenAccount
from madang_server.supervised_accounts import AccountFault, Act, MadeAccount, SupervisedAccounts
from madang_server.web.account_answers import Answers
from madang_server.web.callers import bearer, fault

ACTS_A_MINUTE = 60  # of one sign-in
SERVICES_MAX, SKILLS_MAX, IDENT_CHARS_MAX = 200, 20, 48
_STATUS: dict[StrEnum, int] = {AccountFault.UNKNOWN: 404, AccountFault.APART: 403}
_Ident = Annotated[str, StringConstraints(min_length=1, max_length=IDENT_CHARS_MAX, strict=True), AfterValidator(tidy_line)]
_Name = Annotated[
    str,
    StringConstraints(min_length=1, max_length=limits.NAME_WRITTEN_CHARS_MAX, strict=True),
    AfterValidator(lambda typed: unicodedata.normalize("NFC", tidy_line(typed))),
    Field(min_length=1, max_length=limits.NAME_CHARS_MAX),
]
_Account = Annotated[str, Path(min_length=1, max_length=40)]
_Authorization = Annotated[str | None, Header()]


class PostAsked(BaseModel):
    """What somebody is to do in the office."""

    model_config = ConfigDict(extra="forbid")

    services: Annotated[list[_Ident], Field(max_length=SERVICES_MAX)]
    skills: Annotated[list[_Ident], Field(max_length=SKILLS_MAX)] = []
    supervisor: Annotated[bool, Strict()] = False

    @property
    def post(self) -> Post:
        services, skills = (tuple(dict.fromkeys(filter(None, some))) for some in (self.services, self.skills))
        return Post(services=services, skills=skills, supervisor=self.supervisor)


class AccountAsked(PostAsked):
    """Somebody who is to work here. `known`: by the account that they have in another office."""

    name: _Name
    known: Annotated[bool, Strict()] = False


def account_routes(accounts: SupervisedAccounts, offered: Collection[str], now: Callable[[], float]) -> APIRouter:
    """Return the routes. `offered`: the services of the office, by id; `now`: seconds that do not jump.

    Answers: 200; 401 `not_allowed` without the sign-in of a supervisor of this office; 403, 404, 409, 422, 429 {code}; 503.
    """
    router, answers = APIRouter(), Answers(now, ACTS_A_MINUTE, _STATUS)

    @router.get("/api/accounts")
    async def listed(authorization: _Authorization = None) -> Response:
        token = bearer(authorization) or ""
        return await answers.give(token, lambda: _list(accounts, token))

    @router.post("/api/accounts")
    async def add(asked: AccountAsked, authorization: _Authorization = None) -> Response:
        token = bearer(authorization) or ""
        if not _are_offered(asked.services, offered):
            return fault("unknown_service", 422)
        return await answers.give(token, lambda: _made(accounts.add(token, asked.name, asked.post, known=asked.known)))

    @router.post("/api/accounts/{account}/post")
    async def change(account: _Account, asked: PostAsked, authorization: _Authorization = None) -> Response:
        token = bearer(authorization) or ""
        if not _are_offered(asked.services, offered):
            return fault("unknown_service", 422)
        return await answers.give(token, lambda: accounts.change_post(token, account, asked.post))

    @router.post("/api/accounts/{account}/{act}")
    async def do(account: _Account, act: Act, authorization: _Authorization = None) -> Response:
        token = bearer(authorization) or ""
        return await answers.give(token, lambda: _made(accounts.act(act, token, account)))

    return router


def _are_offered(services: Collection[str], offered: Collection[str]) -> bool:
    return bool(services) and set(services) <= set(offered)


async def _list(accounts: SupervisedAccounts, token: str) -> dict[str, Any]:
    supervisor, found = await accounts.all(token)
    return {"accounts": [_facts(one, supervisor) for one in found]}


async def _made(work: Awaitable[MadeAccount | AccountFault | None]) -> dict[str, Any] | AccountFault | None:
    outcome = await work
    return {"account": outcome.id, "password": outcome.password} if isinstance(outcome, MadeAccount) else outcome


def _facts(seen: SeenAccount, supervisor: str) -> dict[str, Any]:
    """Return an account as it is told: no password, no token, no secret."""
    names = ("id", "name", "services", "skills", "supervisor", "disabled", "one_time", "last_sign_in")
    told = {name: getattr(seen.officer, name) for name in names}
    own = seen.officer.id == supervisor
    return told | {
        "own": own,
        "elsewhere": seen.offices > 1,
        "yours": not own and seen.apart == 0,
        "second_factor": seen.second_factor,
    }
