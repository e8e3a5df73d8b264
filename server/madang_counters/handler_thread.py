"""A thread with an event loop of its own for one backend: a handler that blocks there blocks nobody else (K3). Knows no case."""

import asyncio
import threading
from collections.abc import Awaitable, Callable
from contextlib import suppress

Make = Callable[[], Awaitable[object]]


class HandlerThread:
    """Where the handlers of one backend run. The thread begins with the first call and is left behind if it will not end."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._loop: asyncio.AbstractEventLoop | None = None
        self._closed = False

    async def run(self, make: Make) -> object:
        """Await `make()` over there and return or raise what came of it.

        Cancelled, it hands the cancellation on and waits until the handler has really ended: a call keeps its place that long.
        """
        work = _Work(make, asyncio.get_running_loop())
        there = self._open()
        there.call_soon_threadsafe(work.begin)
        cancelled: asyncio.CancelledError | None = None
        while not work.ended.done():
            try:
                await asyncio.shield(work.ended)
            except asyncio.CancelledError as cancellation:
                if self._closed:
                    raise
                cancelled = cancellation
                there.call_soon_threadsafe(work.cancel)
            except BaseException:  # noqa: BLE001 - the handler's own; `result` below raises it
                break
        if cancelled is not None:
            raise cancelled
        return work.ended.result()

    def leave(self) -> None:
        """Wait for nothing any more; a thread that is free ends."""
        self._closed = True
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._loop.stop)

    def _open(self) -> asyncio.AbstractEventLoop:
        if self._loop is None:
            self._loop = asyncio.new_event_loop()
            # A daemon: a handler that never comes back must not keep the office's process from ending.
            threading.Thread(target=self._live, args=(self._loop,), name=f"counter {self._name}", daemon=True).start()
        return self._loop

    @staticmethod
    def _live(loop: asyncio.AbstractEventLoop) -> None:
        asyncio.set_event_loop(loop)
        loop.run_forever()
        loop.close()


class _Work:
    """One call on its way there and back."""

    def __init__(self, make: Make, home: asyncio.AbstractEventLoop) -> None:
        self._make = make
        self._home = home
        self._task: asyncio.Task[object] | None = None
        self.ended: asyncio.Future[object] = home.create_future()
        self.ended.add_done_callback(_look_at)

    def begin(self) -> None:
        """Over there: start."""
        self._task = asyncio.get_running_loop().create_task(self._carry_out())
        self._task.add_done_callback(self._report)

    def cancel(self) -> None:
        """Over there: ask it to end."""
        if self._task is not None:
            self._task.cancel()

    async def _carry_out(self) -> object:
        try:
            return await self._make()
        except (SystemExit, KeyboardInterrupt) as exit_request:  # would end the thread, and with it the counter for good
            raise RuntimeError("the handler asked the server to exit") from exit_request

    def _report(self, task: asyncio.Task[object]) -> None:
        with suppress(RuntimeError):  # nobody is at home any more
            self._home.call_soon_threadsafe(self._settle, task)

    def _settle(self, task: asyncio.Task[object]) -> None:
        if self.ended.done():
            return
        if task.cancelled():
            self.ended.cancel()
        elif (fault := task.exception()) is not None:
            self.ended.set_exception(fault)
        else:
            self.ended.set_result(task.result())


def _look_at(ended: "asyncio.Future[object]") -> None:
    if not ended.cancelled():
        ended.exception()  # looked at, so that a fault nobody waits for is not reported as forgotten
