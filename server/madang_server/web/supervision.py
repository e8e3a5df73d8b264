"""How an office stands and how its lines went, for who supervises it (SPEC O20 to O22). Knows accounts, no line."""

import csv
import io
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, tzinfo
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Header, Response
from fastapi.responses import JSONResponse

from madang_office.api_keys import ApiRight
from madang_protocol.messages import Office
from madang_server.accounts import Accounts
from madang_server.faults import StorageFailed
from madang_server.office_app.api_keys import ApiKeys
from madang_server.office_app.figures_by_hour import COLUMNS, SPREADS, HourlyFigures
from madang_server.web.board import Board
from madang_server.web.callers import PRIVATE, bearer, not_allowed
from madang_server.web.supervisors import supervisor_of

_Authorization = Annotated[str | None, Header()]
_Days = Literal["1", "7", "28"]  # today, a week, four weeks
_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet takes for a formula when it opens a file (OWASP)


def supervision_routes(
    accounts: Accounts,
    board: Board,
    is_here: Callable[[], bool],
    read: Callable[[int], Awaitable[HourlyFigures]],
    office: Callable[[], Office],
    zone: tzinfo,
    keys: ApiKeys,
) -> APIRouter:
    """Return the routes. `is_here`: whether this server has the office; `read`: the figures of so many days; `office`: titles.

    Answers: 200; 401 without the sign-in of a supervisor of this office, or a key with the right; 422 for other days; 503.
    """
    router = APIRouter()

    async def may(authorization: str | None, right: ApiRight) -> bool:
        is_supervisor = await supervisor_of(accounts, authorization) is not None
        return is_supervisor or await keys.may(bearer(authorization) or "", right)

    @router.get("/api/supervision")
    async def now(authorization: _Authorization = None) -> Response:
        if not await may(authorization, ApiRight.SUPERVISION):
            return not_allowed()
        if not is_here():
            raise StorageFailed("storage")
        board.look()
        return Response(board.body, 200, PRIVATE, "application/json")

    @router.get("/api/figures")
    async def figures(authorization: _Authorization = None, days: _Days = "1") -> Response:
        if not await may(authorization, ApiRight.FIGURES):
            return not_allowed()
        found = await read(int(days))
        rows = [{"service": service, "hour": hour, **told} for service, hour, told in found.rows()]
        about = {"since": int(found.since), "until": int(found.until), "whole": found.whole}
        return JSONResponse(about | {"services": _titles(office()), "rows": rows}, 200, PRIVATE)

    @router.get("/api/figures.csv")
    async def table(authorization: _Authorization = None, days: _Days = "1") -> Response:
        if not await may(authorization, ApiRight.FIGURES):
            return not_allowed()
        found = await read(int(days))
        body = csv_of(found, _titles(office()))
        first, last = (datetime.fromtimestamp(at, zone).date().isoformat() for at in (found.since, found.until))
        name = f"attachment; filename=figures-{first}-{last}.csv"
        return Response(body.encode("utf-8-sig"), 200, PRIVATE | {"content-disposition": name}, "text/csv; charset=utf-8")

    return router


def _titles(office: Office) -> dict[str, dict[str, str]]:
    return {service.id: {"ko": service.title.ko, "en": service.title.en} for service in office.services}


def csv_of(figures: HourlyFigures, titles: Mapping[str, Mapping[str, str]]) -> str:
    """Return the figures as a table: a row a service and hour, times in seconds; an hour of a whole day is empty.

    RFC 4180. What a spreadsheet would take for a formula begins with an apostrophe.
    """
    spreads = [f"{name}_{part}" for name in SPREADS for part in ("half_s", "most_s")]
    written = io.StringIO()
    rows = csv.writer(written)
    rows.writerow(["service", "title_ko", "title_en", "hour", *COLUMNS, *spreads])
    for service, hour, told in figures.rows():
        title = titles.get(service, {})
        times = [_seconds(told[name], part) for name in SPREADS for part in ("half_s", "most_s")]
        words = [safe_cell(text) for text in (service, title.get("ko", ""), title.get("en", ""))]
        rows.writerow([*words, "" if hour is None else hour, *(told[name] for name in COLUMNS), *times])
    return written.getvalue()


def safe_cell(text: str) -> str:
    """Return the text as a cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _seconds(spread: Mapping[str, Any] | None, part: str) -> int | str:
    return "" if spread is None else round(spread[part])
