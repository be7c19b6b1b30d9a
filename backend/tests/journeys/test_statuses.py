"""Statuses of connectors as chargers send them and operators see them (OCPP 1.6, 4.9)."""

from collections.abc import AsyncIterator
from typing import Any, get_args

import pytest

from csms.ocpp.v16.core import ChargePointErrorCode, ChargePointStatus
from tests.certification.station import Station, moment, station_of
from tests.journeys.rest import Operator
from tests.journeys.server import RunningServer

STATUSES: tuple[str, ...] = get_args(ChargePointStatus)
ERRORS: tuple[str, ...] = get_args(get_args(ChargePointErrorCode)[0])


@pytest.fixture
async def station(server: RunningServer, operator: Operator) -> AsyncIterator[Station]:
    async with station_of(server, operator, await operator.new_charger()) as station:
        await station.boot()
        yield station


@pytest.fixture
async def tag(operator: Operator) -> str:
    return await operator.new_id_tag()


async def shown(station: Station) -> dict[str, Any]:
    charger: dict[str, Any] = await station.operator.get(f"/chargers/{station.charger['id']}")
    return charger


async def connector(station: Station, number: int = 1) -> dict[str, Any]:
    outlets: list[dict[str, Any]] = (await shown(station))["connectors"]
    return next(one for one in outlets if one["connector_id"] == number)


async def matters(station: Station) -> list[str]:
    """Titles of what needs a person at this charger."""
    found = await station.operator.items("/attention")
    return [one["title"] for one in found if one["charger_id"] == station.charger["id"]]


async def test_every_status_after_every_other(station: Station, tag: str) -> None:
    """STAT-01, STAT-02, STAT-07: shown as reported, whatever came before; a transaction goes on through all of them."""
    number = await station.charging(tag)
    for one in STATUSES:
        for other in STATUSES:
            await station.status(one)
            await station.status(other)
            assert (await connector(station))["status"] == other
    assert len(STATUSES) == 9
    assert (await station.transaction(number))["state"] == "active"
    assert await station.operator.items(f"/chargers/{station.charger['id']}/violations") == []


async def test_every_error_code(station: Station) -> None:
    """STAT-03: without Faulted it is shown beside the status, and nobody is sent for."""
    for code in ERRORS:
        await station.status("Charging", error=code)
        outlet = await connector(station)
        assert (outlet["status"], outlet["error_code"]) == ("Charging", code)
    assert len(ERRORS) == 16
    assert await matters(station) == []
    assert await station.operator.items(f"/chargers/{station.charger['id']}/violations") == []


async def test_another_error_with_the_same_status(station: Station) -> None:
    """STAT-04: it is news, and where the code says nothing the vendor's own does."""
    faulted = {"connectorId": 1, "status": "Faulted", "vendorId": "com.kestrel"}
    for code, vendor_code, info in (
        ("GroundFailure", "", "phase 2"),
        ("OtherError", "E-17", "door open"),
        ("OtherError", "E-18", "door torn off"),
    ):
        report = {**faulted, "errorCode": code, "vendorErrorCode": vendor_code, "info": info}
        assert await station.call("StatusNotification", {**report, "timestamp": moment()}) == {}
        outlet = await connector(station)
        assert (outlet["status"], outlet["error_code"], outlet["info"]) == ("Faulted", code, info)
        (title,) = await matters(station)
        assert title.endswith(vendor_code or code)


@pytest.mark.parametrize("status", ["Faulted", "Unavailable", "Available"])
async def test_the_charger_as_a_whole_says_nothing_of_its_connectors(station: Station, status: str) -> None:
    """STAT-02, GEN-04: connector 0 is the charger, and no connector is made or changed by it."""
    await station.status("Preparing", 1)
    await station.status(status, 0)
    charger = await shown(station)
    assert charger["status"] == status
    connectors = {one["connector_id"]: one["status"] for one in charger["connectors"]}
    assert connectors == {1: "Preparing", 2: "Available"}


async def test_connectors_are_those_that_are_reported(server: RunningServer, operator: Operator) -> None:
    """GEN-04: one with a higher number than was ever heard of is as good as the first."""
    async with station_of(server, operator, await operator.new_charger()) as station:
        assert (await shown(station))["connectors"] == []
        await station.status("Available", 7)
        await station.start("NOBODY", connector=3)
        assert [one["connector_id"] for one in (await shown(station))["connectors"]] == [3, 7]
