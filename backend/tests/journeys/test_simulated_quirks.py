"""Every quirk of the field at the real server: who may come in charges, and is billed to the watt-hour."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from csms.simulator.charge_point import ChargePoint
from csms.simulator.charging_curve import Battery
from csms.simulator.hardware import Hardware
from csms.simulator.quirks import QUIRKS
from tests.journeys.quick_clock import QuickClock
from tests.journeys.rest import Operator
from tests.journeys.server import RunningServer
from tests.journeys.waiting import eventually, until

# DEC-1 (no subprotocol), an identity that nobody has, SEC-10: these are refused, for as long as they try.
REFUSED = {"no-subprotocol", "doubled-identity", "foreign-user"}


@asynccontextmanager
async def simulated(server: RunningServer, charger: dict[str, Any], quirk: str) -> AsyncIterator[ChargePoint]:
    url = server.ocpp_url("").rstrip("/")
    identity, password = charger["charge_point_id"], charger["password"]
    charge_point = ChargePoint(identity, url, password, Hardware(habits=(quirk,)), clock=QuickClock())
    charge_point.start()
    try:
        yield charge_point
    finally:
        await charge_point.stop()


async def charge(server: RunningServer, operator: Operator, quirk: str) -> None:
    charger, tag = await operator.new_charger(), await operator.new_id_tag()
    async with simulated(server, charger, quirk) as charge_point:
        connector = charge_point.connectors[1]
        await until(lambda: charge_point.online)
        await charge_point.plug_in(1, Battery(60_000, 0.5, 11_000))
        before = connector.register_wh
        await charge_point.present(1, tag)
        await until(lambda: connector.transaction is not None and connector.transaction.id)
        await until(lambda: connector.register_wh != before)
        await charge_point.present(1, tag)
        (transaction,) = await eventually(
            lambda: operator.items("/transactions", charger_id=charger["id"], state="completed")
        )
        assert transaction["energy_wh"] == connector.register_wh - transaction["meter_start"], quirk


async def is_refused(server: RunningServer, operator: Operator, quirk: str) -> None:
    charger = await operator.new_charger()
    async with simulated(server, charger, quirk) as charge_point:
        await until(lambda: charge_point.refusals >= 3)
        assert not charge_point.online


async def test_each_of_them(server: RunningServer, operator: Operator) -> None:
    """Each by itself, all at the same time."""
    await asyncio.gather(
        *(charge(server, operator, quirk) for quirk in QUIRKS if quirk not in REFUSED),
        *(is_refused(server, operator, quirk) for quirk in REFUSED),
    )
