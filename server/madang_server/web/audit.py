"""The audit log of an office, for who supervises it: pages of rows, the newest first, and whether its chain holds (SPEC A6)."""

import json
from collections.abc import Awaitable, Callable
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Annotated, Any

from fastapi import APIRouter, Header, Query
from fastapi.responses import JSONResponse

from madang_office.audit import OFFICER, AuditKind, AuditRow
from madang_server.accounts import Accounts
from madang_server.audit_watch import AuditWatch, Looked
from madang_server.store import Store, audit_log, audit_names
from madang_server.store.audit_log import PAGE_ROWS_MAX, Wanted
from madang_server.web.callers import PRIVATE, not_allowed
from madang_server.web.supervisors import supervisor_of

ROWS = 50
_Text = Annotated[str | None, Query(max_length=64)]


def audit_routes(
    accounts: Accounts, store: Store, watch: AuditWatch, zone: tzinfo, log_read: Callable[[str], Awaitable[None]]
) -> APIRouter:
    """Return the route (SPEC A6). `zone`: of the office, whose days are asked for; `log_read`: told whose account reads.

    Answers: 200 {rows, more, names, officers, checked}; 401 without the sign-in of a supervisor of this office; 422; 503.
    """
    router = APIRouter()

    @router.get("/api/audit")
    async def read(
        authorization: Annotated[str | None, Header()] = None,
        before: Annotated[int | None, Query(ge=1, le=2**53)] = None,
        limit: Annotated[int, Query(ge=1, le=PAGE_ROWS_MAX)] = ROWS,
        kind: AuditKind | None = None,
        actor: _Text = None,
        subject: _Text = None,
        day: date | None = None,
    ) -> JSONResponse:
        account = await supervisor_of(accounts, authorization)
        if account is None:
            return not_allowed()
        await log_read(account)
        since, until = span_of(day, zone) if day is not None else (None, None)
        async with store.read() as sql:
            about = await audit_names.reference_of(sql, subject) if subject else None
            wanted = Wanted(before=before, actor=actor or None, kind=kind, subject=about, since=since, until=until)
            found = await audit_log.newest(sql, wanted, limit=limit + 1)
            rows = found[:limit]
            names = await audit_names.names_of(sql, rows)
        officers = {f"{OFFICER}{officer.id}": officer.name for officer in await accounts.all()}
        shown = {"rows": [_facts(row) for row in rows], "more": len(found) > limit, "names": names, "officers": officers}
        return JSONResponse(shown | {"checked": _checked(watch.last)}, headers=PRIVATE)

    return router


def span_of(day: date, zone: tzinfo) -> tuple[int, int]:
    """Return the first second of a day of the office, and the first after it, in unix seconds."""
    first, after = (datetime.combine(each, time(), zone) for each in (day, day + timedelta(days=1)))
    return int(first.timestamp()), int(after.timestamp())


def _facts(row: AuditRow) -> dict[str, Any]:
    shown = {name: getattr(row, name) for name in ("number", "at", "actor", "kind", "subject", "hash")}
    return shown | {"details": details_of_row(row)}


def details_of_row(row: AuditRow) -> dict[str, Any]:
    """Return the details as they were told; of a row that was changed there may be none."""
    try:
        found = json.loads(row.details)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _checked(last: Looked | None) -> dict[str, Any] | None:
    if last is None:
        return None
    found, fault = last.found, last.found.fault
    told = {"at": int(last.at), "rows": found.rows, "number": found.head.number, "head": found.head.hash}
    return told if fault is None else told | {"fault": {"number": fault.number, "what": fault.fault.value}}
