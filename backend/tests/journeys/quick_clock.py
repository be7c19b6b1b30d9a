"""A clock for simulated charge points at a real server."""

import asyncio
from datetime import UTC, datetime

HASTE = 50


class QuickClock:
    """True to the second, and impatient: a reboot takes a fraction of one."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds / HASTE)
