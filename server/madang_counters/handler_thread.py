"""A thread with an event loop for one backend: a handler that blocks there blocks nobody else (SPEC K3). Knows no case."""

import asyncio
import threading
from collections.abc import Awaitable, Callable
from contextlib import suppress

Make = Callable[[], Awaitable[object]]


class HandlerThread:
    """Where the handlers of one backend run. The thread begins with the first call; one that does not end is left behind."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None
        self._closed = False

    async def run(self, make: Make) -> object:
        """Await `make()` in the thread, and return or raise what came of it.

        When it is cancelled it cancels the handler, waits until that has really ended, and raises then: a call keeps its place
        that long. After `leave` it does not wait. The caller sets the deadline.
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
            except BaseException:  # noqa: BLE001 - it is the handler's own error; `result` below raises it
                break
        if cancelled is not None:
            raise cancelled
        return work.ended.result()

    def leave(self) -> None:
        """Wait for nothing any more. The thread ends as soon as no handler blocks it."""
        self._closed = True
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._loop.stop)

    async def ended(self, *, wait_s: float) -> None:
        """Wait for the thread to end after `leave`, at most `wait_s`: what is left behind is a handler that blocks."""
        if self._thread is not None:
            await asyncio.to_thread(self._thread.join, wait_s)

    def _open(self) -> asyncio.AbstractEventLoop:
        if self._loop is None:
            self._loop = asyncio.new_event_loop()
            # A daemon thread: a handler that never returns must not keep the process from ending.
            self._thread = threading.Thread(target=self._live, args=(self._loop,), name=f"counter {self._name}", daemon=True)
            self._thread.start()
        return self._loop

    @staticmethod
    def _live(loop: asyncio.AbstractEventLoop) -> None:
        asyncio.set_event_loop(loop)
        loop.run_forever()
        loop.close()


class _Work:
    """One call: made in the home loop, carried out in the thread's loop, settled in the home loop."""

    def __init__(self, make: Make, home: asyncio.AbstractEventLoop) -> None:
        self._make = make
        self._home = home
        self._task: asyncio.Task[object] | None = None
        self.ended: asyncio.Future[object] = home.create_future()
        self.ended.add_done_callback(_look_at)

    def begin(self) -> None:
        """Start the handler. Called in the thread."""
        self._task = asyncio.get_running_loop().create_task(self._carry_out())
        self._task.add_done_callback(self._report)

    def cancel(self) -> None:
        """Cancel the handler. Called in the thread."""
        if self._task is not None:
            self._task.cancel()

    async def _carry_out(self) -> object:
        try:
            return await self._make()
        except (SystemExit, KeyboardInterrupt) as exit_request:  # it would end the thread, and with it the counter for good
            raise RuntimeError("the handler asked the server to exit") from exit_request

    def _report(self, task: asyncio.Task[object]) -> None:
        with suppress(RuntimeError):  # the home loop is closed
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
        ended.exception()  # retrieved, so that asyncio does not log a fault that nobody waits for
