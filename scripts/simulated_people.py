"""People who make a hall look lived in: they come over the wire, walk to a spot, say a word, and stay. Knows the wire alone."""

import json
import secrets
import threading
import time
import urllib.request
from contextlib import suppress
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Subprotocol

from madang_protocol import commands
from madang_protocol.codec import decode_message, encode_command
from madang_protocol.fields import Language

TILE_UNITS = 32 * 8
SUBPROTOCOL = Subprotocol("madang.v1")
BREATH_S = 4.0


@dataclass(frozen=True)
class Spot:
    """Where somebody stands, in tiles, and what they say there."""

    x: float
    y: float
    words: str = ""


class SimulatedPerson:
    """One person with a line to the office; stays until the end of the block."""

    def __init__(self, url: str, hello: commands.Hello) -> None:
        self._line: ClientConnection = connect(url.replace("http", "ws") + "/ws", subprotocols=[SUBPROTOCOL])
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._walks = 0
        self.tell(hello)
        self._listener.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None) -> None:
        self._line.close()
        self._listener.join()

    def tell(self, command: commands.Command) -> None:
        """Send a command."""
        self._line.send(encode_command(command))

    def go(self, spot: Spot) -> None:
        """Walk there, round the walls."""
        self._walks += 1
        x, y = int(spot.x * TILE_UNITS), int(spot.y * TILE_UNITS)
        self.tell(commands.Go(id=request(), n=self._walks, kind="point", x=x, y=y))

    def say(self, words: str) -> None:
        """Say it to those near."""
        self.tell(commands.Say(id=request(), to="near", text=words))

    def _listen(self) -> None:
        """Read everything, so that the office never waits, and breathe now and then, so that it knows somebody is there."""
        try:
            while True:
                self._hear()
                self.tell(commands.Ping(c=0))
        except ConnectionClosed:
            return

    def _hear(self) -> None:
        """Listen for the length of a breath; acknowledge what is numbered."""
        until = time.monotonic() + BREATH_S
        while (left := until - time.monotonic()) > 0:
            with suppress(TimeoutError):
                number, _ = decode_message(bytes(self._line.recv(timeout=left, decode=False)))
                self._acknowledge(number)

    def _acknowledge(self, number: int | None) -> None:
        if number is not None:
            self.tell(commands.Ack(s=number))


def citizen(url: str, name: str, look: str, language: Language = "ko") -> SimulatedPerson:
    """Somebody who came by the link."""
    return SimulatedPerson(url, commands.Hello(versions=[1], lang=language, name=name, look=look))


def officer(url: str, name: str, one_time_password: str, counter: str) -> SimulatedPerson:
    """An officer who sits down at that counter."""
    seated = SimulatedPerson(url, commands.Hello(versions=[1], officer=signed_in(url, name, one_time_password)))
    seated.tell(commands.DeskOpen(id=request(), counter=counter))
    return seated


def signed_in(url: str, name: str, one_time_password: str) -> str:
    """Set a password of one's own; return the sign-in."""
    fresh = secrets.token_urlsafe(12)
    body = json.dumps({"name": name, "password": one_time_password, "new_password": fresh}).encode()
    request = urllib.request.Request(url + "/api/officer/sign-in", body, {"Content-Type": "application/json"})  # noqa: S310 (our own server)
    with urllib.request.urlopen(request) as response:  # noqa: S310
        token: str = json.load(response)["token"]
    return token


def request() -> str:
    """Return an id for one command."""
    return secrets.token_hex(12)
