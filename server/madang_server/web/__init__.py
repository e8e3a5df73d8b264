"""The HTTP side of the office: one FastAPI app put together from small routers. Knows no socket and no room."""

from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import AbstractAsyncContextManager
from typing import Any

from fastapi import APIRouter, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp

from madang_server.faults import StorageFailed
from madang_server.web.accounts import account_routes
from madang_server.web.api_keys import api_key_routes
from madang_server.web.appointments import AppointmentPages, appointment_routes
from madang_server.web.attachments import attachment_routes
from madang_server.web.audit import audit_routes
from madang_server.web.board import Board, board_routes
from madang_server.web.citizen_mail import MailPages, citizen_mail_routes
from madang_server.web.desk import desk_routes
from madang_server.web.documents import document_routes
from madang_server.web.downloads import download_turns
from madang_server.web.failed_tries import FailedTries
from madang_server.web.floors import floor_routes
from madang_server.web.headers import security_headers
from madang_server.web.health import health_routes
from madang_server.web.inquiries import InquiryPages, inquiry_routes
from madang_server.web.metrics import metrics_of
from madang_server.web.office import office_routes
from madang_server.web.office_list import ListedOffice, office_list_routes
from madang_server.web.openid import openid_routes
from madang_server.web.own_account import Guesses, own_account_routes
from madang_server.web.own_address import own_address_routes
from madang_server.web.own_data import own_data_routes
from madang_server.web.own_host import OwnHost
from madang_server.web.parties import party_routes
from madang_server.web.place_art import place_art_routes
from madang_server.web.public import Elsewhere, client_routes, public_routes, read_looks, shared_file_routes
from madang_server.web.read_api import read_api_routes
from madang_server.web.recovery import recovery_routes
from madang_server.web.reports import report_routes
from madang_server.web.results import results_routes
from madang_server.web.servers import Facts, server_routes
from madang_server.web.sign_in import sign_in_routes
from madang_server.web.site import site_facts, site_routes
from madang_server.web.start import start_in, start_routes
from madang_server.web.supervision import supervision_routes
from madang_server.web.throttle import Throttle
from madang_server.web.turns import Turns
from madang_server.web.uploads import UploadLimits

__all__ = [
    "AppointmentPages",
    "Board",
    "Elsewhere",
    "Facts",
    "FailedTries",
    "Guesses",
    "InquiryPages",
    "ListedOffice",
    "MailPages",
    "Throttle",
    "Turns",
    "UploadLimits",
    "account_routes",
    "api_key_routes",
    "appointment_routes",
    "attachment_routes",
    "audit_routes",
    "board_routes",
    "citizen_mail_routes",
    "client_routes",
    "create_web",
    "desk_routes",
    "document_routes",
    "download_turns",
    "floor_routes",
    "health_routes",
    "inquiry_routes",
    "metrics_of",
    "office_list_routes",
    "office_routes",
    "office_web",
    "openid_routes",
    "own_account_routes",
    "own_address_routes",
    "own_data_routes",
    "party_routes",
    "place_art_routes",
    "public_routes",
    "read_api_routes",
    "read_looks",
    "recovery_routes",
    "report_routes",
    "results_routes",
    "security_headers",
    "server_routes",
    "shared_file_routes",
    "sign_in_routes",
    "site_facts",
    "site_routes",
    "start_in",
    "start_routes",
    "supervision_routes",
]


_CODES = {400: "bad_body", 404: "not_found", 405: "bad_method"}  # what no route of ours answered itself


def create_web(
    routers: list[APIRouter],
    lifespan: Callable[[FastAPI], AbstractAsyncContextManager[None]],
    names: Collection[str],
    offices: Mapping[str, ASGIApp],
) -> FastAPI:
    """Return the app. The last router answers what no other did. `names`: of the hosts that people reach the server by.

    `offices`: the pages of offices, by the path below which each is; one that is alone may be below nothing.
    """
    app = _app(lifespan)
    for base, pages_below in offices.items():
        if base:
            app.mount(base, pages_below)
    for router in routers:
        app.include_router(router)
    if "" in offices:
        app.mount("", offices[""])
    app.add_middleware(OwnHost, names=names)
    return app


def office_web(routers: Iterable[APIRouter]) -> FastAPI:
    """Return the pages of one office, to be mounted. The last router answers what no other did."""
    app = _app(None)
    for router in routers:
        app.include_router(router)
    return app


def _app(lifespan: Callable[[FastAPI], AbstractAsyncContextManager[None]] | None) -> FastAPI:
    app = FastAPI(title="Madang", docs_url=None, redoc_url=None, openapi_url=None, lifespan=lifespan)
    app.add_exception_handler(StorageFailed, _storage)
    app.add_exception_handler(RequestValidationError, _bad_request)
    app.add_exception_handler(HTTPException, _named)
    app.add_exception_handler(Exception, _internal)
    return app


async def _storage(_request: Request, _error: Exception) -> JSONResponse:
    return JSONResponse({"code": "storage"}, 503, {"retry-after": "30", "cache-control": "no-store"})


async def _internal(_request: Request, _error: Exception) -> JSONResponse:
    """A bug: it is in the log, and the next request is answered."""
    return JSONResponse({"code": "internal"}, 500, {"cache-control": "no-store"})


async def _named(_request: Request, error: Exception) -> JSONResponse:
    status = error.status_code if isinstance(error, HTTPException) else 500
    headers = dict(getattr(error, "headers", None) or {})
    return JSONResponse({"code": _CODES.get(status, "bad_request")}, status, headers | {"cache-control": "no-store"})


async def _bad_request(_request: Request, error: Exception) -> JSONResponse:
    # Nothing of what was typed goes back or into a log: it may hold a password.
    faults = error.errors() if isinstance(error, RequestValidationError) else []
    if any(fault["type"] == "json_invalid" for fault in faults):
        return JSONResponse({"code": "bad_body"}, 400, {"cache-control": "no-store"})
    fields: list[Any] = [".".join(str(part) for part in fault["loc"][1:]) for fault in faults if fault["loc"][1:]]
    return JSONResponse({"code": "bad_field", "fields": fields}, 422, {"cache-control": "no-store"})
