"""The operations of the Reservation profile."""

from typing import Any

import pytest

from csms.simulator.charge_point import ChargePoint
from csms.simulator.charging_curve import Battery
from tests.simulator.central_system import CentralSystem
from tests.simulator.virtual_clock import VirtualClock

CAR = Battery(60_000, 0.5, 11_000)
LATER = "2026-11-19T09:00:00Z"


@pytest.fixture(autouse=True)
async def _booted(pair: ChargePoint) -> None:
    assert pair.online


class Desk:
    """Who reserves."""

    def __init__(self, central: CentralSystem, clock: VirtualClock) -> None:
        self._central = central
        self._clock = clock

    async def reserve(self, connector_id: int = 1, id: int = 7, tag: str = "GUEST", **fields: Any) -> str:
        request = {"expiryDate": LATER, **fields}
        command = self._central.command(
            "ReserveNow", connectorId=connector_id, idTag=tag, reservationId=id, **request
        )
        status: str = (await self._clock.until(command))["status"]
        await self._clock.run_for(0)
        return status

    async def cancel(self, id: int = 7) -> str:
        status: str = (await self._clock.until(self._central.command("CancelReservation", reservationId=id)))[
            "status"
        ]
        await self._clock.run_for(0)
        return status


@pytest.fixture
def desk(central: CentralSystem, clock: VirtualClock) -> Desk:
    return Desk(central, clock)


async def test_a_reserved_connector_says_so_until_it_is_cancelled(desk: Desk, central: CentralSystem) -> None:
    """RES-01, RES-03, STAT-08."""
    assert await desk.reserve() == "Accepted"
    assert central.statuses(1)[-1] == "Reserved"
    assert central.statuses(2)[-1] == "Available"
    assert await desk.cancel() == "Accepted"
    assert central.statuses(1)[-1] == "Available"
    assert await desk.cancel() == "Rejected"


async def test_it_expires_by_the_clock_of_the_charge_point(
    desk: Desk, central: CentralSystem, clock: VirtualClock
) -> None:
    """RES-03."""
    await desk.reserve()
    await clock.run_for(3500)
    assert central.statuses(1)[-1] == "Reserved"
    await clock.run_for(120)
    assert central.statuses(1)[-1] == "Available"
    assert await desk.cancel() == "Rejected"


async def test_the_tag_it_is_for_uses_it_up(
    pair: ChargePoint, desk: Desk, central: CentralSystem, clock: VirtualClock
) -> None:
    """RES-03, START-08: the StartTransaction names it."""
    await desk.reserve()
    await clock.until(pair.plug_in(1, CAR))
    assert central.statuses(1)[-1] == "Reserved"
    assert await clock.until(pair.present(1, "guest"))
    start = await clock.until(central.received("StartTransaction"))
    assert start["reservationId"] == 7
    assert central.statuses(1)[-3:] == ["Reserved", "Preparing", "Charging"]
    await clock.until(pair.unplug(1))
    assert central.statuses(1)[-1] == "Available"


async def test_a_tag_of_the_same_parent_uses_it_up_once_the_parent_is_known(
    pair: ChargePoint, desk: Desk, central: CentralSystem, clock: VirtualClock
) -> None:
    """RES-05: with no Authorize before a remote start, the parent is asked for."""
    central.answers["Authorize"] = lambda payload: {
        "idTagInfo": {"status": "Accepted", "parentIdTag": "family"}
    }
    pair.configuration.set("AuthorizeRemoteTxRequests", "false")
    await desk.reserve(parentIdTag="FAMILY")
    await clock.until(pair.plug_in(1, CAR))
    await clock.until(central.command("RemoteStartTransaction", idTag="COUSIN", connectorId=1))
    start = await clock.until(central.received("StartTransaction", idTag="COUSIN"))
    assert start["reservationId"] == 7
    assert len(central.all("Authorize", idTag="COUSIN")) == 1


async def test_offline_the_parent_is_not_known(
    pair: ChargePoint, desk: Desk, central: CentralSystem, clock: VirtualClock
) -> None:
    pair.configuration.set("AllowOfflineTxForUnknownId", "true")
    await desk.reserve(parentIdTag="FAMILY")
    await pair.lose_network(600)
    await clock.run_for(1)
    await pair.plug_in(1, CAR)
    assert not await pair.present(1, "COUSIN")
    assert await pair.present(1, "GUEST")


async def test_a_foreign_tag_does_not_charge_there(
    pair: ChargePoint, desk: Desk, central: CentralSystem, clock: VirtualClock
) -> None:
    await desk.reserve(parentIdTag="FAMILY")
    await clock.until(pair.plug_in(1, CAR))
    assert not await clock.until(pair.present(1, "STRANGER"))
    await clock.until(central.command("RemoteStartTransaction", idTag="STRANGER", connectorId=1))
    await clock.run_for(10)
    assert central.all("StartTransaction") == []
    assert await clock.until(desk.reserve(2, id=8)) == "Accepted"
    remote = central.command("RemoteStartTransaction", idTag="STRANGER", connectorId=2)
    assert await clock.until(remote) == {"status": "Rejected"}


@pytest.mark.parametrize(
    ("connector_id", "fields", "status"),
    [
        (9, {}, "Rejected"),
        (1, {"expiryDate": "2026-11-19T07:59:00Z"}, "Rejected"),
        (0, {}, "Accepted"),
    ],
)
async def test_answers(desk: Desk, connector_id: int, fields: dict[str, Any], status: str) -> None:
    """RES-01, RES-02."""
    assert await desk.reserve(connector_id, **fields) == status


async def test_what_stands_in_the_way(
    pair: ChargePoint, desk: Desk, central: CentralSystem, clock: VirtualClock
) -> None:
    """RES-02: Occupied, Faulted, Unavailable."""
    await clock.until(pair.plug_in(1, CAR))
    assert await desk.reserve() == "Occupied"
    await clock.until(pair.fault(2, "GroundFailure"))
    assert await desk.reserve(2) == "Faulted"
    assert await desk.reserve(0) == "Occupied"
    await clock.until(pair.clear_fault(2))
    await clock.until(central.command("ChangeAvailability", connectorId=2, type="Inoperative"))
    assert await desk.reserve(2) == "Unavailable"


async def test_a_reserved_connector_is_occupied_for_another_and_free_for_its_own(desk: Desk) -> None:
    """RES-01: the same reservationId replaces."""
    assert await desk.reserve(1, id=7) == "Accepted"
    assert await desk.reserve(1, id=8) == "Occupied"
    assert await desk.reserve(1, id=7, tag="OTHER") == "Accepted"
    assert await desk.reserve(2, id=7) == "Accepted"
    assert await desk.reserve(1, id=8) == "Accepted"


async def test_connector_zero_keeps_one_of_them_free(
    pair: ChargePoint, desk: Desk, central: CentralSystem, clock: VirtualClock
) -> None:
    """RES-01: any connector; the last one is for the tag."""
    assert await desk.reserve(0) == "Accepted"
    await clock.until(pair.plug_in(1, CAR))
    await clock.until(pair.plug_in(2, CAR))
    assert await clock.until(pair.present(1, "STRANGER"))
    assert not await clock.until(pair.present(2, "STRANGER-2"))
    assert await clock.until(pair.present(2, "GUEST"))
    assert [start.get("reservationId") for start in central.all("StartTransaction")] == [None, 7]


async def test_connector_zero_only_where_it_is_supported(pair: ChargePoint, desk: Desk) -> None:
    pair.configuration.set("ReserveConnectorZeroSupported", "false")
    assert await desk.reserve(0) == "Rejected"


async def test_a_fault_ends_it(
    pair: ChargePoint, desk: Desk, central: CentralSystem, clock: VirtualClock
) -> None:
    """RES-03."""
    await desk.reserve()
    await clock.until(pair.fault(1, "GroundFailure"))
    await clock.until(pair.clear_fault(1))
    assert central.statuses(1)[-1] == "Available"
    assert await desk.cancel() == "Rejected"


async def test_it_outlives_a_reboot(desk: Desk, central: CentralSystem, clock: VirtualClock) -> None:
    await desk.reserve()
    await clock.until(central.command("Reset", type="Hard"))
    await clock.until(central.received("BootNotification", 2))
    await clock.until(central.received("StatusNotification", 2, status="Reserved", connectorId=1))
    assert await desk.cancel() == "Accepted"
