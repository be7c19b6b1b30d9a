"""Two habits of tasks that live as long as their owner."""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable

CANCEL_AGAIN = 0.1  # seconds

log = logging.getLogger(__name__)


class Ticker:
    """Runs `action` again and again, `seconds` after it last ended, and a last time when it is stopped."""

    def __init__(self, seconds: float, action: Callable[[], Awaitable[None]]) -> None:
        self._seconds = seconds
        self._action = action
        self._stopping = asyncio.Event()
        self._task = asyncio.create_task(self._run())

    async def stop(self) -> None:
        self._stopping.set()
        await self._task

    async def _run(self) -> None:
        last = False
        while not last:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(self._seconds):
                    await self._stopping.wait()
            last = self._stopping.is_set()
            await self._tick()

    async def _tick(self) -> None:
        try:
            await self._action()
        except Exception:
            log.exception("A tick failed; the next one goes on")


async def cancel(task: "asyncio.Task[None]") -> None:
    """Cancels a task until it is gone: before Python 3.12 `asyncio.wait_for` may swallow a cancellation."""
    while not task.done():
        task.cancel()
        await asyncio.wait([task], timeout=CANCEL_AGAIN)
