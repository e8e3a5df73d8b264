"""What officers write often, over HTTP (SPEC C40). Knows accounts and the office, no page."""

from collections.abc import Awaitable, Callable
from dataclasses import asdict
from typing import Annotated

from fastapi import APIRouter, Header, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field

from madang_office.rejected import Rejected
from madang_protocol import Rejection
from madang_server.accounts import Accounts
from madang_server.faults import Forbidden
from madang_server.office_app.canned_replies import CannedReplies, Written
from madang_server.office_app.unit_of_work import Outcome
from madang_server.store.people import OfficerRow
from madang_server.web.callers import PRIVATE, bearer, not_allowed, rejection

_WRITTEN_MAX = 8_000  # letters as they come; how many it may have is the office's rule
_STATUS = {
    Rejection.UNKNOWN_TARGET: 404,
    Rejection.LIMIT: 409,
    Rejection.UNKNOWN_SERVICE: 422,
    Rejection.FORM_INVALID: 422,
}
_Authorization = Annotated[str | None, Header()]
_Text = Annotated[str, Field(strict=True, max_length=_WRITTEN_MAX)]


class ReplyWritten(BaseModel):
    """What a supervisor writes: one of the texts may be empty."""

    model_config = ConfigDict(extra="forbid")

    ko: _Text = ""
    en: _Text = ""
    service: Annotated[str, Field(strict=True, max_length=48)] | None = None


def canned_reply_routes(replies: CannedReplies, accounts: Accounts) -> APIRouter:
    """Return the routes. Answers: 200 {replies, supervises}, 200 {id}; 401, 404, 409, 422 {code, fields?}."""
    router = APIRouter()

    async def answered(authorization: str | None, act: Callable[[str], Awaitable[Outcome]]) -> Response:
        officer = await _officer(accounts, authorization)
        if officer is None or not officer.supervisor:
            return not_allowed()
        outcome = await act(officer.id)
        return rejection(outcome, _STATUS) if isinstance(outcome, Rejected) else JSONResponse({"id": outcome.ref}, 200, PRIVATE)

    @router.get("/api/canned-replies")
    async def listed(authorization: _Authorization = None) -> Response:
        officer = await _officer(accounts, authorization)
        if officer is None:
            return not_allowed()
        told = [asdict(reply) for reply in await replies.all()]
        return JSONResponse({"replies": told, "supervises": officer.supervisor}, 200, PRIVATE)

    @router.post("/api/canned-replies")
    async def add(written: ReplyWritten, authorization: _Authorization = None) -> Response:
        return await answered(authorization, lambda account: replies.add(account, _of(written)))

    @router.put("/api/canned-replies/{reply_id}")
    async def change(reply_id: str, written: ReplyWritten, authorization: _Authorization = None) -> Response:
        return await answered(authorization, lambda account: replies.change(account, reply_id, _of(written)))

    @router.delete("/api/canned-replies/{reply_id}")
    async def remove(reply_id: str, authorization: _Authorization = None) -> Response:
        return await answered(authorization, lambda account: replies.remove(account, reply_id))

    return router


def _of(written: ReplyWritten) -> Written:
    return Written(written.ko, written.en, written.service or None)


async def _officer(accounts: Accounts, authorization: str | None) -> OfficerRow | None:
    try:
        return await accounts.officer(bearer(authorization) or "")
    except Forbidden:
        return None
