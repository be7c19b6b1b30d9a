"""A charge point and a central system, over a real socket and in virtual time."""

from collections.abc import AsyncIterator, Callable
from random import Random
from typing import Any

import pytest

from csms.simulator.charge_point import ChargePoint
from csms.simulator.hardware import Hardware
from tests.simulator.central_system import CentralSystem
from tests.simulator.virtual_clock import VirtualClock

KEY = "00112233445566778899aabbccddeeff00112233"


@pytest.fixture
def clock() -> VirtualClock:
    return VirtualClock()


@pytest.fixture
async def central(clock: VirtualClock) -> AsyncIterator[CentralSystem]:
    """Fails the test if the charge point sent anything that breaks the official schemas."""
    system = CentralSystem(clock)
    async with system.serving():
        yield system
    assert system.breaches == []


@pytest.fixture
async def build(central: CentralSystem, clock: VirtualClock) -> AsyncIterator[Callable[..., ChargePoint]]:
    """Makes charge points that end with the test."""
    built = []

    def make(hardware: Hardware | None = None, **options: Any) -> ChargePoint:
        rng = Random(7)
        built.append(ChargePoint("CP 1", central.url, KEY, hardware, clock=clock, rng=rng, **options))
        return built[-1]

    yield make
    for charge_point in built:
        await charge_point.stop()


@pytest.fixture
async def charge_point(
    build: Callable[..., ChargePoint], central: CentralSystem, clock: VirtualClock
) -> ChargePoint:
    """Booted, with one AC connector of 22 kW."""
    made = build()
    made.start()
    await clock.until(central.received("StatusNotification", connectorId=1))
    await clock.run_for(0)
    return made
