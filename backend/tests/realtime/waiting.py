"""Waiting for what must come, never for time to pass."""

import asyncio
from collections.abc import AsyncIterable, Awaitable, Callable

from csms.realtime.events import RESET, Batch, Delivered, Event

PATIENCE = 10.0


async def until(condition: Callable[[], bool | Awaitable[bool]]) -> None:
    """Returns once `condition` holds; TimeoutError when it never does."""
    async with asyncio.timeout(PATIENCE):
        while True:
            holds = condition()
            if holds if isinstance(holds, bool) else await holds:
                return
            await asyncio.sleep(0.002)


async def take(subscription: AsyncIterable[Batch], count: int) -> list[Delivered]:
    """The next `count` events, or the few more that came with the last of them."""
    events: list[Delivered] = []
    async with asyncio.timeout(PATIENCE):
        async for batch in subscription:
            events += batch
            if len(events) >= count:
                return events
    raise AssertionError(f"ended after {len(events)} of {count} events")


async def take_until(subscription: AsyncIterable[Batch], data: bytes) -> list[bytes]:
    """Everything up to the event with that data: the data of events, `reset` for resets."""
    seen: list[bytes] = []
    async with asyncio.timeout(PATIENCE):
        async for batch in subscription:
            seen += [b"reset" if event.type == RESET else event.data for event in batch]
            if data in seen:
                return seen
    raise AssertionError(f"ended without {data!r}: {seen}")


def event(value: int | str, key: str = "") -> Event:
    return Event("number", encoded(value), key)


def encoded(value: int | str) -> bytes:
    return b'{"value":"%b"}' % str(value).encode()
