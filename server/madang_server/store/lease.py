"""The right to write one office, as its owner counts it. Knows a clock that is handed in, no database.

The owner counts from before it asked: what the database grants lasts at least as long. It stops `MARGIN_S` before the end, and
looks at the clock before whatever it decides and tells, so that a process that was stopped or a machine that slept does not go on
where it was (SPEC C23). A lease that ran out may be renewed as long as no later epoch has begun: nobody else has written since.
"""

import asyncio
import os
import secrets
import socket
import time
from collections.abc import Callable

from madang_server.faults import LeaseRanOut, OfficeLost
from madang_server.store.shards import TTL_S, Taken

RENEW_EVERY_S = 1.5
RENEW_AGAIN_S = 0.3  # after one that failed
MARGIN_S = 1.0
OWNER_CHARS_MAX = 200


def awake_and_asleep() -> float:
    """Return seconds that also pass while the machine sleeps."""
    return time.clock_gettime(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC))  # macOS counts sleep in the latter


def this_process() -> str:
    """Return the owner of this process's leases, for a person."""
    return f"process {os.getpid()} on {socket.gethostname()}"[:OWNER_CHARS_MAX]


def new_boot() -> str:
    """Return what tells this life of a process from every other."""
    return secrets.token_urlsafe(12)


class Lease:
    """One epoch of an office. `asked_at`: by `clock`, before it was taken."""

    def __init__(self, office: str, taken: Taken, *, clock: Callable[[], float], asked_at: float) -> None:
        self.office = office
        self.epoch = taken.epoch
        self._commits = taken.commits
        self.lost = asyncio.Event()  # for ever: a later epoch has begun
        self._clock = clock
        self._ends_at = asked_at + TTL_S
        self._idle_since = None if taken.idle_s is None else asked_at - taken.idle_s

    @property
    def owner_before_gone_s(self) -> float | None:
        """Return for how long the owner before has not renewed its lease, at most; None: it had none to renew.

        One that gave it up counts as if it had renewed it for the last time a lease before.
        """
        return None if self._idle_since is None else self._clock() - self._idle_since

    @property
    def held(self) -> bool:
        """True as long as nobody else can have the office."""
        return not self.lost.is_set() and self._clock() < self._ends_at - MARGIN_S

    def prove(self) -> None:
        """Raise `OfficeLost` when another server has the office, `LeaseRanOut` when one may have it."""
        if self.lost.is_set():
            raise OfficeLost(self.office)
        if not self.held:
            raise LeaseRanOut(self.office)

    def next_commit(self) -> int:
        """Return a number for a write, higher than all before: also than those that failed, or of which nobody knows."""
        self._commits += 1
        return self._commits

    def renewed(self, *, asked_at: float) -> None:
        """Note that the database renewed it, as it was asked to at that time."""
        self._ends_at = max(self._ends_at, asked_at + TTL_S)

    def lose(self) -> OfficeLost:
        """Note that a later epoch has begun, and return the error that says so."""
        self.lost.set()
        return OfficeLost(self.office)


class HeldLease(Lease):
    """One that does not run out: of an office in a file that its owner has locked."""

    @property
    def held(self) -> bool:
        return not self.lost.is_set()
