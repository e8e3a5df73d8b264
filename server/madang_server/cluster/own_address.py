"""How this node is called and where the others reach it; and whether that address leads here: it asks itself there (SPEC N15).

Knows HTTP, no office.
"""

import asyncio
import secrets

import httpx
import structlog
from fastapi import APIRouter, Response

from madang_server.faults import Misconfigured
from madang_server.request_target import PASSED_ON_BY
from madang_server.settings import Settings
from madang_server.store.shards import ADDRESS_CHARS_MAX

EVERY_ADDRESS = ("0.0.0.0", "::")  # noqa: S104 - read, not listened at
ASK_EVERY_S = 1.0
ANSWER_S = 2.0
FAILED_BEFORE_SAID = 3  # tries: a name may take its time to be known, and this node its time to listen
_log = structlog.get_logger()


def node_address(settings: Settings) -> str:
    """Return where the other nodes reach this one: as the settings say, or where it listens. Raises `Misconfigured`."""
    if settings.node_url is not None:
        address = str(settings.node_url).rstrip("/")
        if settings.node_url.scheme != "http" or len(address) > ADDRESS_CHARS_MAX:
            raise Misconfigured(f"setting node_url: must begin with http:// and have at most {ADDRESS_CHARS_MAX} characters")
        return address
    if settings.host in EVERY_ADDRESS:
        raise Misconfigured(f"setting node_url: must say where the other nodes reach this one, as host is {settings.host}")
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    return f"http://{host}:{settings.port}"


class OwnAddress:
    """Asks this node at its own address, until it was reached there once."""

    def __init__(self, address: str, node: str, *, host: str) -> None:
        """`address`: where others reach this node. `host`: as people name the server, who come by other nodes."""
        self._address = address
        self._headers = {"host": host, PASSED_ON_BY.decode(): node}
        self._nonce = secrets.token_urlsafe(16)  # which this process alone answers
        self._failed = 0
        self.reached = False

    def routes(self) -> APIRouter:
        """Return the route at which this node knows itself. It tells nobody else anything."""
        router = APIRouter()

        @router.get("/node/{nonce}", include_in_schema=False)
        async def asked(nonce: str) -> Response:
            return Response(status_code=204 if secrets.compare_digest(nonce.encode(), self._nonce.encode()) else 404)

        return router

    async def run(self) -> None:
        """Ask until it is reached. Says once in the log what is wrong, and when it is right."""
        async with httpx.AsyncClient(timeout=ANSWER_S, trust_env=False) as client:
            while (wrong := await self._ask(client)) is not None:
                self._failed += 1
                if self._failed == FAILED_BEFORE_SAID:
                    _log.error(
                        "node_url does not lead to this node, which takes no office until it does",
                        address=self._address,
                        cause=wrong,
                    )
                await asyncio.sleep(ASK_EVERY_S)
        self.reached = True
        if self._failed >= FAILED_BEFORE_SAID:
            _log.info("node_url leads to this node", address=self._address)

    async def _ask(self, client: httpx.AsyncClient) -> str | None:
        """Return why this node is not reached; None: it is."""
        try:
            answer = await client.get(f"{self._address}/node/{self._nonce}", headers=self._headers)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            return f"nobody answers there ({type(error).__name__})"
        return None if answer.status_code == 204 else f"another answers there, with {answer.status_code}"
