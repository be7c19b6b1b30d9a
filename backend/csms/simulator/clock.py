"""Time for the simulator, injected so that tests need not wait."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Protocol

# A clock that is off by less is left alone: answers take their time.
_TOLERANCE = timedelta(seconds=10)


class Clock(Protocol):
    """Wall time for timestamps, and the way to wait."""

    def now(self) -> datetime:
        """The time, in UTC."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Return after `seconds`."""
        ...


async def within(clock: Clock, seconds: float, event: asyncio.Event) -> bool:
    """Whether `event` comes within `seconds`."""
    came = asyncio.ensure_future(event.wait())
    over = asyncio.ensure_future(clock.sleep(seconds))
    try:
        await asyncio.wait((came, over), return_when=asyncio.FIRST_COMPLETED)
        return event.is_set()
    finally:
        came.cancel()
        over.cancel()


class SystemClock:
    """The clock of this machine."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


class DeviceClock:
    """The clock of a charge point: wrong by `error` until its central system tells it the time (4.2, 4.6)."""

    def __init__(self, true: Clock, error: timedelta = timedelta()) -> None:
        self._true = true
        self._error = error

    def now(self) -> datetime:
        return self._true.now() + self._error

    async def sleep(self, seconds: float) -> None:
        await self._true.sleep(seconds)

    def ticks(self) -> datetime:
        """A time that goes on evenly, whatever the clock is set to: for what flows, not for timestamps."""
        return self._true.now()

    def set(self, time: datetime) -> bool:
        """Go by `time` from now on; whether that was a change."""
        wrong = time - self.now()
        if abs(wrong) < _TOLERANCE:
            return False
        self._error += wrong
        return True
