"""Who of an office is at which host, as its owner has them, and what is told to them. Decides nothing."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Protocol

from madang_protocol import codec
from madang_protocol.messages import Message
from madang_server.cluster.hosting import wire
from madang_server.cluster.hosting.host_link import HostLink

WAITING_MAX = 1_024  # of what is told to somebody who is on the way


class Event(Protocol):
    """As `asyncio.Event`."""

    def set(self) -> None: ...

    async def wait(self) -> object: ...


@dataclass(slots=True)
class Guest:
    """Somebody who is not here. `waiting`: they are on the way, and this is told to them when they have come."""

    host: HostLink
    moved: Event
    waiting: list[Message] | None = None


class GuestBook:
    """By visitor."""

    def __init__(self, new_event: Callable[[], Event] = asyncio.Event) -> None:
        self._guests: dict[str, Guest] = {}
        self._new_event = new_event

    def __len__(self) -> int:
        return len(self._guests)

    def __contains__(self, visitor_id: str) -> bool:
        return visitor_id in self._guests

    def __iter__(self) -> Iterator[tuple[str, Guest]]:
        return iter(list(self._guests.items()))

    def of(self, visitor_id: str) -> Guest | None:
        return self._guests.get(visitor_id)

    def is_at(self, host: HostLink | None, visitor_id: str) -> bool:
        """Return whether somebody is at this host, or on the way there or from there."""
        guest = self._guests.get(visitor_id)
        return guest is not None and guest.host is host

    def put(self, visitor_id: str, host: HostLink) -> None:
        """Somebody is at this host."""
        self._guests[visitor_id] = Guest(host, self._new_event())
        host.people[visitor_id] = None

    def leaves(self, visitor_id: str, host: HostLink) -> Guest:
        """Somebody is on the way to this host, or away from it."""
        guest = self._guests.setdefault(visitor_id, Guest(host, self._new_event()))
        guest.host = host
        if guest.waiting is None:
            guest.waiting, guest.moved = [], self._new_event()
        return guest

    def has_come(self, visitor_id: str, host: HostLink) -> None:
        """Somebody who was on the way is there: they are told what waited."""
        guest = self._guests.setdefault(visitor_id, Guest(host, self._new_event()))
        waiting, guest.waiting, guest.host = guest.waiting or [], None, host
        host.people[visitor_id] = None
        for message in waiting:
            host.tell(wire.Tell(visitor_id, codec.encode(message)))
        guest.moved.set()

    def stays(self, visitor_id: str) -> None:
        """Somebody did not get away: they are where they were, as far as is known."""
        guest = self._guests.get(visitor_id)
        if guest is not None:  # else their host came by another link meanwhile, without them
            guest.waiting = None
            guest.moved.set()

    @contextmanager
    def on_the_way(self, visitor_id: str) -> Iterator[None]:
        """Whatever fails within the block, they are not on the way after it: nobody waits for who will never come."""
        try:
            yield
        except BaseException:
            self.forget(visitor_id)
            raise

    def forget(self, visitor_id: str) -> list[Message]:
        """Somebody is at no host any more. Returns what waited for them."""
        guest = self._guests.pop(visitor_id, None)
        if guest is None:
            return []
        guest.host.people.pop(visitor_id, None)
        guest.moved.set()
        return guest.waiting or []

    def tell(self, visitor_id: str, message: Message) -> None:
        """Tell somebody who is at a host, or will be."""
        guest = self._guests.get(visitor_id)
        if guest is None:
            return
        if guest.waiting is None:
            guest.host.tell(wire.Tell(visitor_id, codec.encode(message)))
        elif len(guest.waiting) < WAITING_MAX:
            guest.waiting.append(message)
