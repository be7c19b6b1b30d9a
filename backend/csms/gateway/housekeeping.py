"""What all sockets of one process share: one timer and one flush per turn of the event loop.

A message must not cost a timer operation, so there are no timers per socket: each counts the rounds since it
last heard something, and a single periodic round looks at them all.
"""

import asyncio
from collections.abc import Callable
from typing import Protocol


class Rounds:
    """Calls `visit` every `interval` seconds, until it returns False; `wake` starts it again."""

    __slots__ = ("_interval", "_timer", "_visit")

    def __init__(self, interval: float, visit: Callable[[], bool]) -> None:
        self._interval = interval
        self._visit = visit
        self._timer: asyncio.TimerHandle | None = None

    def wake(self) -> None:
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(self._interval, self._run)

    def _run(self) -> None:
        self._timer = None
        if self._visit():
            self.wake()


class Flushable(Protocol):
    def flush(self) -> None: ...


class Flusher:
    """Writes once per socket and turn of the event loop, however many messages that turn has for it."""

    __slots__ = ("_waiting",)

    def __init__(self) -> None:
        self._waiting: list[Flushable] = []

    def soon(self, socket: Flushable) -> None:
        if not self._waiting:
            asyncio.get_running_loop().call_soon(self._flush)
        self._waiting.append(socket)

    def _flush(self) -> None:
        waiting, self._waiting = self._waiting, []
        for socket in waiting:
            socket.flush()
