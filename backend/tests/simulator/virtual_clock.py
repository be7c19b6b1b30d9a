"""A clock that jumps to the next moment somebody waits for, once nothing else is left to do."""

import asyncio
import heapq
from collections.abc import Awaitable
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import TypeVar

T = TypeVar("T")

START = datetime(2026, 11, 19, 8, 0, tzinfo=UTC)

# Turns of the event loop, and a breath for the kernel, in which bytes on their way over loopback arrive.
_TURNS = 20
_BREATH = 0.0003
_QUIET_ROUNDS = 2
# When nobody waits for a time, a thread may still be at work: real seconds for it, and how often.
_THREAD, _PATIENCE = 0.05, 200


class VirtualClock:
    """Starts at `START`. Time passes only inside of `until` and `run_for`.

    A `hasty` one gives the kernel no time of its own: for long stretches where a second more or less is nothing.
    """

    def __init__(self, *, hasty: bool = False) -> None:
        self._hasty = hasty
        self._now = START
        self._sleepers: list[tuple[datetime, int, asyncio.Future[None]]] = []
        self._order = count()
        self._stirred = False

    def stir(self) -> None:
        """Something has happened: whatever follows from it happens before time passes."""
        self._stirred = True

    def now(self) -> datetime:
        return self._now

    async def sleep(self, seconds: float) -> None:
        if seconds <= 0:
            await asyncio.sleep(0)
            return
        woken = asyncio.get_running_loop().create_future()
        due = self._now + timedelta(seconds=seconds)
        heapq.heappush(self._sleepers, (due, next(self._order), woken))
        await woken

    async def until(self, awaitable: Awaitable[T], limit: float = 86_400) -> T:
        """What `awaitable` returns, with time passing until it does; `limit` in virtual seconds."""
        end = self._now + timedelta(seconds=limit)
        work = asyncio.ensure_future(awaitable)
        idle = 0
        while not work.done():
            await self._settle()
            if work.done() or self._wake_next(end):
                idle = 0
                continue
            idle += 1
            assert idle < _PATIENCE, "nothing happens any more"
            await asyncio.wait({work}, timeout=_THREAD)
        return await work

    async def run_for(self, seconds: float) -> None:
        """Let `seconds` pass."""
        end = self._now + timedelta(seconds=seconds)
        await self._settle()
        while self._wake_next(end):
            await self._settle()
        self._now = end

    async def _settle(self) -> None:
        quiet = 1 if self._hasty else 0
        while quiet < _QUIET_ROUNDS:
            self._stirred = False
            for _ in range(_TURNS):
                await asyncio.sleep(0)
            if not self._hasty:
                await asyncio.sleep(_BREATH)
            quiet = 0 if self._stirred else quiet + 1

    def _wake_next(self, end: datetime) -> bool:
        while self._sleepers and self._sleepers[0][2].done():
            heapq.heappop(self._sleepers)
        if not self._sleepers or self._sleepers[0][0] > end:
            return False
        due, _, woken = heapq.heappop(self._sleepers)
        self._now = max(self._now, due)
        woken.set_result(None)
        return True
