"""The keys of programs, over HTTP, for who supervises the office (SPEC O34). Knows accounts and keys, no page."""

from typing import Annotated, Any

from fastapi import APIRouter, Header, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field

from madang_office.api_keys import ApiKey
from madang_office.rejected import Rejected
from madang_protocol import Rejection
from madang_server.accounts import Accounts
from madang_server.office_app.api_keys import ApiKeys
from madang_server.web.callers import PRIVATE, not_allowed, rejection
from madang_server.web.supervisors import supervisor_of

_STATUS = {Rejection.UNKNOWN_TARGET: 404, Rejection.LIMIT: 409, Rejection.FORM_INVALID: 422}
_Authorization = Annotated[str | None, Header()]


class KeyWanted(BaseModel):
    """What a supervisor wants; what it may be is the office's rule."""

    model_config = ConfigDict(extra="forbid")

    name: Annotated[str, Field(strict=True, max_length=400)]
    rights: Annotated[list[Annotated[str, Field(strict=True, max_length=40)]], Field(max_length=20)]
    days: Annotated[int, Field(strict=True, ge=-1_000_000, le=1_000_000)]


def api_key_routes(keys: ApiKeys, accounts: Accounts) -> APIRouter:
    """Return the routes. Answers: 200 {keys}, 200 {key, secret}, 204; 401, 404, 409, 422 {code, fields?}."""
    router = APIRouter()

    @router.get("/api/keys")
    async def listed(authorization: _Authorization = None) -> Response:
        if await supervisor_of(accounts, authorization) is None:
            return not_allowed()
        return JSONResponse({"keys": [_told(key) for key in await keys.all()]}, 200, PRIVATE)

    @router.post("/api/keys")
    async def make(wanted: KeyWanted, authorization: _Authorization = None) -> Response:
        account = await supervisor_of(accounts, authorization)
        if account is None:
            return not_allowed()
        made = await keys.make(account, wanted.name, wanted.rights, wanted.days)
        if isinstance(made, Rejected):
            return rejection(made, _STATUS)
        return JSONResponse({"key": _told(made.key), "secret": made.secret}, 200, PRIVATE)

    @router.delete("/api/keys/{key_id}")
    async def remove(key_id: str, authorization: _Authorization = None) -> Response:
        account = await supervisor_of(accounts, authorization)
        if account is None:
            return not_allowed()
        outcome = await keys.remove(account, key_id)
        return rejection(outcome, _STATUS) if isinstance(outcome, Rejected) else Response(status_code=204, headers=PRIVATE)

    return router


def _told(key: ApiKey) -> dict[str, Any]:
    rights = sorted(right.value for right in key.rights)
    return {"id": key.id, "name": key.name, "rights": rights, "created": int(key.created), "expires": int(key.expires)}
