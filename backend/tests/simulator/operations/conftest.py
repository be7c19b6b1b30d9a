"""A booted charge point, files to fetch, and certificates."""

from collections.abc import AsyncIterator, Callable

import pytest

from csms.simulator.charge_point import ChargePoint
from csms.simulator.hardware import AC_22, Hardware
from tests.simulator.central_system import CentralSystem
from tests.simulator.file_server import FileServer
from tests.simulator.virtual_clock import VirtualClock


@pytest.fixture
async def files(clock: VirtualClock) -> AsyncIterator[FileServer]:
    server = FileServer(clock)
    async with server.serving():
        yield server


@pytest.fixture
async def pair(build: Callable[..., ChargePoint], central: CentralSystem, clock: VirtualClock) -> ChargePoint:
    """Booted, with two AC connectors."""
    made = build(Hardware(connectors=(AC_22, AC_22)))
    made.start()
    await clock.until(central.received("StatusNotification", connectorId=2))
    await clock.run_for(0)
    return made
