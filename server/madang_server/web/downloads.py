"""How a file is given: in pieces, to so many at once and for so long, for each holds a whole file in memory (SPEC C28)."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from urllib.parse import quote

import structlog
from starlette.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

from madang_server.web.turns import Turns

PIECE_BYTES = 64 * 1024
DOWNLOAD_S = 600.0  # a reader that takes next to nothing is cut before (SPEC S18)
AT_ONCE_OF_PERSON = 3
AT_ONCE_OF_SOURCE = 8
AT_ONCE = 32  # of the server
_log = structlog.get_logger()


def download_turns() -> Turns:
    """Return those of one server."""
    return Turns(of_person=AT_ONCE_OF_PERSON, of_source=AT_ONCE_OF_SOURCE, in_all=AT_ONCE)


def named(name: str, plain: str) -> dict[str, str]:
    """Return the header (RFC 6266) by which an answer is saved as a file of this name; `plain`: in ASCII, for old programs."""
    return {"content-disposition": f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"}


class Download(StreamingResponse):
    """An answer that brings a file, and says when it is over, however it ends."""

    def __init__(
        self,
        content: bytes,
        media_type: str,
        headers: Mapping[str, str],
        *,
        ended: Callable[[], None],
        seconds_max: float = DOWNLOAD_S,
    ) -> None:
        told = {**headers, "content-length": str(len(content))}
        super().__init__(_pieces(content), headers=told, media_type=media_type)
        self._ended = ended
        self._seconds_max = seconds_max

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it. What is not taken in time is cut: the server closes an answer that is not whole."""
        try:  # not in the pieces: of those that were never asked for a first one no `finally` runs
            async with asyncio.timeout(self._seconds_max):
                await super().__call__(scope, receive, send)
        except TimeoutError:
            _log.warning("a file was read too slowly and was cut")
        finally:
            self._ended()


async def _pieces(content: bytes) -> AsyncIterator[bytes]:
    for first in range(0, len(content), PIECE_BYTES):
        yield content[first : first + PIECE_BYTES]
