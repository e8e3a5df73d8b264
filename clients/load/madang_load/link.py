"""One simulated visitor's connection: hello, numbers, acknowledgement, resume. Knows the wire, not what the visitor wants."""

import asyncio
import time
from collections.abc import Callable
from itertools import count
from typing import Any

from picows import WSFrame, WSListener, WSMsgType, WSTransport

from madang_load.tally import Tally
from madang_load.wire import peek
from madang_protocol import codec, limits, messages, wishes

_QUIET = frozenset({b"tick", b"roster", b"office", b"queue", b"said", b"pong"})  # counted; decoded for observers alone
_ABNORMAL = 1006

Heard = Callable[[messages.AnyMessage, float], None]  # a decoded message and its arrival, monotonic seconds


class Link(WSListener):
    """A connection that may drop and come back. `hear` is told every message that matters to this visitor."""

    def __init__(self, hello: wishes.Hello, tally: Tally, *, hear: Heard, curious: frozenset[bytes] = frozenset()) -> None:
        self.hello = hello
        self.tally = tally
        self.transport: WSTransport | None = None
        self.welcomed: messages.Welcome | None = None
        self.lost_at: float | None = None
        self.seen = 0
        self.curious = curious
        self.settled = asyncio.Event()  # welcomed, or over
        self._hear = hear
        self._acknowledged = 0
        self._requests = count()
        self._asked: dict[str, float] = {}
        self._close_code = 0

    @property
    def open(self) -> bool:
        """True between welcome and the end of the connection."""
        return self.transport is not None and self.welcomed is not None

    def next_hello(self) -> wishes.Hello:
        """The hello of the next connection: the first one, or the one that resumes."""
        if self.welcomed is None:
            return self.hello
        return wishes.Hello(
            versions=self.hello.versions,
            lang=self.hello.lang,
            token=self.welcomed.token or self.hello.token,
            officer=self.hello.officer,
            session=self.welcomed.session,
            seen=self.seen,
        )

    def send(self, wish: wishes.Wish) -> None:
        """Send a wish now, if the connection is up."""
        if self.transport is not None:
            frame = codec.encode_wish(wish)
            self.tally.counts["frames_out"] += 1
            self.tally.counts["bytes_out"] += len(frame)
            self.transport.send(WSMsgType.BINARY, frame)

    def request_id(self) -> str:
        """A new request id; its answer is timed."""
        request = f"load-{next(self._requests):08d}"
        self._asked[request] = time.monotonic()
        return request

    def leave(self) -> None:
        """End on purpose."""
        self.send(wishes.Bye())
        self.drop()

    def drop(self) -> None:
        """Cut the line, as a lost network would."""
        if self.transport is not None:
            self.transport.disconnect(graceful=False)

    # picows calls these ---------------------------------------------------------------------------------------------

    def on_ws_connected(self, transport: WSTransport) -> None:
        """The socket is open: say hello."""
        self.transport = transport
        self._close_code = 0
        self.settled.clear()
        self.send(self.next_hello())

    def on_ws_frame(self, transport: WSTransport, frame: WSFrame) -> None:  # noqa: ARG002
        """One frame came."""
        if frame.msg_type is WSMsgType.CLOSE:
            self._close_code = int.from_bytes(frame.get_payload_as_bytes()[:2], "big")
            return
        counts = self.tally.counts
        counts["frames_in"] += 1
        counts["bytes_in"] += frame.payload_size
        kind, sequence = peek(frame.get_payload_as_memoryview())
        if sequence:
            self._number(sequence)
        if kind not in _QUIET or kind in self.curious:
            self._decode(frame.get_payload_as_bytes())

    def on_ws_disconnected(self, transport: WSTransport) -> None:  # noqa: ARG002
        """The connection is over."""
        self.transport = None
        self.lost_at = time.monotonic()
        self.settled.set()
        self.tally.closes[self._close_code or _ABNORMAL] += 1

    def _number(self, sequence: int) -> None:
        if sequence != self.seen + 1:
            self.tally.counts["gaps"] += 1
        self.seen = sequence
        if sequence - self._acknowledged >= limits.ACK_EVERY_MESSAGES:
            self._acknowledged = sequence
            self.send(wishes.Ack(s=sequence))

    def _decode(self, frame: bytes) -> None:
        now = time.monotonic()
        _, message = codec.decode_message(frame)
        if isinstance(message, messages.Welcome):
            self._welcome(message)
        elif isinstance(message, messages.Done | messages.Refused):
            self._answered(message, now)
        self._hear(message, now)

    def _welcome(self, welcome: messages.Welcome) -> None:
        first = self.welcomed is None
        self.tally.counts["resumed" if welcome.resumed else "fresh" if first else "not_resumed"] += 1
        if not welcome.resumed:
            self.seen = self._acknowledged = 0
        token = welcome.token or self.next_hello().token
        self.welcomed = _with_token(welcome, token)
        self.lost_at = None
        self.settled.set()

    def _answered(self, answer: messages.Done | messages.Refused, now: float) -> None:
        asked = self._asked.pop(answer.id, None)
        if asked is not None:
            self.tally.latency("answered", now - asked)
        if isinstance(answer, messages.Refused):
            self.tally.refusals[answer.code.value] += 1


def _with_token(welcome: messages.Welcome, token: str | None) -> messages.Welcome:
    values: dict[str, Any] = {field: getattr(welcome, field) for field in welcome.__struct_fields__}
    return messages.Welcome(**{**values, "token": token})
