"""Files given to browsers: built client, art, places. Chooses the compressed sibling and says how long it may be kept."""

import mimetypes
import re
from email.utils import formatdate
from pathlib import Path

from fastapi import Request, Response
from fastapi.responses import FileResponse, JSONResponse
from starlette.datastructures import Headers
from starlette.types import Message, Receive, Scope, Send

from madang_server.web.compression import ENCODINGS, TEXT_BYTES_MIN, Ahead, compress_at_once, compress_files

FOREVER = "public, max-age=31536000, immutable"
ASK_AGAIN = "no-cache"
AN_HOUR = "public, max-age=3600"
_HASHED = re.compile(r"[.-][A-Za-z0-9_-]{8,}\.[a-z0-9]+$")
_SIBLINGS = {"br": ".br", "gzip": ".gz"}
_NEVER = re.compile(r"^\s*q\s*=\s*0(\.0*)?\s*$")
_NOTHING: Ahead = {}
_TEXT = re.compile(r"^(text/|application/(json|manifest)|image/svg)")
# A browser never shows these as documents of their own: they carry this and no policy (bounded_http.py).
PASSIVE = {"x-content-type-options": "nosniff"}
_PASSIVE_TYPES = ("text/javascript", "text/css", "application/json", "image/webp", "image/png", "font/woff2")
_RANGE = re.compile(r"bytes=[ \t]*(?P<first>[0-9]{0,18})-(?P<last>[0-9]{0,18})[ \t]*", re.IGNORECASE)
_TYPES = {
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ftl": "text/plain; charset=utf-8",
    ".tmj": "application/json",
    ".tsj": "application/json",
    ".tj": "application/json",
    ".tx": "application/xml",
    ".json": "application/json",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".svg": "image/svg+xml",
}


class _File(FileResponse):
    """A file, or one range of its bytes. Another `Range` is passed over, where Starlette would reject it (RFC 9110, 14.2).

    That is one that is not well formed, is of another unit, asks for several ranges, or comes with HEAD.
    """

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        asked = Headers(scope=scope).get("range")
        if asked is not None and (scope["method"] != "GET" or not _is_one_range(asked)):
            scope = {**scope, "headers": [header for header in scope["headers"] if header[0] != b"range"]}
        beyond: list[str] = []  # the size, of a file that ends before the range begins

        async def pass_on(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] == 416:
                beyond.append(Headers(raw=message["headers"])["content-range"])
            elif not beyond:
                await send(message)

        await super().__call__(scope, receive, pass_on)
        if beyond:
            headers = {"content-range": beyond[0], "cache-control": "no-store"}
            await JSONResponse({"code": "bad_range"}, 416, headers)(scope, receive, send)


def _is_one_range(asked: str) -> bool:
    found = _RANGE.fullmatch(asked)
    if found is None:
        return False
    first, last = found["first"], found["last"]
    return bool(first or last) and not (first and last and int(last) < int(first))


def find_file(root: Path, name: str) -> Path | None:
    """Return the file of that name below `root`; None when there is none, or when the name leads out of it."""
    try:
        path = (root / name).resolve()
        return path if path.is_relative_to(root.resolve()) and path.is_file() else None
    except (OSError, ValueError):
        return None


def texts_ahead(root: Path) -> Ahead:
    """Return the texts below `root` compressed, for `send_file`."""
    return compress_files(sorted(path.resolve() for path in root.rglob("*") if _TEXT.match(_media_type(path)) and path.is_file()))


def send_file(request: Request, path: Path, *, keep: str, ahead: Ahead = _NOTHING) -> Response:
    """Return the answer with `path`, compressed when the browser allows it and it pays, or 304. `ahead`: what is compressed."""
    encoding, sent = _choose(accepted_encodings(request), path)
    facts = sent.stat()
    kind = _media_type(path)
    body = _body(path, facts.st_mtime_ns, encoding, ahead) if encoding and sent == path else None
    size = facts.st_size if body is None else len(body)
    headers = {
        "cache-control": keep,
        "vary": "accept-encoding",
        "etag": f'"{facts.st_mtime_ns:x}-{size:x}-{encoding or "plain"}"',
        "last-modified": formatdate(facts.st_mtime, usegmt=True),
    }
    if kind.startswith(_PASSIVE_TYPES):
        headers |= PASSIVE
    if has_already(request, headers["etag"]):
        return Response(status_code=304, headers=headers)
    if encoding:
        headers["content-encoding"] = encoding
    if body is not None:
        return Response(body, media_type=kind, headers=headers)
    return _File(sent, media_type=kind, headers=headers)


def has_already(request: Request, tag: str) -> bool:
    """Return whether the browser says that it has the answer with this tag, or whichever there is (RFC 9110, 13.1.2)."""
    asked = request.headers.get("if-none-match", "")
    return asked.strip() == "*" or tag in asked


def accepted_encodings(request: Request) -> set[str]:
    """Return how an answer may be packed (RFC 9110, 12.5.3)."""
    parts = request.headers.get("accept-encoding", "").lower().split(",")
    said = {name.strip(): _NEVER.search(weight) is None for name, _, weight in (part.partition(";") for part in parts)}
    return {name for name in ENCODINGS if said.get(name, said.get("*", False))}


def missing() -> JSONResponse:
    """Return the answer for a file that is not there."""
    return JSONResponse({"code": "not_found"}, 404, {"cache-control": ASK_AGAIN})


def keep_for(name: str) -> str:
    """Return how long a client file may be kept: for ever when its name holds the hash of its content."""
    return FOREVER if name.startswith("assets/") and _HASHED.search(name) else ASK_AGAIN


def _choose(offered: set[str], path: Path) -> tuple[str | None, Path]:
    usable = [encoding for encoding in ENCODINGS if encoding in offered]
    for encoding in usable:
        sibling = path.with_name(path.name + _SIBLINGS[encoding])
        if sibling.is_file():
            return encoding, sibling
    pays = _TEXT.match(_media_type(path)) and path.stat().st_size >= TEXT_BYTES_MIN
    return (usable[0] if usable and pays else None), path


def _body(path: Path, changed_ns: int, encoding: str, ahead: Ahead) -> bytes:
    return ahead.get((path, changed_ns, encoding)) or compress_at_once(path, changed_ns, encoding)


def _media_type(path: Path) -> str:
    return _TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
