"""Waiting for what must come, never for time to pass."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

T = TypeVar("T")

PATIENCE = 15.0
PAUSE = 0.02


async def eventually(
    look: Callable[[], Awaitable[T]], wanted: Callable[[T], bool] = bool, patience: float = PATIENCE
) -> T:
    """What `look` finds, once it is as `wanted`; AssertionError with the last finding when it never is."""
    loop = asyncio.get_running_loop()
    deadline = loop.time() + patience
    while True:
        found = await look()
        if wanted(found):
            return found
        assert loop.time() < deadline, f"still {found!r} after {patience:.0f} s"
        await asyncio.sleep(PAUSE)


async def until(holds: Callable[[], object]) -> None:
    """Returns once it holds; what can be seen without asking anybody."""

    async def look() -> bool:
        return bool(holds())

    await eventually(look)
