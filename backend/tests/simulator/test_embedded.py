"""Charge points inside of the server."""

from collections.abc import AsyncIterator

import pytest

from csms.simulator import driver, embedded
from csms.simulator.embedded import SimulatedFleet
from tests.simulator.central_system import CentralSystem
from tests.simulator.conftest import KEY


@pytest.fixture
async def fleet() -> AsyncIterator[SimulatedFleet]:
    made = SimulatedFleet()
    yield made
    await made.close()


async def test_starts_and_stops_one(central: CentralSystem, fleet: SimulatedFleet) -> None:
    """In real time: nothing here waits."""
    await fleet.start("SIM-1", central.url, KEY)
    assert fleet.running("SIM-1")
    await central.received("StatusNotification", connectorId=2)
    assert central.calls[0].identity == "SIM-1"
    await fleet.stop("SIM-1")
    assert not fleet.running("SIM-1")


async def test_one_that_runs_already_is_replaced(central: CentralSystem, fleet: SimulatedFleet) -> None:
    await fleet.start("SIM-1", central.url, KEY)
    await central.received("BootNotification")
    await fleet.start("SIM-1", central.url, None)
    await central.received("BootNotification", 2)
    assert central.passwords == [bytes.fromhex(KEY), b""]


async def test_stopping_what_does_not_run_is_harmless(fleet: SimulatedFleet) -> None:
    await fleet.stop("SIM-1")
    assert not fleet.running("SIM-1")


async def test_with_a_tag_the_car_charges_by_itself(
    central: CentralSystem, fleet: SimulatedFleet, monkeypatch: pytest.MonkeyPatch
) -> None:
    """First run promises a charging car to whoever only watches."""
    monkeypatch.setattr(embedded, "_PATIENCE", 0.0)
    monkeypatch.setattr(driver, "_GLANCE", 0.01)
    await fleet.start("SIM-1", central.url, KEY, "SIMULATED")
    await central.received("StartTransaction", connectorId=1, idTag="SIMULATED")


async def test_it_fails_now_and_then_and_recovers(
    central: CentralSystem, fleet: SimulatedFleet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embedded, "_WORKS", (0.01, 0.01))
    monkeypatch.setattr(embedded, "_FAILS", (0.01, 0.01))
    await fleet.start("SIM-1", central.url, KEY)
    await central.received(
        "StatusNotification", connectorId=2, status="Faulted", errorCode="ConnectorLockFailure"
    )
    await central.received("StatusNotification", connectorId=2, errorCode="NoError")
