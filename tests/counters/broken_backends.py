"""Backends that break in each their own way."""

import asyncio
import threading

from madang_counters.backends.echo import Echo
from madang_counters.forms import FormInvalid
from madang_counters.steps import WaitForOfficer


class Crashing(Echo):
    """Fails while `broken` says so."""

    broken = True

    async def handle(self, case, event, /):
        if self.broken:
            raise ZeroDivisionError
        return await super().handle(case, event)


class Choosy(Echo):
    """Names what is wrong with the answers, as `faults` says."""

    def __init__(self, **faults):
        self.faults = faults

    async def handle(self, case, event, /):
        raise FormInvalid(self.faults)


class Hanging(Echo):
    """Waits for something that never comes."""

    began = ended = False

    async def handle(self, case, event, /):
        self.began = True
        try:
            await asyncio.Event().wait()
        finally:
            self.ended = True


class Stubborn(Echo):
    """Takes no notice of being cancelled until it is let go."""

    def __init__(self):
        self.let_go = threading.Event()  # the handler has a thread of its own

    async def handle(self, case, event, /):
        while not self.let_go.is_set():
            try:
                await asyncio.sleep(0.01)
            except asyncio.CancelledError:
                continue
        return []


class Blocking(Echo):
    """Stops its whole thread until it is let go, as a plain call to a slow agency does."""

    def __init__(self):
        self.let_go = threading.Event()

    async def handle(self, case, event, /):
        self.let_go.wait()
        return await super().handle(case, event)


class Exiting(Echo):
    async def handle(self, case, event, /):
        raise SystemExit(3)


class SelfCancelling(Echo):
    async def handle(self, case, event, /):
        raise asyncio.CancelledError


class Inventing(Echo):
    async def handle(self, case, event, /):
        return [WaitForOfficer(acts=["stamp"])]
