"""Requests for an office that another node has: asked of it, and its answer given as it came. Knows HTTP, no route.

While the owner is silent its lease is looked at: a node that was stopped or cut off has the office no more when that is over, and
is waited for no longer (SPEC N2).
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable

import httpx
import structlog
from fastapi import APIRouter
from fastapi.routing import iter_route_contexts
from starlette.background import BackgroundTask
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.types import Send

from madang_server.cluster.socket_relay import LOOK_EVERY_S, passed_on
from madang_server.request_target import PASSED_ON_BY, is_upload

ANSWER_S = 10.0
CONNECT_S = 1.0
FILE_TIMEOUT = httpx.Timeout(90.0, connect=CONNECT_S)  # a picture is drawn anew, and scanned, before it is answered for
NODES_ASKED_MAX = 3  # for one request: an office that moves faster than that is asked for again
_REPEATABLE = {"GET", "HEAD"}  # what changes nothing, and may have reached an owner before
_OF_ONE_CONNECTION = {
    "connection", "keep-alive", "proxy-authenticate", "proxy-authorization", "te", "trailer", "transfer-encoding", "upgrade",
}  # fmt: skip
_OF_THE_LISTENER = {"date", "server"}
_HAS_IT = {200, 206, 304, 416}
_NO_OWNER = {"retry-after": "2", "cache-control": "no-store"}
# Each is for a connection that came here and is counted there (SPEC S18); a display keeps its own for days.
_AS_MANY_AS_COME = httpx.Limits(max_connections=None, max_keepalive_connections=20)
_log = structlog.get_logger()


class _Moved(Exception):
    """The office is not where it was when its node was asked."""


class _Relayed(StreamingResponse):
    """The answer of another node. What breaks off there breaks off here too, and is no fault of this node."""

    def __init__(self, answer: httpx.Response, office: str | None = None) -> None:
        """`office`: of whose node it is; None: another's build of the page."""
        super().__init__(answer.aiter_raw(), answer.status_code, background=BackgroundTask(answer.aclose))
        self._office = office
        self.raw_headers = [
            (name.lower(), value)
            for name, value in answer.headers.raw
            if name.decode("latin-1").lower() not in _OF_ONE_CONNECTION | _OF_THE_LISTENER
        ]

    async def stream_response(self, send: Send) -> None:
        try:
            await super().stream_response(send)
        except httpx.HTTPError as error:
            # Left as it is: the listener closes the connection, so that nobody takes a part for the whole.
            _log.warning("another node broke off an answer", office=self._office, cause=type(error).__name__)


class HttpRelay:
    """Asks other nodes, by connections of its own to each: one that answers nobody holds up those who ask another. Close it."""

    def __init__(self, node: str, address_of: Callable[[str], str | None]) -> None:
        """`address_of`: where an office is; None: nowhere."""
        self._node = node
        self._address_of = address_of
        self._clients: dict[str, httpx.AsyncClient] = {}  # by address

    def routes_like(self, office: str, routers: Iterable[APIRouter]) -> APIRouter:
        """Return routes at the same paths as those routers have, which ask the node that has the office."""

        async def ask(request: Request) -> Response:
            return await self.ask(office, request)

        relayed = APIRouter()
        for router in routers:
            for route in iter_route_contexts(router.routes):  # also those of routers within a router
                if route.path is not None:
                    relayed.add_route(route.path, ask, methods=sorted(route.methods or ()), include_in_schema=False)
        return relayed

    async def ask(self, office: str, request: Request) -> Response:
        """Return what the node that has the office answers; 503 when there is none, or it does not.

        When the office moves meanwhile, its new node is asked, unless the old one may have done what it was asked for.
        """
        if passed_on(request.headers.raw):
            return _nobody()
        try:
            brings_file = is_upload(request.method.encode(), request.scope["raw_path"])
            return await self._asked_in_turn(office, request, request.stream() if brings_file else await request.body())
        except ClientDisconnect:
            return Response(status_code=400)  # which nobody reads

    async def _asked_in_turn(self, office: str, request: Request, body: bytes | AsyncIterator[bytes]) -> Response:
        for _ in range(NODES_ASKED_MAX):
            address = self._address_of(office)
            if address is None:
                break
            try:
                return _Relayed(await self._answer(office, address, self._asked(address, request, body)), office)
            except (httpx.ConnectError, httpx.ConnectTimeout):
                if self._address_of(office) == address:
                    break
            except _Moved:
                if request.method not in _REPEATABLE:
                    break
            except httpx.HTTPError:
                break
        return _nobody()

    async def _answer(self, office: str, address: str, asked: httpx.Request) -> httpx.Response:
        """Return the head of the answer. Raises `_Moved` once the office is no longer at this address, and `httpx.HTTPError`."""
        asking = asyncio.create_task(self._client_of(address).send(asked, stream=True), name="a request passed on")
        try:
            while not (await asyncio.wait([asking], timeout=LOOK_EVERY_S))[0]:
                if self._address_of(office) != address:
                    raise _Moved
            return asking.result()
        finally:
            if not asking.done():
                asking.cancel()
                await asyncio.gather(asking, return_exceptions=True)

    async def ask_any(self, request: Request, addresses: Iterable[str]) -> Response | None:
        """Return the first answer of one of them that has what is asked for; None: none has, or another node asks us."""
        try:
            body = await request.body()
        except ClientDisconnect:
            return None
        for address in () if passed_on(request.headers.raw) else addresses:
            try:
                answer = await self._client_of(address).send(self._asked(address, request, body), stream=True)
            except httpx.HTTPError:
                continue
            if answer.status_code in _HAS_IT:
                return _Relayed(answer)
            await answer.aclose()
        return None

    def _asked(self, address: str, request: Request, body: bytes | AsyncIterator[bytes]) -> httpx.Request:
        """`body`: bytes, or as it comes: a file is not held here as a whole, and its answer is waited for longer."""
        scope = request.scope
        query = b"?" + scope["query_string"] if scope["query_string"] else b""
        target = (scope["raw_path"] + query).decode("latin-1")
        # Not the client's own `build_request`, which adds headers of its own and the cookies that others were given.
        comes = not isinstance(body, bytes)
        own = {"timeout": FILE_TIMEOUT.as_dict()} if comes else {}
        headers = self._headers(request, with_length=comes)
        return httpx.Request(request.method, address + target, headers=headers, content=body, extensions=own)

    def _client_of(self, address: str) -> httpx.AsyncClient:
        if address not in self._clients:
            self._clients[address] = httpx.AsyncClient(
                timeout=httpx.Timeout(ANSWER_S, connect=CONNECT_S),
                limits=_AS_MANY_AS_COME,
                trust_env=False,
            )
        return self._clients[address]

    def _headers(self, request: Request, *, with_length: bool) -> list[tuple[bytes, bytes]]:
        source = request.client.host if request.client else "unknown"
        dropped = _OF_ONE_CONNECTION | (set() if with_length else {"content-length"})
        kept = [(name, value) for name, value in request.headers.raw if name.decode("latin-1") not in dropped]
        return [*kept, (b"x-forwarded-for", source.encode()), (PASSED_ON_BY, self._node.encode())]

    async def close(self) -> None:
        """Let go of the connections."""
        for client in self._clients.values():
            await client.aclose()


def _nobody() -> Response:
    return JSONResponse({"code": "no_owner"}, 503, _NO_OWNER)
