"""What connectors say of themselves, kept as it comes: over real sockets, through silence and back."""

from typing import Any

from tests.certification.station import BOOT, Station, moment, station_of
from tests.journeys.rest import Operator
from tests.journeys.server import RunningServer


async def said(operator: Operator, charger: dict[str, Any], connector: int = 1) -> list[tuple[str, bool]]:
    """Oldest first."""
    path = f"/chargers/{charger['id']}/statuses"
    items = await operator.items(path, connector_id=connector)
    return [(one["status"], one["applied"]) for one in reversed(items)]


async def shown(operator: Operator, charger: dict[str, Any]) -> tuple[bool, dict[int, str]]:
    """Whether it is online, and the status of each connector."""
    found = await operator.get(f"/chargers/{charger['id']}")
    return found["online"], {one["connector_id"]: one["status"] for one in found["connectors"]}


async def notify(station: Station, status: str, seconds: float) -> None:
    payload = {"connectorId": 1, "errorCode": "NoError", "status": status, "timestamp": moment(seconds)}
    assert await station.call("StatusNotification", payload) == {}


async def test_what_was_last_known_stays_while_a_charger_is_away(
    server: RunningServer, operator: Operator
) -> None:
    """STAT-06: offline is no status. Back with the current one only, nothing is made up for the gap."""
    charger = await operator.new_charger()
    async with station_of(server, operator, charger) as station:
        await station.boot()
        await station.status("Preparing")
        await station.status("Charging")
        assert await shown(operator, charger) == (True, {1: "Charging", 2: "Available"})
    path = f"/chargers/{charger['id']}"
    away = await operator.eventually(path, lambda found: not found["online"])
    assert {one["connector_id"]: one["status"] for one in away["connectors"]} == {
        1: "Charging",
        2: "Available",
    }
    assert away["status"] == "Available"
    before = [("Available", True), ("Preparing", True), ("Charging", True)]
    assert await said(operator, charger) == before
    async with station_of(server, operator, charger) as station:
        await station.status("Available")
        assert await shown(operator, charger) == (True, {1: "Available", 2: "Available"})
        assert await said(operator, charger) == [*before, ("Available", True)]
        assert await said(operator, charger, 2) == [("Available", True)]


async def test_what_comes_late_is_kept_and_changes_nothing(server: RunningServer, operator: Operator) -> None:
    """STAT-05: it is older than what is shown."""
    charger = await operator.new_charger()
    async with station_of(server, operator, charger) as station:
        await station.boot()
        await notify(station, "Charging", 10)
        await notify(station, "Preparing", -60)
        assert (await shown(operator, charger))[1][1] == "Charging"
        assert await said(operator, charger) == [
            ("Available", True),
            ("Charging", True),
            ("Preparing", False),
        ]


async def test_a_clock_that_cannot_be_is_not_believed(server: RunningServer, operator: Operator) -> None:
    """STAT-05: then the order of arrival counts, and the connector does not freeze."""
    charger = await operator.new_charger()
    async with station_of(server, operator, charger) as station:
        await station.boot()
        await notify(station, "Preparing", 86400 * 400)
        await notify(station, "Charging", -86400 * 365 * 40)
        assert (await shown(operator, charger))[1][1] == "Charging"
        await notify(station, "Finishing", 0)
        assert (await shown(operator, charger))[1][1] == "Finishing"


async def test_a_clock_that_fell_behind_freezes_nothing(server: RunningServer, operator: Operator) -> None:
    """STAT-05: the first of a connection is how things are, whatever the clock says."""
    charger = await operator.new_charger()
    async with station_of(server, operator, charger) as station:
        await station.boot()
        await notify(station, "Charging", 0)
    async with station_of(server, operator, charger) as station:
        await station.call("BootNotification", BOOT)
        await notify(station, "Available", -86400)
        await notify(station, "Preparing", -86390)
        assert (await shown(operator, charger))[1][1] == "Preparing"
        assert await said(operator, charger) == [
            ("Available", True),
            ("Charging", True),
            ("Available", True),
            ("Preparing", True),
        ]
