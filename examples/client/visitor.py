"""A visitor of an open Madang: enters, walks, says hello, takes a ticket, comes when called, talks, and leaves.

Written from protocol/SPEC.md alone, with `msgpack` and `websockets` and nothing of this project, to show what the wire asks of a
client in any language: `python visitor.py ws://127.0.0.1:8080/ws`. The numbers in the comments are rules of the SPEC.
"""

import argparse
import asyncio
import struct
import uuid
from collections.abc import Callable, Iterator
from typing import Any

import msgpack
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosedError

SECTION, RECORD = struct.Struct(">HBH"), struct.Struct(">HHHBBB")  # R8
SOUTH, LEFT, GOODBYE, WALK_S = 3, 2, 4000, 0.5  # R2, R8, S9, and as long as we like


class Rejected(Exception):
    """The office said no; the text is the code."""


class Visitor:
    """One visitor: what they know by now, and the line to the office."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket
        self.known: dict[str, Any] = {}  # the newest message of each kind
        self.at: tuple[int, int] = (0, 0)
        self.replies: dict[str, dict[str, Any]] = {}
        self.news = asyncio.Condition()

    async def send(self, kind: str, **fields: Any) -> None:
        """W1: one frame, one map, the kind in `t`."""
        await self.socket.send(msgpack.packb({"t": kind, **fields}))

    async def ask(self, kind: str, **fields: Any) -> dict[str, Any]:
        """W6: a command with an id of ours. Return its `done`; raise `Rejected` with the code (W7)."""
        request = uuid.uuid4().hex
        await self.send(kind, id=request, **fields)
        await self.until(lambda: request in self.replies)
        reply = self.replies.pop(request)
        if reply["t"] == "rejected":
            raise Rejected(f"{kind}: {reply['code']}")
        return reply

    async def until(self, true: Callable[[], Any]) -> Any:
        """Wait for news until this is true; return what it gave."""
        async with self.news:
            return await self.news.wait_for(true)

    async def listen(self) -> None:
        """Take every message, until the line closes."""
        async for frame in self.socket:
            message = msgpack.unpackb(frame)
            if "s" in message:  # W9, S4: numbered messages are acknowledged
                await self.send("ack", s=message["s"])
            async with self.news:
                self.learn(message)
                self.news.notify_all()

    def learn(self, message: dict[str, Any]) -> None:
        """Keep what the message says. Kinds that mean nothing here are kept too, and nobody looks at them."""
        self.known[message["t"]] = message
        match message["t"]:
            case "done" | "rejected":
                self.replies[message["id"]] = message
            case "room":
                self.at = message["x"], message["y"]
            case "tick":
                mine = [record for record in records(message["d"]) if record[0] == self.known["room"]["slot"]]
                self.at = (mine[-1][1], mine[-1][2]) if mine else self.at
            case "said":
                print(f"heard: {message['name']}: {message['text']}", flush=True)
            case "entry" if message["entry"]["by"] == "officer" and message["entry"].get("text"):
                print(f"officer: {message['entry']['text']}", flush=True)

    async def visit(self, name: str, service: str, words: str) -> None:
        """Do everything once, from hello to bye."""
        await self.send("hello", versions=[1], lang="en", name=name)  # S1; no `features`: where we come in, we are served (N21)
        await self.until(lambda: {"welcome", "room", "office"} <= self.known.keys())
        print(f"in: {self.known['room']['place']}, at {self.at}", flush=True)
        await self.walk()
        await self.ask("say", to="room", text=words)
        print(f"said: {words}", flush=True)
        await self.ask("ticket.take", service=service)
        ticket = await self.until(self.ticket)
        print(f"ticket: {ticket['number']}, place {ticket['place']}", flush=True)
        call = await self.until(lambda: self.known.get("called"))  # T5
        print(f"called: {call['ticket']['number']}, to {call['ticket']['counter']}", flush=True)
        await self.ask("ticket.answer", ticket=call["ticket"]["id"])
        serving = await self.until(lambda: (mine := self.ticket()) and mine["state"] == "serving" and mine)
        await self.ask("case.say", case=serving["case"], text=words)
        await self.until(lambda: not self.ticket())  # C6: it is over, and the case has the record
        ended = await self.until(lambda: (case := self.known.get("case")) and case["case"].get("documents"))
        print(f"record: {ended[0]['number']}", flush=True)
        await self.send("bye")

    async def walk(self) -> None:
        """R2: head south for a moment, then stand. The office says where that led."""
        began = self.at
        for number, heading in ((1, SOUTH), (2, 0)):
            await self.send("move", n=number, h=heading)
            await asyncio.sleep(WALK_S)
        await self.until(lambda: self.at != began)
        print(f"walked: {began} to {self.at}", flush=True)

    def ticket(self) -> dict[str, Any] | None:
        """Return my ticket as it stands now, if I have one."""
        return next(iter(self.known.get("tickets", {}).get("tickets", [])), None)


def records(data: bytes) -> Iterator[tuple[int, int, int]]:
    """R8: yield slot, x and y of every avatar that is told of and has not left view."""
    at = 0
    while at < len(data):
        _cell, _kind, count = SECTION.unpack_from(data, at)
        end = at + SECTION.size + count * RECORD.size
        for slot, x, y, motion, _input, _age in RECORD.iter_unpack(data[at + SECTION.size : end]):
            if motion >> 4 & 3 != LEFT:
                yield slot, x, y
        at = end


async def main(url: str, name: str, service: str, words: str) -> None:
    async with connect(url, subprotocols=["madang.v1"]) as socket, asyncio.TaskGroup() as group:
        visitor = Visitor(socket)
        group.create_task(visitor.visit(name, service, words))
        try:
            await visitor.listen()
        except ConnectionClosedError as closed:
            if socket.close_code != GOODBYE:
                raise SystemExit(f"the office closed the line: {closed}") from closed


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description="Visit an open Madang.")
    asked.add_argument("url", help="for example ws://127.0.0.1:8080/ws")
    asked.add_argument("--name", default="Quiet Pine")
    asked.add_argument("--service", default="consultation")
    asked.add_argument("--words", default="Good morning.")
    try:
        asyncio.run(main(**vars(asked.parse_args())))
    except OSError as error:
        raise SystemExit(f"nobody answers: {error}") from None
