"""A server with the simulated fleet, and what an operator would have made beside it."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path

from tests.journeys.charger import connected
from tests.journeys.rest import Operator
from tests.journeys.server import RunningServer
from tests.journeys.test_charging import at, boot, start, stop
from tests.journeys.waiting import eventually

FLEET_SECONDS = 90.0
CHARGING = 8
"""Connectors that charge at least, once the fleet is what it is in its evening."""
EVENING = 18
"""The hour that it is where the fleet stands, whenever the tests run: at night hardly anybody charges."""


@contextmanager
def fleet(folder: Path) -> Iterator[RunningServer]:
    with RunningServer(folder, program="demo", WEBHOOK_ALLOW_PRIVATE="true", TZ=f"EVE{_west():+d}") as server:
        yield server


def zone() -> str:
    """Of a browser that stands where the fleet does."""
    return f"Etc/GMT{_west():+d}"


def _west() -> int:
    """The hours west of Greenwich at which it is evening now."""
    return 11 - (EVENING - datetime.now(UTC).hour + 11) % 24


@asynccontextmanager
async def furnished(server: RunningServer) -> AsyncIterator[Operator]:
    """The administrator, who has charged a car, and made one thing of each kind that the fleet has none of."""
    async with server.operator() as operator:
        await eventually(
            lambda: operator.get("/overview"),
            lambda found: found["connectors"]["charging"] >= CHARGING,
            patience=FLEET_SECONDS,
        )
        me = (await operator.client.get("/api/me")).json()
        tag = await operator.new_id_tag(user_id=me["id"])
        charger = await operator.new_charger(charge_point_id="CP-GUEST")
        async with connected(server, charger) as charge_point:
            await boot(charge_point)
            number = await start(charge_point, tag, meter_start=1000, moment=at(-45 * 60))
            await stop(charge_point, number, 9500, reason="Local")
        await _programs(operator)
        yield operator


async def _programs(operator: Operator) -> None:
    await operator.post("/api-keys", {"name": "Billing"}, HTTPStatus.CREATED)
    await operator.post(
        "/webhooks",
        {"url": "http://127.0.0.1:9/billing", "events": ["transaction.updated"]},
        HTTPStatus.CREATED,
    )
