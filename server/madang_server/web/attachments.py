"""Files of cases over HTTP: taken, given, taken away (SPEC C24 to C30). Knows tokens, bytes and answers; decides nothing."""

from contextlib import ExitStack
from typing import Annotated
from urllib.parse import unquote

import structlog
from fastapi import APIRouter, Header, Query, Request, Response
from fastapi.responses import JSONResponse
from starlette.requests import ClientDisconnect

from madang_office.attachments import Attachment, FileFault, file_name, key_of
from madang_office.rejected import Rejected
from madang_protocol import Rejection, limits
from madang_server.accounts import Accounts, hash_token
from madang_server.addresses import Proxies
from madang_server.attachments.intake import Infected, Intake, TakenFile
from madang_server.attachments.pictures import NotTaken
from madang_server.attachments.storage import FilesAway
from madang_server.faults import Forbidden, Overloaded
from madang_server.office_app.case_attachments import CaseAttachments
from madang_server.store import Store, people
from madang_server.web.callers import OVERLOADED_WAIT_S, PRIVATE, bearer, fault, not_allowed, source_at, too_fast
from madang_server.web.downloads import Download, named
from madang_server.web.turns import Turns
from madang_server.web.uploads import UploadLimits

_STATUS = {
    FileFault.EMPTY: 422,
    FileFault.TOO_LARGE: 413,
    FileFault.TOO_MANY_PIXELS: 413,
    FileFault.KIND_NOT_ACCEPTED: 415,
    FileFault.DAMAGED: 422,
    FileFault.INFECTED: 422,
}
_REJECTED = {
    Rejection.UNKNOWN_CASE: 404,
    Rejection.UNKNOWN_FILE: 404,
    Rejection.WRONG_STATE: 409,
    Rejection.LIMIT: 409,
    Rejection.RECORD_FULL: 409,
    Rejection.FORM_INVALID: 422,
}
# A file is never a document of this origin: nothing in it runs, and nothing guesses what it is (SPEC C28).
_HARMLESS = {
    "content-security-policy": "sandbox; default-src 'none'",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
}
UNKNOWN_FILE = Rejected(Rejection.UNKNOWN_FILE)
_NAME_HEADER_CHARS_MAX = 2_000
_Id = Annotated[str, Query(pattern=r"^[A-Za-z0-9_-]{1,48}$")]
_log = structlog.get_logger()


class _Handling:
    """What the routes of one office do."""

    def __init__(
        self,
        store: Store,
        accounts: Accounts,
        files: CaseAttachments,
        intake: Intake,
        *,
        uploads: UploadLimits,
        downloads: Turns,
    ) -> None:
        self._store = store
        self._accounts = accounts
        self._files = files
        self._intake = intake
        self._uploads = uploads
        self._downloads = downloads

    async def visitor_of(self, authorization: str | None) -> str | None:
        """Return the id of the citizen whose token it is."""
        token = bearer(authorization)
        async with self._store.read() as sql:
            found = await people.visitor_by_token(sql, hash_token(token)) if token else None
        return found.id if found is not None else None

    async def take(self, request: Request, visitor: str, case: str, field: str, name: str) -> Response:
        """Take a file in, or say why not: before anything of it is read, as far as that can be said."""
        wanted = await self._files.wanted(visitor, case, field)
        if isinstance(wanted, Rejected):
            return _rejected(wanted)
        try:
            content = await _read(request)
            async with self._uploads.place():
                taken = await self._intake.take(content, wanted.kinds)
                return await self._keep(taken, visitor, case, field, name)
        except ClientDisconnect:
            return Response(status_code=400)  # which nobody reads
        except Overloaded:
            return too_fast(OVERLOADED_WAIT_S)
        except NotTaken as fault:
            await self._tell_infected(fault, visitor, case)
            return JSONResponse({"code": fault.fault.value}, _STATUS[fault.fault], PRIVATE)

    async def _tell_infected(self, fault: NotTaken, visitor: str, case: str) -> None:
        if isinstance(fault, Infected):
            _log.warning("an infected file was not taken", office=self._files.office, case=case, found=fault.what)
            await self._files.infected(case, visitor, fault.what)

    async def _keep(self, taken: TakenFile, visitor: str, case: str, field: str, name: str) -> Response:
        attachment = Attachment(
            id=self._files.new_id(),
            case=case,
            visitor=visitor,
            field=field,
            name=file_name(name, taken.kind),
            kind=taken.kind,
            size=len(taken.content),
            hash=taken.hash,
            source=taken.source,
            at=0.0,  # it is decided with the row
        )
        await self._intake.storage.put(self._key(attachment), taken.content)  # before any row names it (SPEC C29)
        kept = await self._files.attach(attachment)
        if kept != attachment.id:  # it is not needed
            await self._take_away(attachment)
        return _rejected(kept) if isinstance(kept, Rejected) else JSONResponse({"id": kept}, 201, PRIVATE)

    async def give(self, attachment_id: str, authorization: str | None, source: str) -> Response:
        """Give a file to its citizen, to who is let in beside them, or to an officer who has its case."""
        visitor = await self.visitor_of(authorization)
        officer = await self._officer_of(authorization) if visitor is None else None
        with ExitStack() as held:
            if not held.enter_context(self._downloads.turn(visitor or officer or "", source)):
                return too_fast(OVERLOADED_WAIT_S)
            found = await self._readable(attachment_id, visitor, officer)
            if found is None:
                return _rejected(UNKNOWN_FILE)
            content = await self._intake.get(self._key(found), found.hash)
            headers = PRIVATE | _HARMLESS | named(found.name, f"file.{found.kind.ending}")
            return Download(content, found.kind.media_type, headers, ended=held.pop_all().close)

    async def _readable(self, attachment_id: str, visitor: str | None, officer: str | None) -> Attachment | None:
        if visitor is not None:
            return await self._files.own(attachment_id, visitor) or await self._files.for_party(attachment_id, visitor)
        return await self._files.for_officer(attachment_id, officer) if officer is not None else None

    async def _officer_of(self, authorization: str | None) -> str | None:
        try:
            return (await self._accounts.officer(bearer(authorization) or "")).id
        except Forbidden:
            return None

    async def remove(self, attachment_id: str, visitor: str) -> Response:
        """Take away what was not submitted, and its content."""
        found = await self._files.own(attachment_id, visitor)
        if found is None:
            return _rejected(UNKNOWN_FILE)
        removed = await self._files.remove(found)
        if isinstance(removed, Rejected):
            return _rejected(removed)
        await self._take_away(found)
        return Response(status_code=204, headers=PRIVATE)

    async def _take_away(self, attachment: Attachment) -> None:
        """Take away a content that no row names. When that fails, whoever looks through the files finds it."""
        try:
            await self._intake.storage.delete(self._key(attachment))
        except FilesAway as error:
            _log.warning("a file could not be taken away yet", cause=error.reason)

    def _key(self, attachment: Attachment) -> str:
        return key_of(self._files.office, attachment)


def attachment_routes(
    store: Store,
    accounts: Accounts,
    files: CaseAttachments,
    intake: Intake,
    *,
    uploads: UploadLimits,
    downloads: Turns,
    proxies: Proxies,
) -> APIRouter:
    """Return the routes. `uploads`, `downloads`: how many there may be, of whom. Codes: docs/reference/http.md."""
    router, handling = APIRouter(), _Handling(store, accounts, files, intake, uploads=uploads, downloads=downloads)

    @router.post("/api/attachments")
    async def take(
        request: Request,
        case: _Id,
        field: _Id,
        authorization: Annotated[str | None, Header()] = None,
        x_file_name: Annotated[str, Header(max_length=_NAME_HEADER_CHARS_MAX)] = "",
    ) -> Response:
        visitor = await handling.visitor_of(authorization)
        if visitor is None:
            return not_allowed()
        with uploads.turn(visitor, source_at(request, proxies)) as wait_s:
            if wait_s:
                return too_fast(wait_s)
            return await handling.take(request, visitor, case, field, unquote(x_file_name))

    @router.get("/api/attachments/{attachment_id}")
    async def give(request: Request, attachment_id: str, authorization: Annotated[str | None, Header()] = None) -> Response:
        if bearer(authorization) is None:
            return not_allowed()
        return await handling.give(attachment_id, authorization, source_at(request, proxies))

    @router.delete("/api/attachments/{attachment_id}")
    async def remove(attachment_id: str, authorization: Annotated[str | None, Header()] = None) -> Response:
        visitor = await handling.visitor_of(authorization)
        return not_allowed() if visitor is None else await handling.remove(attachment_id, visitor)

    return router


async def _read(request: Request) -> bytes:
    """Return the body. Raises `NotTaken`, and `ClientDisconnect` when it ends early."""
    came = bytearray()
    async for piece in request.stream():
        came += piece
        if len(came) > limits.FILE_BYTES_MAX:
            raise NotTaken(FileFault.TOO_LARGE)
    return bytes(came)


def _rejected(rejected: Rejected) -> Response:
    return fault(rejected.code.value, _REJECTED.get(rejected.code, 409))
