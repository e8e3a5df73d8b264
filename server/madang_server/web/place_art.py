"""What the first picture of a place needs of the art: one index of all sheets, and sheets with only what that place shows.

A map that was changed here may show more than the trimmed sheets hold: then the whole ones are given under the same address.
"""

import json
from pathlib import Path
from typing import Any

from fastapi import APIRouter, Request, Response

from madang_server.web import files
from madang_server.web.packed import packed_json
from madang_worlds.art.place_sheets import FOLDER, KINDS, read_map, trimmed, used_by

_INDEXES = ("objects", "tiles", "people")


def place_art_routes(*, places: Path, sheets: Path, names: list[str]) -> APIRouter:
    """Return the routes for these places."""
    router = APIRouter()
    index = packed_json({kind: _index(sheets, kind) for kind in _INDEXES})
    folders = {name: sheets / FOLDER / name for name in names if _is_trimmed(places, sheets, name)}
    first = {f"{kind}@1x.webp": kind for kind in KINDS}

    @router.api_route("/art/index.json", methods=["GET", "HEAD"])
    async def art_index(request: Request) -> Response:
        return index.answer(request, {"cache-control": files.AN_HOUR, **files.PASSIVE})

    @router.api_route("/art/places/{place}/{name}", methods=["GET", "HEAD"])
    async def first_sheet(request: Request, place: str, name: str) -> Response:
        if place not in names or name not in first:
            return files.missing()
        folder = folders.get(place, sheets / first[name])
        return files.send_file(request, folder / name, keep=files.AN_HOUR)

    return router


def _is_trimmed(places: Path, sheets: Path, name: str) -> bool:
    held, used = trimmed(sheets, name), used_by(read_map(places, name))
    return held is not None and used is not None and used <= held


def _index(sheets: Path, kind: str) -> dict[str, Any]:
    """An index without what only the drawing of sheets needs, and of a look what the drawing of a place needs."""
    known: dict[str, Any] = json.loads((sheets / kind / f"{kind}.json").read_text("utf-8"))
    if "looks" in known:
        known["looks"] = [{key: look[key] for key in ("id", "height")} for look in known["looks"]]
    return {name: value for name, value in known.items() if name != "sources"}
