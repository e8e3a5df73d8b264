"""What each office's board says, for the nodes that do not have it: the list of offices at `/` is the same at every node.

The owner tells it to Redis every second; a hint that is a second or two old. Knows bytes of the wire, no office.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress

from madang_protocol import codec
from madang_protocol.messages import Office
from madang_server.cluster.redis_link import RedisAway, RedisLink

TELL_EVERY_S = 1.0
KEPT_S = 30.0


class Boards:
    """The boards of the offices elsewhere, as last told. `own`: those of the offices that are open here."""

    def __init__(
        self,
        link: RedisLink,
        offices: Sequence[str],
        own: Callable[[], Mapping[str, Office]],
        encode: Callable[[Office], bytes] = codec.encode,
    ) -> None:
        self._link = link
        self._offices = offices
        self._own = own
        self._encode = encode  # once for each thing that a board says
        self._told: dict[str, tuple[Office, bytes]] = {}
        self._elsewhere: dict[str, tuple[bytes, Office | None]] = {}

    def of(self, office: str) -> Office | None:
        """Return the board of an office elsewhere; None: it is not known."""
        return self._elsewhere.get(office, (b"", None))[1]

    async def run(self) -> None:
        """Tell and learn, for ever. What Redis does not take is told again a second later."""
        while True:
            with suppress(RedisAway):
                await self.exchange()
            await asyncio.sleep(TELL_EVERY_S)

    async def exchange(self) -> None:
        """Tell the own ones and learn the others, once. Raises `RedisAway`."""
        own = self._own()
        self._told = {office: self._encoded(office, board) for office, board in own.items()}
        asked = [office for office in self._offices if office not in own]
        async with self._link.pipeline() as pipe:
            for office, (_, body) in self._told.items():
                pipe.set(_key(office), body, px=int(KEPT_S * 1_000))
            if asked:
                pipe.mget([_key(office) for office in asked])
            answers = await self._link.execute(pipe)
        found = dict(zip(asked, answers[-1], strict=True)) if asked else {}
        self._elsewhere = {office: self._decoded(office, body) for office, body in found.items() if body is not None}

    def _encoded(self, office: str, board: Office) -> tuple[Office, bytes]:
        told = self._told.get(office)
        return told if told is not None and told[0] == board else (board, self._encode(board))

    def _decoded(self, office: str, body: bytes) -> tuple[bytes, Office | None]:
        heard = self._elsewhere.get(office)
        return heard if heard is not None and heard[0] == body else (body, _read(body))


def _read(body: bytes) -> Office | None:
    """Return what a board says; None: it is of another version, or nobody of ours wrote it."""
    try:
        _, board = codec.decode_message(body)
    except ValueError:
        return None
    return board if isinstance(board, Office) else None


def _key(office: str) -> str:
    return f"madang:board:{office}"
