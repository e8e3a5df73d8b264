"""Requests for an office that another node has: asked of it, and its answer given as it came. Knows HTTP, no route."""

from collections.abc import Callable, Iterable

import httpx
from fastapi import APIRouter
from starlette.background import BackgroundTask
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from madang_server.cluster.socket_relay import PASSED_ON_BY, passed_on

ANSWER_S = 10.0
CONNECT_S = 1.0
_OF_ONE_CONNECTION = {
    "connection", "keep-alive", "proxy-authenticate", "proxy-authorization", "te", "trailer", "transfer-encoding", "upgrade",
}  # fmt: skip
_OF_THE_LISTENER = {"date", "server"}
_HAS_IT = {200, 206, 304, 416}
_NO_OWNER = {"retry-after": "2", "cache-control": "no-store"}


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
            for route in router.routes:
                if isinstance(route, Route):
                    relayed.add_route(route.path, ask, methods=sorted(route.methods or ()), include_in_schema=False)
        return relayed

    async def ask(self, office: str, request: Request) -> Response:
        """Return what the node that has the office answers; 503 when there is none, or it does not."""
        address = None if passed_on(request.headers.raw) else self._address_of(office)
        if address is None:
            return JSONResponse({"code": "no_owner"}, 503, _NO_OWNER)
        try:
            answer = await self._asked(address, request)
        except ClientDisconnect:
            return Response(status_code=400)  # which nobody reads
        except httpx.HTTPError:
            return JSONResponse({"code": "no_owner"}, 503, _NO_OWNER)
        return _told(answer)

    async def ask_any(self, request: Request, addresses: Iterable[str]) -> Response | None:
        """Return the first answer of one of them that has what is asked for; None: none has, or another node asks us."""
        for address in () if passed_on(request.headers.raw) else addresses:
            try:
                answer = await self._asked(address, request)
            except (ClientDisconnect, httpx.HTTPError):
                continue
            if answer.status_code in _HAS_IT:
                return _told(answer)
            await answer.aclose()
        return None

    async def _asked(self, address: str, request: Request) -> httpx.Response:
        """Return the answer of that node, of which the head is there. Raises `ClientDisconnect`, `httpx.HTTPError`."""
        scope = request.scope
        query = b"?" + scope["query_string"] if scope["query_string"] else b""
        target = (scope["raw_path"] + query).decode("latin-1")
        body = await request.body()
        # Not the client's own `build_request`, which adds headers of its own and the cookies that others were given.
        asked = httpx.Request(request.method, address + target, headers=self._headers(request), content=body)
        return await self._client_of(address).send(asked, stream=True)

    def _client_of(self, address: str) -> httpx.AsyncClient:
        if address not in self._clients:
            self._clients[address] = httpx.AsyncClient(timeout=httpx.Timeout(ANSWER_S, connect=CONNECT_S), trust_env=False)
        return self._clients[address]

    def _headers(self, request: Request) -> list[tuple[bytes, bytes]]:
        source = request.client.host if request.client else "unknown"
        dropped = _OF_ONE_CONNECTION | {"content-length"}
        kept = [(name, value) for name, value in request.headers.raw if name.decode("latin-1") not in dropped]
        return [*kept, (b"x-forwarded-for", source.encode()), (PASSED_ON_BY, self._node.encode())]

    async def close(self) -> None:
        """Let go of the connections."""
        for client in self._clients.values():
            await client.aclose()


def _told(answer: httpx.Response) -> Response:
    """Return the answer as it came, to be read on while it is sent."""
    told = StreamingResponse(answer.aiter_raw(), answer.status_code, background=BackgroundTask(answer.aclose))
    told.raw_headers = [
        (name.lower(), value)
        for name, value in answer.headers.raw
        if name.decode("latin-1").lower() not in _OF_ONE_CONNECTION | _OF_THE_LISTENER
    ]
    return told
