"""The clock of a charge point."""

import asyncio
from datetime import timedelta

from csms.simulator.clock import DeviceClock, SystemClock, within
from tests.simulator.virtual_clock import START, VirtualClock


def test_wrong_until_it_is_set(clock: VirtualClock) -> None:
    """LIVE-02."""
    device = DeviceClock(clock, timedelta(hours=2))
    assert device.now() == START + timedelta(hours=2)
    assert device.set(START)
    assert device.now() == START


def test_a_few_seconds_are_left_alone(clock: VirtualClock) -> None:
    device = DeviceClock(clock)
    assert not device.set(START + timedelta(seconds=3))
    assert device.now() == START


async def test_within(clock: VirtualClock) -> None:
    event = asyncio.Event()
    assert not await clock.until(within(clock, 60, event))
    assert clock.now() == START + timedelta(seconds=60)
    event.set()
    assert await clock.until(within(clock, 60, event))
    assert clock.now() == START + timedelta(seconds=60)


async def test_that_of_the_machine() -> None:
    before = SystemClock().now()
    await SystemClock().sleep(0)
    assert SystemClock().now() >= before
