"""Issued documents over HTTP: download with the citizen's own token, verification for anybody. Reads the store only."""

import re
from datetime import tzinfo
from typing import Annotated, Any

from fastapi import APIRouter, Header, Query, Response
from fastapi.responses import JSONResponse

from madang_office.numbers import read_document_number
from madang_server.accounts import hash_token
from madang_server.office_app.web_acts import WebActs
from madang_server.site import Site
from madang_server.store import Store, documents, people
from madang_server.store.documents import DocumentRow
from madang_server.web import pages
from madang_server.web.callers import PRIVATE, bearer, not_allowed
from madang_server.web.downloads import named

_NOT_IN_A_FILE_NAME = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]')
_NUMBER_CHARS_MAX = 80  # far more than any number of ours; what is longer is not looked up


def document_routes(store: Store, acts: WebActs, site: Site, zone: tzinfo, base: str) -> APIRouter:
    """Return the routes of SPEC C7 and C8. `acts` is told who fetched which number, and which somebody looked up.

    `site` has the pages, on which times are those of `zone`, and which are below the path `base`.
    """
    router = APIRouter()

    async def told(document: DocumentRow | None) -> None:
        if document is not None:
            await acts.document_checked(document.number)

    @router.get("/api/documents/{number}.pdf")
    async def download(number: str, authorization: Annotated[str | None, Header()] = None) -> Response:
        token = bearer(authorization)
        if token is None:
            return not_allowed()
        found = await _own(store, normalized(number), token)
        if found is None:  # C8: for others it does not exist
            return JSONResponse({"code": "unknown_document"}, 404, PRIVATE)
        known, pdf = found
        await acts.delivered(known.number, known.visitor)
        headers = PRIVATE | _file_name(known)
        return Response(pdf, media_type="application/pdf", headers=headers)

    @router.api_route("/verify", methods=["GET", "HEAD"])
    async def verify_page(number: str | None = None) -> Response:
        asked = normalized(number[:_NUMBER_CHARS_MAX]) if number else None
        known = await _find(store, asked) if number and asked and len(number) <= _NUMBER_CHARS_MAX else None
        await told(known)
        return pages.verify(asked, known, site, zone, base)

    @router.api_route("/api/verify", methods=["GET", "HEAD"])
    async def verify(number: Annotated[str, Query(max_length=_NUMBER_CHARS_MAX)]) -> Response:
        document = await _find(store, normalized(number))
        await told(document)
        return JSONResponse(_facts(normalized(number), document), 200 if document else 404, {"cache-control": "no-cache"})

    return router


def normalized(number: str) -> str:
    """Return a document's number as it was issued, however it was typed; what cannot be one stays what it is."""
    return read_document_number(number) or number.replace("\0", "\N{REPLACEMENT CHARACTER}").strip().upper()


def _file_name(document: DocumentRow) -> dict[str, str]:
    """Return the header that names the file by what it is."""
    title = " ".join(_NOT_IN_A_FILE_NAME.sub(" ", document.title_ko).split())
    return named(f"{title} {document.number}.pdf".strip(), f"{document.number}.pdf")


def _facts(number: str, document: DocumentRow | None) -> dict[str, Any]:
    if document is None:
        return {"code": "unknown_document", "number": number, "state": "unknown"}
    state = "valid" if document.revoked is None else "revoked"
    title = {"ko": document.title_ko, "en": document.title_en}
    return {"number": number, "state": state, "title": title, "issued": int(document.issued)}


async def _find(store: Store, number: str) -> DocumentRow | None:
    async with store.read() as sql:
        return await documents.document(sql, number)


async def _own(store: Store, number: str, token: str) -> tuple[DocumentRow, bytes] | None:
    async with store.read() as sql:
        visitor = await people.visitor_by_token(sql, hash_token(token))
        return await documents.own_document(sql, number, visitor.id) if visitor else None
