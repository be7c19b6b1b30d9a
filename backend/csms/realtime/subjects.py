"""What this node answers, whether the question comes from within or from another node."""

import asyncio
import logging
from collections.abc import Coroutine
from typing import Any

from csms.realtime.broker import AskFailed, AskTimeout, Handler

MAX_TASKS = 10_000  # questions and messages at work at the same time
TELL_TIMEOUT = 30.0  # seconds a handler may take for a message nobody waits for

log = logging.getLogger(__name__)


class Subjects:
    """Handlers by subject, and the tasks they run in."""

    def __init__(self) -> None:
        self._handlers: dict[str, Handler] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def answer(self, subject: str, handler: Handler) -> None:
        if subject in self._handlers:
            raise ValueError(f"{subject} has its handler already")
        self._handlers[subject] = handler

    async def call(self, subject: str, body: bytes, within: float) -> bytes:
        """The handler's answer. AskTimeout: cancelled after `within` seconds. AskFailed: the log says why."""
        handler = self._handlers.get(subject)
        if handler is None:
            raise AskFailed(f"nobody answers {subject} here")
        try:
            async with asyncio.timeout(within) as limit:
                return await handler(body)
        except Exception as error:
            if limit.expired():
                raise AskTimeout(f"{subject} was not answered within {within:g} s") from error
            log.exception("The handler of %s failed", subject)
            raise AskFailed(f"the handler of {subject} failed") from error

    def spawn(self, work: Coroutine[Any, Any, None]) -> None:
        """Runs `work` aside; drops it when far too much is running."""
        if len(self._tasks) >= MAX_TASKS:
            work.close()
            log.error("More than %d questions at once: one was dropped", MAX_TASKS)
            return
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def tell(self, subject: str, body: bytes) -> None:
        """Runs the handler for a message nobody waits for."""
        try:
            await self.call(subject, body, TELL_TIMEOUT)
        except (AskFailed, AskTimeout) as error:
            log.warning("A message was lost: %s", error)

    async def stop(self) -> None:
        """Cancels what still runs."""
        tasks = tuple(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
