"""One simulated visitor's connection: hello, numbers, acknowledgement, resume. Knows the wire, not the visitor's errand."""

import asyncio
import time
from collections.abc import Callable
from itertools import count
from uuid import uuid4

import msgspec
from picows import WSFrame, WSListener, WSMsgType, WSTransport

from madang_load.tally import ABNORMAL, Tally
from madang_load.wire import HEAD_BYTES, peek
from madang_protocol import Close, codec, commands, limits, messages

# Frames of these kinds are counted, and decoded only when the visitor is curious about the kind.
_QUIET = frozenset({b"tick", b"roster", b"office", b"queue", b"said", b"pong"})
_RETRY = frozenset(close.value for close in Close if close.retry) | {1001, ABNORMAL, 1011, 1012}

SENT_ON = ["see_other"]  # may be sent to the node that has the room

Heard = Callable[[messages.AnyMessage, float], None]  # a decoded message and its arrival, monotonic seconds


class Link(WSListener):
    """A connection that may drop and be opened again. `hear` is called with every message that is decoded.

    Frames of the kinds in _QUIET are only counted, except those of the kinds in `curious`.
    """

    def __init__(self, hello: commands.Hello, tally: Tally, *, hear: Heard, curious: frozenset[bytes] = frozenset()) -> None:
        self.hello = hello
        self.tally = tally
        self.transport: WSTransport | None = None
        self.welcomed: messages.Welcome | None = None
        self.lost_at: float | None = None
        self.lost: Callable[[], None] | None = None  # called when the connection is lost and the server admits a reconnect
        self.seen = 0
        self.curious = curious
        self.source: tuple[str, int] | None = None  # the address from which it comes; none: the machine's choice
        self.settled = asyncio.Event()  # welcomed, or over
        self.way: messages.SeeOther | None = None  # to the node that has the room, once the server named one (SPEC N21)
        self.seat: str | None = None  # at the node to which the connection goes (SPEC N22)
        self.named = False  # it goes there by the node's own name: the seat alone says there who comes (SPEC N28)
        self.back_seconds = 1.0  # the window within which to reconnect after a drop (SPEC S8)
        self._hear = hear
        self._token = hello.token
        self._acknowledged = 0
        self._run = uuid4().hex[:12]  # an officer's account outlives a run, and an id is carried out only once (SPEC W6)
        self._requests = count()
        self._asked: dict[str, float] = {}
        self._close_code = 0
        self._leaving = False
        self._cutting = False  # the connection was cut on this side
        self._greeted = False  # this connection was welcomed

    @property
    def open(self) -> bool:
        """Whether the visitor is welcomed and the connection is up."""
        return self.transport is not None and self._greeted

    def next_hello(self) -> commands.Hello:
        """Return the hello of the next connection: the first one, or one that resumes (SPEC S5)."""
        if self.welcomed is None:
            first = msgspec.structs.replace(self.hello, features=SENT_ON, seat=self.seat)
            return msgspec.structs.replace(first, token=None, officer=None) if self.named else first
        return commands.Hello(
            versions=self.hello.versions,
            lang=self.hello.lang,
            token=None if self.named else self._token,
            officer=None if self.named else self.hello.officer,
            session=self.welcomed.session,
            seen=self.seen,
            features=SENT_ON,
            seat=self.seat,
        )

    def send(self, command: commands.Command) -> None:
        """Send a command. Without a connection it is dropped."""
        if self.transport is not None:
            frame = codec.encode_command(command)
            self.tally.counts["frames_out"] += 1
            self.tally.counts["bytes_out"] += len(frame)
            self.transport.send(WSMsgType.BINARY, frame)

    def request_id(self, since: float | None = None) -> str:
        """Return a new request id, and time its answer from `since`, when the command was due; None: from now."""
        request = f"{self._run}-{next(self._requests)}"
        self._asked[request] = time.monotonic() if since is None else since
        return request

    def leave(self) -> None:
        """Say `bye` and end the connection for good."""
        self._leaving = True
        self.send(commands.Bye())
        self.drop()

    def drop(self) -> None:
        """Cut the connection without a close frame, as a lost network would."""
        if self.transport is not None:
            self._cutting = True
            self.transport.disconnect(graceful=False)

    def begin_anew(self) -> None:
        """Cut the connection and forget the session: who comes back as the same visitor is told everything (SPEC S5)."""
        self.hello = msgspec.structs.replace(self.hello, token=self._token)
        self.welcomed = None
        self.drop()

    # picows calls these ---------------------------------------------------------------------------------------------

    def on_ws_connected(self, transport: WSTransport) -> None:
        self.transport = transport
        self._close_code = 0
        self._greeted = self._cutting = False
        self.settled.clear()
        self.send(self.next_hello())

    def on_ws_frame(self, transport: WSTransport, frame: WSFrame) -> None:
        if frame.msg_type is not WSMsgType.BINARY:
            self._control(transport, frame)
            return
        counts = self.tally.counts
        counts["frames_in"] += 1
        counts["bytes_in"] += frame.payload_size
        kind, sequence = peek(bytes(frame.get_payload_as_memoryview()[:HEAD_BYTES]))
        if sequence:
            self._number(sequence)
        if kind not in _QUIET or kind in self.curious:
            self._decode(frame.get_payload_as_bytes())

    def on_ws_disconnected(self, transport: WSTransport) -> None:  # noqa: ARG002 - the signature is picows'
        self.transport = None
        self.lost_at = time.monotonic()
        self.settled.set()
        if self._leaving:
            return
        code = self._close_code or ABNORMAL
        self.tally.closes[code] += not self._cutting
        if code in _RETRY and self._greeted and self.lost is not None:
            self.lost()

    def _control(self, transport: WSTransport, frame: WSFrame) -> None:
        if frame.msg_type is WSMsgType.CLOSE:
            self._close_code = int.from_bytes(frame.get_payload_as_bytes()[:2], "big")
            transport.disconnect()

    def _number(self, sequence: int) -> None:
        if sequence != self.seen + 1:
            self.tally.counts["gaps"] += 1
        self.seen = sequence
        if sequence - self._acknowledged >= limits.ACK_EVERY_MESSAGES:
            self._acknowledged = sequence
            self.send(commands.Ack(s=sequence))

    def _decode(self, frame: bytes) -> None:
        now = time.monotonic()
        try:
            _, message = codec.decode_message(frame)
        except (msgspec.DecodeError, ValueError):  # also bytes that are no UTF-8, and a number without its marker
            self.tally.counts["undecodable"] += 1
            return
        if isinstance(message, messages.Welcome):
            self._welcome(message, now)
        elif isinstance(message, messages.Delayed):
            self.tally.counts["delayed"] += 1  # S20: the office asks its database again by itself
        elif isinstance(message, messages.SeeOther):
            self.way = message
            self.tally.counts["sent_on"] += 1
        elif isinstance(message, messages.Done | messages.Rejected):
            self._answered(message, now)
        self._hear(message, now)

    def _welcome(self, welcome: messages.Welcome, now: float) -> None:
        if self.welcomed is not None:
            self.tally.counts["resumed" if welcome.resumed else "not_resumed"] += 1
            self.tally.latency("back", now - (self.lost_at or now))
        if not welcome.resumed:
            self.seen = self._acknowledged = 0
        self._token = welcome.token or self._token
        self.welcomed = welcome
        self.back_seconds = welcome.back_ms / 1_000
        self._greeted = True
        self.lost_at = None
        self.settled.set()

    def _answered(self, answer: messages.Done | messages.Rejected, now: float) -> None:
        asked = self._asked.pop(answer.id, None)
        if asked is not None:
            self.tally.latency("answered", now - asked)
        if isinstance(answer, messages.Rejected):
            self.tally.rejections[answer.code.value] += 1
