"""What anybody may fetch: the client, the art, the places, the looks. Reads files, knows no person and no case."""

import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import PlainTextResponse, RedirectResponse

from madang_protocol.fields import Language
from madang_server.web import files, pages
from madang_server.web.client_page import PAGE_FILE, ClientPage
from madang_server.web.packed import packed_json
from madang_server.web.preload import preload_header
from madang_worlds.picture_files import SUFFIXES as PICTURE_SUFFIXES

Elsewhere = Callable[[Request], Awaitable[Response | None]]  # the answer of another server; None: no other has it
DISPLAY_FILE = "display.html"  # the page for a big screen (SPEC O7)
_PRIVATE = (
    "/api/",
    "/officer",
    "/verify",
    "/appointment",
    "/mail",
    "/message",
    "/forgotten",
)  # the gate may be found, people's papers not
_NOT_FOUND_BY_SEARCH = (*_PRIVATE, *(f"/o/*{path}" for path in _PRIVATE))
_PLACE_SUFFIXES = {".tmj", ".tsj", ".tsx", ".tj", ".tx", ".json"} | PICTURE_SUFFIXES
_ROBOTS = "User-agent: *\n" + "".join(f"Disallow: {path}\n" for path in _NOT_FOUND_BY_SEARCH)


def public_routes(*, places: Path, art: Path, looks: list[dict[str, Any]]) -> APIRouter:
    """Return the routes. The client's own comes last: it answers every path that nothing else took."""
    router = APIRouter()
    offer = packed_json({"looks": looks})
    ahead = files.texts_ahead(places)

    @router.api_route("/api/looks", methods=["GET", "HEAD"])
    async def list_looks(request: Request) -> Response:
        return offer.answer(request, {"cache-control": files.AN_HOUR})

    @router.api_route("/places/{place}/{name:path}", methods=["GET", "HEAD"])
    async def place_file(request: Request, place: str, name: str) -> Response:
        path = files.find_file(places, f"{place}/{name}") if Path(name).suffix.lower() in _PLACE_SUFFIXES else None
        return files.send_file(request, path, keep=files.ASK_AGAIN, ahead=ahead) if path else files.missing()

    @router.api_route("/art/{name:path}", methods=["GET", "HEAD"])
    async def art_file(request: Request, name: str) -> Response:
        path = files.find_file(art, name.removeprefix("sheets/"))
        return files.send_file(request, path, keep=files.AN_HOUR) if path else files.missing()

    return router


def client_routes(
    client: Path,
    *,
    known: Mapping[str, Any],
    languages: Sequence[Language],
    base: str,
    elsewhere: Elsewhere | None = None,
) -> APIRouter:
    """Return the routes of the built client below the path `base`; without one, a page that says how to build it.

    `known`: bodies of our own answers by their addresses, which the page brings along. `languages`: those of the office.
    `elsewhere`: as of `shared_file_routes`.
    """
    router = APIRouter()
    page = ClientPage(client, known)

    @router.api_route("/officer/", methods=["GET", "HEAD"])
    async def officer() -> Response:
        return RedirectResponse(f"{base}/officer", 308, {"cache-control": files.AN_HOUR})

    @router.api_route(f"/{DISPLAY_FILE}", methods=["GET", "HEAD"])
    @router.api_route("/display/", methods=["GET", "HEAD"])
    async def display_elsewhere(request: Request) -> Response:
        return pages.moved(request, f"{base}/display")

    @router.api_route("/display", methods=["GET", "HEAD"])
    async def display(request: Request) -> Response:
        path = files.find_file(client, DISPLAY_FILE)
        return files.send_file(request, path, keep=files.ASK_AGAIN) if path is not None else pages.not_built()

    @router.api_route("/officer", methods=["GET", "HEAD"])
    @router.api_route("/", methods=["GET", "HEAD"])
    async def index(request: Request) -> Response:
        own: str = request.scope["path"]
        if request.scope["raw_path"] != own.encode():  # escaped where it need not be: the page knows its office by its address
            return pages.moved(request, own)
        built = page.read()
        if built is None:
            return pages.not_built()
        answer = built.answer(request, {"cache-control": files.ASK_AGAIN})
        answer.headers.update(preload_header(client, request.headers.get("accept-language", ""), languages))
        return answer

    router.include_router(shared_file_routes(client, base, elsewhere))
    return router


def shared_file_routes(client: Path, base: str = "", elsewhere: Elsewhere | None = None) -> APIRouter:
    """Return the routes of what all offices use: the client's own files, and the style of the pages that the server draws.

    `elsewhere` is asked for a file that is missing and whose name has the hash of its content: of a page of another build.
    """
    router = APIRouter()

    @router.api_route("/favicon.ico", methods=["GET", "HEAD"])
    async def icon() -> Response:
        return RedirectResponse("/icon.svg", 308, {"cache-control": files.AN_HOUR})

    @router.api_route("/robots.txt", methods=["GET", "HEAD"])
    async def robots() -> Response:
        return PlainTextResponse(_ROBOTS, headers={"cache-control": files.AN_HOUR})

    @router.api_route(pages.STYLE_ADDRESS, methods=["GET", "HEAD"])
    async def style(request: Request) -> Response:
        return files.send_file(request, pages.STYLE_FILE, keep=files.AN_HOUR)

    @router.api_route("/{name:path}", methods=["GET", "HEAD"])
    async def client_file(request: Request, name: str) -> Response:
        if name == PAGE_FILE:  # without its address and what `ClientPage` puts in it, it is of no office
            return pages.moved(request, f"{base}/")
        path = files.find_file(client, name)
        if path is not None:
            return files.send_file(request, path, keep=files.keep_for(name))
        found = await elsewhere(request) if elsewhere is not None and files.keep_for(name) == files.FOREVER else None
        return found or pages.nothing_here(request, base)

    return router


def read_looks(path: Path) -> list[dict[str, Any]]:
    """Return the looks a person may choose: id, role, title, aids. Raises `OSError` or `ValueError` when the file is broken."""
    known: list[dict[str, Any]] = json.loads(path.read_text("utf-8"))["looks"]
    return [{key: look[key] for key in ("id", "role", "title", "aid")} for look in known]
