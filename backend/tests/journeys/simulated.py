"""A simulated charge point at the real server, for journeys of one charger."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from csms.simulator.charge_point import ChargePoint
from csms.simulator.hardware import AC_22, Hardware
from tests.journeys.quick_clock import QuickClock
from tests.journeys.server import RunningServer
from tests.journeys.waiting import until


@asynccontextmanager
async def simulated(
    server: RunningServer, charger: dict[str, Any], **hardware: Any
) -> AsyncIterator[ChargePoint]:
    """Connected while the block lasts."""
    charge_point = ChargePoint(
        charger["charge_point_id"],
        server.ocpp_url("").rstrip("/"),
        charger["password"],
        Hardware(connectors=(AC_22,), **hardware),
        clock=QuickClock(),
    )
    charge_point.start()
    try:
        await until(lambda: charge_point.online)
        yield charge_point
    finally:
        await charge_point.stop()
