"""What programs read of an office, described as OpenAPI 3.1 (SPEC O35): words and shapes, held against the answers by a test."""

from typing import Any

from fastapi import APIRouter, Response
from fastapi.responses import JSONResponse

from madang_office.api_keys import ApiRight
from madang_server.version import installed_version

_WORDS = {
    "type": "object",
    "properties": {"ko": {"type": "string"}, "en": {"type": "string"}},
    "required": ["ko", "en"],
}
_COUNT = {"type": "integer", "minimum": 0}
_SECONDS = {"type": "integer", "minimum": 0, "description": "seconds"}
_INSTANT = {"type": "integer", "description": "unix seconds"}
_SHARE = {"type": ["number", "null"], "description": "0 to 1; null: of too few to tell"}


def _object(properties: dict[str, Any], *, more: bool = False) -> dict[str, Any]:
    """Return an object that has all of these. `more`: a newer office may tell more, and what has its default is left out."""
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": more}


def _list(of: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": of}


_COUNTED = (
    "finished", "left", "missed", "ended", "judged", "again", "told", "held", "sooner", "later", "decided", "in_term", "overdue",
    "kept_appointments", "missed_appointments", "cancelled_appointments",
)  # fmt: skip
_SPREAD = {
    "description": "how long it took: every second, and nine in ten people at most; null: nobody",
    "oneOf": [{"type": "null"}, _object({"count": _COUNT, "half_s": {"type": "number"}, "most_s": {"type": "number"}})],
}
_RESULTS = _object(
    {
        "since": _INSTANT,
        "until": _INSTANT,
        "services": _list(
            _object(
                {
                    "id": {"type": "string"},
                    "title": _WORDS,
                    **dict.fromkeys(_COUNTED, _COUNT),
                    "waited_s": {"type": ["number", "null"], "description": "what half of them waited at most"},
                    **{f"{name}_share": _SHARE for name in ("served", "first_visit", "held", "in_term")},
                }
            )
        ),
    }
)  # fmt: skip
_SUPERVISION = _object(
    {
        "services": _list(
            _object(
                {"id": {"type": "string"}, "title": _WORDS, "waiting": _COUNT, "desks": _COUNT, "longest_s": _SECONDS}
                | {"coming": _COUNT, "held": _COUNT},
                more=True,
            )
        ),
        "counters": _list(
            _object(
                {
                    "id": {"type": "string"},
                    "title": _WORDS,
                    "officer": {"type": ["string", "null"]},
                    "state": {"enum": ["closed", "open", "paused", "serving"]},
                    "since_s": _SECONDS,
                    "gone": {"type": "boolean"},
                    "services": _list({"type": "string"}),
                    "ticket": {
                        "oneOf": [
                            {"type": "null"},
                            _object(
                                {name: {"type": "string"} for name in ("number", "service", "state")} | {"since_s": _SECONDS}
                            ),
                        ]
                    },
                }
            )
        ),
        "officers": _list({"type": "string"}),
    }
)
_FIGURES = _object(
    {
        "since": _INSTANT,
        "until": _INSTANT,
        "whole": {"type": "boolean", "description": "whether these are all tickets of the days, or the newest alone"},
        "services": {"type": "object", "additionalProperties": _WORDS},
        "rows": _list(
            _object(
                {
                    "service": {"type": "string"},
                    "hour": {"type": ["integer", "null"], "description": "of the day; null: the whole day"},
                }
                | dict.fromkeys(("taken", "served", "missed"), _COUNT)
                | dict.fromkeys(("waits", "ways", "servings"), _SPREAD)
            )
        ),
    }
)
_DAYS = {
    "name": "days",
    "in": "query",
    "description": "of the office, with today",
    "schema": {"enum": ["1", "7", "28"], "default": "1"},
}


def _read(summary: str, shape: dict[str, Any] | None, right: ApiRight | None, *, by_days: bool = False) -> dict[str, Any]:
    kind = {"application/json": {"schema": shape}} if shape else {"text/csv": {"schema": {"type": "string"}}}
    answers = {"200": {"description": "as it stands", "content": kind}}
    if right is not None:
        answers["401"] = {"description": f"`not_allowed`: no key with the right `{right.value}`"}
    if by_days:
        answers["422"] = {"description": "other days"}
    read: dict[str, Any] = {"summary": summary, "responses": answers | {"503": {"description": "asked again soon"}}}
    return {"get": read | ({"parameters": [_DAYS]} if by_days else {}) | ({"security": [{"key": []}]} if right else {})}


def description(base: str) -> dict[str, Any]:
    """Return the document of an office that is below the path `base`."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Madang, for programs that read",
            "version": installed_version(),
            "description": "No answer names a citizen. A key is made by who supervises the office, with rights and a term.",
        },
        "servers": [{"url": base or "/"}],
        "paths": {
            "/api/results": _read("What came of the last four weeks, by service", _RESULTS, None),
            "/api/supervision": _read("How lines and counters stand now", _SUPERVISION, ApiRight.SUPERVISION),
            "/api/figures": _read("How the lines went, by service and hour", _FIGURES, ApiRight.FIGURES, by_days=True),
            "/api/figures.csv": _read("The same as a table", None, ApiRight.FIGURES, by_days=True),
        },
        "components": {"securitySchemes": {"key": {"type": "http", "scheme": "bearer"}}},
    }


def read_api_routes(base: str) -> APIRouter:
    """Return the route of the description; anybody reads it."""
    router = APIRouter()

    @router.api_route("/api/openapi.json", methods=["GET", "HEAD"])
    async def described() -> Response:
        return JSONResponse(description(base), headers={"cache-control": "public, max-age=3600"})

    return router
