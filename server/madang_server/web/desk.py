"""What the page of a desk asks for over HTTP: canned replies, and cases that an officer looks for. Holds the routes together."""

from collections.abc import Callable

from fastapi import APIRouter

from madang_server.accounts import Accounts
from madang_server.office_app import OfficeService
from madang_server.web.canned_replies import canned_reply_routes
from madang_server.web.case_search import case_search_routes


def desk_routes(office: OfficeService, accounts: Accounts, now: Callable[[], float]) -> APIRouter:
    """Return the routes. `now`: seconds that only go forward."""
    router = APIRouter()
    router.include_router(canned_reply_routes(office.canned_replies, accounts))
    router.include_router(case_search_routes(accounts, office.web_acts.find_cases, now))
    return router
